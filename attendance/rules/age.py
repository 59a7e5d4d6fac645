"""Compulsory school age, the school-leaving date and year groups.

Source: Education Act 1996 s8 with its prescribed days (31 March, 31 August, 31 December; for leaving, the
last Friday in June).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import numpy as np

from attendance.rules.register import Bools, Ints

FIVE, SIXTEEN = 5, 16
_FRIDAY = 4


@dataclass(frozen=True)
class CompulsoryAge:
    """The days on which a child is of compulsory school age, both included."""

    began_on: date
    ended_on: date

    def holds(self, on: date) -> bool:
        return self.began_on <= on <= self.ended_on


def birthday(born_on: date, age: int) -> date:
    """The day on which a child reaches an age; born on 29 February, on 1 March in other years."""
    year = born_on.year + age
    if (born_on.month, born_on.day) == (2, 29) and not _is_leap(year):
        return date(year, 3, 1)
    return born_on.replace(year=year)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def starts_on(born_on: date) -> date:
    """The first 31 March, 31 August or 31 December on or after the fifth birthday."""
    five = birthday(born_on, FIVE)
    prescribed = (date(five.year, 3, 31), date(five.year, 8, 31), date(five.year, 12, 31))
    return next(day for day in prescribed if day >= five)


def leaving_date(born_on: date) -> date:
    """The last Friday in June of the school year, from 1 September, in which the child turns sixteen."""
    sixteen = birthday(born_on, SIXTEEN)
    end_of_june = date(sixteen.year + (sixteen.month >= 9), 6, 30)
    return end_of_june - timedelta(days=(end_of_june.weekday() - _FRIDAY) % 7)


@cache
def compulsory_age(born_on: date) -> CompulsoryAge:
    """From the start of compulsory school age to the school-leaving date."""
    return CompulsoryAge(starts_on(born_on), leaving_date(born_on))


def compulsory_spans(born_on: Ints) -> tuple[Ints, Ints]:
    """First and last ordinals of compulsory school age, for birth dates as ordinals, shape (n,)."""
    days, which = np.unique(born_on, return_inverse=True)
    spans = [compulsory_age(date.fromordinal(int(day))) for day in days]
    first = np.array([span.began_on.toordinal() for span in spans], dtype=np.int64)
    last = np.array([span.ended_on.toordinal() for span in spans], dtype=np.int64)
    return first[which], last[which]


def compulsory_on(born_on: Ints, on: date) -> Bools:
    """Who is of compulsory school age on a day, shape (n,)."""
    first, last = compulsory_spans(born_on)
    return (first <= on.toordinal()) & (on.toordinal() <= last)


def age_at_start(born_on: date, year: int) -> int:
    """Age in whole years on the 31 August after the year starts, as official statistics use it."""
    return year - born_on.year - ((born_on.month, born_on.day) > (8, 31))


def ages_at_start(born_on: Ints, year: int) -> Ints:
    """``age_at_start`` for birth dates given as ordinals, shape (n,)."""
    if not len(born_on):
        return np.zeros(0, dtype=np.int64)
    first, last = (date.fromordinal(int(day)).year for day in (born_on.min(), born_on.max()))
    ends = [date(each, 8, 31).toordinal() for each in range(first, last + 1)]
    found: Ints = year - first - np.searchsorted(ends, born_on, side="left")
    return found


def year_group(born_on: date, year: int) -> int:
    """The usual year group: 0 is reception, below 0 nursery, 1 to 13 the school years."""
    return age_at_start(born_on, year) - 4


def year_group_in_words(group: int) -> str:
    """A year group as people read it: "Reception", "Year 7"."""
    if group < 0:
        return "Nursery"
    return f"Year {group}" if group else "Reception"


CONNEXIONS_FROM_YEAR_GROUP = 9


def has_connexions_adviser(born_on: date, year: int) -> bool:
    """A Connexions personal adviser may be asked for from year 9 on (strategy of January 2007)."""
    return year_group(born_on, year) >= CONNEXIONS_FROM_YEAR_GROUP
