"""The periods of an academic year for which figures are kept: weeks, half terms, terms and the year.

They tile the year, each a union of whole weeks, so that weeks add up to half terms and half terms to terms. A week
runs from Sunday to Saturday, because schools that meet on Sundays keep their week together that way; it is named
by its Monday. Terms are the authority's own; where it has none, the bands of official statistics stand in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from attendance.rules.bank_holidays import easter_sunday, spring_bank_holiday
from attendance.rules.calendar import Term
from attendance.rules.register import position, year_in_words, year_of, year_span

FIRST_HALF, FIRST_TERM, WHOLE_YEAR = 61, 71, 80
HALVES: Final = tuple(range(FIRST_HALF, FIRST_HALF + 6))
TERMS: Final = tuple(range(FIRST_TERM, FIRST_TERM + 3))
TERM_NAMES: Final = ("Autumn term", "Spring term", "Summer term")
_HALF_NAMES: Final = ("first", "second", "third", "fourth", "fifth", "sixth")
_WEEK: Final = timedelta(days=7)
_SUNDAY: Final = 6


@dataclass(frozen=True)
class Period:
    """A stretch of one academic year, both days included. ``key`` is 1 to 54 for weeks, 61 to 66 for half terms,
    71 to 73 for terms and 80 for the year, as the figures are kept."""

    key: int
    year: int
    first: date
    last: date

    @property
    def is_week(self) -> bool:
        return self.key < FIRST_HALF

    @property
    def columns(self) -> slice:
        """The positions of a register line that belong to the period."""
        return slice(position(self.first, 0), position(self.last, 1) + 1)

    @property
    def monday(self) -> date:
        """The Monday by which a week is named; that of a week cut at 1 August may lie in the year before."""
        return sunday_before(self.first) + timedelta(days=1)

    @property
    def label(self) -> str:
        """The period as people name it: "Autumn term 2025/26"."""
        if self.is_week:
            return f"Week of {self.monday.day} {self.monday:%B %Y}"
        if self.key in HALVES:
            return f"{_HALF_NAMES[self.key - FIRST_HALF].title()} half term {year_in_words(self.year)}"
        if self.key in TERMS:
            return f"{TERM_NAMES[self.key - FIRST_TERM]} {year_in_words(self.year)}"
        return f"Year {year_in_words(self.year)}"

    @property
    def short(self) -> str:
        """The label without its year, for the axis of a chart."""
        if self.is_week:
            return f"{self.monday.day} {self.monday:%b}"
        if self.key in HALVES:
            return f"{_HALF_NAMES[self.key - FIRST_HALF].title()} half term"
        return TERM_NAMES[self.key - FIRST_TERM] if self.key in TERMS else "Year"


def periods_of(year: int, terms: Sequence[Term] = ()) -> dict[int, Period]:
    """Every period of an academic year by its key.

    ``terms`` are the authority's three terms with their half terms, in order, each half a week or longer; anything
    else counts as none.
    """
    starts = _half_starts(year, terms)
    ends = [*(start - timedelta(days=1) for start in starts[1:]), year_span(year)[1]]
    halves = [Period(key, year, first, last) for key, first, last in zip(HALVES, starts, ends, strict=True)]
    three = [Period(key, year, halves[2 * at].first, halves[2 * at + 1].last) for at, key in enumerate(TERMS)]
    found = [*weeks_of(year), *halves, *three, Period(WHOLE_YEAR, year, *year_span(year))]
    return {period.key: period for period in found}


def weeks_of(year: int) -> list[Period]:
    """The weeks of a year from Sunday to Saturday; the first and the last are cut at 1 August."""
    first, end = year_span(year)
    found: list[Period] = []
    while first <= end:
        last = min(_saturday(first), end)
        found.append(Period(len(found) + 1, year, first, last))
        first = last + timedelta(days=1)
    return found


def _half_starts(year: int, terms: Sequence[Term]) -> list[date]:
    halves = [term.half_term for term in terms if term.half_term]
    if len(terms) != len(TERMS) or len(halves) != len(TERMS):
        return _official_starts(year)
    begun = [year_span(year)[0], *(sunday_before(term.began_on) for term in terms[1:])]
    middle = [sunday_from(half[1]) for half in halves]
    starts = [start for pair in zip(begun, middle, strict=True) for start in pair]
    # A half term of less than a week has no week of its own.
    is_whole = all(one < following for one, following in pairwise([*starts, year_span(year)[1]]))
    return starts if is_whole else _official_starts(year)


def _official_starts(year: int) -> list[date]:
    """The bands of official statistics: to 31 December, to Easter Sunday, halved by the usual holidays."""
    return [
        year_span(year)[0],
        sunday_before(date(year, 11, 1)),
        sunday_before(date(year + 1, 1, 1)),
        sunday_before(date(year + 1, 2, 22)),
        easter_sunday(year + 1),
        sunday_before(spring_bank_holiday(year + 1)),
    ]


def sunday_before(day: date) -> date:
    """The Sunday on or before a day: the first day of its week."""
    return day - timedelta(days=(day.weekday() - _SUNDAY) % 7)


def sunday_from(day: date) -> date:
    """The Sunday on or after a day."""
    return day + timedelta(days=(_SUNDAY - day.weekday()) % 7)


def _saturday(day: date) -> date:
    return sunday_before(day) + _WEEK - timedelta(days=1)


def halves_within(period: Period, periods: Mapping[int, Period]) -> list[Period]:
    """The half terms that a term or the year is made of, in order; a half term is its own."""
    return [periods[key] for key in HALVES if period.first <= periods[key].first <= period.last]


def term_at(on: date, periods: dict[int, Period]) -> Period:
    """The term that a day falls in. Raises LookupError for a day of another year."""
    if year_of(on) != periods[WHOLE_YEAR].year:
        raise LookupError(f"{on} is not in {year_in_words(periods[WHOLE_YEAR].year)}.")
    return next(periods[key] for key in TERMS if periods[key].first <= on <= periods[key].last)
