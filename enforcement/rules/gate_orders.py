"""The gate's checks of a charge about an order: the order, its service, the failures, the clock, the parent heard."""

from attendance.rules.dated import day_in_words
from attendance.rules.enforcement_points import PAST_SAFE_CLOCK, PERSISTENT_FAILURES
from attendance.rules.open_point import Answers
from enforcement.rules import order_offences
from enforcement.rules.clocks import Time, clocks
from enforcement.rules.facts import Facts
from enforcement.rules.gate_answer import LEGAL, GateAnswer, by_refusals, opened, shut, to_sign
from enforcement.rules.gate_court import complete, procedure
from enforcement.rules.offences import RESTS_ON, Offence
from enforcement.rules.order_offences import FailureSchedule, OrderHeld
from enforcement.rules.provision import counted

RECORD = "Record the failure on the page of the order, with its day."


def school_order(facts: Facts, answers: Answers) -> GateAnswer:
    """A school attendance order was made to this parent and served."""
    return _order(
        facts, Offence.BREACH_OF_ORDER, change="Make the order to this parent, and record its service."
    )


def supervision_order(facts: Facts, answers: Answers) -> GateAnswer:
    """An education supervision order was made and served."""
    return _order(
        facts,
        Offence.DIRECTIONS,
        change="The court makes the order; record that it was made, and its service.",
    )


def _order(facts: Facts, offence: Offence, *, change: str) -> GateAnswer:
    called, held = RESTS_ON[offence].value, facts.broken
    refusals = order_offences.order_refusals(held, called)
    served = held.served_on if held else None
    fine = f"The {called} was served on {day_in_words(served)}." if served else ""
    return by_refusals("order", refusals, fine, order_offences.SERVED, change=change)


def not_complied(facts: Facts, answers: Answers) -> GateAnswer:
    """Each failure to comply with a school attendance order is on record, within the order, never charged before."""
    return _failures(facts, answers, Offence.BREACH_OF_ORDER)


def not_followed(facts: Facts, answers: Answers) -> GateAnswer:
    """Failures to follow directions to the parents are on record, within the order, persistent, not charged before."""
    return _failures(facts, answers, Offence.DIRECTIONS)


def _failures(facts: Facts, answers: Answers, offence: Offence) -> GateAnswer:
    held, rule = facts.broken, order_offences.FAILURES
    if held is None or not held.failures:
        return shut("failures", "No failure is on record that could be charged.", rule, change=RECORD)
    found = scheduled(facts, held, offence)
    if found.refused:
        said = dict.fromkeys(f"{day_in_words(each.on)}: {sentence}" for each, sentence in found.refused)
        return shut("failures", " ".join(said), rule, change="Leave out the failures that cannot be charged.")
    few = ""
    if offence is Offence.DIRECTIONS:
        few = order_offences.persistence_refusal(found.free, answers=answers)
    if few:
        own = order_offences.DIRECTIONS_NOT_FOLLOWED
        return shut("failures", few, own, change=RECORD, points=(PERSISTENT_FAILURES,))
    points = (PERSISTENT_FAILURES,) if offence is Offence.DIRECTIONS else ()
    days = ", ".join(day_in_words(each.on) for each in found.free)
    fine = f"{counted(len(found.free), 'failure')} may be charged: {days}."
    return opened("failures", fine, rule, points=points)


def scheduled(facts: Facts, held: OrderHeld, offence: Offence) -> FailureSchedule:
    """The failures taken apart on the day of the facts."""
    return order_offences.failures_on(offence, held, facts.on, compulsory=facts.child.compulsory)


def in_time(facts: Facts, answers: Answers) -> GateAnswer:
    """The failures are in time by both clocks; past the safe one a legal officer signs, past the hard one never."""
    held, rule = facts.broken, order_offences.SIX_MONTHS
    if held is None or not held.failures:
        return shut("clock", "No failure is on record that could be charged.", rule, change=RECORD)
    found = clocks([(each.on, 0) for each in held.failures])
    safe, hard = day_in_words(found.safe_until), day_in_words(found.hard_until)
    time = found.at(facts.on)
    if time is Time.IN_TIME:
        return opened("clock", f"In time to {safe}.", rule)
    if time is Time.PAST_SAFE and answers.to(PAST_SAFE_CLOCK):
        return to_sign(
            "clock", f"The first failure was surely in time to {safe}; the last possible day is {hard}.", rule,
            by=LEGAL, change="Leave out the earliest failures.", points=(PAST_SAFE_CLOCK,),
        )  # fmt: skip
    said = f"The six months ended on {hard if time is Time.PAST_HARD else safe}."
    return shut("clock", said, rule, change="Only later failures can be charged.", points=(PAST_SAFE_CLOCK,))


def heard(facts: Facts, answers: Answers) -> GateAnswer:
    """The parent was asked for the reasons, and what was said is on record with what the officer makes of it."""
    refusals = () if facts.plan.parent_heard.strip() else ("Nobody has written down what the parent says.",)
    return by_refusals(
        "heard",
        refusals,
        "The parent was heard.",
        order_offences.HEARD,
        change="Ask the parent, and write down the reasons and what you make of them.",
    )


def breach_procedure(facts: Facts, answers: Answers) -> GateAnswer:
    """Section 443 may go to a single justice from April 2015."""
    return procedure(facts, answers, Offence.BREACH_OF_ORDER)


def directions_procedure(facts: Facts, answers: Answers) -> GateAnswer:
    """Paragraph 18 may go to a single justice from April 2015."""
    return procedure(facts, answers, Offence.DIRECTIONS)


def breach_pack(facts: Facts, answers: Answers) -> GateAnswer:
    """The pack has the order, its service and the record of failures, and no certificate of attendance is asked for."""
    return complete(facts, Offence.BREACH_OF_ORDER, order_offences.BUNDLE)


def directions_pack(facts: Facts, answers: Answers) -> GateAnswer:
    """The pack has the order, its service and the record of failures; no supervision order is considered again."""
    return complete(facts, Offence.DIRECTIONS, order_offences.BUNDLE)
