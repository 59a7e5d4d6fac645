"""Register lines of one school's pupils for one academic year."""

from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from attendance.demo.figures import FIGURES, Floats
from attendance.demo.marks import SYMBOLS, Sessions, absent_sessions, reason_weights, reasons, sessions_of
from attendance.rules.calendar import CLOSURE, NO_DAY
from attendance.rules.register import (
    CLOSED,
    NO_MARK,
    NOT_ON_ROLL,
    SESSIONS_A_DAY,
    Bools,
    Ints,
    Lines,
    position,
    year_of,
)

MORNING_MARK, AFTERNOON_MARK = ord("/"), ord("\\")
LATE: Final = ord("L")
LATE_AFTERNOONS: Final = 0.02
REASON_WITHIN_DAYS: Final = 5
NOT_YET_KNOWN: Final = 0.35
FIRST_YEAR_OF_NEW_CODES: Final = 2024
WORK_EXPERIENCE_GROUP, LAST_GROUP = 10, 11
STRANDED, INTERVIEWED = 0.1, 0.4


@dataclass(frozen=True)
class Group:
    """The pupils of one school in one year; arrays of shape (n,). ``rates`` and ``lateness`` are latent."""

    phase: str
    rates: Floats
    lateness: Floats
    year_groups: Ints

    def __len__(self) -> int:
        return len(self.rates)


@dataclass(frozen=True)
class Habits:
    """How a school keeps its registers."""

    codes_no_reason: bool = True
    days_late: int = 0


def register_lines(
    rng: np.random.Generator, group: Group, year: int, calendar: str, *, until: date, habits: Habits
) -> Lines:
    """Lines of shape (n, 732): the whole year is made and then cut after ``until``, so that a later
    ``until`` continues the same registers."""
    sessions = sessions_of(year, calendar)
    figures = FIGURES[group.phase]
    marks = _present(rng, group, sessions)
    absent = absent_sessions(rng, sessions, group.rates, figures.afternoon)
    weights = np.array(reason_weights(group.phase))
    marks[absent] = SYMBOLS[reasons(rng, absent, group.rates, weights)]
    last = last_marked(sessions, until)
    _settle_no_reason(rng, marks, absent, last, habits)
    lines = np.repeat(blank_line(year, calendar)[None, :], len(group), axis=0)
    lines[:, sessions.where] = marks
    running = last < len(sessions.where)
    cut = max(last - habits.days_late * SESSIONS_A_DAY, 0) if running else last
    lines[:, sessions.where[cut:]] = ord(NO_MARK)
    return lines


def blank_line(year: int, calendar: str) -> Lines:
    """A line without marks: closures as the calendar has them, open sessions unmarked."""
    closed_unexpectedly = "4" if year >= FIRST_YEAR_OF_NEW_CODES else "Y"
    table = np.full(256, ord(CLOSED), dtype=np.uint8)
    table[ord("o")] = ord(NO_MARK)
    table[ord(CLOSURE)] = ord(closed_unexpectedly)
    table[ord(NO_DAY)] = ord(NOT_ON_ROLL)
    return table[np.frombuffer(calendar.encode("ascii"), dtype=np.uint8)]


def last_marked(sessions: Sessions, until: date) -> int:
    """How many of the year's open sessions lie on or before a day."""
    if year_of(until) != sessions.year:
        return len(sessions.where) if year_of(until) > sessions.year else 0
    return int(np.searchsorted(sessions.where, position(until, 1), side="right"))


