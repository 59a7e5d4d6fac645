"""Files with one row for each pupil and a marks string in it, in constant memory, a lot of rows at a time."""

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from attendance.formats.columns import LABELS, Mapping
from attendance.formats.marks_string import BadMarks, Segment, translate_many
from attendance.formats.people import Person, Picker
from attendance.formats.refusals import FileRefused, Reject
from attendance.formats.tables import Row, Table

LOT: Final = 2_000


class PupilMarks(NamedTuple):
    """The marks of one row: whose, and per academic year where they stand in the register line."""

    line: int
    person: Person
    segments: tuple[Segment, ...]


class _Pending(NamedTuple):
    line: int
    person: Person
    began_on: date
    marks: str


def read_marks(
    table: Table, mapping: Mapping, *, began_on: date | None = None
) -> Iterator[PupilMarks | Reject]:
    """Every row as marks or as a reject, in the order of the file within each lot of rows.

    `began_on` is the day of the first mark where the file has no column for it. Raises FileRefused.
    """
    picker = Picker(table, mapping)
    if "start_date" not in picker.places and began_on is None:
        raise FileRefused("It is not known on which day the marks begin.", "Give the date of the first mark.")
    lot: list[_Pending | Reject] = []
    for row in picker.rows():
        lot.append(row if isinstance(row, Reject) else _pending(picker, row, began_on))
        if len(lot) == LOT:
            yield from _translated(lot)
            lot = []
    yield from _translated(lot)


def _pending(picker: Picker, row: Row, began_on: date | None) -> _Pending | Reject:
    person = picker.person(row)
    if isinstance(person, Reject):
        return person
    own = picker.day(row, "start_date")
    if isinstance(own, Reject):
        return own
    starts = own or began_on
    if starts is None:
        return Reject(row.line, "start_date", f"{LABELS['start_date']} is blank.", "Give the date.")
    return _Pending(row.line, person, starts, row.cells[picker.places["marks"]])


def _translated(lot: list[_Pending | Reject]) -> Iterator[PupilMarks | Reject]:
    """The rows of a lot in their order, those with one start date translated together."""
    by_start: dict[date, list[_Pending]] = {}
    for entry in lot:
        if isinstance(entry, _Pending):
            by_start.setdefault(entry.began_on, []).append(entry)
    found = {
        entry.line: translation
        for starts, entries in by_start.items()
        for entry, translation in zip(
            entries, translate_many([e.marks for e in entries], starts), strict=True
        )
    }
    for entry in lot:
        if isinstance(entry, Reject):
            yield entry
            continue
        translation = found[entry.line]
        if isinstance(translation, BadMarks):
            yield Reject(entry.line, "marks", translation.reason, translation.remedy)
        else:
            yield PupilMarks(entry.line, entry.person, translation)
