"""The pupils of one authority as arrays: who they are, where they are on roll, how much they miss.

One array element is one child. Ranks are taken over the whole authority, so that its shares of persistently
and severely absent children are the published ones at any size.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from attendance.demo.figures import (
    FREE_MEALS,
    SHARE_EHC_PLAN,
    SHARE_FREE_MEALS,
    SHARE_SPECIAL_NEEDS,
    SHARE_UNKNOWN,
    SPECIAL_NEEDS,
    UNKNOWN,
    YEAR_GROUPS,
    Floats,
    absence_rates,
)
from attendance.demo.names import BACKGROUNDS
from attendance.demo.places import YEAR_GROUPS as PHASE_YEAR_GROUPS
from attendance.demo.places import AuthorityPlan
from attendance.rules.register import Bools, Ints

NOWHERE: Final = -1
CHILDREN_A_FAMILY: Final = 1.1
SHARE_STAYING: Final = 0.97
SCHOOL_SPREAD: Final = 0.15
FROM_YEAR_TO_YEAR: Final = 0.8
NO_NEEDS, SUPPORT, EHC_PLAN = 0, 1, 2


@dataclass
class Population:
    """Children of an authority; arrays of shape (n,).

    ``now`` and ``before`` are indices into the plan's schools for the present and the last academic year, or
    NOWHERE; ``group`` is the year group of the present year (one too high for those who have left). Rates are
    0 to 1. ``born`` are ordinals.
    """

    now: Ints
    before: Ints
    group: Ints
    family: Ints
    background: Ints
    female: Bools
    born: Ints
    free_meals: Bools
    needs: Ints
    unknown: Bools
    rate_now: Floats
    rate_before: Floats
    lateness: Floats

    def __len__(self) -> int:
        return len(self.now)


def populate(
    plan: AuthorityPlan, year: int, seed: int, *, figures_of: str = "", past: bool = True
) -> Population:
    """The children of an authority in an academic year and, where ``past``, the one before.

    ``figures_of`` is added to a phase's name to choose older figures (" 2006").
    """
    rng = np.random.default_rng([seed, plan.number, 2])
    now, before, group = _places(rng, plan)
    if not past:
        here = now != NOWHERE
        now, before, group = now[here], now[here], group[here]
    home = np.where(before == NOWHERE, now, before)
    family = _families(rng, plan, home)
    people = Population(
        now,
        before,
        group,
        family,
        background=_background(rng, family),
        female=rng.random(len(now)) < 0.49,
        born=_births(rng, group, family, year),
        free_meals=np.zeros(len(now), dtype=np.bool_),
        needs=np.zeros(len(now), dtype=np.int64),
        unknown=rng.random(len(now)) < SHARE_UNKNOWN,
        rate_now=np.zeros(len(now)),
        rate_before=np.zeros(len(now)),
        lateness=rng.gamma(0.5, 2.0, len(now)),
    )
    _characteristics(rng, plan, people, home)
    _rates(rng, plan, people, figures_of)
    return people


def _places(rng: np.random.Generator, plan: AuthorityPlan) -> tuple[Ints, Ints, Ints]:
    """Where each child is and was on roll, and their year group. Year 7 comes from last year's year 6."""
    now, before, group = [], [], []

    def add(here: int, there: int, number: int, count: int) -> None:
        now.append(np.full(count, here))
        before.append(np.full(count, there))
        group.append(np.full(count, number))

    places_in_seven: list[Ints] = []
    for index, school in enumerate(plan.schools):
        groups = PHASE_YEAR_GROUPS[school.phase]
        sizes = rng.multinomial(school.pupils, np.full(len(groups), 1 / len(groups)))
        for number, size in zip(groups, sizes, strict=True):
            if school.phase == "secondary" and number == groups[0]:
                places_in_seven.append(np.full(size, index))
                continue
            stayed = 0 if number == groups[0] else round(size * SHARE_STAYING)
            add(index, index, number, stayed)
            add(index, NOWHERE, number, size - stayed)
        add(NOWHERE, index, groups[-1] + 1, int(sizes.mean()))
    return _move_up(
        rng,
        plan,
        np.concatenate(now),
        np.concatenate(before),
        np.concatenate(group),
        np.concatenate([np.zeros(0, dtype=np.int64), *places_in_seven]),
    )


