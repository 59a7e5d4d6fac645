"""A school's calendar: one character for every session of an academic year, in the register's geometry.

School days and school weeks are facts of the school, read from this line and never from a pupil's marks.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from attendance.rules.bank_holidays import bank_holidays, easter_sunday, spring_bank_holiday
from attendance.rules.dated import day_in_words
from attendance.rules.register import (
    LENGTH,
    SESSIONS_A_DAY,
    Bools,
    position,
    year_in_words,
    year_of,
    year_span,
)

OPEN, HOLIDAY, BANK_HOLIDAY, INSET, NOT_A_WEEKDAY, CLOSURE, NO_DAY = "o", "h", "b", "i", "w", "c", " "

MONDAY_TO_FRIDAY = frozenset(range(5))
SUNDAY_TO_THURSDAY = frozenset({6, 0, 1, 2, 3})

Calendars = Mapping[int, str]
"""Calendar lines by academic year."""


@dataclass(frozen=True)
class Term:
    """The days of a term, both included, and the days without school inside it."""

    began_on: date
    ended_on: date
    half_term: tuple[date, date] | None = None

    def meets(self, on: date) -> bool:
        """Whether the day is in term and outside the half term."""
        if not self.began_on <= on <= self.ended_on:
            return False
        return self.half_term is None or not self.half_term[0] <= on <= self.half_term[1]


@dataclass(frozen=True)
class Closure:
    """An unplanned closure of the whole school: one session, or both where ``session`` is None."""

    on: date
    session: int | None = None


def calendar_line(
    year: int,
    *,
    terms: Iterable[Term],
    inset: Collection[date] = (),
    holidays: Collection[date] | None = None,
    closures: Iterable[Closure] = (),
    weekdays: Collection[int] = MONDAY_TO_FRIDAY,
) -> str:
    """The calendar of a year, 732 characters.

    ``holidays`` are the bank holidays; where None they are computed. The school meets on ``weekdays`` (0 is
    Monday). Raises ValueError for a closure of a session on which the school would not have met.
    """
    known = bank_holidays_of(year) if holidays is None else frozenset(holidays)
    kept = tuple(terms)
    first, last = year_span(year)
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    text = "".join(_kind(day, kept, inset, known, weekdays) * SESSIONS_A_DAY for day in days)
    return close_sessions(text.ljust(LENGTH, NO_DAY), closures)


def _kind(
    day: date,
    terms: tuple[Term, ...],
    inset: Collection[date],
    holidays: Collection[date],
    weekdays: Collection[int],
) -> str:
    if day in inset:
        return INSET
    if day.weekday() not in weekdays:
        return NOT_A_WEEKDAY
    if day in holidays:
        return BANK_HOLIDAY
    return OPEN if any(term.meets(day) for term in terms) else HOLIDAY


def close_sessions(line: str, closures: Iterable[Closure]) -> str:
    """The calendar with sessions closed unexpectedly. Raises ValueError where no session was planned."""
    marks = list(line)
    for closure in closures:
        sessions = range(SESSIONS_A_DAY) if closure.session is None else (closure.session,)
        for session in sessions:
            where = position(closure.on, session)
            if marks[where] not in (OPEN, CLOSURE):
                raise ValueError(f"The school was not to meet on {day_in_words(closure.on)}.")
            marks[where] = CLOSURE
    return "".join(marks)


def bank_holidays_of(year: int) -> frozenset[date]:
    """The computed bank holidays of an academic year."""
    first, last = year_span(year)
    both = (*bank_holidays(year), *bank_holidays(year + 1))
    return frozenset(day for day in both if first <= day <= last)


def as_sessions(line: str, kinds: str = OPEN) -> Bools:
    """Where the calendar holds one of ``kinds``, shape (732,)."""
    characters = np.frombuffer(line.encode("ascii"), dtype=np.uint8)
    return np.isin(characters, np.frombuffer(kinds.encode("ascii"), dtype=np.uint8))


def meets(calendars: Calendars, day: date, kinds: str = OPEN) -> bool:
    """Whether the school has a session on a day. Raises LookupError where the year's calendar is not held."""
    line = calendars.get(year_of(day))
    if line is None:
        raise LookupError(f"No school calendar is held for {year_in_words(year_of(day))}.")
    where = position(day, 0)
    return any(character in kinds for character in line[where : where + SESSIONS_A_DAY])


def school_days(line: str, year: int) -> tuple[date, ...]:
    """The days of a year on which the school meets for at least one session."""
    first, last = year_span(year)
    every = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return tuple(day for day in every if OPEN in line[position(day, 0) : position(day, 1) + 1])


def add_school_days(day: date, number: int, calendars: Calendars) -> date:
    """The ``number``-th school day after ``day``, which itself is not counted.

    Raises LookupError where the count runs past the calendars held, and ValueError for a negative number.
    """
    if number < 0:
        raise ValueError("School days are counted forwards.")
    while number:
        day += timedelta(days=1)
        number -= meets(calendars, day)
    return day


def school_days_between(first: date, last: date, calendars: Calendars) -> int:
    """School days from ``first`` to ``last``, both included. Raises LookupError as ``meets`` does."""
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return sum(meets(calendars, day) for day in days)


def is_working_day(day: date, holidays: Collection[date] | None = None) -> bool:
    """Neither a Saturday, a Sunday nor a bank holiday (which include Christmas Day and Good Friday)."""
    known = bank_holidays(day.year) if holidays is None else holidays
    return day.weekday() < 5 and day not in known


def add_working_days(day: date, number: int, holidays: Collection[date] | None = None) -> date:
    """The ``number``-th working day after ``day``, which itself is not counted."""
    while number:
        day += timedelta(days=1)
        number -= is_working_day(day, holidays)
    return day


@dataclass(frozen=True)
class Periods:
    """The last days of the periods that official statistics use in an academic year."""

    autumn_ends: date
    spring_ends: date
    fifth_half_term_ends: date
    year_ends: date


def statistical_periods(year: int) -> Periods:
    """Autumn to 31 December, spring to Easter Sunday, then to the Sunday before the spring bank holiday."""
    spring_holiday = spring_bank_holiday(year + 1)
    return Periods(
        autumn_ends=date(year, 12, 31),
        spring_ends=easter_sunday(year + 1),
        fifth_half_term_ends=spring_holiday - timedelta(days=spring_holiday.weekday() + 1),
        year_ends=date(year + 1, 7, 31),
    )
