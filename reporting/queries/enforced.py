"""The steps of enforcement that are counted: every one of a kind in some days in the whole authority.

Whoever asks, the same rows are read: they are counted. Which of them somebody may see is asked where they are listed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from agencies.rules.roles import Permission
from agencies.visibility import Viewer
from enforcement.models import (
    AttendanceOrder,
    Notice,
    ParentingOrder,
    Prosecution,
    SupervisionOrder,
    WarningLetter,
)
from enforcement.queries.measures import (
    Days,
    as_issued,
    charges_of,
    counted_in,
    notices_of,
    parenting_orders_of,
    supervision_orders_of,
)
from enforcement.workflow import WarningState
from enforcement.workflow.orders import AttendanceState
from reporting.rules.enforced import PARTS, Step, ending_of, ending_of_charge, ending_of_notice

GIVEN: Final = (WarningState.ISSUED, WarningState.SERVED, WarningState.IMPROVED, WarningState.FAILED)
MADE: Final = (AttendanceState.MADE, AttendanceState.ENDED)


@dataclass(frozen=True)
class Source:
    """Where steps come from: the model that says who may see them, and the page of one."""

    model: Any
    page: str


# By part, and for orders by ending, of which each is a model of its own.
SOURCES: Final[Mapping[str, Source]] = {
    "notices": Source(Notice, "notice"),
    "warnings": Source(WarningLetter, "warning"),
    "prosecutions": Source(Prosecution, "prosecution"),
    "parenting": Source(ParentingOrder, "parenting-order"),
    "supervision": Source(SupervisionOrder, "supervision"),
    "attendance": Source(AttendanceOrder, "attendance-order"),
}


def source_of(part: str, step: Step) -> str:
    """The key of the source that a step of a part comes from."""
    return step.ending if part == "orders" else part


def steps_of(part: str, authority: int, days: Days, on: date) -> list[Step]:
    """Every step of a part in some days, as it stands on a day. Raises KeyError for no such part."""
    return _READ[part](authority, days, on)


def _notices(authority: int, days: Days, on: date) -> list[Step]:
    return [
        Step(row.pk, row.pupil_id, row.school_id, row.issued_on, ending_of_notice(as_issued(row), row.full_until, on))
        for row in notices_of(authority, days)
    ]  # fmt: skip


def _warnings(authority: int, days: Days, _on: date) -> list[Step]:
    rows = WarningLetter.objects.filter(issued_on__range=days, state__in=GIVEN, **counted_in(authority))
    held = rows.order_by("pk").values_list("pk", "pupil", "school", "issued_on", "state")
    return [
        Step(key, pupil, school, on, ending_of(state, PARTS["warnings"]))
        for key, pupil, school, on, state in held
    ]


def _prosecutions(authority: int, days: Days, _on: date) -> list[Step]:
    rows = charges_of(authority, days).order_by("pk")
    held = rows.values_list("pk", "pupil", "school", "charged_on", "state", "sentence")
    return [
        Step(key, pupil, school, on, ending_of_charge(state, sentence, PARTS["prosecutions"]))
        for key, pupil, school, on, state, sentence in held
    ]


def _orders(authority: int, days: Days, _on: date) -> list[Step]:
    schools = AttendanceOrder.objects.filter(made_on__range=days, state__in=MADE, **counted_in(authority))
    kinds = {
        "parenting": parenting_orders_of(authority, days),
        "supervision": supervision_orders_of(authority, days),
        "attendance": schools,
    }
    return [
        Step(key, pupil, school, on, kind)
        for kind, rows in kinds.items()
        for key, pupil, school, on in rows.order_by("pk").values_list("pk", "pupil", "school", "made_on")
    ]


_READ: Final[Mapping[str, Callable[[int, Days, date], list[Step]]]] = {
    "notices": _notices,
    "warnings": _warnings,
    "prosecutions": _prosecutions,
    "orders": _orders,
}


def theirs(by: Viewer, part: str, steps: list[Step], to: Permission) -> set[tuple[str, int]]:
    """Which steps the viewer may see, and do `to` with, by source and key; one query for each source."""
    found: set[tuple[str, int]] = set()
    for source in {source_of(part, step) for step in steps}:
        rows: Any = SOURCES[source].model.objects.permits(by, Permission.VIEW_LEGAL).permits(by, to)
        keys = [step.key for step in steps if source_of(part, step) == source]
        found |= {(source, key) for key in rows.filter(pk__in=keys).values_list("pk", flat=True)}
    return found
