"""Which column of a file is which of our fields: guessed from the headings, corrected by a person, saved."""

import re
from collections.abc import Iterable
from collections.abc import Mapping as AbstractMapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Final

from attendance.formats.dates import DateOrder
from attendance.formats.refusals import FileRefused


class Shape(Enum):
    """What one row of the file is. The value is what a saved mapping holds."""

    MARKS_STRING = "marks string"
    ROW_PER_MARK = "row per mark"
    PUPIL_LIST = "pupil list"


# Field, and the headings that mean it without spaces, case and punctuation; the first of them found wins.
HEADINGS: Final[AbstractMapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "school_urn": ("urn", "schoolurn"),
        "school_number": ("laestab", "dfenumber", "dfeno", "schooldfenumber", "schoolnumber", "schoolid"),
        "upn": ("upn", "uniquepupilnumber", "pupilupn"),
        "pupil_id": ("studentid", "pupilid", "misid", "admissionnumber", "adno"),
        "surname": ("surname", "lastname", "legalsurname", "familyname"),
        "forename": ("forename", "firstname", "legalforename", "givenname"),
        "born_on": ("dob", "dateofbirth", "birthdate"),
        "year_group": ("yeargroup", "year", "ncyear", "nationalcurriculumyear"),
        "form": ("form", "reg", "registrationform", "regform", "registrationgroup", "reggroup", "tutorgroup"),
        "start_date": (
            "startdate",
            "attendancestartdate",
            "marksfrom",
            "marksstartdate",
            "schoolstartofyear",
        ),
        "marks": ("marks", "attendancemarks", "attendancestring", "markstring", "marksstring"),
        "date": ("date", "sessiondate", "attendancedate", "markdate"),
        "session": ("session", "period", "ampm", "sessionname"),
        "mark": ("mark", "rawmark", "attendancemark", "attendancecode", "code", "markcode"),
        "minutes_late": ("minuteslate", "minslate"),
        "comment": ("comment", "comments", "note", "notes"),
    }
)

LABELS: Final[AbstractMapping[str, str]] = MappingProxyType(
    {
        "school_urn": "School URN",
        "school_number": "School DfE number (LA and establishment)",
        "upn": "UPN",
        "pupil_id": "Pupil's number in the school's system",
        "surname": "Surname",
        "forename": "Forename",
        "born_on": "Date of birth",
        "year_group": "Year group",
        "form": "Form or registration group",
        "start_date": "Date of the first mark",
        "marks": "Marks, two for each calendar day",
        "date": "Date",
        "session": "Session (morning or afternoon)",
        "mark": "Mark",
        "minutes_late": "Minutes late",
        "comment": "Comment",
    }
)

# What every row must carry. A tuple is a choice: one of its fields is enough.
REQUIRED: Final[AbstractMapping[Shape, tuple[tuple[str, ...], ...]]] = MappingProxyType(
    {
        Shape.MARKS_STRING: (("upn", "pupil_id"), ("marks",)),
        Shape.ROW_PER_MARK: (("upn", "pupil_id"), ("date",), ("session",), ("mark",)),
        Shape.PUPIL_LIST: (("upn",), ("surname",), ("forename",)),
    }
)
# What may be said once for the whole file where no column carries it.
ONCE_FOR_FILE: Final[AbstractMapping[Shape, tuple[tuple[str, ...], ...]]] = MappingProxyType(
    {
        Shape.MARKS_STRING: (("school_urn", "school_number"), ("start_date",)),
        Shape.ROW_PER_MARK: (("school_urn", "school_number"),),
        Shape.PUPIL_LIST: (("school_urn", "school_number"),),
    }
)
DATE_FIELDS: Final = ("born_on", "start_date", "date")


@dataclass(frozen=True, slots=True)
class Preset:
    """The headings that a known system writes, and the field of each."""

    name: str
    fields: AbstractMapping[str, str]


