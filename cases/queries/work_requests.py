"""What requests to agencies put on people's lists of work (`cases.queries.work`)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse

from agencies.acting import Acting
from agencies.rules.roles import Permission
from agencies.words import date as in_words
from cases.models import AgencyRequest
from cases.queries.work import Whose, reads
from cases.rules.work import SOON, Line
from cases.workflow.requests import RequestState


def _at_hand(by: Acting, whose: Whose) -> Any:
    asked, taken = Q(pk__in=[]), Q(pk__in=[])
    if whose.team and by.may(Permission.ANSWER_REQUESTS):
        asked = Q(to=by.agency_id, state=RequestState.SENT)
        taken = Q(to=by.agency_id, state=RequestState.ACCEPTED, until__lte=by.on + SOON)
    late = Q(by=whose.officer, agency__in=by.reach, state=RequestState.SENT, answer_by__lt=by.on)
    rows = AgencyRequest.objects.filter(asked | taken | late).select_related("pupil", "agency", "to")
    return rows.order_by("answer_by", "pk")


@reads(_at_hand, permits=Permission.ANSWER_REQUESTS)
def requests_at_hand(rows: Any, by: Acting) -> Iterable[Line]:
    """What one's agency was asked and has not answered, what it took on that ends within a week, and what one asked
    oneself once the day for its answer has passed.
    """
    for row in rows:
        if row.to_id != by.agency_id:
            words = f"{row.to} has not answered by {in_words(row.answer_by)}."
            yield _line(row, words, "See the request", row.answer_by)
        elif row.state == RequestState.SENT:
            yield _line(row, f"{row.agency} asks for your help.", "Answer", row.answer_by)
        else:
            yield _line(row, "Your access ends with the request.", "Finish, or ask for longer", row.until)


def _line(row: AgencyRequest, sentence: str, act: str, due: date | None) -> Line:
    return Line("request", str(row.pupil), sentence, reverse("request", args=[row.ref]), act, due=due)
