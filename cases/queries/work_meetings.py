"""What meetings put on people's lists of work (`cases.queries.work`)."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse

from agencies.acting import Acting
from agencies.rules.roles import Permission
from cases.models import Invitation, Meeting
from cases.queries.meetings import meant_for
from cases.queries.work import Whose, reads
from cases.rules.meetings import clock
from cases.rules.work import SOON, Line
from cases.workflow.meetings import MeetingState

ASKED_AHEAD = timedelta(days=28)  # an invitation to a day further ahead waits


def _invitations(by: Acting, whose: Whose) -> Any:
    mine = Q(person=whose.officer)
    if whose.team:
        mine |= Q(person__isnull=True)
    rows = Invitation.objects.filter(
        mine, to=by.agency_id, reply="", withdrawn_on=None, meeting__state=MeetingState.ARRANGED,
        meeting__on__range=(by.on, by.on + ASKED_AHEAD),
    )  # fmt: skip
    return rows.select_related("meeting", "pupil").order_by("meeting__on")


@reads(_invitations, may=Permission.ANSWER_REQUESTS)
def invitations_to_answer(rows: Any, _by: Acting) -> Iterable[Line]:
    """Invitations to one's agency, or to oneself, that have no answer yet."""
    for row in rows:
        url = reverse("meeting-reply", args=[row.meeting.ref, row.pk])
        said = f"{row.meeting.get_kind_display()}: you are invited."
        yield Line("invitation", str(row.pupil), said, url, "Answer", due=row.meeting.on)


def _soon(by: Acting, whose: Whose) -> Any:
    for_me = Q(person=whose.officer)
    if whose.team:
        for_me |= Q(person__isnull=True, to=by.agency_id)
    coming = Invitation.objects.filter(for_me, reply="coming", withdrawn_on=None)
    mine = Q(chair=whose.officer) | Q(by=whose.officer) | Q(pk__in=coming.order_by().values("meeting"))
    # Of those gone by, whoever called the meeting says who came.
    wanted = Q(on__gte=by.on) | Q(by=whose.officer)
    rows = Meeting.objects.filter(
        meant_for(by), mine, wanted, state=MeetingState.ARRANGED, on__lte=by.on + SOON
    )
    return rows.select_related("pupil").order_by("on", "starts_at")


@reads(_soon)
def meetings_soon(rows: Any, by: Acting) -> Iterable[Line]:
    """Meetings of the next seven days that one called, chairs or goes to, or one's agency; those gone by wait."""
    for row in rows:
        past = row.on < by.on
        said = (
            "The day of the meeting has passed."
            if past
            else f"{row.get_kind_display()} at {clock(row.starts_at)}."
        )
        act = "Say who came" if past else "See the meeting"
        yield Line("meeting", str(row.pupil), said, reverse("meeting", args=[row.ref]), act, due=row.on)


def _held(by: Acting, whose: Whose) -> Any:
    rows = Meeting.objects.filter(by=whose.officer, agency__in=by.reach, state=MeetingState.HELD)
    return rows.select_related("pupil").order_by("minutes_due_on")


@reads(_held)
def minutes_to_issue(rows: Any, _by: Acting) -> Iterable[Line]:
    """Meetings that one called and that were held, whose minutes are not issued."""
    for row in rows:
        said = f"{row.get_kind_display()} was held: the minutes are due."
        url = reverse("meeting", args=[row.ref])
        yield Line("minutes", str(row.pupil), said, url, "Write the minutes", due=row.minutes_due_on)
