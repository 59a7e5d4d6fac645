"""Counting absence: the one place where marks become numbers.

The pupil's page, the night, referral checks and dashboards all read lines with ``classify`` and add them up
with ``count``. Integers go in and come out; a percentage is an exact fraction, rounded only for display.
A group's rate is the sum of sessions over the sum of possible sessions, never the mean of pupils' rates.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from fractions import Fraction
from typing import Self

import numpy as np
import numpy.typing as npt

from attendance.rules.codes import Code, Flag, lookup_tables
from attendance.rules.register import LENGTH, Bools, Ints, Lines

Flags = npt.NDArray[np.uint16]

ROWS_AT_ONCE = 512  # 512 rows of flags are 0.75 MB, which stays in a core's cache
_WORD = 4  # sessions in a 64-bit word of flags
_LOW_BITS = np.uint64(0x0101010101010101)
_WIDEST = 255 * _WORD  # a byte of the word sum holds at most 255


def classify(lines: Lines, year: int) -> Flags:
    """What every mark counts as: ``Flag`` bits of the shape of the lines of one academic year, (n, 732).

    Where only the first sessions of the lines are given, only they are read.
    Each mark is read by the list of its own date; a character not in that list is ``Flag.UNKNOWN``.
    """
    lookup = lookup_tables(year)
    flags = np.empty(lines.shape, dtype=np.uint16)
    ends = (*lookup.starts[1:], LENGTH)
    for first in range(0, len(lines), ROWS_AT_ONCE):
        rows = slice(first, first + ROWS_AT_ONCE)
        for start, end, table in zip(lookup.starts, ends, lookup.tables, strict=True):
            np.take(table, lines[rows, start:end], out=flags[rows, start:end], mode="clip")
    return flags


@dataclass(frozen=True)
class Counts:
    """Sessions of each kind for many pupils: one integer array of shape (n,) per ``Flag``."""

    possible: Ints
    attended: Ints
    authorised: Ints
    unauthorised: Ints
    late: Ints
    pn10: Ints
    ret10: Ints
    del20: Ints
    illness: Ints
    no_reason: Ints
    missing: Ints
    unknown: Ints
    off_site: Ints
    part_time: Ints
    closed: Ints
    not_required: Ints

    @property
    def absent(self) -> Ints:
        """Overall absence: authorised and unauthorised sessions."""
        return self.authorised + self.unauthorised

    def tally(self, row: int) -> "Tally":
        """The counts of one pupil."""
        return Tally(**{field.name: int(getattr(self, field.name)[row]) for field in fields(Tally)})

    def total(self) -> "Tally":
        """The counts of all pupils together, for a group's rate."""
        return Tally(**{field.name: int(getattr(self, field.name).sum()) for field in fields(Tally)})


def count(flags: Flags, first_pos: int = 0, last_pos: int | None = None, mask: Bools | None = None) -> Counts:
    """Count the flags of positions ``first_pos`` to ``last_pos``, both included, for every row.

    ``mask`` says which sessions to count at all: shape (positions,) for everybody, or (n, positions).
    """
    last = flags.shape[1] - 1 if last_pos is None else last_pos
    found = np.zeros((16, len(flags)), dtype=np.int64)
    for start in range(first_pos, last + 1, _WIDEST):
        _add_bits(found, flags, slice(start, min(start + _WIDEST, last + 1)), mask)
    return Counts(*found)


