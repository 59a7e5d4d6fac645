"""The ladder as people read it: how each step stands today, why in a sentence, and what would change that.

Some answers of the gate come from the record, others are given when somebody prepares the step: that equality was
considered, that a second person checked it. A step that waits for those alone can be prepared.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from types import MappingProxyType

from enforcement.rules.facts import Step
from enforcement.rules.gate import Gate
from enforcement.rules.gate_answer import GateAnswer, Verdict
from enforcement.rules.gate_price import SEE_OTHERS
from enforcement.rules.parenting import contract_word
from enforcement.rules.regimes import STARTED, regime_on
from enforcement.rules.threshold import NEVER_ON_N, Session

EVERY_STEP = frozenset({"equality", "second-person"})
_COURT = frozenset({"supervision-considered", "procedure", "knowledge", "code-test", "pack"})
ASKED: Mapping[Step, frozenset[str]] = MappingProxyType(
    {
        Step.CONTRACT: frozenset({"contract"}),
        Step.WARNING: frozenset({"period"}),
        Step.NOTICE: frozenset({"issuer"}),
        Step.EXCLUDED_NOTICE: frozenset({"issuer", "excluded", "time"}),
        Step.FAST_TRACK: frozenset(),
        Step.PROSECUTION: _COURT,
        Step.KNOWING_PROSECUTION: _COURT,
        Step.SUPERVISION_ORDER: frozenset({"supervision-order"}),
        Step.DIRECTIONS_PROSECUTION: _COURT | {"heard"},
        Step.PARENTING_ORDER: frozenset({"parenting-order"}),
        Step.ATTENDANCE_ORDER: frozenset({"attendance-order"}),
        Step.ORDER_PROSECUTION: _COURT | {"heard"},
    }
)
"""The answers that whoever prepares a step gives, beside those of every step."""
REASONED = frozenset({"support", "warned", "threshold"})
"""The answers that a written reason may open when the step is prepared."""


class Standing(Enum):
    """How a step stands on a day."""

    OPEN = "Open"
    PREPARE = "Can be prepared"
    REASON = "Only with a written reason"
    SHUT = "Shut"


@dataclass(frozen=True)
class Rung:
    """One step of the ladder on a day: the gate's answers, parted by where they come from."""

    gate: Gate
    standing: Standing
    shut: tuple[GateAnswer, ...]
    reasoned: tuple[GateAnswer, ...]
    to_sign: tuple[GateAnswer, ...]
    asked: tuple[GateAnswer, ...]

    @property
    def step(self) -> Step:
        return self.gate.step

    @property
    def sentence(self) -> str:
        """Why it stands as it does."""
        if self.standing is Standing.OPEN:
            return "Every check is open."
        if self.standing is Standing.PREPARE:
            signed = " ".join(f"{each.sentence} To be signed by: {each.signed_by}." for each in self.to_sign)
            return f"The record allows it. {signed}".strip()
        return " ".join(each.sentence for each in self.shut or self.reasoned)

    @property
    def change(self) -> str:
        """What somebody can do to change it."""
        return " ".join(dict.fromkeys(each.change for each in self.shut or self.reasoned if each.change))

    @property
    def opens_on(self) -> date | None:
        """The day on which it opens by itself; None where somebody has to act."""
        untils = [each.until for each in (*self.shut, *self.reasoned)]
        known = [until for until in untils if until is not None]
        return max(known) if known and len(known) == len(untils) else None

    @property
    def rests_on(self) -> tuple[Session, ...]:
        """The sessions that it would rest on, in order."""
        return tuple(sorted({session for answer in self.gate.answers for session in answer.rests_on}))


def rung(found: Gate) -> Rung:
    """How a step stands by what its gate says."""
    asked = EVERY_STEP | ASKED[found.step]
    # What follows from another answer says nothing of its own.
    told = [each for each in found.shut if each.change != SEE_OTHERS] or list(found.shut)
    open_to_reasons = [each for each in told if _may_be_reasoned(each)]
    shut = [each for each in told if each.key not in asked and each not in open_to_reasons]
    standing = Standing.OPEN if found.is_open else Standing.PREPARE
    if open_to_reasons:
        standing = Standing.REASON
    if shut:
        standing = Standing.SHUT
    return Rung(
        found,
        standing,
        tuple(shut),
        tuple(open_to_reasons),
        tuple(each for each in found.unsigned if each.key not in asked),
        tuple(each for each in found.answers if each.key in asked and each.verdict is not Verdict.OPEN),
    )


def before_every(rungs: Iterable[Rung]) -> tuple[GateAnswer, ...]:
    """The answers that shut every one of several steps alike, to be said once; of steps whose law has begun."""
    begun = [each for each in rungs if not any(answer.key == "law" for answer in each.shut)]
    every = [(*each.shut, *each.reasoned) for each in begun]
    if len(every) < 2:
        return ()
    said = [{(answer.key, answer.sentence) for answer in answers} for answers in every]
    alike = set.intersection(*said)
    return tuple(answer for answer in every[0] if (answer.key, answer.sentence) in alike)


def _may_be_reasoned(answer: GateAnswer) -> bool:
    """Whether a written reason would open an answer; marks without a reason yet are settled instead."""
    return answer.key in REASONED and answer.provision.key != NEVER_ON_N.key and answer.until is None


_TITLES: Mapping[Step, str] = MappingProxyType(
    {
        Step.NOTICE: "Penalty notice",
        Step.EXCLUDED_NOTICE: "Penalty notice about an excluded pupil",
        Step.FAST_TRACK: "Fast-track case management",
        Step.PROSECUTION: "Prosecution under section 444(1)",
        Step.KNOWING_PROSECUTION: "Prosecution under section 444(1A)",
        Step.SUPERVISION_ORDER: "Education supervision order",
        Step.DIRECTIONS_PROSECUTION: "Prosecution for directions not followed",
        Step.PARENTING_ORDER: "Parenting order",
        Step.ATTENDANCE_ORDER: "School attendance order",
        Step.ORDER_PROSECUTION: "Prosecution under section 443",
    }
)


def warning_word(on: date) -> str:
    """What a warning is called on a day."""
    return regime_on(max(on, STARTED)).warning


def title_of(step: Step, on: date) -> str:
    """What a step is called under the law of a day."""
    if step is Step.CONTRACT:
        return contract_word(on).capitalize()
    if step is Step.WARNING:
        return warning_word(on).capitalize()
    return _TITLES[step]


def first_possible(rungs: Iterable[Rung]) -> Rung | None:
    """The lowest step that may be taken or prepared."""
    return next((each for each in rungs if each.standing in (Standing.OPEN, Standing.PREPARE)), None)
