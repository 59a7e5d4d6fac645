"""Quarters of the calendar year, in which members are reported to, and the figures that belong to each.

Sessions are added up over the weeks that begin in the quarter. Whether a pupil is persistently absent is decided over
a term: that of the term in which most of the quarter's school days lie.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from attendance.rules.register import year_of
from reporting.rules.periods import TERMS, Period

_NAMES: Final = ("January to March", "April to June", "July to September", "October to December")
# January to March: spring; April to September: summer, of which July is the end; October to December: autumn.
_TERM: Final = {1: TERMS[1], 2: TERMS[2], 3: TERMS[2], 4: TERMS[0]}


@dataclass(frozen=True, order=True)
class Quarter:
    """A quarter: its calendar year and its number, 1 for January to March."""

    year: int
    number: int

    @property
    def first(self) -> date:
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last(self) -> date:
        return self.next.first - timedelta(days=1)

    @property
    def label(self) -> str:
        return f"{_NAMES[self.number - 1]} {self.year}"

    @property
    def next(self) -> "Quarter":
        return Quarter(self.year + (self.number == 4), self.number % 4 + 1)

    @property
    def before(self) -> "Quarter":
        """The same quarter of the year before."""
        return Quarter(self.year - 1, self.number)

    @property
    def term(self) -> tuple[int, int]:
        """The academic year and the key of the term whose figures of pupils it tells."""
        return (self.year if self.number == 4 else self.year - 1), _TERM[self.number]

    @property
    def academic_years(self) -> tuple[int, ...]:
        """The academic years in which its weeks lie: two from July to September."""
        return tuple(dict.fromkeys((year_of(self.first), year_of(self.last))))


def quarter_at(on: date) -> Quarter:
    """The quarter that a day falls in."""
    return Quarter(on.year, (on.month + 2) // 3)


def quarters_until(first: date, on: date) -> list[Quarter]:
    """Every quarter from that of one day to that of another, newest first."""
    found = [quarter_at(first)]
    while found[-1] < quarter_at(on):
        found.append(found[-1].next)
    return found[::-1]


def weeks_within(quarter: Quarter, periods: Mapping[int, Period]) -> list[Period]:
    """The weeks of an academic year that are named by a Monday in the quarter."""
    return [
        each for each in periods.values() if each.is_week and quarter.first <= each.monday <= quarter.last
    ]
