"""A template calendar made to fit a school that meets on other weekdays, such as Sunday to Thursday."""

from collections.abc import Collection
from datetime import date, timedelta

from attendance.rules.calendar import (
    BANK_HOLIDAY,
    HOLIDAY,
    MONDAY_TO_FRIDAY,
    NOT_A_WEEKDAY,
    OPEN,
    Term,
    calendar_line,
)
from attendance.rules.register import SESSIONS_A_DAY, position, year_span

_SUNDAY = 6
_DAYS_A_WEEK = 7


def weekdays_of(school_week: str) -> frozenset[int]:
    """The weekdays of a stored school week such as "60123", Monday being 0."""
    return frozenset(int(digit) for digit in school_week)


def fit_to_week(template: str, year: int, weekdays: Collection[int]) -> str:
    """The template of a Monday-to-Friday year as a school reads it that meets on ``weekdays``.

    A weekday on which the school never meets becomes one. A Saturday or Sunday on which it does meet is open
    where the template has a session in the same week, counted from Sunday; else it is holiday.
    """
    if frozenset(weekdays) == MONDAY_TO_FRIDAY:
        return template
    marks = list(template)
    first, last = year_span(year)
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        start = position(day, 0)
        for where in range(start, start + SESSIONS_A_DAY):
            if day.weekday() not in weekdays:
                marks[where] = NOT_A_WEEKDAY
            elif marks[where] == NOT_A_WEEKDAY:
                marks[where] = OPEN if OPEN in _week(template, year, day) else HOLIDAY
    return "".join(marks)


def _week(line: str, year: int, day: date) -> str:
    """The sessions, Sunday to Saturday, of the week around a day, as far as they are in the year."""
    first, last = year_span(year)
    sunday = day - timedelta(days=(day.weekday() - _SUNDAY) % _DAYS_A_WEEK)
    start = max(sunday, first)
    end = min(sunday + timedelta(days=_DAYS_A_WEEK - 1), last)
    return line[position(start, 0) : position(end, 1) + 1]


def plain_year(year: int, weekdays: Collection[int], holidays: Collection[date] | None) -> str:
    """A year of which nothing but the weekdays and the bank holidays is known (None: computed)."""
    first, last = year_span(year)
    return calendar_line(year, terms=[Term(first, last)], holidays=holidays, weekdays=weekdays)


def change_week(line: str, year: int, weekdays: Collection[int], holidays: Collection[date]) -> str:
    """A school's own calendar as it becomes when the school meets on other ``weekdays``.

    A weekday that is new is a bank holiday, open where the week has a session, else holiday.
    """
    marks = list(line)
    first, last = year_span(year)
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        where = position(day, 0)
        if day.weekday() not in weekdays:
            marks[where : where + SESSIONS_A_DAY] = NOT_A_WEEKDAY * SESSIONS_A_DAY
        elif marks[where] == NOT_A_WEEKDAY:
            in_term = OPEN if OPEN in _week(line, year, day) else HOLIDAY
            marks[where : where + SESSIONS_A_DAY] = (
                BANK_HOLIDAY if day in holidays else in_term
            ) * SESSIONS_A_DAY
    return "".join(marks)
