"""The geometry of a register: one line of marks for one enrolment and one academic year.

The academic year turns on 1 August and is named by the year in which it starts (2025 is 2025/26). A line has
two characters for every calendar day, morning then afternoon, so that
position = 2 x (day - 1 August) + session. A year without 29 February leaves its last two characters blank.

A span is several lines end to end, for windows and runs that cross 1 August.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np
import numpy.typing as npt

LENGTH = 732
SESSIONS_A_DAY = 2
MORNING, AFTERNOON = 0, 1
NO_MARK = "-"
CLOSED = "#"
NOT_ON_ROLL = " "
EMPTY_LINE = NOT_ON_ROLL * LENGTH

Lines = npt.NDArray[np.uint8]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


def year_of(day: date) -> int:
    """The academic year of a day, as the calendar year in which it starts."""
    return day.year if day.month >= 8 else day.year - 1


def year_span(year: int) -> tuple[date, date]:
    """The first and the last day of an academic year."""
    return date(year, 8, 1), date(year + 1, 7, 31)


def year_in_words(year: int) -> str:
    """An academic year as people read it: "2025/26"."""
    return f"{year}/{(year + 1) % 100:02}"


def position(day: date, session: int) -> int:
    """Where the mark of a day and session stands in the line of the day's year.

    Raises ValueError where the session is neither 0 (morning) nor 1 (afternoon).
    """
    if session not in (MORNING, AFTERNOON):
        raise ValueError(f"A session is 0 (morning) or 1 (afternoon), not {session}.")
    return SESSIONS_A_DAY * (day - date(year_of(day), 8, 1)).days + session


def day_at(year: int, position: int) -> date:
    """The day of a position. Raises ValueError where the position is outside the year."""
    first, last = year_span(year)
    if 0 <= position <= SESSIONS_A_DAY * (last - first).days + 1:
        return first + timedelta(days=position // SESSIONS_A_DAY)
    raise ValueError(f"Position {position} is outside the academic year {year_in_words(year)}.")


def session_at(position: int) -> int:
    """The session of a position: 0 morning, 1 afternoon."""
    return position % SESSIONS_A_DAY


def overlay(line: str, first_position: int, marks: str) -> str:
    """The line with ``marks`` written over it from ``first_position``.

    Raises ValueError where the line has a wrong length or the marks would run over either end.
    """
    if len(line) != LENGTH:
        raise ValueError(f"A register line has {LENGTH} characters, not {len(line)}.")
    after = first_position + len(marks)
    if first_position < 0 or after > LENGTH:
        raise ValueError(f"Marks from position {first_position} to {after - 1} run over the end of the line.")
    return line[:first_position] + marks + line[after:]


def as_array(lines: Sequence[str | bytes]) -> Lines:
    """Lines as an array of character codes, shape (number of lines, 732).

    Raises ValueError where a line has a wrong length or a character outside ASCII.
    """
    encoded = [line.encode("ascii") if isinstance(line, str) else bytes(line) for line in lines]
    if any(len(line) != LENGTH for line in encoded):
        raise ValueError(f"Every register line has {LENGTH} characters.")
    return np.frombuffer(b"".join(encoded), dtype=np.uint8).reshape(len(encoded), LENGTH)


def as_line(row: Lines) -> str:
    """One row of an array of lines, as text."""
    return row.tobytes().decode("ascii")


@dataclass(frozen=True)
class Span:
    """Consecutive academic years end to end: ``years`` lines from ``first_year``."""

    first_year: int
    years: int = 2

    @property
    def length(self) -> int:
        return self.years * LENGTH

    @cached_property
    def ordinals(self) -> Ints:
        """The proleptic ordinal of each position's day, shape (length,); 0 where no day exists."""
        found = np.zeros((self.years, LENGTH), dtype=np.int64)
        for index in range(self.years):
            first, last = year_span(self.first_year + index)
            days = np.arange(first.toordinal(), last.toordinal() + 1)
            found[index, : SESSIONS_A_DAY * len(days)] = np.repeat(days, SESSIONS_A_DAY)
        return found.reshape(-1)

    def start(self, year: int) -> int:
        """The position at which a year's line starts. Raises ValueError for a year outside the span."""
        if not 0 <= year - self.first_year < self.years:
            raise ValueError(f"{year_in_words(year)} is outside these registers.")
        return (year - self.first_year) * LENGTH

    def position(self, day: date, session: int) -> int:
        """Where a day and session stand. Raises ValueError for a day outside the span."""
        return self.start(year_of(day)) + position(day, session)

    def day_at(self, position: int) -> date:
        """The day of a position. Raises ValueError where no day stands there."""
        return day_at(self.first_year + position // LENGTH, position % LENGTH)
