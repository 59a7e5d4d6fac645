"""Register lines: many schools' as one array for the night, one child's for pages, as known at an instant."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from attendance.models import ImportPart, MarkChange, Register
from attendance.queries.binary import BIGINT, Records, read_rows, text
from attendance.rules.register import LENGTH, NO_MARK, NOT_ON_ROLL, Ints, Lines, position, year_span

COLUMNS = {"enrolment": BIGINT, "pupil": BIGINT, "school": BIGINT, "marks": text(LENGTH)}


@dataclass(frozen=True)
class Registers:
    """One academic year's lines in order of enrolment: ids of shape (n,), ``lines`` of shape (n, 732)."""

    year: int
    enrolment: Ints
    pupil: Ints
    school: Ints
    lines: Lines

    def lines_of(self, enrolments: Ints) -> Lines:
        """The lines of these enrolments, shape (len(enrolments), 732); blank where one has none this year."""
        found = np.full((len(enrolments), LENGTH), ord(NOT_ON_ROLL), dtype=np.uint8)
        if len(self.enrolment):
            where = np.searchsorted(self.enrolment, enrolments).clip(max=len(self.enrolment) - 1)
            held = self.enrolment[where] == enrolments
            found[held] = self.lines[where[held]]
        return found


def load_registers(schools: Sequence[int], year: int) -> Registers:
    """Every register of these schools (ids) in an academic year: one statement, nothing parsed row by row."""
    return _load(year, "school_id = any(%s)", list(schools))


def load_open_registers(schools: Sequence[int], year: int) -> Registers:
    """The same without restricted children, for figures that anybody may see."""
    open_to_all = "pupil_id not in (select id from attendance_pupil where restricted)"
    return _load(year, f"school_id = any(%s) and {open_to_all}", list(schools))


def load_registers_of(enrolments: Ints, year: int) -> Registers:
    """The registers of these enrolments in an academic year."""
    return _load(year, "enrolment_id = any(%s)", enrolments.tolist())


def _load(year: int, condition: str, keys: list[int]) -> Registers:
    """The registers of a year that meet a condition on one list of keys."""
    held = "select enrolment_id, pupil_id, school_id, marks from attendance_register"
    return _registers(year, read_rows(f"{held} where {condition} and year = %s", [keys, year], COLUMNS))


def _registers(year: int, rows: Records) -> Registers:
    order = np.argsort(rows["enrolment"])
    enrolment, pupil, school = (
        rows[name][order].astype(np.int64) for name in ("enrolment", "pupil", "school")
    )
    lines = rows["marks"][order].view(np.uint8).reshape(len(rows), LENGTH)
    return Registers(year, enrolment, pupil, school, lines)


@dataclass(frozen=True)
class KnownLine:
    """A register with its line as it was known at an instant."""

    register: Register
    marks: str


def known_lines(registers: Iterable[Register], *, at: datetime | None = None) -> list[KnownLine]:
    """The lines of registers, such as one child's of some years, as known now or at an instant.

    ``registers`` are rows that the viewer may see: the caller asks for them by ``visible_to``. As known then,
    every change of a mark made after ``at`` is undone; a session has no mark (``-``) where every file that
    holds it was applied after ``at``. A session that no file holds was entered by hand and is left to the
    changes. Three queries, however many registers.
    """
    kept = list(registers)
    if at is None:
        return [KnownLine(register, register.marks) for register in kept]
    later = defaultdict(list)
    changes = MarkChange.objects.filter(register__in=kept, at__gt=at).order_by("-at", "-pk")
    for change in changes:
        later[change.register_id].append(change)
    parts = _parts(kept)
    return [KnownLine(each, _as_known(each, later[each.pk], parts[each.school_id], at)) for each in kept]


def _parts(registers: list[Register]) -> dict[int, list[ImportPart]]:
    """The applied shares of files by school."""
    found = defaultdict(list)
    schools = {register.school_id for register in registers}
    for part in ImportPart.objects.filter(school__in=schools, applied_at__isnull=False):
        found[part.school_id].append(part)
    return found


def _as_known(register: Register, later: list[MarkChange], parts: list[ImportPart], at: datetime) -> str:
    marks = list(register.marks)
    for change in later:
        marks[change.position] = change.old
    unknown: set[int] = set()
    known: set[int] = set()
    for part in parts:
        held = unknown if part.applied_at and part.applied_at > at else known
        held.update(_positions(part, register.year))
    for where in unknown - known:
        if marks[where] != NOT_ON_ROLL:
            marks[where] = NO_MARK
    return "".join(marks)


def _positions(part: ImportPart, year: int) -> range:
    """The positions of a year that a file's share holds."""
    first, last = year_span(year)
    began, ended = max(first, part.first_on), min(last, part.last_on)
    return range(position(began, 0), position(ended, 1) + 1) if began <= ended else range(0)