PRESETS: Final = (
    Preset(
        "SIMS",
        {"Forename": "forename", "Surname": "surname", "UPN": "upn", "Year": "year_group", "Reg": "form"},
    ),
    Preset(
        "Arbor",
        {"First name": "forename", "Last name": "surname", "UPN": "upn", "Year group": "year_group",
         "Registration form": "form"},
    ),
    Preset(
        "Bromcom",
        {"FirstName": "forename", "LastName": "surname", "UPN": "upn", "YearGroup": "year_group",
         "Form": "form"},
    ),
    Preset(
        "Arbor BI Connector",
        {"STUDENT_ID": "pupil_id", "RAW_MARK": "mark", "PERIOD": "session", "DATE": "date",
         "MINUTES_LATE": "minutes_late"},
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mapping:
    """Field to heading. `missing` and `once_for_file` hold labels of choices still open, `unused` headings.

    A file may be read when `missing` is empty and what `once_for_file` names has been said with the upload.
    `date_order` is None until a person or the file itself settles it.
    """

    shape: Shape
    columns: AbstractMapping[str, str]
    preset: str = ""
    missing: tuple[str, ...] = ()
    once_for_file: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    date_order: DateOrder | None = None

    def as_saved(self) -> dict[str, object]:
        """The mapping as a plain dictionary, to keep and to give to `mapping_from`."""
        return {
            "shape": self.shape.value,
            "columns": dict(self.columns),
            "date_order": self.date_order.value if self.date_order else "",
        }


def _bare(heading: str) -> str:
    return re.sub(r"[\W_]+", "", heading.casefold())


def _shape_of(columns: AbstractMapping[str, str]) -> Shape:
    if "marks" in columns:
        return Shape.MARKS_STRING
    if "mark" in columns and "date" in columns:
        return Shape.ROW_PER_MARK
    return Shape.PUPIL_LIST


def _open_choices(choices: Iterable[tuple[str, ...]], columns: AbstractMapping[str, str]) -> tuple[str, ...]:
    return tuple(
        " or ".join(LABELS[field] for field in choice)
        for choice in choices
        if not any(field in columns for field in choice)
    )


def build_mapping(
    columns: AbstractMapping[str, str],
    headings: Iterable[str],
    *,
    shape: Shape | None = None,
    preset: str = "",
    date_order: DateOrder | None = None,
) -> Mapping:
    """A mapping with what is missing and unused worked out. `columns` is field to heading."""
    chosen = shape or _shape_of(columns)
    used = set(columns.values())
    return Mapping(
        shape=chosen,
        columns=MappingProxyType(dict(columns)),
        preset=preset,
        missing=_open_choices(REQUIRED[chosen], columns),
        once_for_file=_open_choices(ONCE_FOR_FILE[chosen], columns),
        unused=tuple(heading for heading in headings if heading and heading not in used),
        date_order=date_order,
    )


def _preset_of(headings: set[str]) -> Preset | None:
    return next((preset for preset in PRESETS if preset.fields.keys() <= headings), None)


def guess_mapping(headings: Iterable[str]) -> Mapping:
    """The likeliest mapping: a known system's headings first, then the usual names of every other field."""
    offered = tuple(headings)
    preset = _preset_of(set(offered))
    columns = {field: heading for heading, field in preset.fields.items()} if preset else {}
    by_bare = {_bare(heading): heading for heading in reversed(offered) if heading}
    taken = set(columns.values())
    for field, names in HEADINGS.items():
        found = next(
            (by_bare[name] for name in names if name in by_bare and by_bare[name] not in taken), None
        )
        if field not in columns and found is not None:
            columns[field] = found
            taken.add(found)
    return build_mapping(columns, offered, preset=preset.name if preset else "")


def mapping_from(saved: AbstractMapping[str, object], headings: Iterable[str]) -> Mapping:
    """A saved mapping, applied to a file. Raises FileRefused where it does not fit the file's headings."""
    offered = tuple(headings)
    columns = saved.get("columns")
    try:
        shape = Shape(saved.get("shape"))
        order = DateOrder(saved["date_order"]) if saved.get("date_order") else None
    except ValueError as fault:
        raise _unfit("It cannot be read.") from fault
    if not isinstance(columns, dict) or not all(isinstance(name, str) for name in columns.values()):
        raise _unfit("It cannot be read.")
    if unknown := [field for field in columns if field not in HEADINGS]:
        raise _unfit(f"It has a field that is not known: {str(unknown[0])[:40]}.")
    if absent := [heading for heading in columns.values() if heading not in offered]:
        raise _unfit(f"The file has no column headed '{absent[0][:60]}'.")
    if len(set(columns.values())) < len(columns):
        raise _unfit("It uses one column twice.")
    return build_mapping(columns, offered, shape=shape, date_order=order)


def _unfit(reason: str) -> FileRefused:
    return FileRefused(
        f"The saved choice of columns does not fit this file. {reason}",
        "Choose the columns again for this file.",
    )
