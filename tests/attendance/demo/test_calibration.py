"""The demonstration's absence against the published figures it is made after: 36,000 children, no database."""

import csv
from datetime import date
from functools import cache

import numpy as np
import pytest

from attendance.demo.enrolling import stays
from attendance.demo.figures import FIGURES
from attendance.demo.lines import Group, register_lines
from attendance.demo.places import PUPILS, SCHOOLS, authority_plans, then_plan
from attendance.demo.population import populate
from attendance.demo.registers import registers, school_calendar
from attendance.demo.terms import template, terms_of
from attendance.rules.calendar import school_days
from attendance.rules.codes import Flag
from attendance.rules.counting import classify, count
from attendance.rules.register import as_array, position
from tests.attendance.formats.files import published

YEAR, UNTIL, SEED = 2026, date(2026, 11, 20), 2007


@cache
def plan():
    return authority_plans(PUPILS, SEED)[0]


@cache
def people():
    return populate(plan(), YEAR, SEED)


@cache
def last_year():
    """Lines of the complete year 2025/26 by phase, with the rows of the population."""
    found = {}
    for index, school in enumerate(plan().schools):
        rows = np.flatnonzero(people().before == index)
        group = Group(
            school.phase, people().rate_before[rows], people().lateness[rows], people().group[rows] - 1
        )
        rng = np.random.default_rng([SEED, 0, 3, index, YEAR - 1])
        calendar = school_calendar(plan(), index, YEAR - 1)
        lines = register_lines(rng, group, YEAR - 1, calendar, until=UNTIL, habits=school.habits)
        found.setdefault(school.phase, []).append((lines, rows))
    return {
        phase: (np.concatenate([one for one, _ in parts]), np.concatenate([rows for _, rows in parts]))
        for phase, parts in found.items()
    }


@cache
def counts(phase):
    return count(classify(last_year()[phase][0], YEAR - 1))


def share(found):
    return 100 * float(np.mean(found))


PHASES = ("primary", "secondary", "special")


@pytest.mark.parametrize("phase", PHASES)
def test_attendance_persistent_and_severe_absence_are_as_published(phase):
    found, figures = counts(phase), FIGURES[phase]
    possible, absent = found.possible, found.absent
    assert 100 - 100 * absent.sum() / possible.sum() == pytest.approx(figures.attendance, abs=0.3)
    assert share(absent * 10 >= possible) == pytest.approx(figures.persistent, abs=1.0)
    assert share(absent * 2 >= possible) == pytest.approx(figures.severe, abs=0.5)


@pytest.mark.parametrize("phase", PHASES)
def test_authorised_and_unauthorised_absence_are_near_the_published_mix(phase):
    found, marks = counts(phase), FIGURES[phase].marks
    authorised = sum(value for mark, value in marks.items() if mark in "IMRTECcjd") / 10
    unauthorised = sum(value for mark, value in marks.items() if mark in "GUON") / 10
    assert 100 * found.authorised.sum() / found.possible.sum() == pytest.approx(authorised, abs=0.5)
    assert 100 * found.unauthorised.sum() / found.possible.sum() == pytest.approx(unauthorised, abs=0.5)


def test_every_mark_is_in_the_code_list_of_its_day():
    assert all(counts(phase).unknown.sum() == 0 for phase in PHASES)
    assert all(counts(phase).missing.sum() == 0 for phase in PHASES)


def absence_by(phase, keys):
    """Absence of each key, for keys given by position."""
    flags = classify(last_year()[phase][0], YEAR - 1)
    absent = (flags & (Flag.AUTHORISED | Flag.UNAUTHORISED)) > 0
    possible = (flags & Flag.POSSIBLE) > 0
    return {key: absent[:, where].sum() / possible[:, where].sum() for key, where in keys.items()}


@pytest.mark.parametrize("phase", ["primary", "secondary"])
def test_wednesday_is_best_and_friday_worst(phase):
    days = school_days(template(YEAR - 1), YEAR - 1)
    keys = {
        number: [position(day, session) for day in days if day.weekday() == number for session in (0, 1)]
        for number in range(5)
    }
    found = absence_by(phase, keys)
    assert min(found, key=found.get) == 2
    assert max(found, key=found.get) == 4


@pytest.mark.parametrize("phase", ["primary", "secondary"])
def test_the_week_before_the_autumn_half_term_is_the_worst_up_to_it(phase):
    autumn = terms_of(YEAR - 1)[0]
    weeks = {}
    for day in school_days(template(YEAR - 1), YEAR - 1):
        if day < autumn.half_term[0]:
            weeks.setdefault(day.isocalendar().week, []).extend((position(day, 0), position(day, 1)))
    found = absence_by(phase, weeks)
    assert max(found, key=found.get) == max(weeks)


@pytest.mark.parametrize("phase", ["primary", "secondary"])
def test_free_meals_special_needs_and_missing_facts_go_with_absence(phase):
    rows = last_year()[phase][1]
    persistent = counts(phase).absent * 10 >= counts(phase).possible
    everybody = people()
    meals, needs, unknown = everybody.free_meals[rows], everybody.needs[rows] > 0, everybody.unknown[rows]
    assert share(persistent[meals]) > 1.5 * share(persistent[~meals])
    assert share(persistent[needs]) > 1.2 * share(persistent[~needs])
    assert share(persistent[unknown]) > 50


def test_there_are_as_many_schools_and_children_as_in_salford():
    phases = [school.phase for school in plan().schools]
    assert {phase: phases.count(phase) for phase in SCHOOLS} == SCHOOLS
    assert (people().now >= 0).sum() == pytest.approx(PUPILS, rel=0.01)


def test_a_later_last_day_continues_the_same_registers():
    small = authority_plans(1_500, SEED)[0]
    few = populate(small, YEAR, SEED)

    def lines(until):
        found = stays(small, few, YEAR, SEED, until=UNTIL)
        return as_array([line.marks for line in registers(small, few, found, YEAR, SEED, until=until)])

    early, late = lines(date(2026, 10, 2)), lines(date(2026, 11, 6))
    before = slice(0, position(date(2026, 9, 18), 0))
    assert (early[:, before] == late[:, before]).all()
    assert (early != late).any()


def test_a_larger_number_of_pupils_makes_more_schools_and_then_more_authorities():
    assert len(authority_plans(72_000, SEED)[0].schools) == 2 * len(plan().schools)
    nation = authority_plans(400_000, SEED)
    assert [each.pupils for each in nation] == pytest.approx([250_000, 60_000, 60_000, 30_000], rel=0.01)
    urns = [school.urn for each in nation for school in each.schools]
    assert len(urns) == len(set(urns))
    assert len({each.code for each in nation}) == len(nation)


def test_no_school_has_the_name_of_a_real_one():
    with published("gias/schools_open_2025-07_england_urn_name_town_postcode.csv").open(
        encoding="utf-8-sig"
    ) as file:
        real = {row["name"].casefold() for row in csv.DictReader(file)}
    ours = [*plan().schools, *then_plan().schools]
    assert [school.name for school in ours if school.name.casefold() in real] == []
    assert len({school.name for school in ours}) == len(ours)


def test_no_authority_has_the_code_of_a_real_one():
    with published("geo/la_codes_all.csv").open(encoding="utf-8-sig") as file:
        real = {cell for row in csv.reader(file) for cell in row}
    assert {each.code for each in (*authority_plans(9_000_000, SEED), then_plan())}.isdisjoint(real)
