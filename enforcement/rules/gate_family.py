"""The gate's checks of the family: the child, the person, the address, money, letters, flags, support, people."""

from datetime import date

from attendance.rules.dated import day_in_words
from attendance.rules.enforcement_points import ADDRESS_CONFIRMED_DAYS
from attendance.rules.open_point import Answers
from enforcement.rules.facts import Facts
from enforcement.rules.gate_answer import GateAnswer, by_refusals, opened, shut
from enforcement.rules.parties import (
    PARENT_IN_LAW,
    RIGHT_ADDRESS,
    RIGHT_PERSON,
    address_refusals,
    confirmed_in_words,
    part_refusal,
    person_refusals,
)
from enforcement.rules.provision import Basis, Provision
from enforcement.rules.regimes import STARTED
from enforcement.rules.support import first_on, support_in_words, support_refusal

COMPULSORY_AGE = Provision(
    "compulsory-age",
    "Compulsory school age",
    STARTED,
    "A step rests only on sessions on which the child, alive and on the school's roll, is of compulsory school "
    "age: from the first 31 March, 31 August or 31 December on or after the fifth birthday to the last Friday "
    "in June of the school year in which the child turns 16.",
    "Education Act 1996 ss8, 444",
    is_older=True,
)
MONEY = Provision(
    "money-clear",
    "Money first",
    STARTED,
    "While money of the family is unmatched or disputed, or somebody says that it was paid and nobody has "
    "decided, no step is taken.",
    "So that a family that paid is not taken to court",
    Basis.CHOICE,
)
LETTERS_READ = Provision(
    "letters-read",
    "Letters read",
    STARTED,
    "Every letter, message and call of the family is read before a step.",
    "So that nobody acts against what the family has just said",
    Basis.CHOICE,
)
FLAGS = Provision(
    "blocking-flags",
    "Balance of care and law",
    STARTED,
    "A circumstance of care (such as child protection or a young carer) blocks a step until whoever may lift "
    "it has done so.",
    "The attendance strategy of January 2007: balance social care and law",
    Basis.LOCAL,
)
PUBLIC_SECTOR_DUTY = date(2011, 4, 5)
_EQUALITY = "Duties under equality and human rights law are considered before a step, with a date."
EQUALITY_2004 = Provision(
    "equality-considered-2004",
    "Equality considered",
    STARTED,
    _EQUALITY,
    "Race Relations Act 1976 s71; Disability Discrimination Act 1995; Human Rights Act 1998",
    Basis.UNVERIFIED,
    until=date(2011, 4, 4),
)
EQUALITY = Provision(
    "equality-considered",
    "Equality considered",
    PUBLIC_SECTOR_DUTY,
    _EQUALITY,
    "Equality Act 2010 s149; Human Rights Act 1998",
    Basis.GUIDANCE,
)
SECOND_PERSON = Provision(
    "second-person",
    "A second person",
    STARTED,
    "Somebody other than the drafter checks a step before it is taken.",
    "So that no single person takes a family to court",
    Basis.CHOICE,
)
PROVISIONS = (COMPULSORY_AGE, MONEY, LETTERS_READ, FLAGS, EQUALITY_2004, EQUALITY, SECOND_PERSON)


def child(facts: Facts, answers: Answers) -> GateAnswer:
    """The child is alive and on the roll, and of compulsory school age on every session relied on."""
    return _child(facts, needs_roll=True)


def child_of_age(facts: Facts, answers: Answers) -> GateAnswer:
    """The child is alive and of compulsory school age; an order about education does not ask for a school's roll."""
    return _child(facts, needs_roll=False)


def _child(facts: Facts, *, needs_roll: bool) -> GateAnswer:
    span = facts.child.compulsory
    failures = [each.on for each in facts.broken.failures] if facts.broken else []
    days = [day for day, _ in facts.absence.days] or failures or [facts.on]
    outside = [day for day in days if not span.holds(day)]
    until = span.began_on if facts.on < span.began_on else None
    age = (
        f"The child is of compulsory school age from {day_in_words(span.began_on)} to "
        f"{day_in_words(span.ended_on)}"
    )
    held = {
        "The child has died.": not facts.child.is_alive,
        "The child is on the roll of no school that the step could rest on.": needs_roll
        and not facts.child.is_on_roll,
        f"{age}, and not on every {'day that is charged' if failures else 'session'}.": bool(outside),
    }
    refusals = [sentence for sentence, holds in held.items() if holds]
    left = "failures" if failures else "sessions"
    change = f"Leave out the {left} outside compulsory school age." if outside else "Correct the record."
    return by_refusals("child", refusals, f"{age}.", COMPULSORY_AGE, change=change, until=until)


