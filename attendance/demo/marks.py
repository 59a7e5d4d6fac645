"""Which sessions pupils miss in an academic year, and for which reason, as arrays.

Every pupil misses exactly their share of the year; which sessions those are follows from spells of several
days, from weekdays and from weeks; each spell then has one reason.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Final

import numpy as np

from attendance.demo.figures import (
    ABSENCE_SYMBOLS,
    BEFORE_HALF_TERM,
    FIGURES,
    FIRST_WEEK,
    WEEKDAYS,
    WINTER,
    Floats,
    absence_rates,
)
from attendance.rules.calendar import OPEN, as_sessions
from attendance.rules.register import SESSIONS_A_DAY, Bools, Ints, year_span

SYMBOLS: Final = np.frombuffer(ABSENCE_SYMBOLS.encode("ascii"), dtype=np.uint8)
SPELL_SMOOTHING: Final = (1.0, 0.9, 0.75, 0.55, 0.3)
HALF_DAYS: Final = 0.16
REFERENCE_PUPILS: Final = 1_200
FITTING_ROUNDS: Final = 6

# How a reason favours spells: a single half day, a day or less than three, three or four, a week or more.
_LENGTHS: Final[Mapping[str, tuple[float, float, float, float]]] = {
    "I": (0.5, 1.0, 1.3, 0.8),
    "M": (9.0, 0.6, 0.05, 0.02),
    "R": (0.3, 1.5, 0.2, 0.05),
    "T": (0.1, 0.3, 1.0, 4.0),
    "E": (0.4, 1.2, 1.5, 0.8),
    "C": (1.0, 1.0, 1.0, 1.0),
    "c": (0.5, 1.0, 0.5, 0.2),
    "j": (2.0, 1.0, 0.1, 0.0),
    "d": (2.0, 1.0, 1.0, 1.0),
    "H": (0.05, 0.2, 1.2, 4.0),
    "F": (0.0, 0.0, 0.3, 6.0),
    "S": (0.1, 0.5, 1.0, 1.5),
    "G": (0.05, 0.25, 1.5, 3.0),
    "U": (12.0, 0.15, 0.0, 0.0),
    "O": (1.0, 1.0, 1.0, 1.2),
    "N": (1.5, 1.0, 0.5, 0.2),
}
# How a reason favours pupils who miss much: the power of their rate.
_STEEPNESS: Final[Mapping[str, float]] = {
    "O": 0.75,
    "E": 0.6,
    "d": 0.8,
    "N": 0.3,
    "U": 0.2,
    "G": -0.4,
    "H": -0.4,
    "M": -0.2,
    "B": 0.0,
}


@dataclass(frozen=True)
class Sessions:
    """The open sessions of a calendar line: positions, the school day of each, and that day's risk."""

    year: int
    line: str
    where: Ints
    day: Ints
    risk: Floats

    @property
    def days(self) -> int:
        return int(self.day[-1]) + 1 if len(self.day) else 0


@cache
def sessions_of(year: int, line: str) -> Sessions:
    """The open sessions of a year. ``risk`` is a normal deviate from weekday and week, by school day."""
    where = np.flatnonzero(as_sessions(line, OPEN))
    calendar_day = where // SESSIONS_A_DAY
    _, day = np.unique(calendar_day, return_inverse=True)
    first, _ = year_span(year)
    days = np.unique(calendar_day) + first.toordinal()
    return Sessions(year, line, where, day, _risk(days))


def _risk(days: Ints) -> Floats:
    """Weekday, the last week before a holiday of a week or more, the year's first week, and winter."""
    weekday = (days - 1) % 7
    week = (days + 6) // 7
    weeks = np.unique(week)
    gap_follows = {int(one) for one, after in pairwise(weeks) if after > one + 1}
    risk = np.array(WEEKDAYS)[weekday]
    risk = risk + BEFORE_HALF_TERM * np.isin(week, list(gap_follows))
    risk = risk + FIRST_WEEK * np.isin(week, weeks[:1])
    months = np.array([date.fromordinal(int(day)).month for day in days])
    return risk + WINTER * np.isin(months, (11, 12, 1, 2))


