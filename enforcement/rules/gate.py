"""The safety gate: every check before a step of the ladder, in the law of the day.

``gate`` is the only question to ask before a step, by page, by interface and in bulk alike. Its answers are
stored with the decision (``Gate.record``), whether it opened the step or not.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from attendance.rules.dated import day_in_words
from attendance.rules.open_point import DEFAULTS, Answers
from enforcement.rules import (
    excluded,
    gate_court,
    gate_family,
    gate_notice,
    gate_orders,
    gate_price,
    parenting,
    regimes,
)
from enforcement.rules.attendance_orders import ORDER as ATTENDANCE_ORDER
from enforcement.rules.facts import Facts, Step
from enforcement.rules.fast_track import TWELVE_WEEKS
from enforcement.rules.gate_answer import GateAnswer, Verdict, opened, shut
from enforcement.rules.offences import KNOWING_FAILURE, ONE_FAILURE
from enforcement.rules.order_offences import BREACH_OF_ORDER, DIRECTIONS_NOT_FOLLOWED
from enforcement.rules.provision import Provision
from enforcement.rules.regimes import REGULATIONS_2007, STARTED, regime_on
from enforcement.rules.supervision import WHO

Check = Callable[[Facts, Answers], GateAnswer]

_PERSON: tuple[Check, ...] = (
    gate_family.child,
    gate_family.person,
    gate_family.address,
    gate_family.letters,
    gate_family.flags,
)
_DECISION: tuple[Check, ...] = (gate_family.support, gate_family.equality, gate_family.second_person)
_COURT: tuple[Check, ...] = (
    gate_family.part,
    gate_court.chargeable,
    gate_court.in_time,
    gate_court.considered,
    gate_court.regularly,
)

CHECKS: Mapping[Step, tuple[Check, ...]] = MappingProxyType(
    {
        Step.CONTRACT: (*_PERSON, gate_court.contract, gate_family.second_person),
        Step.WARNING: (
            *_PERSON,
            gate_family.part,
            gate_notice.school,
            gate_notice.sessions,
            gate_notice.not_used,
            gate_notice.no_supervision,
            gate_notice.reached,
            gate_notice.period,
            *_DECISION,
        ),
        Step.NOTICE: (
            *_PERSON,
            gate_family.part,
            gate_family.money,
            gate_notice.school,
            gate_notice.issuer,
            gate_notice.sessions,
            gate_notice.not_used,
            gate_notice.no_supervision,
            gate_notice.reached,
            gate_notice.warned,
            gate_price.within_limit,
            gate_price.time_for_court,
            *_DECISION,
        ),
        Step.EXCLUDED_NOTICE: (
            *_PERSON,
            gate_family.money,
            gate_notice.school,
            gate_notice.issuer,
            gate_family.part,
            gate_notice.seen_in_public,
            gate_price.time_for_court,
            gate_family.equality,
            gate_family.second_person,
        ),
        Step.FAST_TRACK: (*_PERSON, gate_family.money, gate_court.entry, *_DECISION),
        Step.PROSECUTION: (
            *_PERSON,
            gate_family.money,
            *_COURT,
            gate_court.one_procedure,
            gate_court.code_test,
            gate_court.pack,
            *_DECISION,
        ),
        Step.KNOWING_PROSECUTION: (
            *_PERSON,
            gate_family.money,
            *_COURT,
            gate_court.knew,
            gate_court.knowing_procedure,
            gate_court.code_test,
            gate_court.pack,
            *_DECISION,
        ),
        # A child whose education an order is to secure may be on no roll: neither order asks for one.
        Step.SUPERVISION_ORDER: (
            gate_family.child_of_age,
            *_PERSON[1:],
            gate_court.supervision_order,
            *_DECISION,
        ),
        # A charge about an order asks for no sessions, no support before it and no school's roll.
        Step.DIRECTIONS_PROSECUTION: (
            gate_family.child_of_age,
            *_PERSON[1:],
            gate_family.part,
            gate_family.money,
            gate_orders.supervision_order,
            gate_orders.not_followed,
            gate_orders.in_time,
            gate_orders.heard,
            gate_orders.directions_procedure,
            gate_court.code_test,
            gate_orders.directions_pack,
            gate_family.equality,
            gate_family.second_person,
        ),
        # After a conviction under section 443 the child may be on no roll.
        Step.PARENTING_ORDER: (
            gate_family.child_of_age,
            *_PERSON[1:],
            gate_family.money,
            gate_court.parenting_order,
            *_DECISION,
        ),
        Step.ATTENDANCE_ORDER: (
            gate_family.child_of_age,
            *_PERSON[1:],
            gate_court.attendance_order,
            gate_family.equality,
            gate_family.second_person,
        ),
        Step.ORDER_PROSECUTION: (
            gate_family.child_of_age,
            *_PERSON[1:],
            gate_family.money,
            gate_orders.school_order,
            gate_orders.not_complied,
            gate_orders.in_time,
            gate_court.considered,
            gate_orders.heard,
            gate_orders.breach_procedure,
            gate_court.code_test,
            gate_orders.breach_pack,
            gate_family.equality,
            gate_family.second_person,
        ),
    }
)

LAWS: Mapping[Step, tuple[date, Provision]] = MappingProxyType(
    {
        Step.CONTRACT: (STARTED, parenting.PARENTING_CONTRACT),
        Step.WARNING: (STARTED, regimes.REGIMES[0].provision),
        Step.NOTICE: (STARTED, regimes.REGIMES[0].provision),
        Step.EXCLUDED_NOTICE: (REGULATIONS_2007, excluded.PUBLIC_PLACE),
        Step.FAST_TRACK: (STARTED, TWELVE_WEEKS),
        Step.PROSECUTION: (STARTED, ONE_FAILURE),
        Step.KNOWING_PROSECUTION: (STARTED, KNOWING_FAILURE),
        Step.SUPERVISION_ORDER: (STARTED, WHO),
        Step.DIRECTIONS_PROSECUTION: (STARTED, DIRECTIONS_NOT_FOLLOWED),
        Step.PARENTING_ORDER: (STARTED, parenting.ORDER),
        Step.ATTENDANCE_ORDER: (STARTED, ATTENDANCE_ORDER),
        Step.ORDER_PROSECUTION: (STARTED, BREACH_OF_ORDER),
    }
)
"""From which day this service holds the law of a step; some steps are older than the service's rules."""
_OF_THE_REGIME = frozenset({Step.WARNING, Step.NOTICE, Step.EXCLUDED_NOTICE})
"""The steps whose law is that of penalty notices of the day; every other has a law of its own."""


