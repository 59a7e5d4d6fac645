"""Attendance codes on a day: what a mark means, how a code is stored, and the tables counting gathers from.

The list itself, with its sources, is in ``code_list``. A symbol has the meaning of the session's date.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntFlag
from functools import cache
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from attendance.rules.code_list import (
    CODES,
    REGULATIONS_2024,
    START,
    SYMBOLS,
    Class,
    Code,
)
from attendance.rules.dated import day_in_words
from attendance.rules.register import CLOSED, NO_MARK, NOT_ON_ROLL, position, year_span

__all__ = [
    "CODES",
    "KNOWN",
    "Class",
    "Code",
    "Flag",
    "Lookup",
    "Suggestion",
    "UnknownCode",
    "boundaries",
    "code_at",
    "codes_on",
    "lookup_tables",
    "no_transport_code",
    "suggested_modern",
    "symbol_for",
    "symbols_on",
]

KNOWN = frozenset(row.code for row in CODES)


class UnknownCode(LookupError):
    """The text is not a code of that day; the message names the code, the day and the remedy."""


@dataclass(frozen=True)
class Suggestion:
    """Modern codes that an old code may answer to; a person chooses where ``automatic`` is false."""

    codes: tuple[str, ...]
    automatic: bool
    sentence: str


_UNAVOIDABLE = (*(f"Y{number}" for number in range(1, 8)), "Q")
_BY_HAND = {
    "B": (("B", "K"), "Use K if the local authority arranged the education, otherwise B."),
    "C": (("C", "C1", "C2"), "Use C1 for a performance, C2 for a part-time timetable, otherwise C."),
    "F": (("C", "G"), "Use C if the leave was granted in exceptional circumstances, otherwise G."),
    "H": (("C", "G"), "Use C if the leave was granted in exceptional circumstances, otherwise G."),
    "J": (("J1",), "Use J1, which is an authorised absence where J counted as attending."),
    "Y": (_UNAVOIDABLE, "Use the one of Y1 to Y7 that fits the cause, or Q for travel the authority owes."),
}
_OLDER = {"C1": "C", "C2": "C", "J1": "J", "K": "B", "Q": "C"} | {f"Y{number}": "Y" for number in range(1, 8)}


def suggested_modern(code: str) -> Suggestion:
    """What a code of the old list would be today; a suggestion, for the original mark is kept.

    Never automatic for B, C, F, H, J and Y. Raises UnknownCode for a text that never was a code.
    """
    if code in _BY_HAND:
        return Suggestion(_BY_HAND[code][0], automatic=False, sentence=_BY_HAND[code][1])
    if code in KNOWN:
        return Suggestion((code,), automatic=True, sentence=f"{code} has kept its meaning.")
    raise UnknownCode(f"{code} is not an attendance code. Ask the school what it stands for.")


@cache
def codes_on(on: date) -> tuple[Code, ...]:
    """The list in force on a day; empty before 1 August 2006, where no list is held."""
    return tuple(row for row in CODES if row.in_use(on))


@cache
def _by_symbol(on: date) -> dict[str, Code]:
    return {row.symbol: row for row in codes_on(on)}


def code_at(symbol: str, on: date) -> Code:
    """What a character of a register line means on a session's date.

    Raises UnknownCode, with a sentence, where the list of that day has no such symbol.
    """
    if found := _by_symbol(on).get(symbol):
        return found
    raise UnknownCode(_refusal(_code_of(symbol), on))


def symbol_for(code: str, on: date) -> str:
    """The character to store for a code as a school sends it.

    Spaces around the code and small letters are accepted ("y1" is Y1, "c" is C); the private symbols are not.
    Raises UnknownCode, with a sentence naming the code, the day and the remedy.
    """
    cleaned = code.strip().upper()
    if found := symbols_on(on).get(cleaned):
        return found
    raise UnknownCode(_refusal(cleaned, on))


@cache
def symbols_on(on: date) -> Mapping[str, str]:
    """The character to store for every code of a day's list, for translating many marks at once."""
    return MappingProxyType({row.code: row.symbol for row in codes_on(on)})


def _code_of(symbol: str) -> str:
    return next((code for code, private in SYMBOLS.items() if private == symbol), symbol)