def absent_sessions(rng: np.random.Generator, sessions: Sessions, rates: Floats, afternoon: float) -> Bools:
    """Which sessions each pupil misses, shape (n, open sessions): exactly rate x sessions, in spells."""
    pupils, days = len(rates), sessions.days
    noise = rng.standard_normal((pupils, days), dtype=np.float32)
    smooth = np.zeros_like(noise)
    for shift, weight in enumerate(SPELL_SMOOTHING):
        smooth[:, shift:] += np.float32(weight) * noise[:, : days - shift]
    smooth /= np.float32(np.linalg.norm(SPELL_SMOOTHING))
    smooth += sessions.risk.astype(np.float32)
    score = smooth[:, sessions.day]
    score += np.float32(HALF_DAYS) * rng.standard_normal(score.shape, dtype=np.float32)
    score[:, sessions.where % SESSIONS_A_DAY == 1] += np.float32(afternoon)
    wanted = np.minimum(np.rint(rates * score.shape[1]).astype(int), score.shape[1])
    ordered = np.sort(score, axis=1)
    padded = np.concatenate([ordered, np.full((pupils, 1), np.inf, dtype=np.float32)], axis=1)
    threshold = padded[np.arange(pupils), score.shape[1] - wanted]
    found: Bools = score >= threshold[:, None]
    return found


def spells(absent: Bools) -> tuple[Ints, Ints, Ints]:
    """Runs of absent sessions: the run number of every absent session in reading order, and by run its length
    and its row."""
    starts = absent.copy()
    starts[:, 1:] &= ~absent[:, :-1]
    number = np.cumsum(starts.ravel())[absent.ravel()] - 1
    rows = np.nonzero(starts)[0]
    return number, np.bincount(number, minlength=len(rows)), rows


def _length_class(lengths: Ints) -> Ints:
    return np.searchsorted((1, 5, 8), lengths, side="left")


def _chances(weights: Floats, lengths: Ints, rates: Floats) -> Floats:
    """Cumulated chances of every reason for every spell, shape (spells, symbols)."""
    by_length = np.array([_LENGTHS[symbol] for symbol in ABSENCE_SYMBOLS]).T[_length_class(lengths)]
    steepness = np.array([_STEEPNESS.get(symbol, 0.0) for symbol in ABSENCE_SYMBOLS])
    chances = weights * by_length * np.maximum(rates, 0.005)[:, None] ** steepness
    cumulated = np.cumsum(chances, axis=1)
    return cumulated / cumulated[:, -1:]


def reasons(rng: np.random.Generator, absent: Bools, rates: Floats, weights: Floats) -> Ints:
    """The index of the reason of every absent session, in reading order."""
    number, lengths, rows = spells(absent)
    chances = _chances(weights, lengths, rates[rows])
    drawn = (rng.random(len(lengths))[:, None] > chances).sum(axis=1)
    return drawn[number]


@cache
def reason_weights(phase: str) -> tuple[float, ...]:
    """Weights of the reasons that give the published mix, found by trying them on reference pupils."""
    figures = FIGURES[phase]
    wanted = np.array([figures.marks.get(symbol, 0.0) for symbol in ABSENCE_SYMBOLS])
    wanted = wanted / wanted.sum()
    rng = np.random.default_rng(2007)
    day = np.repeat(np.arange(190), SESSIONS_A_DAY)
    reference = Sessions(0, "", np.arange(380), day, np.zeros(190))
    ranks = (np.arange(REFERENCE_PUPILS) + 0.5) / REFERENCE_PUPILS
    rates = absence_rates(phase, ranks)
    absent = absent_sessions(rng, reference, rates, figures.afternoon)
    weights = wanted.copy()
    for _ in range(FITTING_ROUNDS):
        drawn = np.bincount(reasons(rng, absent, rates, weights), minlength=len(weights))
        weights = weights * np.where(wanted > 0, wanted / np.maximum(drawn / drawn.sum(), 1e-6), 0.0)
        weights /= weights.sum()
    return tuple(weights)
