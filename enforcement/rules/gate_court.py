"""The gate's checks of court: fast track, prosecution and orders."""

from dataclasses import replace

from attendance.rules.dated import day_in_words
from attendance.rules.enforcement_points import (
    CONTRACT_MONTHS,
    FAST_TRACK_ENTRY_WEEKS,
    FAST_TRACK_PERCENT,
    PAST_SAFE_CLOCK,
)
from attendance.rules.open_point import Answers
from enforcement.rules import attendance_orders, charges, fast_track, offences, parenting, supervision
from enforcement.rules.clocks import SIX_MONTHS, Time, clocks
from enforcement.rules.facts import Facts
from enforcement.rules.gate_answer import LEGAL, MANAGER, GateAnswer, by_refusals, opened, shut, to_sign
from enforcement.rules.offences import Offence
from enforcement.rules.provision import Basis, Provision
from enforcement.rules.regimes import STARTED

FULL_CODE = Provision(
    "full-code-test",
    "Evidence and public interest",
    STARTED,
    "A prosecution needs enough evidence for a realistic prospect of conviction, and must be in the public "
    "interest.",
    "Code for Crown Prosecutors, as authorities apply it",
    Basis.UNVERIFIED,
    is_older=True,
)
PROVISIONS = (FULL_CODE,)


def entry(facts: Facts, answers: Answers) -> GateAnswer:
    """Absence is at the local level for fast-track case management, on whole numbers."""
    held = facts.absence
    points = (FAST_TRACK_PERCENT, FAST_TRACK_ENTRY_WEEKS)
    said = f"{held.unauthorised} of {held.possible} sessions without authority."
    if fast_track.is_entry_met(held.unauthorised, held.possible, answers=answers):
        return opened("entry", said, fast_track.ENTRY, points=points)
    change = "A manager agrees to it all the same."
    return to_sign("entry", said, fast_track.ENTRY, by=MANAGER, change=change, points=points)


def chargeable(facts: Facts, answers: Answers) -> GateAnswer:
    """Every session charged is unauthorised, unused, within the age, under no order and not still payable."""
    found = charges.schedule(
        facts.absence.sessions,
        facts.on,
        compulsory=facts.child.compulsory,
        uses=facts.earlier.uses,
        orders=facts.earlier.orders,
        answers=answers,
    )
    if not facts.absence.sessions:
        return shut(
            "sessions", "No session is named.", charges.ONLY_UNAUTHORISED, change="Choose the sessions."
        )
    if found.refused:
        untils = [each.until for each in found.refused]
        known = [until for until in untils if until is not None]
        answer = shut(
            "sessions",
            found.said,
            charges.ONLY_UNAUTHORISED,
            change="Leave out the sessions that cannot be charged.",
            until=max(known) if len(known) == len(untils) else None,
        )
        return replace(answer, listed=found.lines)
    rests_on = (*found.late, *found.in_time)
    return opened(
        "sessions", f"{len(rests_on)} sessions may be charged.", charges.ONLY_UNAUTHORISED, rests_on=rests_on
    )


def in_time(facts: Facts, answers: Answers) -> GateAnswer:
    """The charge is in time by both clocks; past the safe one a legal officer signs, past the hard one never."""
    if not facts.absence.sessions:
        return shut("clock", "No session is named.", SIX_MONTHS, change="Choose the sessions.")
    found = clocks(facts.absence.days)
    safe, hard = day_in_words(found.safe_until), day_in_words(found.hard_until)
    time = found.at(facts.on)
    if time is Time.IN_TIME:
        return opened("clock", f"In time to {safe}.", SIX_MONTHS)
    if time is Time.PAST_SAFE and answers.to(PAST_SAFE_CLOCK):
        return to_sign(
            "clock",
            f"The first session was surely in time to {safe}; the last possible day is {hard}.",
            SIX_MONTHS,
            by=LEGAL,
            change="Leave out the earliest sessions.",
            points=(PAST_SAFE_CLOCK,),
        )
    said = f"The six months ended on {hard if time is Time.PAST_HARD else safe}."
    change = "Only later sessions can be charged."
    return shut("clock", said, SIX_MONTHS, change=change, points=(PAST_SAFE_CLOCK,))


def considered(facts: Facts, answers: Answers) -> GateAnswer:
    """An education supervision order was considered before the charge, with a day, reason and officer."""
    return by_refusals(
        "supervision-considered",
        (supervision.consideration_refusal(facts.plan.consideration, facts.on),),
        "An education supervision order was considered.",
        supervision.CONSIDERED_FIRST,
        change="Record the consideration before the charge.",
    )


def regularly(facts: Facts, answers: Answers) -> GateAnswer:
    """What "regularly" means on the day of the offence."""
    reading = offences.reading_on(facts.absence.ended_on or facts.on)
    if reading.is_rules:
        return opened("regularly", reading.provision.sentence, reading.provision)
    return to_sign(
        "regularly",
        reading.provision.sentence,
        reading.provision,
        by=LEGAL,
        change="A lawyer judges whether the child attended regularly.",
    )


