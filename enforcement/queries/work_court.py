"""Lines of *My work* from court and orders: clocks that run, hearings, steps of the fast track, orders that end."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db.models import Max, Min

from agencies.acting import Acting
from agencies.rules.roles import Permission
from agencies.words import date as in_words
from cases.models import Case
from cases.models.case import CaseQuerySet
from cases.queries.work import Whose, case_line, cases_of, reads
from cases.rules.work import Line
from enforcement.models import AttendanceOrder, Hearing, Prosecution, SupervisionOrder, TrackStep
from enforcement.rules.attendance_orders import NOTICE_DAYS, notice_ends_on
from enforcement.rules.clocks import charge_by
from enforcement.rules.supervision import WINDOW_MONTHS
from enforcement.workflow.court import ChargeState, HearingState, TrackState
from enforcement.workflow.orders import AttendanceState, SupervisionState

AHEAD = timedelta(days=28)


def _mine(by: Acting, whose: Whose) -> CaseQuerySet:
    """The live cases of an officer; for whoever prepares legal steps and works no cases, all within reach."""
    if not by.may(Permission.PREPARE_LEGAL):
        return Case.objects.permits(by, Permission.PREPARE_LEGAL)
    if by.may(Permission.WORK_CASES):
        return cases_of(by, whose)
    rows: CaseQuerySet = Case.objects.permits(by, Permission.PREPARE_LEGAL).live()
    return rows


def _clocks(by: Acting, whose: Whose) -> Any:
    rows = Prosecution.objects.visible_to(by).filter(state=ChargeState.DRAFT, case__in=_mine(by, whose))
    dated = rows.annotate(first=Min("sessions__on"), last=Max("sessions__on"))
    return dated.filter(first__isnull=False).select_related("case__pupil").order_by("first")


@reads(_clocks)
def clocks(rows: Any, by: Acting) -> Iterable[Line]:
    """Prosecutions that are prepared: the last day on which every session is surely in time."""
    for row in rows:
        safe, hard = charge_by(row.first), charge_by(row.last)
        late = by.on > safe
        said = f"Charge by {in_words(hard if late else safe)}: {'the last possible day' if late else 'surely in time'}."
        yield case_line("clock", row.case, said, "See court", "case-court", due=hard if late else safe)


def _hearings(by: Acting, whose: Whose) -> Any:
    rows = Hearing.objects.visible_to(by).filter(
        state=HearingState.LISTED, case__in=_mine(by, whose), on__lte=by.on + AHEAD
    )
    return rows.select_related("case__pupil").order_by("on")


@reads(_hearings)
def hearings_ahead(rows: Any, _by: Acting) -> Iterable[Line]:
    """Hearings of the next four weeks, and those past without a result."""
    for row in rows:
        said = f"{row.get_purpose_display()} at {row.court}."
        yield case_line("hearing", row.case, said, "See court", "case-court", due=row.on)


def _steps(by: Acting, whose: Whose) -> Any:
    rows = TrackStep.objects.visible_to(by).filter(
        track__state=TrackState.RUNNING,
        done_on=None,
        track__case__in=_mine(by, whose),
        due_on__lte=by.on + AHEAD,
    )
    return rows.select_related("track__case__pupil").order_by("due_on")


@reads(_steps)
def track_steps(rows: Any, _by: Acting) -> Iterable[Line]:
    """The next step of each fast track that runs."""
    for row in rows:
        said = f"Fast track, week {row.week}: {row.title}."
        yield case_line("track", row.track.case, said, "See court", "case-court", due=row.due_on)


def _directions(by: Acting, whose: Whose) -> Any:
    rows = Prosecution.objects.visible_to(by).filter(
        direction_due_on__isnull=False, direction_answered_on=None, case__in=_mine(by, whose)
    )
    return rows.select_related("case__pupil").order_by("direction_due_on")


@reads(_directions)
def directions_to_answer(rows: Any, _by: Acting) -> Iterable[Line]:
    """Courts that directed an application for an order and have not been told why there is none."""
    for row in rows:
        said = "Tell the court why no supervision order is applied for."
        yield case_line("direction", row.case, said, "See court", "case-court", due=row.direction_due_on)


def _ending(by: Acting, whose: Whose) -> Any:
    soon = by.on + timedelta(days=31 * WINDOW_MONTHS)
    rows = SupervisionOrder.objects.visible_to(by).filter(
        state=SupervisionState.MADE, expires_on__lte=soon, case__in=_mine(by, whose)
    )
    return rows.select_related("case__pupil").order_by("expires_on")


@reads(_ending)
def orders_ending(rows: Any, _by: Acting) -> Iterable[Line]:
    """Supervision orders in their last three months."""
    for row in rows:
        said = "The supervision order ends: extend it, or record its end."
        yield case_line("order", row.case, said, "See the orders", "case-orders", due=row.expires_on)


def _noticed(by: Acting, whose: Whose) -> Any:
    rows = AttendanceOrder.objects.visible_to(by).filter(
        state__in=(AttendanceState.NOTICED, AttendanceState.INTENDED), case__in=_mine(by, whose)
    )
    return rows.select_related("case__pupil").order_by("pk")


@reads(_noticed)
def notices_running_out(rows: Any, _by: Acting) -> Iterable[Line]:
    """Notices before school attendance orders, with the day on which they run out."""
    for row in rows:
        first = row.state == AttendanceState.NOTICED
        served_on, days = (
            (row.notice_served_on, row.notice_days) if first else (row.intended_served_on, NOTICE_DAYS)
        )
        ends = notice_ends_on(served_on, days)
        said = "The notice before a school attendance order has run out."
        yield case_line(
            "notice", row.case, said, "See the orders", "case-orders", due=ends + timedelta(days=1)
        )
