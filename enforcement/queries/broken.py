"""Orders about a child with the failures recorded against them, as the rules of a charge look at them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from attendance.models import Enrolment, Pupil
from attendance.rules.age import CompulsoryAge
from enforcement.models import (
    AttendanceOrder,
    Breach,
    ChargedFailure,
    Prosecution,
    SupervisionOrder,
    Variation,
)
from enforcement.rules.facts import Step
from enforcement.rules.offences import RESTS_ON, Offence, Rests
from enforcement.rules.order_offences import Directed, Failure, FailureSchedule, OrderHeld, failures_on

OFFENCE_OF: Mapping[Step, Offence] = MappingProxyType(
    {
        Step.ORDER_PROSECUTION: Offence.BREACH_OF_ORDER,
        Step.DIRECTIONS_PROSECUTION: Offence.DIRECTIONS,
    }
)
"""The steps that rest on an order."""
Order = AttendanceOrder | SupervisionOrder
OFFENCE_AGAINST: Mapping[type, Offence] = MappingProxyType(
    {AttendanceOrder: Offence.BREACH_OF_ORDER, SupervisionOrder: Offence.DIRECTIONS}
)


@dataclass(frozen=True)
class OrdersOnRecord:
    """The orders about a child that were made, with the failures, the charges, the schools named and the rolls."""

    orders: tuple[Order, ...]
    breaches: tuple[Breach, ...] = ()
    charges: tuple[ChargedFailure, ...] = ()
    variations: tuple[Variation, ...] = ()
    rolls: tuple[Enrolment, ...] = ()

    def against(self, order: Order) -> list[Breach]:
        """The failures recorded against an order, in order of their days."""
        return [each for each in self.breaches if _order_of(each) == (type(order), order.pk)]

    def uncharged(self, order: Order, parent: int) -> list[Breach]:
        """Those of them with which this parent was not charged."""
        used = {each.breach_id for each in self.charges if each.parent_id == parent}
        return [each for each in self.against(order) if each.pk not in used]

    def held(self, order: Order, parent: int, failures: Iterable[Breach]) -> OrderHeld:
        """An order as the rules look at it, with the failures that a charge against a parent would rest on."""
        binds = isinstance(order, SupervisionOrder) or order.parent_id == parent
        return OrderHeld(
            made_on=order.made_on,
            served_on=order.served_on,
            last_on=_last_on(order),
            on_this_parent=binds,
            failures=tuple(self._failure(order, each) for each in failures),
            charged=self._charged(order, parent),
        )

    def latest(self, step: Step, parent: int) -> Order | None:
        """The last order made that binds a parent, of the kind on which a step rests."""
        rests = RESTS_ON[OFFENCE_OF[step]]
        if rests is Rests.SUPERVISION:
            found: list[Order] = [each for each in self.orders if isinstance(each, SupervisionOrder)]
        else:
            found = [
                each for each in self.orders if isinstance(each, AttendanceOrder) and each.parent_id == parent
            ]
        return max(found, key=lambda each: (each.made_on, each.pk), default=None)

    def _failure(self, order: Order, row: Breach) -> Failure:
        direction = row.direction
        directed = (
            Directed(direction.on, direction.to in ("parents", "both"), direction.lifted_on)
            if direction is not None
            else None
        )
        return Failure(on=row.on, on_named_roll=self._on_named_roll(order, row.on), direction=directed)

    def _on_named_roll(self, order: Order, on: date) -> bool:
        """Whether the child was on the roll of the school that the order named on a day."""
        if isinstance(order, SupervisionOrder):
            return False
        named = order.named_school_id
        varied = (each for each in self.variations if each.order_id == order.pk)
        for each in sorted(varied, key=lambda row: (row.on, row.pk), reverse=True):
            if on < each.on:
                named = each.was_id
        return any(
            row.school_id == named and row.began_on <= on and (row.ended_on is None or on <= row.ended_on)
            for row in self.rolls
        )

    def _charged(self, order: Order, parent: int) -> tuple[tuple[date, date], ...]:
        """The first and last day of each charge about an order against a parent."""
        days: dict[int, list[date]] = {}
        for each in self.charges:
            if each.parent_id == parent and _order_of(each.breach) == (type(order), order.pk):
                days.setdefault(each.prosecution_id, []).append(each.breach.on)
        return tuple((min(held), max(held)) for held in days.values())


def _order_of(row: Breach) -> tuple[type, int | None]:
    if row.supervision_id is not None:
        return SupervisionOrder, row.supervision_id
    return AttendanceOrder, row.attendance_id


def _last_on(order: Order) -> date | None:
    """The last day on which an order was in force; None while it stands without an end."""
    if isinstance(order, AttendanceOrder):
        ended: date | None = order.ended_on
        return ended
    last: date = min(order.expires_on, order.ended_on or order.expires_on)
    return last


def orders_on_record(pupil: Pupil) -> OrdersOnRecord:
    """The orders about a child with all that was recorded against them: two queries, and four more if there are any."""
    orders: list[Order] = []
    for model in (AttendanceOrder, SupervisionOrder):
        orders += model.objects.filter(pupil=pupil, made_on__isnull=False).order_by("made_on", "pk")
    if not orders:
        return OrdersOnRecord(())
    breaches = Breach.objects.filter(pupil=pupil, contract=None, parenting=None).order_by("on", "pk")
    charges = ChargedFailure.objects.filter(pupil=pupil, is_live=True).select_related("breach")
    return OrdersOnRecord(
        tuple(orders),
        tuple(breaches.select_related("direction")),
        tuple(charges.order_by("pk")),
        tuple(Variation.objects.filter(order__pupil=pupil).order_by("pk")),
        tuple(Enrolment.objects.filter(pupil=pupil).order_by("pk")),
    )


def broken_in(row: Prosecution, record: OrdersOnRecord) -> OrderHeld | None:
    """The order that a prosecution rests on with the failures charged in it; None where it rests on sessions."""
    if row.order is None:
        return None
    charged = set(row.failures.values_list("breach", flat=True))
    return record.held(
        row.order, row.parent_id, [each for each in record.against(row.order) if each.pk in charged]
    )


def broken_for(
    step: Step, parent: int, record: OrdersOnRecord, on: date, compulsory: CompulsoryAge
) -> OrderHeld | None:
    """The order that a charge against a parent could rest on: with what may be charged, else with all that there is."""
    order = record.latest(step, parent)
    if order is None:
        return None
    held = record.held(order, parent, record.uncharged(order, parent))
    free = failures_on(OFFENCE_OF[step], held, on, compulsory=compulsory).free
    return replace(held, failures=free) if free else held


def taken_apart(
    order: Order, parent: int, record: OrdersOnRecord, failures: list[Breach], on: date, age: CompulsoryAge
) -> FailureSchedule:
    """Which failures may be charged against a parent on a day, and why others may not."""
    held = record.held(order, parent, failures)
    return failures_on(OFFENCE_AGAINST[type(order)], held, on, compulsory=age)
