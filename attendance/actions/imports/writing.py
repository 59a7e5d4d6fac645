"""Writing marks over register lines, with a change kept of every mark that replaces another or comes late.

One statement for each kind of row, however many there are. The caller holds the school's lock.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np
from django.db import connection

from attendance.actions.bulk import copy_into, temporary_table
from attendance.formats.staged import StagedLines
from attendance.models import ImportPart
from attendance.queries.binary import BIGINT, SMALLINT, Records, new_records, text
from attendance.rules.register import LENGTH, Bools, Ints, Lines, as_array, position, year_span
from attendance.rules.replacing import BLANK, UNMARKED, Replacement, has_mark, replace

REPLACED = "Replaced by a later file"
CAME_LATE = "Came after the file of that day"
LOT = 1_000
EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001 - PostgreSQL counts microseconds of UTC from here
HELD = """
select e.id, e.school_id, e.pupil_id, e.began_on, e.ended_on, r.id, r.year, r.marks
from attendance_enrolment e left join attendance_register r on r.enrolment_id = e.id
where e.id = any(%s)"""
LOCK = "select from attendance_register where enrolment_id = any(%s) order by id for no key update"
REGISTER = {"enrolment": BIGINT, "pupil": BIGINT, "school": BIGINT, "year": SMALLINT, "marks": text(LENGTH)}


@dataclass(frozen=True)
class Stamp:
    """Who wrote, from which import, and when (aware, one instant for a whole transaction)."""

    by_id: int
    batch_id: int
    at: datetime


@dataclass(frozen=True)
class Held:
    """The registers as they are for staged lines: keys of shape (n,), 0 where there is none; lines (n, 732)."""

    register: Ints
    pupil: Ints
    lines: Lines


@dataclass(frozen=True)
class Written:
    """Marks by what became of them, and the first day on which a register now says something else."""

    counts: Mapping[str, int]
    changed_from: date | None


def held_lines(staged: StagedLines, *, lock: bool = False) -> tuple[StagedLines, Held]:
    """The staged lines whose enrolment still stands at their school, and their registers.

    Where there is no register yet the line has no mark on the days on roll and is blank on the others.
    """
    enrolments, registers = _fetch(np.unique(staged["enrolment"]).tolist(), lock)
    stands = [
        school == enrolments[enrolment][0] if enrolment in enrolments else False
        for enrolment, school in zip(staged["enrolment"].tolist(), staged["school"].tolist(), strict=True)
    ]
    staged = staged[np.array(stands, dtype=np.bool_)]
    keys = list(zip(staged["enrolment"].tolist(), staged["year"].tolist(), strict=True))
    found = [registers.get(key) for key in keys]
    lines = np.full((len(keys), LENGTH), BLANK, dtype=np.uint8)
    lines[[row for row, each in enumerate(found) if each]] = as_array([each[1] for each in found if each])
    new: dict[tuple[int, date, date | None], list[int]] = defaultdict(list)
    for row, (enrolment, year) in enumerate(keys):
        if found[row] is None:
            new[year, *enrolments[enrolment][2:]].append(row)
    for days_on_roll, rows in new.items():
        lines[rows, _on_roll(*days_on_roll)] = UNMARKED
    return staged, Held(
        register=np.array([each[0] if each else 0 for each in found], dtype=np.int64),
        pupil=np.array([enrolments[enrolment][1] for enrolment, _ in keys], dtype=np.int64),
        lines=lines,
    )


Enrolments = dict[int, tuple[int, int, date, date | None]]
Registers = dict[tuple[int, int], tuple[int, str]]


def _fetch(wanted: list[int], lock: bool) -> tuple[Enrolments, Registers]:
    """Enrolments (school, pupil, first and last day) by key, and their registers (key, line) by year."""
    enrolments: Enrolments = {}
    registers: Registers = {}
    with connection.cursor() as cursor:
        if lock:
            cursor.execute(LOCK, [wanted])
        cursor.execute(HELD, [wanted])
        for enrolment, school, pupil, began, ended, pk, year, marks in cursor:
            enrolments[enrolment] = (school, pupil, began, ended)
            if pk is not None:
                registers[enrolment, year] = (pk, marks)
    return enrolments, registers


def preview(staged: StagedLines) -> dict[int, Counter[str]]:
    """What writing staged lines would do as things stand: marks of each kind by school. Changes nothing."""
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for first in range(0, len(staged), LOT):
        lot, held = held_lines(staged[first : first + LOT])
        made = replace(held.lines, lot["marks"], np.zeros_like(held.lines, dtype=np.bool_))
        counts = made.by_line()
        for school in np.unique(lot["school"]).tolist():
            own = lot["school"] == school
            found[school].update({kind: int(number[own].sum()) for kind, number in counts.items()})
    return found


def _on_roll(year: int, began: date, ended: date | None) -> slice:
    """The positions of a year on which an enrolment stands."""
    first, last = year_span(year)
    first, last = max(began, first), min(ended or last, last)
    return slice(position(first, 0), position(last, 1) + 1) if first <= last else slice(0)


def covered_sessions(school: int, years: Ints) -> Bools:
    """The sessions, shape (n, 732), that files applied for the school had held, for lines of these years."""
    by_year = {year: np.zeros(LENGTH, dtype=np.bool_) for year in np.unique(years).tolist()}
    parts = ImportPart.objects.filter(school=school, applied_at__isnull=False)
    for first_on, last_on in parts.values_list("first_on", "last_on"):
        for year, covered in by_year.items():
            covered[_on_roll(year, first_on, last_on)] = True
    return np.array([by_year[year] for year in years.tolist()], dtype=np.bool_).reshape(-1, LENGTH)


def write_marks(school: int, staged: StagedLines, stamp: Stamp, *, fill_only: bool) -> Written:
    """Write staged lines into the school's registers; a repetition writes nothing."""
    staged, held = held_lines(staged, lock=True)
    covered = covered_sessions(school, staged["year"])
    made = replace(held.lines, staged["marks"], covered, fill_only=fill_only)
    new = held.register == 0
    differs = ~new & (made.after != made.old).any(axis=1)
    if new.any():
        _insert(school, staged[new], held.pupil[new], made.after[new])
    if differs.any():
        _update(held.register[differs], made.after[differs])
    if made.changes.any():
        _keep_changes(staged, held, made, stamp)
    return Written(made.counts(), _changed_from(staged, made))


