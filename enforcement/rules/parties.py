"""Who is a parent in law, and whether a letter to that person has the right address."""

from dataclasses import dataclass
from datetime import date, timedelta

from attendance.rules.age import birthday
from attendance.rules.dated import day_in_words
from attendance.rules.enforcement_points import ADDRESS_CONFIRMED_DAYS
from attendance.rules.open_point import DEFAULTS, Answers
from enforcement.rules.provision import Basis, Provision
from enforcement.rules.regimes import STARTED

ADULT = 18


@dataclass(frozen=True)
class Parent:
    """What is known of one person and one child. ``born_on`` None: the age is not held.

    ``said_adult`` is a person's word that someone without a date of birth is an adult; ``took_part`` that
    this parent has day-to-day responsibility for attendance or allowed the absence.
    """

    is_natural: bool = False
    has_responsibility: bool = False
    has_day_to_day_care: bool = False
    is_individual: bool = True
    is_alive: bool = True
    born_on: date | None = None
    said_adult: bool = False
    took_part: bool = False
    identity_confirmed: bool = False

    @property
    def is_in_law(self) -> bool:
        """Natural parents, whoever has parental responsibility, and whoever has day-to-day care."""
        return self.is_individual and (self.is_natural or self.has_responsibility or self.has_day_to_day_care)

    def is_adult(self, on: date) -> bool:
        """Whether the parent is known to be eighteen or older."""
        return self.said_adult if self.born_on is None else birthday(self.born_on, ADULT) <= on


@dataclass(frozen=True)
class Address:
    """The address a letter would go to, from the record of addresses and never from a note.

    ``is_sealed`` says that it is open to named people only, and ``opened_by_named`` that one of them decided
    that this letter may go there. ``ended_on`` is the last day on which the parent lived there.
    """

    is_on_record: bool = False
    confirmed_on: date | None = None
    began_on: date | None = None
    ended_on: date | None = None
    is_sealed: bool = False
    opened_by_named: bool = False
    came_back_on: date | None = None


PARENT_IN_LAW = Provision(
    "parent-in-law",
    "Who is a parent",
    STARTED,
    "A parent is a natural parent, married or not, anyone with parental responsibility, and anyone with "
    "day-to-day care of the child. Each parent is taken alone, and usually only one who has day-to-day "
    "responsibility or allowed the absence.",
    "Education Act 1996 s576; guidance",
    is_older=True,
)
RIGHT_PERSON = Provision(
    "right-person",
    "The right person",
    STARTED,
    "A step is taken only against a living adult whose identity has been confirmed, one parent and one child "
    "at a time.",
    "Whose liability it is follows from Education Act 1996 s444; the checks are ours",
    Basis.CHOICE,
)
RIGHT_ADDRESS = Provision(
    "right-address",
    "The right address",
    STARTED,
    "A letter goes only to an address on the record, held for that parent on that day, confirmed within the "
    "days that the authority sets, and from which nothing came back since. A sealed address is used only when "
    "somebody named for it decides so.",
    "So that no letter reaches the wrong household",
    Basis.CHOICE,
)
PROVISIONS = (PARENT_IN_LAW, RIGHT_PERSON, RIGHT_ADDRESS)


def person_refusals(parent: Parent, on: date) -> tuple[str, ...]:
    """Why no step may be taken against this person, a sentence each; empty where it may."""
    held = {
        "This is not an individual.": not parent.is_individual,
        "The record does not say that this person is a parent in law: natural parent, parental responsibility "
        "or day-to-day care.": parent.is_individual and not parent.is_in_law,
        "This person has died.": not parent.is_alive,
        "This person is not known to be an adult.": not parent.is_adult(on),
        "Nobody has confirmed who this person is.": not parent.identity_confirmed,
    }
    return tuple(sentence for sentence, holds in held.items() if holds)


def part_refusal(parent: Parent) -> str:
    """Why a parent in law is still not the one to warn, fine or charge; empty where it may be this one."""
    if parent.took_part:
        return ""
    return "This parent neither has day-to-day responsibility nor allowed the absence."


def address_refusals(address: Address, on: date, *, answers: Answers = DEFAULTS) -> tuple[str, ...]:
    """Why no letter may go to this address on a day, a sentence each; empty where it may."""
    days = answers.to(ADDRESS_CONFIRMED_DAYS)
    confirmed = address.confirmed_on
    stale = confirmed is None or not on - timedelta(days=days) <= confirmed <= on
    back = address.came_back_on is not None and (
        address.confirmed_on is None or address.came_back_on >= address.confirmed_on
    )
    ended = address.ended_on is not None and address.ended_on < on
    began = address.began_on is not None and address.began_on > on
    held = {
        "No address is on the record; an address in a note is not one.": not address.is_on_record,
        "The parent does not live at this address on that day.": ended or began,
        f"The address has not been confirmed within {days} days.": address.is_on_record and stale,
        "A letter came back from this address.": back,
        "The address is sealed, and nobody named for it has decided to use it.": address.is_sealed
        and not address.opened_by_named,
    }
    return tuple(sentence for sentence, holds in held.items() if holds)


def confirmed_until(address: Address, *, answers: Answers = DEFAULTS) -> date | None:
    """The last day on which the confirmation of an address is fresh enough."""
    if address.confirmed_on is None:
        return None
    return address.confirmed_on + timedelta(days=answers.to(ADDRESS_CONFIRMED_DAYS))


def confirmed_in_words(address: Address, *, answers: Answers = DEFAULTS) -> str:
    """How fresh a confirmation is, for the gate."""
    until = confirmed_until(address, answers=answers)
    return "" if until is None else f"The address is confirmed, which holds to {day_in_words(until)}."
