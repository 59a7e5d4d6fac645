"""A prepared notice at its gate, and the sheet on which one is prepared."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from agencies.acting import Acting
from agencies.rules.roles import Permission
from attendance.models import Pupil
from cases.models import Case
from enforcement.models import Prepared
from enforcement.queries.absence import last_months
from enforcement.queries.begun import step_of
from enforcement.queries.facts import facts_for
from enforcement.queries.ground import answers_for, ground_of
from enforcement.queries.ladder import sessions_prepared
from enforcement.queries.towards import Towards, parents_on, towards
from enforcement.rules.charges import Missed
from enforcement.rules.facts import Facts, People
from enforcement.rules.gate import Gate, gate
from enforcement.rules.threshold import Session


@dataclass(frozen=True)
class Now:
    """A prepared step held against the gate as if whoever looks were its second person."""

    facts: Facts
    gate: Gate


def gate_now(prepared: Prepared, by: Acting) -> Now | None:
    """The gate of a prepared notice or warning today; None where the record no longer says that they are a parent."""
    answers = answers_for(by)
    ground = ground_of(prepared.case, by.on, answers=answers)
    contacts = (each for each in parents_on(prepared.pupil, by.on) if each.parent_id == prepared.parent_id)
    contact = next(contacts, None)
    if contact is None:
        return None
    held = towards(ground, contact, address=prepared.address)
    people = People(
        drafted_by=prepared.drafted_by_id,
        checked_by=by.user_id,
        equality_considered_on=prepared.equality_considered_on,
        signed_off=frozenset(prepared.signed_off),
    )
    facts = facts_for(
        held, step_of(prepared), sessions=sessions_prepared(prepared), prepared=prepared, people=people
    )
    return Now(facts, gate(step_of(prepared), facts, answers=answers))


@dataclass(frozen=True)
class Sheet:
    """What is offered on a sheet: the sessions that are free, those that the threshold counts, brothers and sisters."""

    held: Towards
    offered: tuple[Missed, ...]
    chosen: tuple[Session, ...]
    siblings: tuple[Case, ...]

    @property
    def school_days(self) -> Sequence[date]:
        """The days on which the school met or meets, in order."""
        return list(dict.fromkeys(missed.session[0] for missed in self.held.ground.marks.held))


def sheet_of(case: Case, parent: int, by: Acting, *, prepared: Prepared | None = None) -> Sheet | None:
    """The sheet of a step towards a parent; None where the record no longer says that they are one."""
    ground = ground_of(case, by.on, answers=answers_for(by))
    contact = next((each for each in parents_on(case.pupil, by.on) if each.parent_id == parent), None)
    if contact is None:
        return None
    held = towards(ground, contact, address=prepared.address if prepared else None)
    free = [missed for missed in last_months(ground.marks, by.on) if missed.session not in held.used]
    settled = held.stand.settled if held.stand else ()
    return Sheet(held, tuple(each for each in free if each.is_settled), settled, _siblings(case, parent, by))


def to_prepare(sheet: Sheet, by: Acting) -> list[Case]:
    """The cases of brothers and sisters for which this person may prepare a step as well."""
    held = [each.pk for each in sheet.siblings]
    rows = (
        Case.objects.permits(by, Permission.PREPARE_LEGAL).filter(pk__in=held)
        if held
        else Case.objects.none()
    )
    return list(rows.select_related("pupil", "school__authority").order_by("pk"))


def _siblings(case: Case, parent: int, by: Acting) -> tuple[Case, ...]:
    """The live cases of the parent's other children that this person may see: each gets its own step."""
    children = Pupil.objects.visible_to(by).filter(contacts__parent=parent).exclude(pk=case.pupil_id)
    rows = Case.objects.visible_to(by).live().filter(pupil__in=children)
    return tuple(rows.select_related("pupil").order_by("pk"))
