"""Choosing the row of a dated table that was in force on a day."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar


class Dated(Protocol):
    """A row of a dated table. ``from_`` is None where the rule is enacted but not in force."""

    @property
    def from_(self) -> date | None: ...


Row = TypeVar("Row", bound=Dated)


def in_force(table: Iterable[Row], on: date) -> Row:
    """The row with the latest start on or before ``on``; a row ends the day before the next one starts.

    A row without a start is enacted but not in force, and is never chosen.
    Raises LookupError, with a sentence, where no row had started.
    """
    started = [(row.from_, row) for row in table if row.from_ is not None and row.from_ <= on]
    if not started:
        raise LookupError(f"No rule was in force on {day_in_words(on)}.")
    return max(started, key=lambda pair: pair[0])[1]


def is_in_force(row: Dated, on: date) -> bool:
    """Whether a rule that has a start but no successor applies on ``on``."""
    return row.from_ is not None and row.from_ <= on


def not_in_force(table: Iterable[Row]) -> tuple[Row, ...]:
    """The rows to show as "enacted, not in force"."""
    return tuple(row for row in table if row.from_ is None)


def day_in_words(day: date) -> str:
    """A day as people read it: "5 March 2026"."""
    return f"{day.day} {day:%B %Y}"
