"""Opening an import's file: its columns as said, as saved, or as its headings tell, and its rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from django.conf import settings

from attendance.formats.columns import Mapping, Shape, guess_mapping, mapping_from
from attendance.formats.marks_file import PupilMarks, read_marks
from attendance.formats.reading import Limits, Upload
from attendance.formats.refusals import FileRefused, Reject
from attendance.formats.row_per_mark import Gathering, gather_marks
from attendance.formats.tables import Table
from attendance.models import RegisterImport, SavedMapping

CHOOSE = "Choose the columns on the next page."


class Unanswered(Exception):
    """The file can be read once somebody has said what it leaves open."""

    def __init__(self, message: str, remedy: str = CHOOSE) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


@dataclass(frozen=True)
class Reading:
    """A file as it will be read: its mapping, the school of rows that name none, and its rows, read once."""

    mapping: Mapping
    school: int | None
    rows: Iterable[PupilMarks | Reject]
    gathering: Gathering | None

    def said(self) -> dict[str, Any]:
        """The mapping as the import keeps it."""
        return self.mapping.as_saved()

    def rows_in_file(self) -> int:
        """How many rows a file with a row for each mark had; 0 where a row is a pupil and is counted as taken."""
        return self.gathering.rows if self.gathering else 0

    def overruled(self) -> int:
        """Sessions for which a file with a row for each mark had two marks."""
        return self.gathering.overruled_rows if self.gathering else 0


def limits() -> Limits:
    """What a file may hold: the setting for its size, and the readers' own for the rest."""
    return Limits(file_bytes=settings.REGISTER_FILE_LIMIT)


def read_file(batch: RegisterImport, upload: Upload, *, own_school: int | None) -> Reading:
    """The file's rows by its mapping. Raises FileRefused, or Unanswered with the headings kept in the import."""
    table = Table(upload)
    batch.mapping = {**batch.mapping, "headings": [name[:120] for name in table.headings]}
    mapping = _mapping(batch, table)
    began_on = batch.mapping.get("began_on")
    began = date.fromisoformat(began_on) if began_on else None
    _refuse_unanswered(mapping, own_school, began)
    if mapping.shape is Shape.ROW_PER_MARK:
        gathering = gather_marks(table, mapping)
        return Reading(mapping, own_school, chain(gathering.rejects, gathering.pupils()), gathering)
    return Reading(mapping, own_school, read_marks(table, mapping, began_on=began), None)


def _mapping(batch: RegisterImport, table: Table) -> Mapping:
    """What was said with the file; else what the agency saved for these headings; else the likeliest."""
    if batch.mapping.get("columns"):
        try:
            return mapping_from(batch.mapping, table.headings)
        except FileRefused as unfit:
            raise Unanswered(unfit.message) from unfit
    saved = SavedMapping.objects.filter(agency=batch.agency_id, headers=list(table.headings)).first()
    return mapping_from(saved.mapping, table.headings) if saved else guess_mapping(table.headings)


def _refuse_unanswered(mapping: Mapping, own_school: int | None, began: date | None) -> None:
    open_questions = list(mapping.missing)
    if mapping.shape is Shape.PUPIL_LIST:
        open_questions = ["the marks, or the date, session and mark of each row"]
    if own_school is None and not {"school_urn", "school_number"} & set(mapping.columns):
        open_questions.append("the school")
    if mapping.shape is Shape.MARKS_STRING and "start_date" not in mapping.columns and began is None:
        open_questions.append("the day of the first mark")
    if open_questions:
        raise Unanswered(f"The file does not say: {'; '.join(open_questions)}.")
