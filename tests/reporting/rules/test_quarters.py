"""Quarters of the calendar year, and what of the academic years belongs to them."""

from datetime import date

import pytest

from reporting.rules.periods import periods_of
from reporting.rules.quarters import Quarter, quarter_at, quarters_until, weeks_within


@pytest.mark.parametrize(
    ("on", "quarter", "label"),
    [
        (date(2025, 12, 31), Quarter(2025, 4), "October to December 2025"),
        (date(2026, 1, 1), Quarter(2026, 1), "January to March 2026"),
        (date(2026, 3, 31), Quarter(2026, 1), "January to March 2026"),
        (date(2026, 4, 1), Quarter(2026, 2), "April to June 2026"),
        (date(2026, 9, 30), Quarter(2026, 3), "July to September 2026"),
    ],
)
def test_the_quarter_of_a_day(on, quarter, label):
    assert quarter_at(on) == quarter
    assert quarter.label == label
    assert quarter.first <= on <= quarter.last


@pytest.mark.parametrize(
    ("quarter", "term", "years"),
    [
        (Quarter(2025, 4), (2025, 71), (2025,)),
        (Quarter(2026, 1), (2025, 72), (2025,)),
        (Quarter(2026, 2), (2025, 73), (2025,)),
        (Quarter(2026, 3), (2025, 73), (2025, 2026)),
    ],
)
def test_the_term_and_the_academic_years_of_a_quarter(quarter, term, years):
    assert quarter.term == term
    assert quarter.academic_years == years


def test_every_week_belongs_to_one_quarter():
    periods = periods_of(2025)
    weeks = [week.key for week in periods.values() if week.is_week]
    quarters = [Quarter(2025, 3), Quarter(2025, 4), *(Quarter(2026, number) for number in (1, 2, 3))]
    found = [week.key for quarter in quarters for week in weeks_within(quarter, periods)]
    assert sorted(found) == sorted(weeks)
    assert {week.monday.month for week in weeks_within(Quarter(2025, 4), periods)} == {10, 11, 12}


def test_quarters_run_back_to_the_first():
    assert quarters_until(date(2025, 9, 1), date(2026, 2, 1)) == [
        Quarter(2026, 1),
        Quarter(2025, 4),
        Quarter(2025, 3),
    ]
    assert quarters_until(date(2026, 2, 1), date(2026, 2, 1)) == [Quarter(2026, 1)]
