"""Lines of *My work* from court and orders: clocks that run, hearings, steps of the fast track, orders that end."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db.models import Max, Min
from django.db.models.functions import Coalesce

from agencies.acting import Acting
from agencies.rules.roles import Permission
from agencies.words import date as in_words
from cases.queries.work import Whose, case_line, reads
from cases.rules.work import Line
from cases.workflow import LIVE
from enforcement.models import AttendanceOrder, Hearing, Prosecution, SupervisionOrder, TrackStep
from enforcement.rules.attendance_orders import NOTICE_DAYS, notice_ends_on
from enforcement.rules.clocks import charge_by
from enforcement.rules.supervision import WINDOW_MONTHS
from enforcement.workflow.court import ChargeState, HearingState, TrackState
from enforcement.workflow.orders import AttendanceState, SupervisionState

AHEAD = timedelta(days=28)


def _of(by: Acting, whose: Whose, rows: Any, case: str = "case") -> Any:
    """Rows of an officer's live cases; for whoever prepares legal steps and works no cases, of all within reach.

    Whoever may prepare a step on such a row may see its case: both are about one child, and the row asks for more.
    """
    mine = {f"{case}__officer": whose.officer} if by.may(Permission.WORK_CASES) else {}
    return rows.filter(**mine, **{f"{case}__state__in": LIVE}).select_related(f"{case}__pupil")


def _clocks(by: Acting, whose: Whose) -> Any:
    rows = _of(by, whose, Prosecution.objects.filter(state=ChargeState.DRAFT))
    dated = rows.annotate(
        first=Coalesce(Min("sessions__on"), Min("failures__breach__on")),
        last=Coalesce(Max("sessions__on"), Max("failures__breach__on")),
    )
    return dated.filter(first__isnull=False).order_by("first")


@reads(_clocks, permits=Permission.PREPARE_LEGAL)
def clocks(rows: Any, by: Acting) -> Iterable[Line]:
    """Prosecutions that are prepared: the last day on which all that is charged is surely in time."""
    for row in rows:
        safe, hard = charge_by(row.first), charge_by(row.last)
        late = by.on > safe
        said = f"Charge by {in_words(hard if late else safe)}: {'the last possible day' if late else 'surely in time'}."
        yield case_line("clock", row.case, said, "See court", "case-court", due=hard if late else safe)


def _hearings(by: Acting, whose: Whose) -> Any:
    listed = Hearing.objects.filter(state=HearingState.LISTED, on__lte=by.on + AHEAD)
    return _of(by, whose, listed).order_by("on")


@reads(_hearings, permits=Permission.PREPARE_LEGAL)
def hearings_ahead(rows: Any, _by: Acting) -> Iterable[Line]:
    """Hearings of the next four weeks, and those past without a result."""
    for row in rows:
        said = f"{row.get_purpose_display()} at {row.court}."
        yield case_line("hearing", row.case, said, "See court", "case-court", due=row.on)


def _steps(by: Acting, whose: Whose) -> Any:
    open_steps = TrackStep.objects.filter(
        track__state=TrackState.RUNNING, done_on=None, due_on__lte=by.on + AHEAD
    )
    return _of(by, whose, open_steps, "track__case").order_by("due_on")


@reads(_steps, permits=Permission.PREPARE_LEGAL)
def track_steps(rows: Any, _by: Acting) -> Iterable[Line]:
    """The next step of each fast track that runs."""
    for row in rows:
        said = f"Fast track, week {row.week}: {row.title}."
        yield case_line("track", row.track.case, said, "See court", "case-court", due=row.due_on)


def _directions(by: Acting, whose: Whose) -> Any:
    open_directions = Prosecution.objects.filter(direction_due_on__isnull=False, direction_answered_on=None)
    return _of(by, whose, open_directions).order_by("direction_due_on")


@reads(_directions, permits=Permission.PREPARE_LEGAL)
def directions_to_answer(rows: Any, _by: Acting) -> Iterable[Line]:
    """Courts that directed an application for an order and have not been told why there is none."""
    for row in rows:
        said = "Tell the court why no supervision order is applied for."
        yield case_line("direction", row.case, said, "See court", "case-court", due=row.direction_due_on)


def _ending(by: Acting, whose: Whose) -> Any:
    soon = by.on + timedelta(days=31 * WINDOW_MONTHS)
    last_months = SupervisionOrder.objects.filter(state=SupervisionState.MADE, expires_on__lte=soon)
    return _of(by, whose, last_months).order_by("expires_on")


@reads(_ending, permits=Permission.PREPARE_LEGAL)
def orders_ending(rows: Any, _by: Acting) -> Iterable[Line]:
    """Supervision orders in their last three months."""
    for row in rows:
        said = "The supervision order ends: extend it, or record its end."
        yield case_line("order", row.case, said, "See the orders", "case-orders", due=row.expires_on)


def _noticed(by: Acting, whose: Whose) -> Any:
    noticed = AttendanceOrder.objects.filter(state__in=(AttendanceState.NOTICED, AttendanceState.INTENDED))
    return _of(by, whose, noticed).order_by("pk")


@reads(_noticed, permits=Permission.PREPARE_LEGAL)
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


def _unserved(by: Acting, whose: Whose, rows: Any) -> Any:
    return _of(by, whose, rows.filter(served_on=None)).order_by("made_on", "pk")


def _to_serve(rows: Any, what: str) -> Iterable[Line]:
    for row in rows:
        said = f"The {what} was made: serve it, and record how. Nothing can be charged about it before."
        yield case_line("order", row.case, said, "See the orders", "case-orders", due=row.made_on)


@reads(
    lambda by, whose: _unserved(by, whose, AttendanceOrder.objects.filter(state=AttendanceState.MADE)),
    permits=Permission.PREPARE_LEGAL,
)
def attendance_orders_to_serve(rows: Any, _by: Acting) -> Iterable[Line]:
    """School attendance orders whose service nobody has recorded."""
    yield from _to_serve(rows, "school attendance order")


@reads(
    lambda by, whose: _unserved(by, whose, SupervisionOrder.objects.filter(state=SupervisionState.MADE)),
    permits=Permission.PREPARE_LEGAL,
)
def supervision_to_serve(rows: Any, _by: Acting) -> Iterable[Line]:
    """Supervision orders whose service nobody has recorded."""
    yield from _to_serve(rows, "education supervision order")
