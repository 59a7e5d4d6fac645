"""Registers returned: in time up to the day on which they were due, late from the day after."""

from datetime import date

import pytest

from reporting.rules.returned import File, ReturnedWeek, Returns, Timeliness, came_on, due_after

MONDAY, DUE = date(2025, 9, 8), date(2025, 9, 16)


def week(came=DUE, missing=0, met=10):
    return ReturnedWeek(monday=MONDAY, met=met, missing=missing, due_on=DUE, came_on=came)


@pytest.mark.parametrize(
    ("came", "missing", "timeliness", "words"),
    [
        (date(2025, 9, 15), 0, Timeliness.IN_TIME, "In time"),
        (date(2025, 9, 16), 0, Timeliness.IN_TIME, "In time"),
        (date(2025, 9, 17), 0, Timeliness.LATE, "1 day late"),
        (date(2025, 9, 18), 0, Timeliness.LATE, "2 days late"),
        (None, 0, Timeliness.UNDATED, "Held, day not known"),
        (date(2025, 9, 15), 1, Timeliness.PART, "1 of 10 sessions missing"),
        (date(2025, 9, 15), 9, Timeliness.PART, "9 of 10 sessions missing"),
        (date(2025, 9, 15), 10, Timeliness.MISSING, "Missing"),
        (None, 10, Timeliness.MISSING, "Missing"),
    ],
)
def test_how_a_week_came(came, missing, timeliness, words):
    found = week(came, missing)
    assert (found.timeliness, found.words, found.held) == (timeliness, words, 10 - missing)


@pytest.mark.parametrize(
    ("weekday", "due"), [(0, date(2025, 9, 15)), (1, date(2025, 9, 16)), (6, date(2025, 9, 21))]
)
def test_a_week_is_due_in_the_week_after(weekday, due):
    assert due_after(MONDAY, weekday) == due


def test_a_week_is_complete_with_the_first_file_that_holds_its_last_day():
    daily = [File(date(2025, 9, day), date(2025, 9, day), date(2025, 9, day)) for day in (8, 9, 10, 11, 12)]
    again = File(date(2025, 9, 1), date(2025, 9, 30), date(2025, 10, 2))
    assert came_on(date(2025, 9, 12), [again, *daily]) == date(2025, 9, 12)
    assert came_on(date(2025, 9, 12), [again, *daily[:4]]) == date(2025, 10, 2)
    assert came_on(date(2025, 9, 12), daily[:4]) is None


def test_weeks_add_up():
    weeks = [week(), week(date(2025, 9, 20)), week(None), week(missing=4), week(missing=10)]
    found = Returns("Autumn term 2025/26", weeks)
    assert (found.in_time, found.late, found.undated, found.missing) == (1, 1, 1, 2)
    assert (found.met, found.held) == (50, 36)
