"""Prosecutions about an order: a school attendance order not complied with, directions persistently not followed."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from agencies.acting import Acting
from agencies.rules.roles import Permission
from attendance.models import Parent
from attendance.rules.age import compulsory_age
from attendance.rules.dated import day_in_words
from cases.actions.doors import require
from enforcement.actions.prosecutions import CHARGE
from enforcement.actions.stepping import arrive, begin, draft, tell
from enforcement.models import (
    AttendanceOrder,
    Breach,
    ChargedFailure,
    Prosecution,
    SupervisionConsideration,
    SupervisionOrder,
)
from enforcement.queries.broken import OFFENCE_AGAINST, orders_on_record, taken_apart
from enforcement.rules.offences import SUPERVISION_FIRST
from enforcement.workflow.court import ChargeState

COLUMN: dict[type, str] = {AttendanceOrder: "attendance_order", SupervisionOrder: "supervision_order"}


@transaction.atomic
def prepare_order_charge(
    *,
    row: AttendanceOrder | SupervisionOrder,
    parent: Parent,
    failures: Sequence[Breach],
    by: Acting,
    **more: Any,
) -> Prosecution:
    """Prepare a prosecution of a parent about an order, over failures on record. Again, it is the same draft.

    Raises NotAllowed, and Refused for a failure that cannot be charged, with why.
    """
    offence, column = OFFENCE_AGAINST[type(row)], COLUMN[type(row)]
    rows = Prosecution.objects.permits(by, Permission.PREPARE_LEGAL)
    there: Prosecution | None = rows.filter(**{column: row}, parent=parent, state=ChargeState.DRAFT).first()
    if there is not None:
        return there
    considered = SupervisionConsideration.objects.permits(by, Permission.PREPARE_LEGAL).filter(case=row.case)
    last = considered.order_by("-pk").first() if offence in SUPERVISION_FIRST else None
    about: dict[str, Any] = {column: row}
    made: Prosecution = begin(
        Prosecution, case=row.case, parent=parent, by=by, offence=offence.value, consideration=last,
        **about, **more,
    )  # fmt: skip
    _name_failures(made, failures, by)
    tell(made, CHARGE, f"A prosecution is being prepared: {made.in_law}.", by)
    return made


@transaction.atomic
def choose_failures(*, row: Prosecution, failures: Sequence[Breach], by: Acting, version: int) -> Prosecution:
    """Choose again which failures are charged. Raises Refused for one that cannot be, with why."""
    held: Prosecution = draft(row, by, version)
    require(held.order is not None, "This offence rests on sessions: choose its period.")
    held.failures.all().delete()
    _name_failures(held, failures, by)
    arrive(held)
    return held


def _name_failures(row: Prosecution, failures: Sequence[Breach], by: Acting) -> None:
    require(bool(failures), "Choose at least one failure.")
    record = orders_on_record(row.pupil)
    chosen = {each.pk for each in failures}
    mine = [each for each in record.against(row.order) if each.pk in chosen]
    require(len(mine) == len(chosen), "This failure is not of the order.")
    age = compulsory_age(row.pupil.born_on)
    found = taken_apart(row.order, row.parent_id, record, mine, by.on, age)
    said = dict.fromkeys(f"{day_in_words(each.on)}: {sentence}" for each, sentence in found.refused)
    require(not said, f"Not every failure may be charged. {' '.join(said)}")
    ChargedFailure.objects.bulk_create(
        ChargedFailure(prosecution=row, pupil=row.pupil, parent=row.parent, breach=each) for each in mine
    )
