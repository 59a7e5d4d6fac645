"""Marks strings: two marks for every calendar day from a start date, in two styles.

Old style has one character a session and nothing between them ("/\\/\\I"); new style has commas between
the marks ("/,\\,Y1,Y1"), because the codes of 2024 include two-character ones. A blank says nothing of its
session.

Many strings are translated at once by looking every character up in a table of its date range (`code_table`);
only a string with a fault in it is looked at mark by mark, to say where the fault is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from functools import cache
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from attendance.rules.codes import UnknownCode, boundaries, codes_on, symbol_for
from attendance.rules.dated import day_in_words
from attendance.rules.register import EMPTY_LINE, NOT_ON_ROLL, overlay, position, year_of, year_span

Bytes = npt.NDArray[np.uint8]

SEPARATOR: Final = ord(",")
BLANK: Final = ord(NOT_ON_ROLL)
REFUSED: Final = 0
PAIRS: Final = 1 << 16
MOST_SESSIONS: Final = 3 * 732
FAULTS_TOLD: Final = 3
LONGEST_REASON: Final = 280
MORNING_ONLY, AFTERNOON_ONLY = "/", "\\"
SESSION_WORDS: Final = ("morning", "afternoon")
MARKS_REMEDY: Final = "Correct these marks in the school's system and export again."
COMMAS_REMEDY: Final = (
    "Export with commas between the marks (the 2024 style): C2, Y1 and others have two characters."
)


class Style(Enum):
    """How the marks of a string are parted. The value is what people read."""

    OLD = "one character a session"
    NEW = "commas between the marks"


class Segment(NamedTuple):
    """Register symbols of one academic year, from `position` of its 732-character line on."""

    year: int
    position: int
    symbols: str

    def line(self) -> str:
        """The whole line of the year, blank where the file says nothing."""
        return overlay(EMPTY_LINE, self.position, self.symbols)


@dataclass(frozen=True, slots=True)
class BadMarks:
    """Why a marks string was refused, and what to do. Says places and dates, never whose marks they are."""

    reason: str
    remedy: str


Translation = tuple[Segment, ...] | BadMarks


def style_of(marks: str) -> Style:
    """New style if there is a comma in it."""
    return Style.NEW if "," in marks else Style.OLD


def _list_of(day: date) -> date:
    """The day on which the code list of a day began, so that each list has one table."""
    return max((start for start in boundaries() if start <= day), default=date.min)


@cache
def code_table(on: date, session: int) -> Bytes:
    """Two bytes of a mark to its register symbol on a day, shape (65536,), 0 where it is no code of that day.

    The index is first byte + 256 x second byte, the second being 0 for a code of one character.
    `/` is refused in the afternoon and `\\` in the morning: a string out of step by one session says so.
    """
    table = np.zeros(PAIRS, dtype=np.uint8)
    table[BLANK] = BLANK
    for code in codes_on(on):
        if code.code == (AFTERNOON_ONLY, MORNING_ONLY)[session]:
            continue
        for text in {code.code, code.code.lower()}:
            table[int.from_bytes(text.encode("ascii"), "little")] = ord(code.symbol)
    table.setflags(write=False)
    return table


def _ranges(began_on: date, sessions: int) -> Iterator[tuple[int, int, date]]:
    """Parts of a string within one year and one code list: first session, session after, first day."""
    ended_on = began_on + timedelta(days=(sessions - 1) // 2)
    turns = {year_span(year)[0] for year in range(year_of(began_on) + 1, year_of(ended_on) + 1)}
    turns |= set(boundaries())
    days = [began_on, *sorted(day for day in turns if began_on < day <= ended_on)]
    starts = [2 * (day - began_on).days for day in days]
    yield from zip(starts, [*starts[1:], sessions], days, strict=True)


def _symbols(tokens: npt.NDArray[np.uint16] | Bytes, began_on: date) -> Bytes:
    """Register symbols of an array of marks, shape (strings, sessions); 0 where a mark is refused."""
    found = np.empty(tokens.shape, dtype=np.uint8)
    for first, after, day in _ranges(began_on, tokens.shape[1]):
        for session in (0, 1):
            part = np.s_[:, first + session : after : 2]
            table = code_table(_list_of(day), session)
            found[part] = (table[:256] if tokens.dtype == np.uint8 else table)[tokens[part]]
    return found


def _segments(symbols: Bytes, began_on: date) -> Iterator[tuple[Segment, ...]]:
    """Each string's symbols cut at 1 August."""
    pieces: list[list[Segment]] = []
    sessions = symbols.shape[1]
    first, day = 0, began_on
    while first < sessions:
        year = year_of(day)
        turn = year_span(year + 1)[0]
        after = min(sessions, 2 * (turn - began_on).days)
        text = np.ascontiguousarray(symbols[:, first:after]).tobytes().decode("latin-1")
        place, width = position(day, 0), after - first
        pieces.append([Segment(year, place, text[at : at + width]) for at in range(0, len(text), width)])
        first, day = after, turn
    return zip(*pieces, strict=True)


