"""Changing a school's year day by day, what is unusual about it, and the year month by month to look at.

Sources: 380 sessions, 190 days, for maintained schools (Education (School Day and School Year) (England)
Regulations 1999 reg 3; an academy's days follow its trust); five INSET days, at most two together, as
councils publish them.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, pairwise

from attendance.rules.calendar import (
    BANK_HOLIDAY,
    CLOSURE,
    HOLIDAY,
    INSET,
    NO_DAY,
    NOT_A_WEEKDAY,
    OPEN,
    Closure,
    Term,
    close_sessions,
)
from attendance.rules.dated import day_in_words
from attendance.rules.register import SESSIONS_A_DAY, position, year_in_words, year_span

LEAST_SESSIONS = 380
INSET_DAYS = 5
INSET_TOGETHER = 2
KINDS = {
    OPEN: "Open",
    HOLIDAY: "Holiday",
    BANK_HOLIDAY: "Bank holiday",
    INSET: "INSET",
    CLOSURE: "Closed",
    NOT_A_WEEKDAY: "No school",
    NO_DAY: "",
}
CHANGEABLE = (OPEN, HOLIDAY, INSET)


def days_of(year: int) -> Iterator[date]:
    """Every day of an academic year."""
    first, last = year_span(year)
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


def kinds_on(line: str, on: date) -> str:
    """The two characters of a day."""
    return line[position(on, 0) : position(on, 1) + 1]


def check_in_year(year: int, *days: date) -> None:
    """Raises ValueError, with a sentence, for a day outside the academic year."""
    first, last = year_span(year)
    for day in days:
        if not first <= day <= last:
            raise ValueError(f"{day_in_words(day)} is not in {year_in_words(year)}.")


def set_days(line: str, year: int, first: date, last: date, *, kind: str, session: int | None = None) -> str:
    """The calendar with the days from ``first`` to ``last`` open, holiday or INSET; one session or both.

    Bank holidays and weekdays on which the school does not meet stay as they are. Raises ValueError for days
    outside the year or in the wrong order, and where no session of them can change.
    """
    if kind not in CHANGEABLE:
        raise ValueError(f"“{kind}” is not a kind of day that can be set.")
    check_in_year(year, first, last)
    if last < first:
        raise ValueError("The last day comes before the first.")
    marks, changed = list(line), False
    for number in range((last - first).days + 1):
        for half in range(SESSIONS_A_DAY) if session is None else (session,):
            where = position(first + timedelta(days=number), half)
            if marks[where] not in (BANK_HOLIDAY, NOT_A_WEEKDAY):
                changed = changed or marks[where] != kind
                marks[where] = kind
    if not changed:
        raise ValueError("Nothing would change: these are such days already, or the school never meets then.")
    return "".join(marks)


def close(line: str, year: int, on: date, session: int | None) -> str:
    """The calendar with sessions closed unexpectedly. Raises ValueError where none was planned on the day."""
    check_in_year(year, on)
    return close_sessions(line, [Closure(on, session)])


def set_terms(
    line: str, year: int, terms: Collection[Term], weekdays: Collection[int], holidays: Collection[date]
) -> str:
    """The calendar with other terms. INSET days stay; so do closures of days that are still in term.

    Raises ValueError for terms outside the year, out of order or overlapping.
    """
    ordered = sorted(terms, key=lambda term: term.began_on)
    for term in ordered:
        check_in_year(year, term.began_on, term.ended_on)
        _check_term(term)
    if any(later.began_on <= term.ended_on for term, later in pairwise(ordered)):
        raise ValueError("A term begins before the one before it has ended.")
    marks = list(line)
    for day in days_of(year):
        kind = _kind(day, ordered, weekdays, holidays)
        for where in (position(day, 0), position(day, 1)):
            if marks[where] != INSET and not (marks[where] == CLOSURE and kind == OPEN):
                marks[where] = kind
    return "".join(marks)


def _check_term(term: Term) -> None:
    if term.ended_on < term.began_on:
        raise ValueError(f"The term that begins on {day_in_words(term.began_on)} ends before it begins.")
    if term.half_term is not None:
        first, last = term.half_term
        if not term.began_on < first <= last < term.ended_on:
            raise ValueError(f"The half term from {day_in_words(first)} does not lie within its term.")


def _kind(day: date, terms: Collection[Term], weekdays: Collection[int], holidays: Collection[date]) -> str:
    if day.weekday() not in weekdays:
        return NOT_A_WEEKDAY
    if day in holidays:
        return BANK_HOLIDAY
    return OPEN if any(term.meets(day) for term in terms) else HOLIDAY


@dataclass(frozen=True)
class YearFigures:
    """Sessions of a year: those that pupils could come for, those lost to closures, and INSET."""

    open: int
    closed: int
    inset: int

    @property
    def pupil_days(self) -> float:
        """Days with pupils, a half day counting half."""
        return self.open / SESSIONS_A_DAY

    @property
    def inset_days(self) -> float:
        """INSET days, a half day counting half."""
        return self.inset / SESSIONS_A_DAY


def figures_of(line: str) -> YearFigures:
    """How many sessions of each kind a year has."""
    return YearFigures(line.count(OPEN), line.count(CLOSURE), line.count(INSET))


def warnings_of(line: str, year: int) -> list[str]:
    """What is unusual about a year, in sentences; none of it is refused, for academies set their own days."""
    found, figures = [], figures_of(line)
    if figures.open + figures.closed < LEAST_SESSIONS:
        found.append(
            f"{figures.open + figures.closed} sessions are planned. A maintained school meets for at least "
            f"{LEAST_SESSIONS}, 190 days; an academy’s days follow its trust."
        )
    elif figures.open < LEAST_SESSIONS:
        found.append(
            f"Closures have taken {figures.closed} of the planned sessions, which leaves {figures.open} of "
            f"at least {LEAST_SESSIONS}. Lost sessions should be made up where that is practicable."
        )
    if figures.inset_days > INSET_DAYS:
        found.append(f"The year has {figures.inset_days:g} INSET days; {INSET_DAYS} are usual.")
    if longest_inset(line, year) > INSET_TOGETHER:
        found.append("More than two INSET days stand together.")
    return found


def longest_inset(line: str, year: int) -> int:
    """The longest run of INSET days, weekends and bank holidays between them not breaking it."""
    kinds = (kinds_on(line, day) for day in days_of(year))
    working = (INSET in kind for kind in kinds if kind[0] not in (NOT_A_WEEKDAY, BANK_HOLIDAY))
    return max((len(list(run)) for is_inset, run in groupby(working) if is_inset), default=0)


@dataclass(frozen=True)
class Day:
    """A day of a calendar as it is drawn: its date, its kind in words, and the name of its style."""

    on: date
    words: str
    style: str


@dataclass(frozen=True)
class Month:
    """A month as it is drawn: its name, the weekdays that have columns, and its weeks."""

    name: str
    weekdays: tuple[str, ...]
    weeks: tuple[tuple[Day | None, ...], ...]
    open: int


_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_STYLES = {OPEN: "open", HOLIDAY: "holiday", BANK_HOLIDAY: "bank", INSET: "inset", CLOSURE: "closed"}
STYLES_IN_WORDS = (
    *((style, KINDS[kind]) for kind, style in _STYLES.items()),
    ("mixed", "Morning and afternoon differ"),
)
_SUNDAY = 6


def months_of(line: str, year: int) -> tuple[Month, ...]:
    """The twelve months of a year. Saturday and Sunday have columns where the school meets on them."""
    columns = _columns(line, year)
    return tuple(
        _month(line, list(days), columns)
        for _, days in groupby(days_of(year), key=lambda day: (day.year, day.month))
    )


def _columns(line: str, year: int) -> list[int]:
    """The weekdays to draw in order; a school that meets on Sundays starts its week with it."""
    met = {day.weekday() for day in days_of(year) if OPEN in kinds_on(line, day)}
    columns = sorted({*range(5), *met})
    return [_SUNDAY, *columns[:-1]] if _SUNDAY in met else columns


def _month(line: str, days: list[date], columns: list[int]) -> Month:
    held = {day: _day(line, day) for day in days}
    start = days[0] - timedelta(days=(days[0].weekday() - columns[0]) % 7)
    weeks = []
    while start <= days[-1]:
        in_order = (start + timedelta(days=(column - columns[0]) % 7) for column in columns)
        week = tuple(held.get(day) for day in in_order)
        if any(week):
            weeks.append(week)
        start += timedelta(days=7)
    met = sum(kinds_on(line, day).count(OPEN) for day in days)
    return Month(f"{days[0]:%B %Y}", tuple(_NAMES[column] for column in columns), tuple(weeks), met)


def _day(line: str, on: date) -> Day:
    morning, afternoon = tuple(kinds_on(line, on))
    if morning == afternoon:
        return Day(on, KINDS[morning], _STYLES.get(morning, "none"))
    words = f"am {KINDS[morning].lower()}, pm {KINDS[afternoon].lower()}"
    return Day(on, words.replace("inset", "INSET"), "mixed")
