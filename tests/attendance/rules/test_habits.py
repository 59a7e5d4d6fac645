"""Patterns of a pupil's year in words."""

from datetime import date, timedelta

import pytest

from attendance.rules.counting import classify
from attendance.rules.habits import by_half_term, by_week, habits, half_terms
from attendance.rules.register import as_array, position
from tests.attendance.children import YEAR, marks_of, mondays, school_line

CALENDAR = school_line()
FIRST = date(2025, 9, 2)


def flags_of(marks):
    return classify(as_array([marks]), YEAR)[0]


def said(absent=(), **marks):
    line = list(marks_of(CALENDAR, absent))
    for day, session in marks.get("late", ()):
        line[position(day, session)] = "L"
    return habits(flags_of("".join(line)), YEAR, CALENDAR)


def test_nothing_is_said_of_a_pupil_who_comes():
    assert said() == []


def test_a_weekday_is_named_with_the_days_it_had():
    assert said(mondays(9)) == ["Absent on 9 of 25 Mondays, and on 0 of 104 other days."]


@pytest.mark.parametrize("days", [0, 2])
def test_two_days_are_no_pattern(days):
    assert said(mondays(days)) == []


def test_as_much_absence_on_every_day_is_no_pattern():
    days = [(FIRST + timedelta(days=at), session) for at in range(45) for session in (0, 1)]
    open_days = [(day, session) for day, session in days if CALENDAR[position(day, 0)] == "o"]
    assert not [sentence for sentence in said(open_days) if "Mondays" in sentence]


def test_half_days_are_told_apart():
    afternoons = [(day, 1) for day, session in mondays(4) if session == 1]
    assert "Absent for the afternoon only on 4 of 4 days with absence." in said(afternoons)


def test_days_next_to_holidays():
    edges = [date(2025, 10, 24), date(2025, 11, 3), date(2025, 12, 19), date(2026, 1, 5)]
    absent = [(day, session) for day in edges for session in (0, 1)]
    assert "Absent on 4 of 8 days next to a holiday, and on 0 of 121 other days." in said(absent)


def test_lates_name_a_weekday_only_where_they_gather():
    on_mondays = [(day, 0) for day, session in mondays(4) if session == 0]
    assert said(late=on_mondays) == ["Late 4 times, 4 of them on Mondays."]
    scattered = [(FIRST + timedelta(days=8 * at), 0) for at in range(4)]
    assert said(late=scattered) == ["Late 4 times, on no particular day."]


def test_half_terms_are_the_stretches_between_holidays():
    blocks = half_terms(CALENDAR, YEAR)
    assert [block[0] for block in blocks] == [
        date(2025, 9, 2),
        date(2025, 11, 3),
        date(2026, 1, 5),
        date(2026, 2, 23),
    ]


def test_weeks_and_half_terms_add_up_to_the_year():
    flags = flags_of(marks_of(CALENDAR, mondays(9)))
    weeks, terms = by_week(flags, YEAR), by_half_term(flags, YEAR, CALENDAR)
    assert sum(week.possible for week in weeks) == sum(term.possible for term in terms) == 258
    assert sum(week.attended for week in weeks) == sum(term.attended for term in terms) == 240
