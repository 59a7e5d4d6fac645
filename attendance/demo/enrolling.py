"""Who is on which roll, from when to when: derived from a population."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import numpy as np

from attendance.demo.places import AuthorityPlan
from attendance.demo.population import NOWHERE, Population
from attendance.demo.terms import template, terms_of
from attendance.rules.calendar import school_days
from attendance.rules.register import year_span

SHARE_MOVING: Final = 0.008
EARLIEST_GROUP: Final = {"primary": 0, "secondary": 7, "special": 0, "referral_unit": 9}


@dataclass(frozen=True, slots=True)
class Stay:
    """A child's time on one roll. ``years`` are the academic years of which registers are made."""

    row: int
    school: int
    group: int
    began_on: date
    ended_on: date | None
    years: tuple[int, ...]
    why_left: str = ""


def stays(
    plan: AuthorityPlan, people: Population, year: int, seed: int, *, until: date, past: bool = True
) -> list[Stay]:
    """Every stay of the present and, where ``past``, the last academic year; some children move in mid-year.

    Children who were on roll last year alone have a stay only where ``past``.
    """
    found: list[Stay] = []
    movers = _movers(plan, people, year, seed, until) if past else {}
    first = terms_of(year)[0].began_on
    last = year_span(year)[0] + timedelta(days=30)
    for row, (now, before, group) in enumerate(zip(people.now, people.before, people.group, strict=True)):
        if row in movers:
            found += _moved(row, plan, int(now), int(group), year, *movers[row])
        elif now == before:
            found.append(_stay(row, plan, int(now), int(group), year, (year - 1, year) if past else (year,)))
        else:
            if before != NOWHERE and past:
                entered = _entered(plan, int(before), int(group) - 1, year - 1)
                left = "Left year 6" if group == 7 else "Left school"
                found.append(Stay(row, int(before), int(group) - 1, entered, last, (year - 1,), left))
            if now != NOWHERE:
                found.append(Stay(row, int(now), int(group), first, None, (year,)))
    return found


def _entered(plan: AuthorityPlan, school: int, group: int, year: int) -> date:
    """When a child of a year group joined: at the start of the school's first year group."""
    years_ago = max(group - EARLIEST_GROUP[plan.schools[school].phase], 0)
    return terms_of(year - years_ago)[0].began_on


def _stay(row: int, plan: AuthorityPlan, school: int, group: int, year: int, years: tuple[int, ...]) -> Stay:
    return Stay(row, school, group, _entered(plan, school, group, year), None, years)


def _movers(
    plan: AuthorityPlan, people: Population, year: int, seed: int, until: date
) -> dict[int, tuple[int, date]]:
    """Children who came from another school of their phase: that school and their last day there."""
    rng = np.random.default_rng([seed, plan.number, 7])
    stayed = (people.now == people.before) & (people.now != NOWHERE)
    chosen = np.flatnonzero(stayed & (rng.random(len(people)) < SHARE_MOVING))
    days = _move_days(year, until)
    alike: dict[tuple[str, str], list[int]] = {}
    for index, school in enumerate(plan.schools):
        if school.phase in ("primary", "secondary"):
            alike.setdefault((school.phase, school.week), []).append(index)
    found = {}
    for row in chosen:
        here = plan.schools[people.now[row]]
        others = [one for one in alike.get((here.phase, here.week), []) if one != people.now[row]]
        if others and days:
            found[int(row)] = (others[int(rng.integers(len(others)))], days[int(rng.integers(len(days)))])
    return found


def _move_days(year: int, until: date) -> list[date]:
    """School days of both years on which a child may leave: not in the first three weeks nor the last."""
    both: Iterator[tuple[int, date]] = (
        (each, day) for each in (year - 1, year) for day in school_days(template(each), each)
    )
    return [
        day
        for each, day in both
        if terms_of(each)[0].began_on + timedelta(days=21) < day < until - timedelta(days=7)
        and day < terms_of(each)[2].ended_on - timedelta(days=14)
    ]


def _moved(
    row: int, plan: AuthorityPlan, now: int, group: int, year: int, other: int, last: date
) -> tuple[Stay, Stay]:
    began = _entered(plan, other, group, year)
    arrived = last + timedelta(days=1)
    if last < year_span(year)[0]:
        return (
            Stay(row, other, group - 1, min(began, last), last, (year - 1,), "Moved to another school"),
            Stay(row, now, group, arrived, None, (year - 1, year)),
        )
    return (
        Stay(row, other, group, min(began, last), last, (year - 1, year), "Moved to another school"),
        Stay(row, now, group, arrived, None, (year,)),
    )
