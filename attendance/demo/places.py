"""Authorities and schools of the demonstration as plans, before anything is in the database.

Irwell Council is fictional and has the size of Salford: 76 primary, 16 secondary and 5 special schools and a
referral unit for about 36,000 pupils. More pupils mean more schools, and beyond 250,000 more authorities.
"""

from dataclasses import dataclass, field
from typing import Final

import numpy as np

from attendance.demo.lines import Habits
from attendance.demo.names import SAINTS, WARDS, place_name

PUPILS: Final = 36_000
LARGEST_AUTHORITY: Final = 250_000
FURTHER_AUTHORITY: Final = 60_000
# Pupils of Salford by phase, 2024/25, and what they make of a whole.
PHASE_SHARES: Final = {"primary": 0.608, "secondary": 0.361, "special": 0.0295, "referral_unit": 0.0015}
SCHOOLS: Final = {"primary": 76, "secondary": 16, "special": 5, "referral_unit": 1}
FEWEST: Final = {"primary": 5, "secondary": 4, "special": 1, "referral_unit": 1}
YEAR_GROUPS: Final = {
    "primary": tuple(range(7)),
    "secondary": tuple(range(7, 12)),
    "special": tuple(range(12)),
    "referral_unit": (9, 10, 11),
}
TEAMS: Final = ("North locality team", "East locality team", "South locality team", "West locality team")
MONDAY_TO_FRIDAY, SUNDAY_TO_THURSDAY = "01234", "60123"
IRWELL, IRWELL_THEN = "998", "997"
FIRST_URN: Final = 900_001
FIRST_OLD_URN: Final = 990_001
_KINDS: Final = {
    "primary": (
        ("{place} Community Primary School", "01", "Community school"),
        ("{place} CofE Primary School", "02", "Voluntary aided school"),
        ("St {saint}'s RC Primary School, {place}", "02", "Voluntary aided school"),
        ("{place} Primary Academy", "34", "Academy converter"),
    ),
    "secondary": (
        ("{place} High School", "01", "Community school"),
        ("{place} Academy", "34", "Academy converter"),
        ("St {saint}'s RC High School, {place}", "02", "Voluntary aided school"),
    ),
    "special": (("{place} School", "07", "Community special school"),),
    "referral_unit": (("{place} Centre", "14", "Pupil referral unit"),),
}


@dataclass(frozen=True)
class SchoolPlan:
    """A school to make. ``variant`` chooses its INSET days: 0 follows the authority's template."""

    number: int
    urn: int
    name: str
    phase: str
    pupils: int
    team: int
    ward: int
    type_code: str
    type_name: str
    week: str = MONDAY_TO_FRIDAY
    variant: int = 0
    habits: Habits = field(default_factory=Habits)

    @property
    def establishment_number(self) -> str:
        first = {"primary": 2000, "secondary": 4000, "special": 7000, "referral_unit": 1100}[self.phase]
        return f"{(first + self.number) % 10_000:04}"

    @property
    def figures(self) -> str:
        """The key of its published figures."""
        return self.phase


@dataclass(frozen=True)
class AuthorityPlan:
    """An authority to make, with its schools."""

    number: int
    code: str
    name: str
    schools: tuple[SchoolPlan, ...]

    @property
    def pupils(self) -> int:
        return sum(school.pupils for school in self.schools)


def authority_plans(pupils: int, seed: int) -> list[AuthorityPlan]:
    """Irwell, and as many further authorities as a larger number of pupils needs."""
    first = min(pupils, LARGEST_AUTHORITY)
    plans = [_plan(0, IRWELL, "Irwell Council", first, seed, FIRST_URN)]
    rest, number = pupils - first, 1
    urn = FIRST_URN + len(plans[0].schools)
    while rest > 0:
        size = min(rest, FURTHER_AUTHORITY)
        code = _code(number)
        plans.append(_plan(number, code, f"Irwell Council {code}", size, seed, urn))
        urn += len(plans[-1].schools)
        rest, number = rest - size, number + 1
    return plans


def _code(number: int) -> str:
    """Codes that no authority has: 100 to 199, then 500 to 599."""
    if number > 200:
        raise ValueError("There are codes for 200 further authorities.")
    return str(99 + number if number <= 100 else 399 + number)


def _plan(number: int, code: str, name: str, pupils: int, seed: int, urn: int) -> AuthorityPlan:
    rng = np.random.default_rng([seed, number, 1])
    schools: list[SchoolPlan] = []
    for phase, share in PHASE_SHARES.items():
        count = max(round(SCHOOLS[phase] * pupils / PUPILS), FEWEST[phase])
        weights = np.sort(rng.lognormal(0, 0.35, count))[::-1]
        sizes = np.maximum(np.rint(weights / weights.sum() * pupils * share), len(YEAR_GROUPS[phase]))
        for index, size in enumerate(rng.permutation(sizes)):
            schools.append(_school(len(schools), urn + len(schools), phase, index, int(size)))
    return AuthorityPlan(number, code, name, tuple(schools))


def _school(number: int, urn: int, phase: str, index: int, pupils: int) -> SchoolPlan:
    kinds = _KINDS[phase]
    name, type_code, type_name = kinds[index % len(kinds)]
    place = place_name(urn - FIRST_URN + 3)
    saint = SAINTS[urn % len(SAINTS)]
    return SchoolPlan(
        number,
        urn,
        name.format(place=place, saint=saint),
        phase,
        pupils,
        team=index % len(TEAMS),
        ward=(index * 7) % len(WARDS) // len(TEAMS) * len(TEAMS) + index % len(TEAMS),
        type_code=type_code,
        type_name=type_name,
        week=SUNDAY_TO_THURSDAY if (phase, index) == ("primary", 3) else MONDAY_TO_FRIDAY,
        variant=index % 3 if type_code != "01" else 0,
        habits=_HABITS.get((phase, index), Habits()),
    )


# The schools of which stories are told: one sends late, one never says that it has no reason yet.
_HABITS: Final = {
    ("secondary", 2): Habits(days_late=9),
    ("primary", 2): Habits(codes_no_reason=False),
}


def then_plan() -> AuthorityPlan:
    """The small authority of 2006/07: one primary and two secondary schools, about 1,500 pupils."""
    plan = [
        SchoolPlan(
            0, FIRST_OLD_URN, "Old Irwell Primary School", "primary", 310, 0, 0, "01", "Community school"
        ),
        SchoolPlan(
            1, FIRST_OLD_URN + 1, "Weirbank High School", "secondary", 640, 0, 1, "01", "Community school"
        ),
        SchoolPlan(
            2,
            FIRST_OLD_URN + 2,
            "St Hybald's RC High School, Weirbank",
            "secondary",
            560,
            0,
            2,
            "02",
            "Voluntary aided school",
        ),
    ]
    return AuthorityPlan(900, IRWELL_THEN, "Irwell 2006-07", tuple(plan))
