"""Registers returned by a school: week by week whether they came, and by the day on which they were due.

Sources: the attendance strategy of January 2007, by which officers see that registers are up to date; the duty to send
attendance data to the authority (SI 2024/208, regulation 13). The day in the week after by whose end a week is due is
agreed with each school.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

_WEEK: Final = timedelta(days=7)


class Timeliness(StrEnum):
    """How a week of registers came."""

    IN_TIME = "in time"
    LATE = "late"
    UNDATED = "held, day not known"
    PART = "in part"
    MISSING = "missing"


@dataclass(frozen=True)
class ReturnedWeek:
    """A school's week whose registers are due: sessions met, those without registers, and the day a file came."""

    monday: date
    met: int
    missing: int
    due_on: date
    came_on: date | None

    @property
    def timeliness(self) -> Timeliness:
        """In time up to the end of the day on which it was due. What came in part is neither in time nor late."""
        if self.missing >= self.met:
            return Timeliness.MISSING
        if self.missing:
            return Timeliness.PART
        if self.came_on is None:
            return Timeliness.UNDATED
        return Timeliness.IN_TIME if self.came_on <= self.due_on else Timeliness.LATE

    @property
    def held(self) -> int:
        """Sessions of which registers are held."""
        return self.met - min(self.missing, self.met)

    @property
    def days_late(self) -> int:
        """Days after the day on which it was due; nought for what is in time or has no day."""
        return max((self.came_on - self.due_on).days, 0) if self.came_on else 0

    @property
    def words(self) -> str:
        """How the week came, as people say it."""
        if self.timeliness is Timeliness.LATE:
            return f"{self.days_late} day{'' if self.days_late == 1 else 's'} late"
        if self.timeliness is Timeliness.PART:
            return f"{self.missing} of {self.met} sessions missing"
        return self.timeliness.capitalize()


@dataclass(frozen=True)
class Returns:
    """The weeks of a stretch of time added up."""

    label: str
    weeks: Sequence[ReturnedWeek]

    def number(self, *kinds: Timeliness) -> int:
        """How many weeks came so."""
        return sum(week.timeliness in kinds for week in self.weeks)

    @property
    def met(self) -> int:
        """Sessions that the school met."""
        return sum(week.met for week in self.weeks)

    @property
    def held(self) -> int:
        """Sessions of which registers are held."""
        return sum(week.held for week in self.weeks)

    @property
    def in_time(self) -> int:
        """Weeks that came whole by the day on which they were due."""
        return self.number(Timeliness.IN_TIME)

    @property
    def late(self) -> int:
        """Weeks that came whole, but later."""
        return self.number(Timeliness.LATE)

    @property
    def undated(self) -> int:
        """Weeks that are held, of which no file tells the day."""
        return self.number(Timeliness.UNDATED)

    @property
    def missing(self) -> int:
        """Weeks of which registers are missing, all or some."""
        return self.number(Timeliness.MISSING, Timeliness.PART)


def due_after(monday: date, weekday: int) -> date:
    """The day by whose end the registers of a week are due: the school's weekday (0 is Monday) of the week after."""
    return monday + _WEEK + timedelta(days=weekday)


@dataclass(frozen=True)
class File:
    """A file of registers that was applied: its days, and the day on which it came."""

    first_on: date
    last_on: date
    came_on: date


def came_on(last_met: date, files: Iterable[File]) -> date | None:
    """The day on which a week was complete: that of the first file which holds the last day the school met in it."""
    return min((each.came_on for each in files if each.first_on <= last_met <= each.last_on), default=None)
