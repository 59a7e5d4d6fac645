"""The facts of a step against one parent for one child on a day, assembled from the record.

Everything that a rule takes in the family's favour is read from a row, and nothing is assumed: what the record does
not say shuts the step.
"""

from dataclasses import replace

from attendance.models import Address as HeldAddress
from enforcement.models import Notice, Prepared, Prosecution
from enforcement.queries.absence import Marks, entry_from, entry_sessions, last_months
from enforcement.queries.broken import OFFENCE_OF, broken_for, broken_in
from enforcement.queries.plans import plan_of
from enforcement.queries.towards import Towards, address_facts
from enforcement.rules.facts import Absence, Earlier, Facts, People, Step
from enforcement.rules.order_offences import OrderHeld
from enforcement.rules.support import Support
from enforcement.rules.threshold import Session


def sessions_for(held: Towards, step: Step) -> tuple[Session, ...]:
    """The sessions that a step would rest on: those that meet the threshold, or the unauthorised ones of six months."""
    ground = held.ground
    if step is Step.FAST_TRACK:
        return entry_sessions(ground.marks, ground.on, answers=ground.answers)
    if step in (Step.PROSECUTION, Step.KNOWING_PROSECUTION):
        return tuple(each.session for each in last_months(ground.marks, ground.on) if each.is_settled)
    if step not in (Step.NOTICE, Step.WARNING):
        return ()
    return held.stand.settled if held.stand else ()


def facts_for(
    held: Towards,
    step: Step,
    *,
    sessions: tuple[Session, ...] | None = None,
    prepared: Prepared | None = None,
    people: People | None = None,
) -> Facts:
    """The facts of a step: as somebody prepared it, or as the record would have it today."""
    ground = held.ground
    rests_on = sessions_for(held, step) if sessions is None else sessions
    opened = prepared is not None and prepared.address_opened_by_id is not None
    facts = Facts(
        on=ground.on,
        child=ground.child,
        parent=held.party,
        address=address_facts(held.address_row, held.came_back_on, opened=opened),
        school=replace(ground.school, home_is_in_wales=_lives_in_wales(held.address_row)),
        absence=_absence(held, rests_on, prepared),
        support=Support(ground.offers),
        earlier=Earlier(
            notices=held.notices,
            uses=held.uses,
            warnings=held.warnings,
            others_known=held.others_known,
            convicted=held.convicted,
            proceedings_contemplated=held.contemplated,
            orders=ground.orders,
        ),
        money=ground.money,
        unread_letters=ground.unread,
        flags=ground.flags,
        people=people or People(),
        broken=_broken(held, step, prepared),
    )
    return facts if prepared is None else _as_prepared(facts, prepared, ground.marks)


def _broken(held: Towards, step: Step, prepared: Prepared | None) -> OrderHeld | None:
    """The order that the step rests on, where it rests on one."""
    if step not in OFFENCE_OF:
        return None
    ground = held.ground
    if isinstance(prepared, Prosecution):
        return broken_in(prepared, ground.on_record)
    return broken_for(step, held.parent.pk, ground.on_record, ground.on, ground.child.compulsory)


def _lives_in_wales(row: HeldAddress | None) -> bool:
    return row is not None and row.country.strip().lower() in ("wales", "cymru")


def _absence(held: Towards, sessions: tuple[Session, ...], prepared: Prepared | None) -> Absence:
    ground = held.ground
    first = entry_from(ground.marks, ground.on, answers=ground.answers)
    return Absence(
        sessions=ground.marks.missed(sessions),
        stand=held.stand,
        below_because=prepared.below_because if prepared else "",
        possible=ground.marks.possible_between(first, ground.on) if first else 0,
        unauthorised=len(ground.marks.between(first, ground.on)) if first else 0,
    )


def _as_prepared(facts: Facts, prepared: Prepared, marks: Marks) -> Facts:
    """The facts with what the officer wrote down when preparing the step."""
    skipped = prepared.warning_skipped_because if isinstance(prepared, Notice) else ""
    return replace(
        facts,
        support=replace(
            facts.support,
            not_suitable_because=prepared.support_unsuitable_because,
            believed_enough_because=prepared.support_enough_because,
        ),
        earlier=replace(facts.earlier, warning_skipped_because=skipped),
        plan=plan_of(prepared, facts.on, marks),
    )
