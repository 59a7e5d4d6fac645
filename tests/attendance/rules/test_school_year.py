"""Changing a year day by day, what is unusual about it, and how it is drawn."""

from datetime import date, timedelta

import pytest

from attendance.rules import school_year
from attendance.rules.calendar import Term, bank_holidays_of, calendar_line, school_days
from attendance.rules.register import LENGTH
from attendance.rules.school_week import change_week
from attendance.rules.school_year import figures_of, kinds_on, longest_inset, months_of, warnings_of

YEAR = 2025
DAY = date(2025, 9, 10)
HOLIDAYS = bank_holidays_of(YEAR)


@pytest.fixture
def line(cal_a):
    return cal_a[YEAR]


def with_days(line, *days, kind="i"):
    for day in days:
        line = school_year.set_days(line, YEAR, day, day, kind=kind)
    return line


def test_a_day_becomes_inset_and_open_again(line):
    changed = with_days(line, DAY)
    assert kinds_on(changed, DAY) == "ii"
    assert with_days(changed, DAY, kind="o") == line


def test_a_range_leaves_weekends_and_bank_holidays(line):
    changed = school_year.set_days(line, YEAR, date(2026, 5, 1), date(2026, 5, 5), kind="h")
    days = [date(2026, 5, 1) + timedelta(days=number) for number in range(5)]
    assert [kinds_on(changed, day) for day in days] == ["hh", "ww", "ww", "bb", "hh"]


def test_one_session_of_a_day(line):
    assert kinds_on(school_year.set_days(line, YEAR, DAY, DAY, kind="i", session=1), DAY) == "oi"
    assert kinds_on(school_year.close(line, YEAR, DAY, 0), DAY) == "co"


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2025, 7, 31), date(2025, 9, 3)),
        (date(2026, 7, 20), date(2026, 8, 1)),
        (date(2025, 9, 12), date(2025, 9, 11)),
        (date(2025, 9, 13), date(2025, 9, 14)),
    ],
    ids=["before the year", "after the year", "backwards", "a weekend"],
)
def test_days_that_cannot_change_are_refused(line, first, last):
    with pytest.raises(ValueError, match=r"\.$"):
        school_year.set_days(line, YEAR, first, last, kind="i")


@pytest.mark.parametrize("day", [date(2025, 9, 13), date(2025, 10, 28), date(2026, 8, 3)])
def test_a_school_that_was_not_to_meet_cannot_close(line, day):
    with pytest.raises(ValueError, match=r"\.$"):
        school_year.close(line, YEAR, day, None)


def test_the_first_and_the_last_day_of_the_year_belong_to_it(line):
    for day in (date(2025, 8, 1), date(2026, 7, 31)):
        assert kinds_on(with_days(line, day), day) == "ii"


def test_terms_are_set_anew_and_inset_and_closures_stay(line):
    shut = school_year.close(with_days(line, DAY), YEAR, date(2025, 9, 11), None)
    terms = [Term(date(2025, 9, 8), date(2025, 12, 12), (date(2025, 10, 20), date(2025, 10, 24)))]
    found = school_year.set_terms(shut, YEAR, terms, range(5), HOLIDAYS)
    days = [
        date(2025, 9, 5),
        DAY,
        date(2025, 9, 11),
        date(2025, 10, 21),
        date(2025, 12, 25),
        date(2026, 3, 2),
    ]
    assert [kinds_on(found, day) for day in days] == ["hh", "ii", "cc", "hh", "bb", "hh"]
    assert len(found) == LENGTH


@pytest.mark.parametrize(
    "terms",
    [
        [Term(date(2025, 9, 8), date(2025, 9, 1))],
        [Term(date(2025, 7, 8), date(2025, 12, 1))],
        [Term(date(2025, 9, 8), date(2025, 12, 12)), Term(date(2025, 12, 12), date(2026, 3, 1))],
        [Term(date(2025, 9, 8), date(2025, 12, 12), (date(2025, 12, 12), date(2025, 12, 15)))],
    ],
    ids=["backwards", "outside", "overlapping", "half term outside"],
)
def test_impossible_terms_are_refused(line, terms):
    with pytest.raises(ValueError, match=r"\.$"):
        school_year.set_terms(line, YEAR, terms, range(5), HOLIDAYS)