def _changed_from(staged: StagedLines, made: Replacement) -> date | None:
    """The first day of which a register now says something else."""
    found = []
    for year in np.unique(staged["year"]).tolist():
        wrote = (made.filled | made.replaced)[staged["year"] == year].any(axis=0)
        if wrote.any():
            found.append(year_span(year)[0] + timedelta(days=int(wrote.argmax()) // 2))
    return min(found, default=None)


def _insert(school: int, staged: StagedLines, pupils: Ints, after: Lines) -> None:
    rows = new_records(len(staged), REGISTER)
    rows["enrolment"], rows["pupil"], rows["school"] = staged["enrolment"], pupils, school
    rows["year"] = staged["year"]
    rows["marks"] = _texts(after, LENGTH)
    copy_into("attendance_register", ("enrolment_id", "pupil_id", "school_id", "year", "marks"), rows)


def _texts(characters: Lines, length: int) -> Records:
    """Characters of shape (n, length) as n records of so many bytes."""
    return np.ascontiguousarray(characters).view(f"V{length}").reshape(-1)


def _update(registers: Ints, after: Lines) -> None:
    rows = new_records(len(registers), {"register": BIGINT, "marks": text(LENGTH)})
    rows["register"], rows["marks"] = registers, _texts(after, LENGTH)
    columns = {"register": "bigint", "marks": "varchar"}
    with temporary_table("written_marks", columns, rows), connection.cursor() as cursor:
        cursor.execute(
            "update attendance_register held set marks = written.marks "
            "from written_marks written where held.id = written.register"
        )


def _keep_changes(staged: StagedLines, held: Held, made: Replacement, stamp: Stamp) -> None:
    registers = held.register
    if (registers == 0).any():
        with connection.cursor() as cursor:
            cursor.execute(
                "select enrolment_id, year, id from attendance_register where enrolment_id = any(%s)",
                [staged["enrolment"].tolist()],
            )
            found = {(enrolment, year): pk for enrolment, year, pk in cursor.fetchall()}
        keys = zip(staged["enrolment"].tolist(), staged["year"].tolist(), strict=True)
        registers = np.array([found[key] for key in keys], dtype=np.int64)
    marked = has_mark(made.old)
    for reason, where in ((REPLACED, made.changes & marked), (CAME_LATE, made.changes & ~marked)):
        row, place = np.nonzero(where)
        if len(row):
            _copy_changes(
                registers[row], held.pupil[row], place, made.old[where], made.after[where], reason, stamp
            )


def _copy_changes(
    registers: Ints, pupils: Ints, places: Ints, old: Lines, new: Lines, reason: str, stamp: Stamp
) -> None:
    columns = {
        "register": BIGINT, "pupil": BIGINT, "position": SMALLINT, "old": text(1), "new": text(1),
        "reason": text(len(reason)), "by": BIGINT, "source": BIGINT, "at": BIGINT,
    }  # fmt: skip
    rows = new_records(len(registers), columns)
    rows["register"], rows["pupil"], rows["position"] = registers, pupils, places
    rows["old"], rows["new"] = _texts(old, 1), _texts(new, 1)
    rows["reason"] = np.void(reason.encode("ascii"))
    rows["by"], rows["source"] = stamp.by_id, stamp.batch_id
    since = stamp.at.replace(tzinfo=None) - (stamp.at.utcoffset() or timedelta()) - EPOCH
    rows["at"] = since // timedelta(microseconds=1)
    names = ("register_id", "pupil_id", "position", "old", "new", "reason", "by_id", "source_id", "at")
    copy_into("attendance_markchange", names, rows)