def _refusal(code: str, on: date) -> str:
    """Why a code may not stand on a day, and what to use instead."""
    rows = [row for row in CODES if row.code == code]
    if not rows:
        return f"“{code}” is not an attendance code on {day_in_words(on)}. Ask the school what it stands for."
    if on < START:
        return f"No code list is held for {day_in_words(on)}: the first starts on {day_in_words(START)}."
    first, last = rows[0].from_, rows[-1].until
    if on < first:
        return (
            f"{code} is not a code on {day_in_words(on)}: it starts on {day_in_words(first)}. "
            f"Use {_OLDER[code]}."
        )
    if last is None:
        raise ValueError(f"{code} is a code on {day_in_words(on)}.")
    remedy = _BY_HAND[code][1]
    if code == "F" and on < REGULATIONS_2024:
        remedy = "Use H if the leave was granted in exceptional circumstances, otherwise G."
    return f"{code} is not a code on {day_in_words(on)}: it ended on {day_in_words(last)}. {remedy}"


@cache
def boundaries() -> tuple[date, ...]:
    """The days on which the list changes, the first of them its start."""
    starts = {row.from_ for row in CODES}
    ends = {row.until + timedelta(days=1) for row in CODES if row.until is not None}
    return tuple(sorted(starts | ends))


def no_transport_code(on: date) -> Code:
    """The code for a school beyond walking distance to which the authority arranged no transport.

    From 2006 an authorised absence (SI 2006/1751 reg 6(2)(b)(iii)), marked C; from 19 August 2024 Q, which is
    not a possible attendance (SI 2024/208 reg 10).
    """
    return code_at("Q" if on >= REGULATIONS_2024 else "C", on)


class Flag(IntFlag):
    """What a mark counts as: the bits of a classified register. A blank, off roll, has none."""

    POSSIBLE = 1 << 0
    ATTENDED = 1 << 1
    AUTHORISED = 1 << 2
    UNAUTHORISED = 1 << 3
    LATE = 1 << 4
    PN10 = 1 << 5
    RET10 = 1 << 6
    DEL20 = 1 << 7
    ILLNESS = 1 << 8
    NO_REASON = 1 << 9
    MISSING = 1 << 10
    UNKNOWN = 1 << 11
    OFF_SITE = 1 << 12
    PART_TIME = 1 << 13
    CLOSED = 1 << 14
    NOT_REQUIRED = 1 << 15


@dataclass(frozen=True)
class Lookup:
    """The tables of one academic year: ``tables[i]`` holds from position ``starts[i]`` on.

    ``tables`` is uint16 of shape (ranges, 256): the flags of every character.
    """

    year: int
    starts: tuple[int, ...]
    tables: npt.NDArray[np.uint16]


def flags_of(code: Code) -> Flag:
    """The bits of one row of the list."""
    held = {
        Flag.POSSIBLE: code.possible,
        Flag.ATTENDED: code.attended,
        Flag.AUTHORISED: code.authorised,
        Flag.UNAUTHORISED: code.unauthorised,
        Flag.LATE: code.late,
        Flag.PN10: code.pn10,
        Flag.RET10: code.ret10,
        Flag.DEL20: code.del20,
        Flag.ILLNESS: code.code == "I",
        Flag.NO_REASON: code.code == "N",
        Flag.MISSING: code.code == NO_MARK,
        Flag.OFF_SITE: code.class_ is Class.E,
        Flag.PART_TIME: code.code == "C2",
        Flag.CLOSED: code.code == CLOSED,
        Flag.NOT_REQUIRED: code.class_ is Class.N,
    }
    return Flag(sum(flag for flag, holds in held.items() if holds))


@cache
def _table_on(on: date) -> npt.NDArray[np.uint16]:
    table = np.full(256, Flag.UNKNOWN, dtype=np.uint16)
    table[ord(NOT_ON_ROLL)] = 0
    for code in codes_on(on):
        table[ord(code.symbol)] = flags_of(code)
    return table


@cache
def lookup_tables(year: int) -> Lookup:
    """The tables of a year, one for each range of dates with one list. Other characters are UNKNOWN."""
    first, last = year_span(year)
    days = (first, *(day for day in boundaries() if first < day <= last))
    tables = np.stack([_table_on(day) for day in days])
    tables.setflags(write=False)
    return Lookup(year, tuple(position(day, 0) for day in days), tables)
