"""Frameworks of inspection and criteria of self-evaluation: each of its own time."""

from datetime import date

import pytest

from reporting.rules.inspection import AREAS, FRAMEWORKS, criteria_of, framework_on
from reporting.rules.report_parts import CRITERION, parts_of_evaluation, unwritten


@pytest.mark.parametrize(
    ("on", "area", "grade", "words"),
    [
        (date(2005, 9, 1), "attendance", "3", "Satisfactory"),
        (date(2011, 12, 31), "attendance", "1", "Outstanding"),
        (date(2012, 8, 31), "behaviour", "3", "Satisfactory"),
        (date(2012, 9, 1), "behaviour", "3", "Requires improvement"),
        (date(2024, 8, 31), "overall", "2", "Good"),
        (date(2025, 11, 9), "behaviour", "2", "Good"),
        (date(2025, 11, 10), "attendance", "5", "Exceptional"),
    ],
)
def test_a_grade_is_read_by_the_framework_of_its_day(on, area, grade, words):
    framework = framework_on(on)
    assert area in framework.areas
    assert framework.grades[grade] == words


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (date(2009, 8, 31), "Attendance of learners"),
        (date(2009, 9, 1), "Pupils’ attendance"),
        (date(2011, 12, 31), "Pupils’ attendance"),
        (date(2025, 11, 10), "Attendance and behaviour"),
    ],
)
def test_attendance_is_judged_under_the_name_of_its_day(on, words):
    assert framework_on(on).areas["attendance"] == words


@pytest.mark.parametrize(("on", "area"), [(date(2012, 1, 1), "attendance"), (date(2024, 9, 1), "overall")])
def test_what_a_framework_no_longer_judges(on, area):
    assert area not in framework_on(on).areas


def test_before_september_2005_there_is_none():
    with pytest.raises(LookupError):
        framework_on(date(2005, 8, 31))


def test_areas_and_grades_fit_their_columns():
    assert {area for each in FRAMEWORKS for area in each.areas} == set(AREAS)
    assert all(len(grade) == 1 for each in FRAMEWORKS for grade in each.grades)


@pytest.mark.parametrize(
    ("year", "name"),
    [
        (2004, None),
        (2005, "enjoying and achieving"),
        (2008, "enjoying and achieving"),
        (2009, None),
        (2021, None),
        (2022, "expected of local authorities"),
    ],
)
def test_criteria_are_those_of_the_year(year, name):
    found = criteria_of(year)
    assert (name is None and found is None) or (found and name in found.name and found.source)


def test_an_evaluation_asks_for_every_criterion_and_says_what_is_missing():
    parts = parts_of_evaluation(2006)
    criteria = [key for key in parts if key.startswith(CRITERION)]
    assert len(criteria) == 6
    assert all(len(key) <= 40 for key in parts)
    assert unwritten(2006, frozenset(parts) - {"views"}) == ["What people told us"]