def knew(facts: Facts, answers: Answers) -> GateAnswer:
    """Evidence shows that the parent knew; without it s444(1) is the charge."""
    held = facts.plan.knowledge
    if any(each.strip() for each in held):
        return opened("knowledge", f"The parent knew: {'; '.join(held)}.", offences.KNOWING_FAILURE)
    return to_sign(
        "knowledge",
        "Nothing on file shows that the parent knew: no letter, visit or interview. Section 444(1) needs none.",
        offences.KNOWING_FAILURE,
        by=LEGAL,
        change="Add the evidence, or charge under section 444(1).",
    )


def procedure(facts: Facts, answers: Answers, offence: Offence) -> GateAnswer:
    """The case goes to a single justice only where the offence cannot be punished with prison."""
    if not facts.plan.single_justice:
        return opened("procedure", "It goes to a full court by summons.", offences.procedure_on(facts.on))
    refusal = offences.single_justice_refusal(
        offence, facts.on, parent_is_adult=facts.parent.is_adult(facts.on)
    )
    return by_refusals(
        "procedure",
        (refusal,),
        "It may go to a single justice.",
        offences.procedure_on(facts.on),
        change="Send it to a full court by summons.",
    )


def one_procedure(facts: Facts, answers: Answers) -> GateAnswer:
    """Section 444(1) may go to a single justice from April 2015."""
    return procedure(facts, answers, Offence.FAILURE)


def knowing_procedure(facts: Facts, answers: Answers) -> GateAnswer:
    """Section 444(1A) may not go to a single justice."""
    return procedure(facts, answers, Offence.KNOWING_FAILURE)


def code_test(facts: Facts, answers: Answers) -> GateAnswer:
    """There is enough evidence, and prosecuting is in the public interest."""
    held = {
        "Nobody has found the evidence sufficient.": not facts.plan.evidence_sufficient,
        "Nobody has found prosecution to be in the public interest.": not facts.plan.in_public_interest,
    }
    refusals = [sentence for sentence, holds in held.items() if holds]
    return by_refusals(
        "code-test", refusals, "Both parts of the test are met.", FULL_CODE, change="Apply the test."
    )


def pack(facts: Facts, answers: Answers) -> GateAnswer:
    """The pack about absence is complete and its certificate fresh."""
    return complete(facts, Offence.FAILURE, charges.BUNDLE)


def complete(facts: Facts, offence: Offence, bundle: Provision) -> GateAnswer:
    """The pack about an offence has all that its bundle names."""
    said = charges.lacks(facts.plan.pack, offence)
    return by_refusals("pack", said, "The pack is complete.", bundle, change="Add what is missing.")


def supervision_order(facts: Facts, answers: Answers) -> GateAnswer:
    """An education supervision order may be applied for."""
    refusals = supervision.application_refusals(
        of_compulsory_age=facts.child.compulsory.holds(facts.on),
        under_care_order=facts.child.is_under_care_order,
        not_properly_educated=facts.plan.not_properly_educated,
        consulted_on=facts.plan.consulted_on,
        on=facts.on,
    )
    fine = "An order may be applied for."
    return by_refusals(
        "supervision-order", refusals, fine, supervision.WHO, change="Consult social services first."
    )


def contract(facts: Facts, answers: Answers) -> GateAnswer:
    """The contract is voluntary, signed by both sides and for a stated time."""
    held = facts.plan.contract
    refusals = (
        parenting.contract_refusals(held, answers=answers)
        if held is not None
        else ("No contract is drafted.",)
    )
    fine = f"The {parenting.contract_word(facts.on)} stands."
    return by_refusals(
        "contract",
        refusals,
        fine,
        parenting.contract_on(facts.on),
        change="Complete it with the parent.",
        points=(CONTRACT_MONTHS,),
    )


def parenting_order(facts: Facts, answers: Answers) -> GateAnswer:
    """A parenting order may be asked for on conviction, within 12 and 3 months."""
    held = facts.plan.order
    if not (facts.earlier.convicted if held is None else held.convicted):
        return shut(
            "conviction",
            parenting.NO_CONVICTION,
            parenting.NOT_FREE_STANDING,
            change="Ask for it when the parent is convicted, within the limits.",
        )
    return by_refusals(
        "parenting-order",
        parenting.order_refusals(held) if held is not None else ("No order is drafted.",),
        "The order may be asked for.",
        parenting.ORDER,
        change="Complete what is asked for, within the limits.",
    )


def attendance_order(facts: Facts, answers: Answers) -> GateAnswer:
    """The notices before a school attendance order have been served and have run out."""
    refusals = attendance_orders.order_refusals(facts.plan.attendance_order, facts.on)
    untils = [until for _, until in refusals]
    known = [until for until in untils if until is not None]
    return by_refusals(
        "attendance-order",
        [sentence for sentence, _ in refusals],
        "The order may be made.",
        attendance_orders.ORDER,
        change="Serve the notices and wait for their end.",
        until=max(known) if known and len(known) == len(untils) else None,
    )
