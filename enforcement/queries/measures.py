"""The yearly return of parental responsibility measures, counted from the record of the whole authority.

It names nobody: every child counts, restricted ones too, as in the department's collection.
"""

from collections import defaultdict
from datetime import date
from typing import Any

from attendance.models import Enrolment
from attendance.rules.register import year_span
from enforcement.models import (
    Considered,
    FastTrack,
    Notice,
    ParentingContract,
    ParentingOrder,
    Prosecution,
    SupervisionConsideration,
    SupervisionOrder,
)
from enforcement.rules.limit import HeldNotice, Room, national_limit
from enforcement.rules.measures import (
    Closed,
    IssuedNotice,
    Measures,
    OtherMeasures,
    Paid,
    measures,
    reason_of,
)
from enforcement.rules.offences import FOR_ABSENCE
from enforcement.rules.withdrawal import Ground
from enforcement.workflow import GIVEN, State
from enforcement.workflow.court import LAID, ChargeState, TrackState
from enforcement.workflow.orders import ContractState, ParentingState, SupervisionState

Days = tuple[date, date]
SIGNED = (ContractState.SIGNED, ContractState.KEPT, ContractState.BROKEN)


def measures_of(authority: int, year: int, on: date) -> Measures:
    """The return of an authority for an academic year, as the record stands; the roll of January, or of today.

    Records open only to named people are in no count of others (decision 0003): the page says so.
    """
    first, last = year_span(year)
    span = counted_in(authority)
    issued = [as_issued(row) for row in notices_of(authority, (first, last))]
    counted_on = min(max(date(year + 1, 1, 20), first), on)
    roll = Enrolment.objects.on_roll(counted_on).filter(**span).count()
    return measures(year, issued, _others(authority, (first, last)), enrolments=roll)


def counted_in(authority: int) -> dict[str, Any]:
    """The condition that a step of enforcement is counted: at a school of the authority, about an open record."""
    return {"school__authority": authority, "pupil__restricted": False}


def notices_of(authority: int, days: Days) -> Any:
    """The notices for absence that were issued in some days, with their sessions; two queries."""
    rows = Notice.objects.filter(issued_on__range=days, about="absence", **counted_in(authority))
    return rows.prefetch_related("sessions").order_by("pk")


def charges_of(authority: int, days: Days) -> Any:
    """The prosecutions that were laid in some days."""
    return Prosecution.objects.filter(charged_on__range=days, state__in=LAID, **counted_in(authority))


def parenting_orders_of(authority: int, days: Days) -> Any:
    """The parenting orders that a court made in some days."""
    made = (ParentingState.MADE, ParentingState.ENDED)
    return ParentingOrder.objects.filter(made_on__range=days, state__in=made, **counted_in(authority))


def supervision_orders_of(authority: int, days: Days) -> Any:
    """The education supervision orders that a court made in some days."""
    made = (SupervisionState.MADE, SupervisionState.ENDED)
    return SupervisionOrder.objects.filter(made_on__range=days, state__in=made, **counted_in(authority))


def as_issued(row: Notice) -> IssuedNotice:
    """A notice as the return counts it."""
    paid = None
    if row.state == State.PAID and row.paid_on is not None:
        in_lower = row.lower_until is not None and row.paid_on <= row.lower_until
        paid = Paid.LOWER if in_lower else Paid.FULL
    return IssuedNotice(
        row.issued_on,
        reason_of(each.code for each in row.sessions.all()),
        paid=paid,
        withdrawn=Ground[row.ground.upper()] if row.state == State.WITHDRAWN else None,
        is_prosecuted=row.state == State.CHARGED,
        is_second=row.occasion == "second",
    )


def _others(authority: int, days: Days) -> OtherMeasures:
    span = counted_in(authority)
    tracks = FastTrack.objects.filter(entered_on__range=days, **span)
    orders = parenting_orders_of(authority, days)
    contracts = ParentingContract.objects.filter(drafted_at__date__range=days, **span)
    instead, as_well = _supervision(authority, days)
    return OtherMeasures(
        case_management=tracks.count(),
        closed=tuple(_closed(span, tracks)),
        orders_granted=orders.count(),
        orders_implemented=orders.exclude(responsible_officer="").count(),
        contracts_offered=contracts.count(),
        contracts_accepted=contracts.filter(state__in=SIGNED).count(),
        supervision_instead=instead,
        supervision_as_well=as_well,
        prosecuted_limit_reached=_limit_reached(authority, days),
    )


def _closed(span: dict[str, Any], tracks: Any) -> list[Closed]:
    """How fast-track cases of the year ended; one sent to court whose prosecution was dropped was withdrawn."""
    charged, dropped = (
        set(
            Prosecution.objects.filter(state__in=states, offence__in=FOR_ABSENCE, **span).values_list(
                "pupil", "parent"
            )
        )
        for states in (LAID, (ChargeState.DROPPED,))
    )
    found = []
    for state, pupil, parent in tracks.order_by("pk").values_list("state", "pupil", "parent"):
        if state == TrackState.IMPROVED:
            found.append(Closed.IMPROVED)
        elif state == TrackState.STOPPED:
            found.append(Closed.OTHER)
        elif state == TrackState.COURT and (pupil, parent) in charged:
            found.append(Closed.PROSECUTED)
        elif state == TrackState.COURT and (pupil, parent) in dropped:
            found.append(Closed.WITHDRAWN)
    return found


def _supervision(authority: int, days: Days) -> tuple[int, int]:
    """Supervision orders made in the year: instead of a prosecution, and as well, by what was considered last."""
    made = list(supervision_orders_of(authority, days).values_list("case", "applied_on"))
    considered: dict[int, list[tuple[date, str]]] = defaultdict(list)
    held = SupervisionConsideration.objects.filter(case__in=[case for case, _ in made])
    for case, on, decision in held.order_by("on", "pk").values_list("case", "on", "decision"):
        considered[case].append((on, decision))
    as_well = 0
    for case, applied_on in made:
        before = [decision for on, decision in considered[case] if on <= applied_on]
        as_well += bool(before) and before[-1] == Considered.AS_WELL
    return len(made) - as_well, as_well


def _limit_reached(authority: int, days: Days) -> int:
    """Charges of the year against parents who already had as many notices for the child as there can be."""
    laid = charges_of(authority, days).filter(offence__in=FOR_ABSENCE)
    charges = list(laid.values_list("pupil", "parent", "charged_on"))
    given: dict[tuple[int, int], list[HeldNotice]] = defaultdict(list)
    rows = Notice.objects.filter(
        pupil__in=[pupil for pupil, _, _ in charges], state__in=GIVEN, is_old_law=False, about="absence"
    )
    for pupil, parent, reference, issued_on in rows.values_list("pupil", "parent", "reference", "issued_on"):
        given[pupil, parent].append(HeldNotice(reference, issued_on))
    return sum(
        national_limit(
            on, [each for each in given[pupil, parent] if each.issued_on <= on], others_known=True
        ).room
        is Room.USED_UP
        for pupil, parent, on in charges
    )
