"""The department's attendance and absence statistics: read by heading, because the columns change every year.

A figure is a number or the reason why there is none; a withheld figure is never nought. Sources: the pupil
attendance files of explore-education-statistics (2022/23 on), the absence files by term and by band.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Final

from attendance.formats.refusals import FileRefused, Reject
from attendance.formats.tables import Row, Table


class Withheld(Enum):
    """Why a figure has no number. The value is what people read."""

    SUPPRESSED = "withheld to protect privacy"
    NOT_APPLICABLE = "not applicable"
    NOT_AVAILABLE = "not available"
    BLANK = "left blank"
    NO_COLUMN = "not in this file"


SYMBOLS: Final[Mapping[str, Withheld]] = MappingProxyType(
    {
        "c": Withheld.SUPPRESSED,
        "x": Withheld.SUPPRESSED,
        ".": Withheld.NOT_APPLICABLE,
        "z": Withheld.NOT_APPLICABLE,
        ":": Withheld.NOT_AVAILABLE,
        "na": Withheld.NOT_AVAILABLE,
        "": Withheld.BLANK,
    }
)
NUMBER: Final = re.compile(r"-?\d+(\.\d*)?([eE][+-]?\d{1,2})?", re.ASCII)
WHOLE: Final = re.compile(r"-?\d{1,18}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Figure:
    """A published figure: exactly one of `number` and `withheld` is set."""

    number: int | float | None
    withheld: Withheld | None = None

    def __post_init__(self) -> None:
        if (self.number is None) == (self.withheld is None):
            raise ValueError("A figure is either a number or withheld.")

    def __str__(self) -> str:
        return self.withheld.value if self.withheld else str(self.number)


ABSENT: Final = Figure(None, Withheld.NO_COLUMN)
HELD_BACK: Final = MappingProxyType({symbol: Figure(None, why) for symbol, why in SYMBOLS.items()})

DIMENSIONS: Final = frozenset(
    {
        "academic_year", "time_period", "time_identifier", "term", "attendance_date", "week_commencing",
        "geographic_level", "country_code", "country_name", "region_code", "region_name", "new_la_code",
        "la_name", "old_la_code",
        "education_phase", "school_type", "fsm_eligible", "sen_status", "gender", "sex", "ncyearactual",
        "ncyear", "day_number", "time_frame", "breakdown", "urn", "laestab", "estab", "school_name",
    }
)  # fmt: skip
NEEDED: Final = ("time_period", "geographic_level")
REASON: Final = re.compile(r"reason_([a-z]\d?)_[a-z_]+")
PRESENT_COLUMNS: Final = MappingProxyType({"reason_present_am": "/", "reason_present_pm": "\\"})
SUM_OF_PRESENT: Final = "reason_present"


@dataclass(frozen=True, slots=True)
class StatisticsRow:
    """One published row: the place, period and group it is for, and its figures by lower-case heading."""

    line: int
    dimensions: Mapping[str, str]
    figures: Mapping[str, Figure]

    def figure(self, name: str) -> Figure:
        """A figure; one that the year's file has no column for is withheld as such."""
        return self.figures.get(name, ABSENT)

    @property
    def phase(self) -> str:
        """The phase of education, under either of its headings (`school_type` before 2025/26)."""
        return self.dimensions.get("education_phase") or self.dimensions.get("school_type", "")

    @property
    def la_code(self) -> str:
        """The local authority's three-digit number; blank for regions and the country."""
        return self.dimensions.get("old_la_code", "")

    @property
    def academic_year(self) -> int | None:
        """The year in which the academic year starts, from "202425" or "2024/25"; None for weekly files."""
        match = re.fullmatch(r"(20\d\d)/?(\d\d)", self.dimensions.get("time_period", ""))
        return int(match[1]) if match and (int(match[1]) + 1) % 100 == int(match[2]) else None

    def marks(self) -> dict[str, Figure]:
        """Sessions by attendance code, for every code that the file has a column for."""
        found = {}
        for name, figure in self.figures.items():
            if name in PRESENT_COLUMNS:
                found[PRESENT_COLUMNS[name]] = figure
            elif name.startswith(SUM_OF_PRESENT):
                continue
            elif match := REASON.fullmatch(name):
                found[match[1].upper()] = figure
        return found


def read_figure(text: str) -> Figure | None:
    """The figure of a cell, or None where it is neither a number nor a known symbol."""
    bare = text.strip()
    held_back = HELD_BACK.get(bare.lower())
    if held_back is not None:
        return held_back
    if WHOLE.fullmatch(bare):
        return Figure(int(bare))
    return Figure(float(bare)) if NUMBER.fullmatch(bare) and len(bare) <= 40 else None


def read_statistics(table: Table) -> Iterator[StatisticsRow | Reject]:
    """Every row of one of the department's files. Raises FileRefused where it is another kind of file."""
    names = [heading.lower() for heading in table.headings]
    if absent := [name for name in NEEDED if name not in names]:
        raise FileRefused(
            f"This is not a file of the department's statistics: it has no column '{absent[0]}'.",
            "Download the CSV from explore-education-statistics.service.gov.uk and send it as it is.",
        )
    named = [(place, name) for place, name in enumerate(names) if name]
    dimensions = [(place, name) for place, name in named if name in DIMENSIONS]
    measures = [(place, name) for place, name in named if name not in DIMENSIONS]
    for row in table:
        yield row if isinstance(row, Reject) else _row(row, dimensions, measures)


def _row(
    row: Row, dimensions: list[tuple[int, str]], measures: list[tuple[int, str]]
) -> StatisticsRow | Reject:
    figures = {}
    for place, name in measures:
        figure = read_figure(row.cells[place])
        if figure is None:
            return Reject(
                row.line, name, "The cell is neither a number nor one of the department's symbols.",
                "Download the file again; do not save it from a spreadsheet program.",
            )  # fmt: skip
        figures[name] = figure
    texts = {name: row.cells[place].strip() for place, name in dimensions}
    return StatisticsRow(row.line, texts, figures)