def _add_bits(found: Ints, flags: Flags, columns: slice, mask: Bools | None) -> None:
    """Add the number of times each bit is set in ``columns`` to ``found``, shape (16, n).

    Rows are read as 64-bit words of four sessions. Shifting a word and keeping the lowest bit of each byte
    counts two flags at once in byte lanes, which cannot overflow within 255 words.
    """
    width = columns.stop - columns.start
    padded = -(-width // _WORD) * _WORD
    block = np.zeros((ROWS_AT_ONCE, padded), dtype=np.uint16)
    for first in range(0, len(flags), ROWS_AT_ONCE):
        part = flags[first : first + ROWS_AT_ONCE, columns]
        rows = len(part)
        block[:rows, :width] = part
        if mask is not None:
            chosen = mask[columns] if mask.ndim == 1 else mask[first : first + rows, columns]
            block[:rows, :width] *= chosen
        words = block[:rows].view(np.uint64)
        for bit in range(8):
            lanes = ((words >> np.uint64(bit)) & _LOW_BITS).sum(axis=1, dtype=np.uint64)
            pairs = lanes.view(np.uint8).reshape(rows, _WORD, 2).sum(axis=1, dtype=np.int64)
            found[bit, first : first + rows] += pairs[:, 0]
            found[bit + 8, first : first + rows] += pairs[:, 1]


@dataclass(frozen=True)
class Tally:
    """Counted sessions of one pupil, or of a group taken together."""

    possible: int = 0
    attended: int = 0
    authorised: int = 0
    unauthorised: int = 0
    late: int = 0
    illness: int = 0
    no_reason: int = 0
    missing: int = 0
    part_time: int = 0

    def __add__(self, other: Self) -> "Tally":
        return Tally(**{f.name: getattr(self, f.name) + getattr(other, f.name) for f in fields(self)})

    @property
    def absent(self) -> int:
        return self.authorised + self.unauthorised

    @property
    def days_lost(self) -> Fraction:
        """Days of absence: two sessions are a day."""
        return Fraction(self.absent, 2)

    @property
    def attendance_percent(self) -> Fraction | None:
        return percent(self.attended, self.possible)

    @property
    def authorised_percent(self) -> Fraction | None:
        return percent(self.authorised, self.possible)

    @property
    def unauthorised_percent(self) -> Fraction | None:
        return percent(self.unauthorised, self.possible)

    @property
    def absence_percent(self) -> Fraction | None:
        """Overall absence as a percentage of possible sessions."""
        return percent(self.absent, self.possible)


def percent(part: int, whole: int) -> Fraction | None:
    """``part`` of ``whole`` as an exact percentage; None, "no rate", where the whole is nothing."""
    return Fraction(100 * part, whole) if whole else None


def display(value: Fraction | None, decimals: int = 2) -> str:
    """A figure as people read it, rounded half up to ``decimals``; "no rate" where there is none."""
    if value is None:
        return "no rate"
    scaled = abs(value) * 10**decimals
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    digits = str(whole + (2 * rest >= scaled.denominator)).zfill(decimals + 1)
    sign = "-" if value < 0 and digits.strip("0") else ""
    return sign + (f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits)


def tally_of_codes(sessions: Iterable[tuple[Code, int]]) -> Tally:
    """The tally of sessions given as totals by code, as schools and the department publish them."""
    total = Tally()
    for code, number in sessions:
        total += Tally(
            possible=number * code.possible,
            attended=number * code.attended,
            authorised=number * code.authorised,
            unauthorised=number * code.unauthorised,
            late=number * code.late,
            illness=number * (code.code == "I"),
            no_reason=number * (code.code == "N"),
            missing=number * (code.code == "-"),
            part_time=number * (code.code == "C2"),
        )
    return total


@dataclass(frozen=True)
class UnauthorisedShare:
    """How far unauthorised absence reaches: the two LPSA measures of the strategy."""

    pupils: int
    pupils_with_any: int
    sessions: int

    @property
    def percent_with_any(self) -> Fraction | None:
        """Pupils with one unauthorised session or more, as a percentage of pupils."""
        return percent(self.pupils_with_any, self.pupils)

    @property
    def average_days(self) -> Fraction | None:
        """Days of unauthorised absence per pupil who has any."""
        return Fraction(self.sessions, 2 * self.pupils_with_any) if self.pupils_with_any else None


def unauthorised_share(unauthorised: Ints) -> UnauthorisedShare:
    """The reach of unauthorised absence, from each pupil's number of sessions, shape (n,)."""
    return UnauthorisedShare(len(unauthorised), int(np.count_nonzero(unauthorised)), int(unauthorised.sum()))


def add_up_by(keys: Ints, counts: Counts) -> tuple[Ints, Counts]:
    """The keys, and the counts of each: rows with one key are added up, such as all enrolments of a pupil."""
    groups, group_of = np.unique(keys, return_inverse=True)
    summed = {field.name: np.zeros(len(groups), dtype=np.int64) for field in fields(counts)}
    for name, totals in summed.items():
        np.add.at(totals, group_of, getattr(counts, name))
    return groups, Counts(**summed)


def has(flags: Flags, flag: Flag) -> Bools:
    """Where any bit of ``flag`` is set, in the shape of ``flags``."""
    found: Bools = (flags & np.uint16(flag)) != 0
    return found


def run_lengths(held: Bools) -> Ints:
    """How many columns in a row, up to and with each one, are set: shape of ``held``, which is (n, sessions).

    Give it the sessions on which the school met, so that nights, weekends and holidays do not break a run.
    """
    columns = np.arange(1, held.shape[1] + 1)
    broken = np.maximum.accumulate(np.where(held, 0, columns), axis=1)
    lengths: Ints = np.where(held, columns - broken, 0)
    return lengths
