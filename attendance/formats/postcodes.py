"""An authority's gazetteer: in which ward each of its postcodes lies.

Columns `postcode` and `ward_code`, perhaps `ward_name`; others, such as `uprn`, are not read. A gazetteer has a
row for every property, so that a postcode may come often, and on a boundary with more than one ward.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from attendance.formats.refusals import Reject
from attendance.formats.tables import Row, Table

# BS 7666: area, district, sector and unit.
POSTCODE: Final = re.compile("[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}")
WARD_CODE: Final = re.compile("[A-Z][0-9]{8}")


@dataclass(frozen=True, slots=True)
class Placed:
    """A postcode, in capitals and without blanks, and its ward; the ward's name is blank where none is given."""

    line: int
    postcode: str
    ward_code: str
    ward_name: str


def read_postcodes(table: Table) -> Iterator[Placed | Reject]:
    """Every row of the file. Raises FileRefused where it lacks a column."""
    places = table.place("postcode"), table.place("ward_code")
    name = table.optional_place("ward_name")
    for row in table:
        yield row if isinstance(row, Reject) else _placed(row, *places, name)


def _placed(row: Row, postcode: int, ward: int, name: int | None) -> Placed | Reject:
    code = "".join(row.cells[postcode].split()).upper()
    if not POSTCODE.fullmatch(code):
        return Reject(
            row.line,
            "postcode",
            "This is not a whole postcode.",
            "Write it like M5 4WT, or leave the row out.",
        )
    ward_code = row.cells[ward].strip().upper()
    if not WARD_CODE.fullmatch(ward_code):
        return Reject(
            row.line,
            "ward_code",
            "This is not the ONS code of a ward.",
            "Write the code of nine characters, like E05013018, not the ward's name or number.",
        )
    return Placed(row.line, code, ward_code, "" if name is None else row.cells[name].strip())