def _present(rng: np.random.Generator, group: Group, sessions: Sessions) -> Lines:
    """Everybody present: in time, late or at an approved activity."""
    shape = (len(group), len(sessions.where))
    afternoon = sessions.where % SESSIONS_A_DAY == 1
    marks = (
        np.where(afternoon, AFTERNOON_MARK, MORNING_MARK).astype(np.uint8)[None, :].repeat(shape[0], axis=0)
    )
    share = FIGURES[group.phase].late / 1000 / (FIGURES[group.phase].attendance / 100)
    chance = np.where(afternoon, 2 * share * LATE_AFTERNOONS, 2 * share * (1 - LATE_AFTERNOONS))
    drawn = rng.random(shape, dtype=np.float32)
    marks[drawn < np.minimum(group.lateness[:, None] * chance, 0.9)] = LATE
    _activities(rng, marks, group, sessions)
    return marks


def _activities(rng: np.random.Generator, marks: Lines, group: Group, sessions: Sessions) -> None:
    """Visits of whole year groups, work experience, provision off site by weekday, and sport."""
    shares = FIGURES[group.phase].marks
    for number in np.unique(group.year_groups):
        rows = np.flatnonzero(group.year_groups == number)
        visits = rng.random(sessions.days) < shares.get("V", 0.0) / 1000
        marks[np.ix_(rows, np.flatnonzero(visits[sessions.day]))] = ord("V")
    _work_experience(rng, marks, group, sessions, shares.get("W", 0.0))
    if "Y" in shares:
        _days_of_old_codes(rng, marks, group, sessions)
    weekday = sessions.day % 5
    for symbol, part in (("B", 0.2), ("K", 0.2), ("P", 0.05), ("D", 0.4)):
        if symbol not in shares:
            continue
        pupils = np.flatnonzero(rng.random(len(group)) < shares[symbol] / 1000 / part)
        for row in pupils:
            marks[row, _weekly(rng, symbol, weekday)] = ord(symbol)


def _days_of_old_codes(rng: np.random.Generator, marks: Lines, group: Group, sessions: Sessions) -> None:
    """Before 2024: a winter's day on which some could not come (Y), and interviews of year 11 (J)."""
    stranded = np.flatnonzero(rng.random(len(group)) < STRANDED)
    marks[np.ix_(stranded, np.flatnonzero(sessions.day == rng.integers(85, 105)))] = ord("Y")
    for row in np.flatnonzero((group.year_groups == LAST_GROUP) & (rng.random(len(group)) < INTERVIEWED)):
        marks[row, int(rng.integers(220, 280))] = ord("J")


def _weekly(rng: np.random.Generator, symbol: str, weekday: Ints) -> Bools:
    """A pupil's weekly sessions elsewhere: two days for D, one for B and K, every fourth week's for sport."""
    first = int(rng.integers(5))
    if symbol == "D":
        return np.isin(weekday, (first, (first + 2) % 5))
    found: Bools = weekday == first
    return found & (np.arange(len(weekday)) % 40 < 10) if symbol == "P" else found


def _work_experience(
    rng: np.random.Generator, marks: Lines, group: Group, sessions: Sessions, share: float
) -> None:
    """A fortnight in year 10, in as many schools as the published share asks for."""
    rows = np.flatnonzero(group.year_groups == WORK_EXPERIENCE_GROUP)
    if not share or not len(rows) or rng.random() > share / 1000 * 190 / 10 * 5:
        return
    first = int(rng.integers(150, 170))
    marks[np.ix_(rows, np.flatnonzero((sessions.day >= first) & (sessions.day < first + 10)))] = ord("W")


def _settle_no_reason(
    rng: np.random.Generator, marks: Lines, absent: Bools, last: int, habits: Habits
) -> None:
    """Recent absences are often still without a reason; a school that never codes N calls them O at once."""
    no_reason, other = ord("N"), ord("O")
    if not habits.codes_no_reason:
        marks[marks == no_reason] = other
        return
    if last == marks.shape[1]:
        return
    recent = slice(max(last - REASON_WITHIN_DAYS * SESSIONS_A_DAY, 0), last)
    asked = rng.random(len(marks)) < NOT_YET_KNOWN
    window = marks[:, recent]
    window[absent[:, recent] & asked[:, None]] = no_reason
