"""A child's flags with the marks they rest on, and every change of the marks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from agencies.acting import Acting
from agencies.visibility import Viewer
from attendance.models import Flag, FlagMove, MarkChange, Pupil, Register
from attendance.models.flag import FlagState
from attendance.rules.codes import Class, UnknownCode, code_at
from attendance.rules.register import NO_MARK, NOT_ON_ROLL, day_at, position, session_at, year_of, year_span

HALVES = ("morning", "afternoon")


@dataclass(frozen=True)
class Mark:
    """One session's mark in words: the day, morning or afternoon, its code and what that means."""

    day: date
    half: str
    code: str
    meaning: str


@dataclass(frozen=True)
class FlagRecord:
    """A flag, every step of its life, and the marks behind it."""

    flag: Flag
    moves: tuple[FlagMove, ...]
    marks: tuple[Mark, ...]


def open_flags(pupil: Pupil, by: Viewer) -> list[Flag]:
    """The child's flags whose reason still holds, worst first; one query."""
    rows = Flag.objects.visible_to(by).open().filter(pupil=pupil).select_related("school")
    return list(rows.order_by("-severity", "-reached_on", "pk"))


def flag_records(pupil: Pupil, by: Acting) -> list[FlagRecord]:
    """Every flag of the child, open ones first, each with its life and marks; three queries."""
    flags = list(Flag.objects.visible_to(by).filter(pupil=pupil).select_related("school"))
    moves: dict[int, list[FlagMove]] = {flag.pk: [] for flag in flags}
    for move in FlagMove.objects.filter(flag__in=moves).select_related("by", "agency").order_by("at", "pk"):
        moves[move.flag_id].append(move)
    registers = Register.objects.filter(pupil=pupil).order_by("enrolment_id")
    lines = {(register.school_id, register.year): register.marks for register in registers}
    flags.sort(key=lambda flag: (-flag.severity, -flag.reached_on.toordinal(), flag.pk))
    flags.sort(key=lambda flag: flag.state == FlagState.CLEARED)
    return [FlagRecord(flag, tuple(moves[flag.pk]), tuple(marks_behind(flag, lines))) for flag in flags]


def marks_behind(flag: Flag, lines: Mapping[tuple[int, int], str]) -> list[Mark]:
    """The sessions, from a flag's first to the one at which it was met, that were absent or late."""
    found = []
    for year in range(year_of(flag.began_on), year_of(flag.reached_on) + 1):
        line = lines.get((flag.school_id, year))
        if line is None:
            continue
        first, last = year_span(year)
        began, ended = max(first, flag.began_on), min(last, flag.reached_on)
        for where in range(position(began, 0), position(ended, 1) + 1):
            mark = mark_in_words(line[where], year, where)
            if mark is not None:
                found.append(mark)
    return found


def mark_in_words(symbol: str, year: int, where: int) -> Mark | None:
    """A mark that is an absence, a late or missing; None for every other."""
    day = day_at(year, where)
    if symbol == NOT_ON_ROLL:
        return None
    try:
        code = code_at(symbol, day)
    except UnknownCode:
        return Mark(day, HALVES[session_at(where)], symbol, "Not a code on this day")
    counts = code.class_ in (Class.A, Class.U) or code.late
    return Mark(day, HALVES[session_at(where)], code.code, code.meaning) if counts else None


@dataclass(frozen=True)
class Change:
    """A change of one mark, in words."""

    row: MarkChange
    day: date
    half: str
    old: str
    new: str


@dataclass(frozen=True)
class Changes:
    """The changes of one academic year, and the years in which there are any."""

    year: int
    years: tuple[int, ...]
    rows: tuple[Change, ...]


def changes_of(pupil: Pupil, by: Viewer, year: int | None) -> Changes:
    """The changes of marks of one academic year, newest first; the latest unless said; two queries."""
    held = MarkChange.objects.visible_to(by).filter(pupil=pupil)
    years = tuple(held.order_by("-register__year").values_list("register__year", flat=True).distinct())
    chosen = year if year is not None and year in years else next(iter(years), year_of(by.on))
    rows = held.filter(register__year=chosen).select_related("register__school", "by", "source__agency")
    return Changes(chosen, years, tuple(_change(row) for row in rows.order_by("-at", "-pk")))


def _change(row: MarkChange) -> Change:
    year = row.register.year
    day = day_at(year, row.position)
    return Change(row, day, HALVES[session_at(row.position)], _words(row.old, day), _words(row.new, day))


def _words(symbol: str, day: date) -> str:
    if symbol in (NO_MARK, NOT_ON_ROLL):
        return "no mark" if symbol == NO_MARK else "not on roll"
    try:
        code = code_at(symbol, day)
    except UnknownCode:
        return symbol
    return f"{code.code} ({code.meaning})"