def _single_characters(strings: Sequence[str], stride: int) -> Bytes:
    """Characters as bytes, shape (strings, characters). Those beyond Latin-1 become "?", which is no code."""
    joined = "".join(strings).encode("latin-1", "replace")
    return np.frombuffer(joined, dtype=np.uint8).reshape(len(strings), stride)


def _pairs(strings: Sequence[str], sessions: int) -> npt.NDArray[np.uint16]:
    """Comma-parted marks as numbers, shape (strings, sessions); every string has `sessions` marks."""
    text = np.frombuffer((",".join(strings) + ",").encode("latin-1", "replace"), dtype=np.uint8)
    ends = np.flatnonzero(text == SEPARATOR)
    starts = np.concatenate(([0], ends[:-1] + 1))
    lengths = ends - starts
    tokens = np.where(lengths > 0, text[starts], BLANK).astype(np.uint16)
    double = lengths == 2
    tokens[double] |= text[starts[double] + 1].astype(np.uint16) << 8
    tokens[lengths > 2] = PAIRS - 1
    return tokens.reshape(len(strings), sessions)


def _new_style(
    strings: list[str], sessions: int
) -> Iterator[tuple[list[int], npt.NDArray[np.uint16] | Bytes]]:
    """The strings in two lots, with their places: those whose marks all have one character, and the rest."""
    width = 2 * sessions - 1
    slim = [place for place, marks in enumerate(strings) if len(marks) == width]
    plain = np.zeros(len(strings), dtype=bool)
    if slim:
        block = _single_characters([strings[place] for place in slim], width)
        fits = (block[:, 1::2] == SEPARATOR).all(axis=1) & (block[:, ::2] != SEPARATOR).all(axis=1)
        plain[np.array(slim)[fits]] = True
        yield np.flatnonzero(plain).tolist(), block[fits, ::2]
    rest = np.flatnonzero(~plain).tolist()
    if rest:
        yield rest, _pairs([strings[place] for place in rest], sessions)


def translate_many(strings: Sequence[str], began_on: date) -> list[Translation]:
    """The segments of each string, or why it is refused, in order; all start on the morning of `began_on`.

    Strings of both styles and of any lengths may be mixed; strings of one length are worked on together.
    """
    found: list[Translation | None] = [None] * len(strings)
    groups: dict[tuple[Style, int], list[int]] = {}
    for place, marks in enumerate(strings):
        style = style_of(marks)
        sessions = marks.count(",") + 1 if style is Style.NEW else len(marks)
        if refused := _unfit(marks, sessions, began_on):
            found[place] = refused
        else:
            groups.setdefault((style, sessions), []).append(place)
    for (style, sessions), places in groups.items():
        chosen = [strings[place] for place in places]
        if style is Style.OLD:
            lots: Iterator[tuple[list[int], npt.NDArray[np.uint16] | Bytes]] = iter(
                [(list(range(len(chosen))), _single_characters(chosen, sessions))]
            )
        else:
            lots = _new_style([marks.replace(" ", "") for marks in chosen], sessions)
        for within, tokens in lots:
            _place(found, [places[at] for at in within], tokens, strings, began_on)
    return [translation for translation in found if translation is not None]