def of_days(number):
    """A year with so many pupil days, from 1 September on."""
    whole = calendar_line(YEAR, terms=[Term(date(2025, 9, 1), date(2026, 7, 31))])
    last = school_days(whole, YEAR)[number - 1]
    return calendar_line(YEAR, terms=[Term(date(2025, 9, 1), last)])


@pytest.mark.parametrize(("days", "warned"), [(189, 1), (190, 0), (191, 0)])
def test_a_year_of_190_days_is_enough(days, warned):
    line = of_days(days)
    assert figures_of(line).pupil_days == days
    assert len(warnings_of(line, YEAR)) == warned


def test_a_closure_of_190_days_asks_to_make_it_up():
    (said,) = warnings_of(school_year.close(of_days(190), YEAR, DAY, 0), YEAR)
    assert "379" in said
    assert "made up" in said


@pytest.mark.parametrize(("number", "warned"), [(5, False), (6, True)])
def test_more_than_five_inset_days_are_unusual(number, warned):
    days = [date(2025, 9, 3) + timedelta(days=7 * week) for week in range(number)]
    said = warnings_of(with_days(of_days(200), *days), YEAR)
    assert any("INSET days; 5 are usual" in each for each in said) is warned


@pytest.mark.parametrize(
    ("days", "together"),
    [
        ([date(2025, 9, 4), date(2025, 9, 5)], 2),
        ([date(2025, 9, 4), date(2025, 9, 5), date(2025, 9, 8)], 3),
        ([date(2025, 9, 4), date(2025, 9, 8)], 1),
    ],
)
def test_inset_days_on_both_sides_of_a_weekend_stand_together(days, together):
    line = with_days(of_days(195), *days)
    assert longest_inset(line, YEAR) == together
    assert any("stand together" in each for each in warnings_of(line, YEAR)) is (together > 2)


def test_a_school_that_changes_to_sundays_and_back(line):
    sunday_week = change_week(line, YEAR, {6, 0, 1, 2, 3}, HOLIDAYS)
    days = [date(2025, 9, 7), date(2025, 9, 12), date(2025, 10, 26)]
    assert [kinds_on(sunday_week, day) for day in days] == ["oo", "ww", "hh"]
    back = change_week(sunday_week, YEAR, range(5), HOLIDAYS)
    assert [kinds_on(back, day) for day in days] == ["ww", "oo", "ww"]
    assert kinds_on(back, date(2026, 4, 3)) == "bb"


def test_the_year_is_drawn_in_twelve_months_with_every_day_once(line):
    months = months_of(line, YEAR)
    assert [months[0].name, months[-1].name] == ["August 2025", "July 2026"]
    drawn = [day.on for month in months for week in month.weeks for day in week if day]
    assert drawn == sorted(day for day in school_year.days_of(YEAR) if day.weekday() < 5)
    assert sum(month.open for month in months) == line.count("o")


def test_a_sunday_schools_week_starts_on_sunday(line):
    months = months_of(change_week(line, YEAR, {6, 0, 1, 2, 3}, HOLIDAYS), YEAR)
    assert months[1].weekdays[0] == "Sunday"
    assert all(week[0] is None or week[0].on.weekday() == 6 for month in months for week in month.weeks)
    drawn = [day.on for month in months for week in month.weeks for day in week if day]
    assert drawn == sorted(set(drawn))


def test_a_day_of_two_kinds_says_both(line):
    (day,) = [
        day
        for month in months_of(school_year.set_days(line, YEAR, DAY, DAY, kind="i", session=1), YEAR)
        for week in month.weeks
        for day in week
        if day and day.on == DAY
    ]
    assert (day.words, day.style) == ("am open, pm INSET", "mixed")
