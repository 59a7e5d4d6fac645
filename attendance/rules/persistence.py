"""Persistent and severe absence, by the definition of each year.

Until 2014/15 a pupil was persistently absent on reaching a fixed number of sessions; from 2015/16 on missing
a tenth of the pupil's own possible sessions. Every test is on integers, never on a rounded rate.
The regime is that of the last day of the reporting period.

Two views of the same marks are kept apart: the official view, which reconciles with the department's figures,
and the casework view, which leaves nothing out.
"""

from dataclasses import dataclass
from datetime import date
from enum import Enum

import numpy as np

from attendance.rules.age import age_at_start
from attendance.rules.calendar import statistical_periods
from attendance.rules.dated import in_force, is_in_force
from attendance.rules.register import LENGTH, Bools, Ints, position, year_of


class Period(Enum):
    """The stretch of the academic year on which a pupil is judged, always from its first day."""

    AUTUMN = "autumn term"
    AUTUMN_AND_SPRING = "autumn and spring terms"
    FIVE_HALF_TERMS = "first five half terms"
    YEAR = "full year"


AGE_JUDGED_ON_FIVE_HALF_TERMS = 15


@dataclass(frozen=True)
class Regime:
    """What made a pupil persistently absent from ``from_`` on.

    ``sessions`` are fixed counts by period; where it is empty, ``tenths`` of the possible sessions decide.
    ``year_sessions`` is the full-year count of pupils younger than 15, where there was one.
    """

    from_: date | None
    about: str
    autumn: int = 0
    autumn_and_spring: int = 0
    five_half_terms: int = 0
    year: int = 0
    tenths: int = 0

    def sessions(self, period: Period, age: int) -> int:
        """The fixed count for a period and an age at 31 August; 0 where the regime has no fixed count."""
        if period is Period.AUTUMN:
            return self.autumn
        if period is Period.AUTUMN_AND_SPRING:
            return self.autumn_and_spring
        if period is Period.FIVE_HALF_TERMS or age >= AGE_JUDGED_ON_FIVE_HALF_TERMS:
            return self.five_half_terms
        return self.year or self.five_half_terms


REGIMES = (
    Regime(date(2005, 8, 1), "A fixed count, about 20%", 28, 52, 64),
    Regime(date(2010, 8, 1), "A fixed count, about 15%", 22, 38, 46),
    # The counts for one and two terms were printed again unchanged (38 in 2013/14).
    Regime(date(2012, 8, 1), "A fixed count, about 15%, over six half terms", 22, 38, 46, year=56),
    Regime(date(2015, 8, 1), "10% or more of the pupil's own possible sessions", tenths=1),
)


@dataclass(frozen=True)
class SevereAbsence:
    """Half or more of the pupil's own possible sessions missed: a part of persistent absence."""

    from_: date | None


SEVERE = SevereAbsence(date(2022, 8, 1))


def period_at(on: date) -> Period:
    """The period that is running on a day, by which casework judges a pupil before the year is over."""
    ends = statistical_periods(year_of(on))
    if on <= ends.autumn_ends:
        return Period.AUTUMN
    if on <= ends.spring_ends:
        return Period.AUTUMN_AND_SPRING
    return Period.FIVE_HALF_TERMS if on <= ends.fifth_half_term_ends else Period.YEAR


def persistent_rows(absent: Ints, possible: Ints, ages: Ints, *, on: date, period: Period) -> Bools:
    """Who is persistently absent at the end of a period that ends on ``on``; all arrays have shape (n,).

    ``ages`` are ages at 31 August in which the academic year starts. Nobody without a possible session is.
    Raises LookupError before 2005/06, when the measure did not exist.
    """
    regime = in_force(REGIMES, on)
    if regime.tenths:
        reached = absent * 10 >= possible * regime.tenths
    else:
        older = ages >= AGE_JUDGED_ON_FIVE_HALF_TERMS
        younger_line = regime.sessions(period, AGE_JUDGED_ON_FIVE_HALF_TERMS - 1)
        older_line = regime.sessions(period, AGE_JUDGED_ON_FIVE_HALF_TERMS)
        reached = absent >= np.where(older, older_line, younger_line)
    found: Bools = reached & (possible > 0)
    return found


def severe_rows(absent: Ints, possible: Ints, *, on: date) -> Bools:
    """Who is severely absent: half or more missed, exactly half included; nobody before 2022/23."""
    if not is_in_force(SEVERE, on):
        return np.zeros(len(absent), dtype=np.bool_)
    found: Bools = (absent * 2 >= possible) & (possible > 0)
    return found


def is_persistent(
    absent: int, possible: int, *, on: date, period: Period = Period.YEAR, age: int = 14
) -> bool:
    """``persistent_rows`` for one pupil."""
    rows = (np.array([number]) for number in (absent, possible, age))
    return bool(persistent_rows(*rows, on=on, period=period)[0])


def is_severe(absent: int, possible: int, *, on: date) -> bool:
    """``severe_rows`` for one pupil."""
    return bool(severe_rows(np.array([absent]), np.array([possible]), on=on)[0])


SIX_HALF_TERMS_FROM = 2012
YOUNGEST, OLDEST = 5, 15


def official_last_day(year: int, age: int) -> date:
    """The last day official statistics count: no sixth half term at 15, nor before 2012/13."""
    ends = statistical_periods(year)
    if year < SIX_HALF_TERMS_FROM or age >= AGE_JUDGED_ON_FIVE_HALF_TERMS:
        return ends.fifth_half_term_ends
    return ends.year_ends


def official_sessions(year: int, ages: Ints) -> Bools:
    """Sessions of the official view, for ages at 31 August: shape (n, 732), a mask for ``count``."""
    lasts = {int(age): position(official_last_day(year, int(age)), 1) for age in np.unique(ages)}
    limits = np.array([lasts[int(age)] for age in ages], dtype=np.int64)
    found: Bools = np.arange(LENGTH) <= limits[:, None]
    return found


def judged_sessions(ages: Ints, *, on: date) -> Bools | None:
    """The sessions by which casework judges pupils on a day: shape (n, 732), or None where it is by all.

    Only a fixed count leaves any out: it was reached, or not, by the end of the fifth half term, except below
    15 from 2012/13. Later marks are kept and shown, and make nobody persistently absent.
    """
    if in_force(REGIMES, on).tenths or period_at(on) is not Period.YEAR:
        return None
    return official_sessions(year_of(on), ages)


def in_official_view(
    born_on: date, enrolled_on: date, year: int, *, boarder: bool = False, possible: int = 1
) -> bool:
    """Whether official statistics count an enrolment at all.

    Ages 5 to 15 at 31 August, no boarders, nobody without a ``possible`` session in the period, and nobody
    first enrolled in the second half of the summer term. The casework view counts every enrolment.
    """
    if boarder or not possible or not YOUNGEST <= age_at_start(born_on, year) <= OLDEST:
        return False
    return enrolled_on <= statistical_periods(year).fifth_half_term_ends
