"""What was begun in a case, towards whom: which step of the ladder each row is, and what is still being prepared."""

from collections.abc import Mapping
from types import MappingProxyType

from cases.models import Case
from enforcement.models import (
    AttendanceOrder,
    FastTrack,
    Notice,
    ParentingContract,
    ParentingOrder,
    Prepared,
    Prosecution,
    SupervisionOrder,
)
from enforcement.rules.facts import Step
from enforcement.rules.offences import Offence
from enforcement.workflow.orders import BEFORE

COURT = (FastTrack, Prosecution, SupervisionOrder, ParentingContract, ParentingOrder, AttendanceOrder)
CHARGES: Mapping[str, Step] = MappingProxyType(
    {
        Offence.FAILURE.value: Step.PROSECUTION,
        Offence.KNOWING_FAILURE.value: Step.KNOWING_PROSECUTION,
        Offence.BREACH_OF_ORDER.value: Step.ORDER_PROSECUTION,
        Offence.DIRECTIONS.value: Step.DIRECTIONS_PROSECUTION,
    }
)


def court_steps_of(case: Case) -> list[Prepared]:
    """What was begun in a case of court, contracts and orders, the latest of each kind first; a query for each kind.

    What was decided against leads nowhere, and is left to the pages of court and orders.
    """
    found: list[Prepared] = []
    for model in COURT:
        rows = model.objects.filter(case=case).exclude(state="dropped").order_by("-pk")
        found += rows.prefetch_related("sessions") if model is Prosecution else rows
    return found


def step_of(prepared: Prepared) -> Step:
    """Which step of the ladder a row is."""
    match prepared:
        case Notice():
            return Step.EXCLUDED_NOTICE if prepared.seen else Step.NOTICE
        case FastTrack():
            return Step.FAST_TRACK
        case Prosecution():
            return CHARGES[prepared.offence]
        case SupervisionOrder():
            return Step.SUPERVISION_ORDER
        case ParentingContract():
            return Step.CONTRACT
        case ParentingOrder():
            return Step.PARENTING_ORDER
        case AttendanceOrder():
            return Step.ATTENDANCE_ORDER
    return Step.WARNING


def is_prepared(row: Prepared) -> bool:
    """Whether a step is still being prepared: nobody has checked it yet."""
    state: str = row.state  # type: ignore[attr-defined]  # every kind of step has one
    return state in BEFORE if isinstance(row, AttendanceOrder) else state == "draft"
