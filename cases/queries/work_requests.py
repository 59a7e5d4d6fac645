"""What requests to agencies put on people's lists of work (`cases.queries.work`)."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse

from agencies.acting import Acting
from agencies.rules.roles import Permission
from agencies.words import date as in_words
from cases.models import AgencyRequest
from cases.queries.requests import requests_for
from cases.queries.work import MOST, Whose
from cases.rules.work import SOON, Line
from cases.workflow.requests import RequestState


def requests_to_answer(by: Acting, whose: Whose) -> Iterable[Line]:
    """What one's agency was asked and has not answered, and what it took on that ends within a week."""
    if not whose.team or not by.may(Permission.ANSWER_REQUESTS):
        return
    rows = requests_for(by).filter(to=by.agency_id)
    for row in rows.filter(state=RequestState.SENT).order_by("answer_by")[:MOST]:
        yield _line(row, f"{row.agency} asks for your help.", "Answer", row.answer_by)
    ending = rows.filter(state=RequestState.ACCEPTED, until__lte=by.on + SOON)
    for row in ending.order_by("until")[:MOST]:
        yield _line(row, "Your access ends with the request.", "Finish, or ask for longer", row.until)


def requests_unanswered(by: Acting, whose: Whose) -> Iterable[Line]:
    """What one asked another agency oneself, once the day for its answer has passed."""
    rows = requests_for(by).filter(by=whose.officer, agency__in=by.reach, answer_by__lt=by.on)
    for row in rows.filter(state=RequestState.SENT).order_by("answer_by")[:MOST]:
        words = f"{row.to} has not answered by {in_words(row.answer_by)}."
        yield _line(row, words, "See the request", row.answer_by)


def _line(row: AgencyRequest, sentence: str, act: str, due: date | None) -> Line:
    return Line("request", str(row.pupil), sentence, reverse("request", args=[row.ref]), act, due=due)
