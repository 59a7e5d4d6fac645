"""Where each step of the ladder is begun, and where what was begun is gone on with."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from agencies.doors import CaseworkRequest
from agencies.rules.roles import Permission
from cases.views.record import CaseRecord
from enforcement.models import (
    AttendanceOrder,
    FastTrack,
    Notice,
    ParentingContract,
    ParentingOrder,
    Prepared,
    Prosecution,
    SupervisionOrder,
    WarningLetter,
)
from enforcement.queries.begun import step_of
from enforcement.queries.broken import OFFENCE_OF
from enforcement.queries.ladder import Line, ParentLadder
from enforcement.rules.facts import Step
from enforcement.rules.ladder import Standing, title_of
from enforcement.workflow.court import ChargeState

PAGES: Mapping[type[Prepared], str] = {
    WarningLetter: "warning",
    Notice: "notice",
    FastTrack: "fast-track",
    Prosecution: "prosecution",
    SupervisionOrder: "supervision",
    ParentingContract: "contract",
    ParentingOrder: "parenting-order",
    AttendanceOrder: "attendance-order",
}
# Steps that are prepared on a sheet of their own, for one parent.
SHEETS: Mapping[Step, str] = {
    Step.WARNING: "warning-prepare",
    Step.NOTICE: "notice-prepare",
    Step.EXCLUDED_NOTICE: "excluded-prepare",
}
# Steps that are begun on the pages of court and of orders, where the parent is chosen.
BEGUN: Mapping[Step, tuple[str, str]] = {
    Step.CONTRACT: ("case-orders-begin", "contract"),
    Step.FAST_TRACK: ("case-court-begin", "track"),
    Step.PROSECUTION: ("case-court-begin", "prosecution"),
    Step.KNOWING_PROSECUTION: ("case-court-begin", "prosecution"),
    Step.SUPERVISION_ORDER: ("case-orders-begin", "supervision"),
    Step.ATTENDANCE_ORDER: ("case-orders-begin", "attendance-order"),
}


def page_of(row: Prepared) -> str:
    """The page of what was begun."""
    return reverse(PAGES[type(row)], args=[row.ref])


def title_of_row(row: Prepared) -> str:
    """What it is called: a contract by the law of its own time."""
    if isinstance(row, ParentingContract):
        return row.called.capitalize()
    return title_of(step_of(row), timezone.localdate(row.drafted_at))


def begin_of(request: CaseworkRequest, record: CaseRecord, parent: ParentLadder, line: Line) -> str:
    """Where this person begins or goes on with a step; empty where they may not, or the record shuts it."""
    if not request.acting.may(Permission.PREPARE_LEGAL) or not record.case.is_live:
        return ""
    if line.draft is not None:
        return page_of(line.draft)
    if line.rung.standing is Standing.SHUT:
        return ""
    step, case = line.rung.step, record.case.ref
    if step in SHEETS:
        return reverse(SHEETS[step], args=[case, parent.contact.pk])
    if step is Step.PARENTING_ORDER:
        return _after_conviction(parent)
    if step in OFFENCE_OF:
        return _from_order(parent, step)
    page, what = BEGUN[step]
    chosen = urlencode({"towards": parent.contact.pk, "step": step.value})
    return f"{reverse(page, args=[case, what])}?{chosen}"


def _from_order(parent: ParentLadder, step: Step) -> str:
    """A charge about an order is begun on the page of the order that binds the parent."""
    order = parent.held.ground.on_record.latest(step, parent.contact.parent_id)
    if order is None:
        return ""
    page = reverse(f"{PAGES[type(order)]}-act", args=[order.ref, "prosecute"])
    return f"{page}?{urlencode({'towards': parent.contact.pk})}"


def _after_conviction(parent: ParentLadder) -> str:
    """A parenting order is begun on the page of the prosecution in which the parent was convicted."""
    rows = (row for row in parent.court if isinstance(row, Prosecution))
    convicted = next((row for row in rows if row.state == ChargeState.CONVICTED), None)
    return reverse("prosecution-act", args=[convicted.ref, "parenting-order"]) if convicted else ""