def person(facts: Facts, answers: Answers) -> GateAnswer:
    """The step is towards a living adult who is a parent in law."""
    return by_refusals(
        "person",
        person_refusals(facts.parent, facts.on),
        "This is a parent in law, an adult, and the person whom the record means.",
        RIGHT_PERSON,
        change="Confirm who this person is and what they are to the child.",
    )


def part(facts: Facts, answers: Answers) -> GateAnswer:
    """This parent has day-to-day responsibility or allowed the absence."""
    return by_refusals(
        "part",
        (part_refusal(facts.parent),),
        "This parent has day-to-day responsibility or allowed the absence.",
        PARENT_IN_LAW,
        change="Record what this parent had to do with the absence.",
    )


def address(facts: Facts, answers: Answers) -> GateAnswer:
    """A letter would go to an address on the record that was confirmed lately, with any seal respected."""
    return by_refusals(
        "address",
        address_refusals(facts.address, facts.on, answers=answers),
        confirmed_in_words(facts.address, answers=answers),
        RIGHT_ADDRESS,
        change="Confirm the address on the parent's record; a sealed one needs somebody named for it.",
        points=(ADDRESS_CONFIRMED_DAYS,),
    )


def money(facts: Facts, answers: Answers) -> GateAnswer:
    """No money of the family is unmatched or disputed, and nobody says that it was paid."""
    held = facts.money
    # Without numbers: of the family's other children, some may be known to named people alone.
    waiting = (
        (held.unmatched, "a payment that is not matched"),
        (held.disputed, "a payment in dispute"),
        (held.said_paid, "a message saying that it was paid"),
    )
    said = f"Waiting for a decision: {'; '.join(words for number, words in waiting if number)}."
    refusals = () if held.is_clear else (said,)
    return by_refusals(
        "money",
        refusals,
        "No money of this family is waiting for a decision.",
        MONEY,
        change="Match or decide every payment, and answer who says that they paid.",
    )


def letters(facts: Facts, answers: Answers) -> GateAnswer:
    """Every letter and message of the family has been read."""
    refusals = ("A letter or message of the family is unread.",) if facts.unread_letters else ()
    return by_refusals(
        "letters", refusals, "Everything is read.", LETTERS_READ, change="Read and answer them."
    )


def flags(facts: Facts, answers: Answers) -> GateAnswer:
    """No circumstance of care blocks the step."""
    held = facts.flags
    untils = [flag.until for flag in held]
    known = [until for until in untils if until is not None]
    lifters = ", ".join(dict.fromkeys(flag.who_may_lift for flag in held if flag.who_may_lift))
    return by_refusals(
        "flags",
        [flag.sentence for flag in held],
        "No circumstance of care blocks it.",
        FLAGS,
        change=f"It may be lifted by: {lifters or 'nobody named'}.",
        until=max(known) if known and len(known) == len(untils) else None,
    )


def support(facts: Facts, answers: Answers) -> GateAnswer:
    """Support was offered first and did not work, or somebody says why it does not suit."""
    refusal = support_refusal(facts.support, facts.on)
    if refusal:
        return shut(
            "support",
            refusal,
            first_on(facts.on),
            change="Offer support and record what became of it, or say why it does not suit.",
        )
    return opened("support", support_in_words(facts.support), first_on(facts.on))


def equality(facts: Facts, answers: Answers) -> GateAnswer:
    """Equality and human rights were considered."""
    on = facts.people.equality_considered_on
    considered = on is not None and on <= facts.on
    refusals = () if considered else ("Nobody has recorded that equality was considered.",)
    rule = EQUALITY if facts.on >= PUBLIC_SECTOR_DUTY else EQUALITY_2004
    return by_refusals(
        "equality", refusals, "Equality was considered.", rule, change="Record the consideration."
    )


def second_person(facts: Facts, answers: Answers) -> GateAnswer:
    """Somebody who is not the drafter has checked the step."""
    drafted, checked = facts.people.drafted_by, facts.people.checked_by
    held = {
        "Nobody is recorded as its drafter.": drafted is None,
        "Nobody has checked it.": checked is None,
        "The drafter and the checker are the same person.": checked is not None and drafted == checked,
    }
    return by_refusals(
        "second-person",
        [sentence for sentence, holds in held.items() if holds],
        "A second person has checked it.",
        SECOND_PERSON,
        change="Ask somebody else to check it.",
    )
