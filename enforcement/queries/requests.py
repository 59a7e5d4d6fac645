"""Requests for notices: the list of those asked and those who ask, and what a request can rest on."""

from dataclasses import dataclass
from datetime import date, timedelta

from agencies.acting import Acting
from agencies.paging import Page, page_of
from agencies.rules.roles import Permission
from attendance.models import Enrolment, Pupil, School
from attendance.queries.settings import answers_on
from enforcement.models import Notice, NoticeRequest, Prosecution
from enforcement.queries.absence import marks_of, stand_of
from enforcement.rules.threshold import Stand
from enforcement.workflow import GIVEN, LABELS, State
from enforcement.workflow.court import CHARGE_LABELS, ChargeState

DECIDED = (ChargeState.CONVICTED, ChargeState.ACQUITTED)
SHOWN = {"open": "Being looked at", "over": "Answered"}


def request_page(by: Acting, show: str, number: object) -> Page:
    """A page of the requests that this person may read, the oldest first."""
    rows = NoticeRequest.objects.permits(by, Permission.REQUEST_NOTICE)
    rows = rows.filter(state="open") if show == "open" else rows.exclude(state="open")
    return page_of(rows.select_related("pupil", "school", "agency", "by").order_by("at", "pk"), number)


@dataclass(frozen=True)
class Basis:
    """What the register says of a child at a school, for whoever asks for a notice."""

    school: School | None
    unauthorised: int
    possible: int
    stand: Stand | None

    @property
    def sentence(self) -> str:
        """The register's word, and whether the threshold is met."""
        if self.stand is None:
            return "The register does not say."
        met = (
            "It is met."
            if self.stand.met_without_n
            else "It is not met: a manager of the authority would decide."
        )
        return f"{self.stand.sentence} {met}"


def basis_of(pupil: Pupil, by: Acting, first_on: date | None = None, last_on: date | None = None) -> Basis:
    """What a request about a child could rest on today, or between two days."""
    rolls = Enrolment.objects.on_roll(by.on).filter(pupil=pupil).select_related("school__authority")
    own = rolls.filter(school__agency=by.agency_id).first() or rolls.order_by("pk").first()
    if own is None:
        return Basis(None, 0, 0, None)
    marks = marks_of(pupil, own.school, by.on)
    first, last = first_on or by.on - timedelta(weeks=10), last_on or by.on
    stand = stand_of(marks, by.on, used=frozenset(), answers=answers_on(by.authority_id, by.on))
    return Basis(own.school, len(marks.between(first, last)), marks.possible_between(first, last), stand)


def results_of(row: NoticeRequest) -> list[tuple[str, date]]:
    """What came of a request, for those who asked: states and days, and nothing of what was considered."""
    rows = Notice.objects.filter(request=row, state__in=(*GIVEN, State.WITHDRAWN)).order_by("issued_on", "pk")
    return [(_came_to(each), each.issued_on) for each in rows]


def _came_to(notice: Notice) -> str:
    """Where a notice is; of one that was charged, what the court decided once it has."""
    label = LABELS[State(notice.state)]
    if notice.state != State.CHARGED:
        return label
    days = notice.sessions.values("on")
    rows = Prosecution.objects.filter(
        pupil=notice.pupil_id, parent=notice.parent_id, state__in=DECIDED, sessions__on__in=days
    )
    decided = rows.order_by("-pk").first()
    return f"{label}, {CHARGE_LABELS[ChargeState(decided.state)].lower()}" if decided else label
