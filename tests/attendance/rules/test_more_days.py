"""Births, leaving, bank holidays, terms and school days at their edges."""

from datetime import date, timedelta

import pytest

from attendance.rules.age import age_at_start, compulsory_age, leaving_date, starts_on, year_group
from attendance.rules.bank_holidays import bank_holidays, spring_bank_holiday
from attendance.rules.calendar import (
    SUNDAY_TO_THURSDAY,
    Closure,
    Term,
    add_school_days,
    add_working_days,
    calendar_line,
    close_sessions,
    is_working_day,
    school_days,
    school_days_between,
    statistical_periods,
)
from attendance.rules.register import LENGTH
from attendance.rules.returns import n_deadline


@pytest.mark.parametrize(
    ("born_on", "begins"),
    [
        (date(2020, 8, 30), date(2025, 8, 31)),
        (date(2020, 8, 31), date(2025, 8, 31)),
        (date(2020, 9, 1), date(2025, 12, 31)),
        (date(2019, 12, 31), date(2024, 12, 31)),
        (date(2020, 1, 1), date(2025, 3, 31)),
        (date(2020, 2, 29), date(2025, 3, 31)),
        (date(2020, 3, 31), date(2025, 3, 31)),
        (date(2020, 4, 1), date(2025, 8, 31)),
        (date(2001, 9, 1), date(2006, 12, 31)),
    ],
)
def test_compulsory_age_the_day_before_on_and_after_its_start(born_on, begins):
    assert starts_on(born_on) == begins
    days = [begins - timedelta(days=1), begins, begins + timedelta(days=1)]
    assert [compulsory_age(born_on).holds(day) for day in days] == [False, True, True]


@pytest.mark.parametrize(
    ("born_on", "ends"),
    [
        (date(2007, 8, 31), date(2023, 6, 30)),  # 30 June is itself the Friday
        (date(2007, 9, 1), date(2024, 6, 28)),
        (date(2008, 2, 29), date(2024, 6, 28)),
        (date(2008, 8, 31), date(2024, 6, 28)),
        (date(2008, 12, 31), date(2025, 6, 27)),
        (date(2009, 1, 1), date(2025, 6, 27)),
        (date(2009, 6, 28), date(2025, 6, 27)),  # sixteen the day after
        (date(1991, 2, 1), date(2007, 6, 29)),
    ],
)
def test_compulsory_age_ends_with_the_last_friday_in_june(born_on, ends):
    assert leaving_date(born_on) == ends
    days = [ends - timedelta(days=1), ends, ends + timedelta(days=1)]
    assert [compulsory_age(born_on).holds(day) for day in days] == [True, True, False]


@pytest.mark.parametrize(
    ("born_on", "age", "group"),
    [
        (date(2014, 8, 31), 11, 7),
        (date(2014, 9, 1), 10, 6),
        (date(2014, 12, 31), 10, 6),
        (date(2015, 1, 1), 10, 6),
        (date(2012, 2, 29), 13, 9),
    ],
)
def test_age_on_31_august_and_year_group(born_on, age, group):
    assert (age_at_start(born_on, 2025), year_group(born_on, 2025)) == (age, group)


@pytest.mark.parametrize(
    ("day", "held"),
    [
        (date(2006, 1, 2), True),
        (date(2006, 1, 1), False),
        (date(2010, 12, 27), True),
        (date(2010, 12, 28), True),
        (date(2011, 1, 3), True),
        (date(2011, 4, 29), True),
        (date(2011, 12, 27), True),
        (date(2012, 5, 28), False),
        (date(2012, 6, 4), True),
        (date(2012, 6, 5), True),
        (date(2020, 5, 4), False),
        (date(2020, 5, 8), True),
        (date(2020, 12, 28), True),
        (date(2021, 12, 27), True),
        (date(2021, 12, 28), True),
        (date(2022, 1, 3), True),
        (date(2022, 5, 30), False),
        (date(2022, 6, 2), True),
        (date(2022, 6, 3), True),
        (date(2022, 9, 19), True),
        (date(2022, 12, 27), True),
        (date(2023, 5, 1), True),
        (date(2023, 5, 8), True),
        (date(2026, 12, 28), True),
    ],
)
def test_bank_holidays_with_substitutes_and_proclamations(day, held):
    assert (day in bank_holidays(day.year)) is held
    assert is_working_day(day) is (not held and day.weekday() < 5)


def test_working_days_over_christmas_of_2021():
    assert add_working_days(date(2021, 12, 24), 1) == date(2021, 12, 29)
    assert add_working_days(date(2022, 12, 30), 1) == date(2023, 1, 3)


@pytest.mark.parametrize(
    ("year", "spring", "half_term"),
    [
        (2006, date(2007, 4, 8), date(2007, 5, 27)),
        (2007, date(2008, 3, 23), date(2008, 5, 25)),
        (2011, date(2012, 4, 8), date(2012, 6, 3)),
        (2012, date(2013, 3, 31), date(2013, 5, 26)),
        (2021, date(2022, 4, 17), date(2022, 5, 29)),
        (2025, date(2026, 4, 5), date(2026, 5, 24)),
    ],
)
def test_periods_turn_on_easter_and_on_the_sunday_before_the_spring_bank_holiday(year, spring, half_term):
    found = statistical_periods(year)
    assert (found.autumn_ends, found.spring_ends) == (date(year, 12, 31), spring)
    assert (found.fifth_half_term_ends, found.year_ends) == (half_term, date(year + 1, 7, 31))
    assert half_term.weekday() == 6
    assert half_term < spring_bank_holiday(year + 1)


@pytest.mark.parametrize(
    ("on", "last_day"),
    [
        (date(2025, 10, 17), date(2025, 10, 24)),
        (date(2025, 10, 24), date(2025, 11, 7)),  # the half term lies between
        (date(2025, 12, 17), date(2026, 1, 8)),  # Christmas, and INSET on 5 January
        (date(2025, 12, 19), date(2026, 1, 12)),
        (date(2026, 3, 27), date(2026, 4, 17)),
        (date(2026, 4, 30), date(2026, 5, 8)),  # the bank holiday of 4 May
        (date(2026, 6, 18), date(2026, 6, 26)),  # INSET on 22 June
        (date(2025, 7, 23), date(2025, 9, 8)),  # the summer, and INSET on 1 September
    ],
)
def test_five_school_days_for_an_n(cal_a, on, last_day):
    assert n_deadline(on, cal_a) == last_day
    assert school_days_between(on + timedelta(days=1), last_day, cal_a) == 5


def test_a_day_closed_by_snow_is_no_school_day_and_half_a_day_is_one(cal_a):
    shut = cal_a | {
        2025: close_sessions(cal_a[2025], [Closure(date(2026, 1, 13)), Closure(date(2026, 1, 14), 0)])
    }
    assert add_school_days(date(2026, 1, 12), 1, shut) == date(2026, 1, 14)
    assert n_deadline(date(2026, 1, 12), shut) == date(2026, 1, 20)


def test_a_year_with_a_leap_day_and_a_sunday_week():
    term = Term(date(2024, 2, 25), date(2024, 3, 7))
    line = calendar_line(2023, terms=[term], weekdays=SUNDAY_TO_THURSDAY)
    assert len(line) == LENGTH
    assert " " not in line
    met = school_days(line, 2023)
    assert (met[0], met[-1], len(met)) == (date(2024, 2, 25), date(2024, 3, 7), 10)
    assert date(2024, 2, 29) in met
    assert date(2024, 3, 1) not in met