@dataclass(frozen=True)
class Gate:
    """Every answer about one step on a day, and whether it may be taken."""

    step: Step
    on: date
    regime: str
    answers: tuple[GateAnswer, ...]
    signed_off: frozenset[str] = frozenset()

    @property
    def shut(self) -> tuple[GateAnswer, ...]:
        """The answers that shut the step."""
        return tuple(answer for answer in self.answers if answer.verdict is Verdict.SHUT)

    @property
    def unsigned(self) -> tuple[GateAnswer, ...]:
        """The answers that wait for a sign-off."""
        return tuple(
            answer
            for answer in self.answers
            if answer.verdict is Verdict.SIGN_OFF and answer.key not in self.signed_off
        )

    @property
    def is_open(self) -> bool:
        """Whether the step may be taken now."""
        return not self.shut and not self.unsigned

    @property
    def opens_on(self) -> date | None:
        """The day on which it opens by itself; None where somebody has to act, or it is open."""
        untils = [answer.until for answer in self.shut]
        known = [until for until in untils if until is not None]
        return max(known) if known and len(known) == len(untils) and not self.unsigned else None

    def record(self) -> dict[str, Any]:
        """The gate as it is stored with a decision, in plain values."""
        return {
            "step": self.step.value,
            "on": self.on.isoformat(),
            "regime": self.regime,
            "is_open": self.is_open,
            "signed_off": sorted(self.signed_off),
            "answers": [answer.record() for answer in self.answers],
        }


def gate(step: Step, facts: Facts, *, answers: Answers = DEFAULTS) -> Gate:
    """Every answer about a step on the day of the facts. Before the step's law began only that is said."""
    began_on, provision = LAWS[step]
    if facts.on < began_on:
        said = f"The law of this step, as held here, begins on {day_in_words(began_on)}."
        law = shut("law", said, provision, change="Nothing: it is too early.", until=began_on)
        return Gate(step, facts.on, "", (law,))
    regime = regime_on(facts.on)
    held = regime.provision if step in _OF_THE_REGIME else provision
    law = opened("law", held.sentence, held)
    found = tuple(check(facts, answers) for check in CHECKS[step])
    return Gate(step, facts.on, regime.key, (law, *found), facts.people.signed_off)


def ladder(facts: Mapping[Step, Facts], *, answers: Answers = DEFAULTS) -> tuple[Gate, ...]:
    """The gates of all the steps asked for, in the order of the ladder."""
    return tuple(gate(step, facts[step], answers=answers) for step in Step if step in facts)