def _place(
    found: list[Translation | None],
    places: list[int],
    tokens: npt.NDArray[np.uint16] | Bytes,
    strings: Sequence[str],
    began_on: date,
) -> None:
    """Put the segments of some strings, or the explanation of their faults, in their places."""
    symbols = _symbols(tokens, began_on)
    for place, segments in zip(places, _segments(symbols, began_on), strict=True):
        found[place] = segments
    refused = symbols == REFUSED
    for row in np.flatnonzero(refused.any(axis=1)):
        place = places[row]
        found[place] = explain(strings[place], np.flatnonzero(refused[row]).tolist(), began_on)


def translate(marks: str, began_on: date) -> Translation:
    """The segments of one marks string that starts on the morning of `began_on`, or why it is refused."""
    return translate_many([marks], began_on)[0]


def _unfit(marks: str, sessions: int, began_on: date) -> BadMarks | None:
    if "\0" in marks:
        return BadMarks("There is a character among the marks that no text holds.", MARKS_REMEDY)
    if not marks.strip(" ,"):
        return BadMarks("There are no marks.", "Leave the row out, or send the marks.")
    if sessions > MOST_SESSIONS or began_on.year > date.max.year - 4:
        return BadMarks(
            f"There are {sessions:,} marks from {day_in_words(began_on)}: more than three years.",
            "Check the start date and send one year at a time.",
        )
    return None


def explain(marks: str, wrong: Sequence[int], began_on: date) -> BadMarks:
    """Which marks of a refused string are wrong: place, session and day of the first few, and a remedy.

    `wrong` is the places of the marks that were refused, from 0 and in order.
    """
    old = style_of(marks) is Style.OLD
    joined = [at - 1 for at in wrong if at and marks[at - 1 : at + 1].upper() in _two_character_codes()]
    if old and joined:
        return BadMarks(
            _first_few([_where(at, began_on) + _joined(marks, at) for at in joined]), COMMAS_REMEDY
        )
    tokens = marks if old else [token.replace(" ", "") for token in marks.split(",")]
    told = [_where(at, began_on) + _fault(tokens[at], began_on, at) for at in wrong[:FAULTS_TOLD]]
    return BadMarks(_first_few(told, len(wrong)), MARKS_REMEDY)


def _joined(marks: str, at: int) -> str:
    pair = marks[at : at + 2].upper()
    return f"{pair} is a code of two characters, but these marks have nothing between them."


def _where(at: int, began_on: date) -> str:
    day = day_in_words(began_on + timedelta(days=at // 2))
    return f"Mark {at + 1} ({SESSION_WORDS[at % 2]} of {day}): "


def _first_few(faults: list[str], total: int = 0) -> str:
    """As many sentences as one reason holds, and how many more there are of `total`."""
    told = faults[:1]
    for fault in faults[1:FAULTS_TOLD]:
        if sum(map(len, told)) + len(fault) <= LONGEST_REASON:
            told.append(fault)
    left = max(total, len(faults)) - len(told)
    return " ".join([*told, f"And {left} more."] if left else told)


def _fault(token: str, began_on: date, at: int) -> str:
    """Why one refused mark may not stand in its session."""
    session = at % 2
    if token == (AFTERNOON_ONLY, MORNING_ONLY)[session]:
        other = SESSION_WORDS[1 - session]
        return f"{token} is the {other}'s mark of presence. A mark may be missing before it, or one too many."
    if len(token) > 2:
        return "this is longer than any code."
    try:
        symbol_for(token, began_on + timedelta(days=at // 2))
    except UnknownCode as fault:
        return str(fault)
    return "this is not a code."


@cache
def _two_character_codes() -> frozenset[str]:
    """Every code of two characters that there has ever been."""
    return frozenset(code.code for day in boundaries() for code in codes_on(day) if len(code.code) == 2)