def _move_up(
    rng: np.random.Generator, plan: AuthorityPlan, now: Ints, before: Ints, group: Ints, places: Ints
) -> tuple[Ints, Ints, Ints]:
    """Fill the places in year 7 from those who left year 6 of a primary school, then from elsewhere."""
    primary = np.array([school.phase == "primary" for school in plan.schools])
    leavers = rng.permutation(np.flatnonzero((now == NOWHERE) & primary[before]))
    places = rng.permutation(places)
    moved = min(len(leavers), len(places))
    now[leavers[:moved]] = places[:moved]
    new = places[moved:]
    return (
        np.concatenate([now, new]),
        np.concatenate([before, np.full(len(new), NOWHERE)]),
        np.concatenate([group, np.full(len(new), 7)]),
    )


def _families(rng: np.random.Generator, plan: AuthorityPlan, home: Ints) -> Ints:
    """A family for every child, within the district of their school's team."""
    team = np.array([school.team for school in plan.schools])[home]
    drawn = rng.random(len(home))
    children = np.bincount(team)
    families = np.maximum((children / CHILDREN_A_FAMILY).astype(int), 1)
    starts = np.concatenate([[0], np.cumsum(families)[:-1]])
    _, dense = np.unique(starts[team] + (drawn * families[team]).astype(int), return_inverse=True)
    return dense


def _background(rng: np.random.Generator, family: Ints) -> Ints:
    shares = np.array([background.share for background in BACKGROUNDS.values()])
    drawn = rng.choice(len(shares), int(family.max()) + 1, p=shares / shares.sum())
    return drawn[family]


def _births(rng: np.random.Generator, group: Ints, family: Ints, year: int) -> Ints:
    """Dates of birth by year group; children of one family in one year group are twins."""
    group = np.asarray(group)
    first = np.array([date(year - number - 5, 9, 1).toordinal() for number in range(14)])
    born = first[group] + rng.integers(0, 365, len(group))
    _, index, inverse = np.unique(family * 20 + group, return_index=True, return_inverse=True)
    return born[index][inverse]


def _characteristics(rng: np.random.Generator, plan: AuthorityPlan, people: Population, home: Ints) -> None:
    """Free meals by family, special needs by child; nothing of either where all is unknown."""
    phases = np.array([_like(school.phase) for school in plan.schools])[home]
    tilt = rng.normal(0, 0.35, len(plan.schools))[home]
    poverty = rng.random(int(people.family.max()) + 1)[people.family]
    needs = rng.random(len(people))
    for phase in ("primary", "secondary", "special"):
        here = phases == phase
        odds = SHARE_FREE_MEALS[phase] / (1 - SHARE_FREE_MEALS[phase]) * np.exp(tilt[here])
        people.free_meals[here] = poverty[here] < odds / (1 + odds)
        plans = SHARE_EHC_PLAN[phase]
        people.needs[here] = np.where(
            needs[here] < plans,
            EHC_PLAN,
            np.where(needs[here] < plans + SHARE_SPECIAL_NEEDS[phase], SUPPORT, NO_NEEDS),
        )
    people.free_meals &= ~people.unknown
    people.needs[people.unknown & (phases != "special")] = NO_NEEDS


def _like(phase: str) -> str:
    return "secondary" if phase == "referral_unit" else phase


def _rates(rng: np.random.Generator, plan: AuthorityPlan, people: Population, figures_of: str) -> None:
    """Absence of both years: a rank among the authority's children of the phase, turned into a rate."""
    own = rng.standard_normal(len(people))
    spread = rng.normal(0, SCHOOL_SPREAD, len(plan.schools))
    names = np.array([school.phase for school in plan.schools])
    for year_ago, places in ((0, people.now), (1, people.before)):
        new = rng.standard_normal(len(people))
        noise = FROM_YEAR_TO_YEAR * own + np.sqrt(1 - FROM_YEAR_TO_YEAR**2) * new
        rates = np.zeros(len(people))
        for phase in PHASE_YEAR_GROUPS:
            rows = np.flatnonzero((places != NOWHERE) & (names[places] == phase))
            if not len(rows):
                continue
            score = noise[rows] + spread[places[rows]] + _risks(phase, people, rows, year_ago)
            ranks = (np.argsort(np.argsort(score)) + 0.5) / len(rows)
            rates[rows] = absence_rates(phase + figures_of, ranks)
        if year_ago:
            people.rate_before = rates
        else:
            people.rate_now = rates


def _risks(phase: str, people: Population, rows: Ints, year_ago: int) -> Floats:
    """What is known of a child that goes with absence, as a normal deviate."""
    like = _like(phase)
    by_group = np.array([YEAR_GROUPS.get(number, 0.0) for number in range(13)])
    risk = FREE_MEALS[like] * people.free_meals[rows]
    risk = risk + SPECIAL_NEEDS.get(like, 0.0) * (people.needs[rows] > NO_NEEDS)
    risk = risk + UNKNOWN * people.unknown[rows]
    return risk + by_group[people.group[rows] - year_ago]
