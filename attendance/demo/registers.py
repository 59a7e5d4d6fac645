"""The registers of all stays, school by school."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from attendance.demo.enrolling import Stay
from attendance.demo.lines import Group, register_lines
from attendance.demo.places import AuthorityPlan
from attendance.demo.population import Population
from attendance.demo.terms import inset_days, template, terms_of
from attendance.rules.calendar import calendar_line
from attendance.rules.register import (
    NOT_ON_ROLL,
    Lines,
    as_line,
    position,
    year_span,
)
from attendance.rules.school_week import fit_to_week, weekdays_of


@dataclass(frozen=True, slots=True)
class Line:
    """A register to store: the number of its stay, its school, year and marks."""

    stay: int
    school: int
    year: int
    marks: str


def school_calendar(plan: AuthorityPlan, school: int, year: int) -> str:
    """The calendar line of a school: the template, its own INSET days, or its own week."""
    chosen = plan.schools[school]
    line = template(year)
    if chosen.variant:
        line = calendar_line(year, terms=terms_of(year), inset=inset_days(year, chosen.variant))
    return fit_to_week(line, year, weekdays_of(chosen.week))


def registers(
    plan: AuthorityPlan,
    people: Population,
    found: list[Stay],
    year: int,
    seed: int,
    *,
    until: date,
    figures_of: str = "",
) -> Iterator[Line]:
    """Every register of ``found``, one school and year at a time."""
    by_school: dict[tuple[int, int], list[int]] = {}
    for number, stay in enumerate(found):
        for each in stay.years:
            by_school.setdefault((stay.school, each), []).append(number)
    for (school, each), numbers in sorted(by_school.items()):
        rng = np.random.default_rng([seed, plan.number, 3, school, each])
        rows = np.array([found[number].row for number in numbers])
        ago = year - each
        rates = (people.rate_before if ago else people.rate_now)[rows]
        chosen = plan.schools[school]
        calendar = school_calendar(plan, school, each)
        group = Group(chosen.phase + figures_of, rates, people.lateness[rows], people.group[rows] - ago)
        lines = register_lines(rng, group, each, calendar, until=until, habits=chosen.habits)
        for number, line in zip(numbers, lines, strict=True):
            _cut(line, found[number], each)
            yield Line(number, school, each, as_line(line))


def _cut(line: Lines, stay: Stay, year: int) -> None:
    """Blank the days on which the child was not on roll."""
    first, last = year_span(year)
    if stay.began_on > first:
        line[: position(min(stay.began_on, last), 0)] = ord(NOT_ON_ROLL)
    if stay.ended_on is not None and stay.ended_on < last:
        line[position(max(stay.ended_on, first), 1) + 1 :] = ord(NOT_ON_ROLL)
