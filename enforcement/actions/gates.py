"""The gate before every step: asked under the case's lock, and its answers kept with the decision."""

from dataclasses import dataclass

from agencies.acting import Acting
from attendance.models import Contact
from cases.actions.doors import Refused, require
from cases.models import Case
from enforcement.models import Decision, Prepared
from enforcement.queries.facts import facts_for
from enforcement.queries.ground import answers_for, ground_of
from enforcement.queries.towards import Towards, parents_on, towards
from enforcement.rules.facts import Facts, People, Step
from enforcement.rules.gate import Gate, gate
from enforcement.rules.threshold import Session


@dataclass(frozen=True)
class Asked:
    """A step held against the gate: the facts, and what it said."""

    facts: Facts
    gate: Gate
    held: Towards


class GateShut(Refused):
    """The gate is shut: the message says why, by every rule that shuts it; `gate` has all its answers."""

    def __init__(self, found: Gate) -> None:
        said = [answer.sentence for answer in found.shut]
        said += [
            f"{answer.sentence} It needs the sign-off of: {answer.signed_by}." for answer in found.unsigned
        ]
        super().__init__(" ".join(said))
        self.gate = found


def contact_of(prepared: Prepared, by: Acting) -> Contact:
    """What the parent is to the child on the day. Raises Refused where they are nothing to each other."""
    for contact in parents_on(prepared.pupil, by.on):
        if contact.parent_id == prepared.parent_id:
            return contact
    raise Refused("The record no longer says that this person is a parent of the child.")


def ask(
    prepared: Prepared, step: Step, sessions: tuple[Session, ...], by: Acting, *, checked_by: int | None
) -> Asked:
    """The gate of a step as somebody prepared it, on the day they act."""
    answers = answers_for(by)
    ground = ground_of(prepared.case, by.on, answers=answers)
    held = towards(ground, contact_of(prepared, by), address=prepared.address)
    people = People(
        drafted_by=prepared.drafted_by_id,
        checked_by=checked_by,
        equality_considered_on=prepared.equality_considered_on,
        signed_off=frozenset(prepared.signed_off),
    )
    facts = facts_for(held, step, sessions=sessions, prepared=prepared, people=people)
    return Asked(facts, gate(step, facts, answers=answers), held)


def decide(asked: Asked, case: Case, prepared: Prepared, by: Acting) -> Decision:
    """Keep the decision to take a step with the gate's answers. Raises GateShut, with every reason."""
    if not asked.gate.is_open:
        raise GateShut(asked.gate)
    return Decision.objects.create(
        step=asked.gate.step.value,
        case=case,
        pupil=prepared.pupil,
        parent=prepared.parent,
        on=asked.gate.on,
        regime=asked.gate.regime,
        gate=asked.gate.record(),
        agency=by.agency,
        by=by.user,
    )


def sign_off(asked: Asked, keys: list[str], by: Acting) -> list[str]:
    """The answers that whoever acts may open by signing. Raises Refused for one that is not theirs to sign."""
    wanted = {answer.key: answer for answer in asked.gate.unsigned}
    for key in keys:
        answer = wanted.get(key)
        require(answer is not None, "There is nothing of that kind to sign.")
        role = by.role.label.lower()
        require(
            answer is not None and answer.signed_by == role,
            f"This is signed by the {answer.signed_by if answer else ''}.",
        )
    return sorted({*keys})
