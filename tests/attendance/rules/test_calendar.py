"""School calendars, bank holidays and counting days."""

import json
from datetime import date
from pathlib import Path

import pytest

from attendance.rules.bank_holidays import bank_holidays, easter_sunday
from attendance.rules.calendar import (
    SUNDAY_TO_THURSDAY,
    Closure,
    Term,
    add_school_days,
    add_working_days,
    as_sessions,
    calendar_line,
    close_sessions,
    meets,
    school_days,
    school_days_between,
    statistical_periods,
)
from attendance.rules.register import LENGTH, position

NATIONAL = Path("../shared/data/calendar/govuk-bank-holidays.json")


def test_cal_a_has_the_pupil_days_of_the_rulebook(cal_a):
    assert [len(line) for line in cal_a.values()] == [LENGTH, LENGTH]
    assert [len(school_days(line, year)) for year, line in cal_a.items()] == [194, 193]


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2024, 9, 2), "i"),
        (date(2024, 9, 3), "o"),
        (date(2024, 9, 7), "w"),
        (date(2024, 10, 28), "h"),
        (date(2025, 5, 5), "b"),
        (date(2024, 12, 25), "b"),
        (date(2025, 7, 24), "h"),
    ],
)
def test_each_kind_of_day(cal_a, day, kind):
    where = position(day, 0)
    assert cal_a[2024][where : where + 2] == kind * 2


def test_the_line_is_blank_after_the_last_day_of_a_year_without_29_february(cal_a):
    assert cal_a[2024][-3:] == "h  "


def test_a_sunday_school_meets_on_sundays():
    line = calendar_line(2025, terms=[Term(date(2025, 9, 1), date(2025, 9, 30))], weekdays=SUNDAY_TO_THURSDAY)
    days = school_days(line, 2025)
    assert date(2025, 9, 7) in days
    assert date(2025, 9, 5) not in days


def test_an_unplanned_closure_takes_a_session_or_a_day(cal_a):
    closed = close_sessions(cal_a[2025], [Closure(date(2026, 1, 7), 1), Closure(date(2026, 1, 8))])
    assert closed[position(date(2026, 1, 7), 0) :][:4] == "occc"
    assert as_sessions(closed).sum() == as_sessions(cal_a[2025]).sum() - 3
    with pytest.raises(ValueError, match="not to meet on 10 January 2026"):
        close_sessions(cal_a[2025], [Closure(date(2026, 1, 10))])


def test_T16_five_school_days_skip_the_half_term(cal_a):
    assert add_school_days(date(2025, 10, 20), 5, cal_a) == date(2025, 11, 3)
    assert add_working_days(date(2025, 10, 20), 5) == date(2025, 10, 27)


def test_counting_past_the_calendars_held_is_refused(cal_a):
    with pytest.raises(LookupError, match="No school calendar is held for 2026/27"):
        add_school_days(date(2026, 7, 20), 5, cal_a)
    with pytest.raises(ValueError, match="forwards"):
        add_school_days(date(2026, 7, 20), -1, cal_a)


def test_school_days_between_counts_both_ends(cal_a):
    assert school_days_between(date(2025, 10, 24), date(2025, 11, 3), cal_a) == 2
    assert not meets(cal_a, date(2025, 10, 27))


def test_working_days_skip_easter():
    assert add_working_days(date(2026, 4, 2), 2) == date(2026, 4, 8)


@pytest.mark.parametrize(
    ("year", "easter"),
    [
        (2006, date(2006, 4, 16)),
        (2007, date(2007, 4, 8)),
        (2008, date(2008, 3, 23)),
        (2011, date(2011, 4, 24)),
    ],
)
def test_easter(year, easter):
    assert easter_sunday(year) == easter


def test_bank_holidays_of_2007():
    assert [f"{day:%d.%m}" for day in bank_holidays(2007)] == [
        "01.01", "06.04", "09.04", "07.05", "28.05", "27.08", "25.12", "26.12",
    ]  # fmt: skip


def test_computed_bank_holidays_equal_the_national_file():
    if not NATIONAL.exists():
        pytest.skip(f"{NATIONAL} is not here.")
    events = json.loads(NATIONAL.read_text(encoding="utf-8"))["england-and-wales"]["events"]
    published = [date.fromisoformat(event["date"]) for event in events]
    for year in {day.year for day in published}:
        assert list(bank_holidays(year)) == [day for day in published if day.year == year]


def test_the_periods_of_official_statistics():
    periods = statistical_periods(2025)
    assert periods.autumn_ends == date(2025, 12, 31)
    assert periods.spring_ends == date(2026, 4, 5)
    assert periods.fifth_half_term_ends == date(2026, 5, 24)
    assert statistical_periods(2021).fifth_half_term_ends == date(2022, 5, 29)
