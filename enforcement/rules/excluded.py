"""Notices about an excluded pupil in a public place (Education and Inspections Act 2006 ss103 to 105)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from enforcement.rules.provision import Provision
from enforcement.rules.regimes import REGULATIONS_2007

DAYS = 5

PUBLIC_PLACE = Provision(
    "excluded-in-public",
    "Excluded pupil in a public place",
    REGULATIONS_2007,
    "During the first five school days of an exclusion, or all of a shorter one, the parent must ensure that "
    "the pupil is in no public place in school hours without reasonable justification. Exclusion before the "
    "afternoon makes that day the first. Without the notice of section 104 there is neither a penalty notice "
    "nor a charge; only the authority prosecutes.",
    "Education and Inspections Act 2006 ss103 to 105",
)
PROVISIONS = (PUBLIC_PLACE,)


@dataclass(frozen=True)
class SeenInPublic:
    """An excluded pupil seen on a day. ``days_stated`` are the school days that the section 104 notice states."""

    excluded_on: date
    seen_on: date
    section_104_notice_on: date | None
    days_stated: tuple[date, ...] = ()
    in_public_place: bool = True
    in_school_hours: bool = True
    justified_because: str = ""


def days_of_duty(
    excluded_on: date, school_days: Iterable[date], *, before_afternoon: bool, exclusion_days: int
) -> tuple[date, ...]:
    """The school days on which the duty holds: five, or all of a shorter exclusion.

    ``school_days`` are days on which the school meets, in order. A pupil excluded before the afternoon session
    has that day as the first, else the next school day.
    """
    first = [day for day in school_days if day > excluded_on or (before_afternoon and day == excluded_on)]
    return tuple(first[: min(DAYS, exclusion_days)])


def seen_refusals(seen: SeenInPublic) -> tuple[str, ...]:
    """Why neither notice nor charge can follow, a sentence each; empty where one can."""
    held = {
        "The duty began on 1 September 2007.": seen.excluded_on < REGULATIONS_2007,
        "No section 104 notice to this parent is on file.": seen.section_104_notice_on is None
        or seen.section_104_notice_on > seen.seen_on,
        "The day is not among the first five school days of the exclusion, as the section 104 notice states "
        "them.": seen.seen_on not in seen.days_stated[:DAYS],
        "It was not a public place.": not seen.in_public_place,
        "It was not in school hours.": not seen.in_school_hours,
        "There was a reasonable justification.": bool(seen.justified_because.strip()),
    }
    return tuple(sentence for sentence, holds in held.items() if holds)
