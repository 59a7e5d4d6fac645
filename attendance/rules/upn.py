"""Unique pupil numbers: shape, check letter, and what a received number is worth.

A UPN is a check letter, three figures of the authority, four of the establishment, two of the year and
three of the serial number; a temporary one ends in a letter. A number is cleaned visibly, never silently,
and one that is not valid is kept in that state: a pupil is never turned away for it. A UPN is never the
only key of a pupil.
"""

import re
from dataclasses import dataclass
from enum import Enum

from stdnum.gb.upn import calc_check_digit

LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
UPN_LENGTH = 13
_SHAPE = re.compile(rf"[{LETTERS}]\d{{11}}[\d{LETTERS}]", re.ASCII)
_NO_UPN = re.compile(r"UN[1-5]", re.ASCII)

_AUTHORITY_RANGES = (
    (1, 5),  # places of issue that are not authorities
    (201, 213),
    (301, 320),
    (330, 336),
    (340, 344),
    (350, 359),
    (370, 373),
    (380, 384),
    (390, 394),
    (420, 420),
    (660, 681),  # Wales
    (701, 708),  # islands, service schools and other places of issue
    (800, 803),
    (805, 808),
    (810, 813),
    (815, 816),
    (820, 823),
    (825, 826),
    (830, 831),
    (835, 841),
    (845, 846),
    (850, 852),
    (855, 857),
    (860, 861),
    (865, 896),
    (908, 909),
    (916, 916),
    (919, 919),
    (921, 921),
    (925, 926),
    (928, 929),
    (931, 931),
    (933, 933),
    (935, 938),
    (940, 943),
)
AUTHORITIES = frozenset(f"{code:03}" for first, last in _AUTHORITY_RANGES for code in range(first, last + 1))
"""Authority codes as known here. One outside the list is a warning: authorities change faster than lists."""


class State(Enum):
    """What a received number is worth."""

    PERMANENT = "permanent"
    TEMPORARY = "temporary"
    INVALID = "not valid"
    ABSENT = "none"


@dataclass(frozen=True)
class Upn:
    """A number as read: the ``value`` to store, ``faults`` that make it not valid, ``notes`` to look at."""

    value: str
    state: State
    faults: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def check_letter(rest: str) -> str:
    """The check letter for the other twelve characters. Raises ValueError for a character not in use."""
    return calc_check_digit("A" + rest)


def fault(upn: str) -> str | None:
    """Why exactly this text is not a UPN, as a sentence; None where it is one."""
    if len(upn) != UPN_LENGTH:
        return f"A UPN has 13 characters, and this has {len(upn)}."
    if not _SHAPE.fullmatch(upn):
        return "A UPN is a letter, 11 figures, and a figure or letter; letters I, O and S are not used."
    expected = check_letter(upn[1:])
    if upn[0] != expected:
        return f"The check letter is {upn[0]} and should be {expected}."
    return None


def read_upn(text: str) -> Upn:
    """A number as received: small letters and spaces are put right, with a note of it.

    Raises nothing: an empty text and the "no UPN" codes UN1 to UN5 are ABSENT, anything else faulty is
    INVALID and keeps its text.
    """
    cleaned = "".join(text.split()).upper()
    if not cleaned:
        return Upn("", State.ABSENT)
    if _NO_UPN.fullmatch(cleaned):
        return Upn("", State.ABSENT, notes=(f"{cleaned} says that the child has no UPN.",))
    if why := fault(cleaned):
        return Upn(text, State.INVALID, faults=(why,))
    state = State.TEMPORARY if cleaned[-1].isalpha() else State.PERMANENT
    return Upn(cleaned, state, notes=tuple(_notes(text, cleaned)))


def _notes(text: str, cleaned: str) -> list[str]:
    found = []
    if text != cleaned:
        found.append(f"Read “{text}” as {cleaned}.")
    if cleaned[1:4] not in AUTHORITIES:
        found.append(f"No authority with the code {cleaned[1:4]} is known here.")
    return found
