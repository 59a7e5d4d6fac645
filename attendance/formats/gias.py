"""The national register of schools (Get Information About Schools): establishments and links between them.

Read by heading, never by position; the file is Windows-1252. A spreadsheet program in between damages it:
long numbers become 1.00063E+11 and leading noughts go. What can be restored is; what cannot is left out, with
a warning.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final

from attendance.formats.dates import BadDate, DateOrder, read_date
from attendance.formats.refusals import FileRefused, Reject, Warned
from attendance.formats.tables import Row, Table

NEEDED: Final = ("URN", "LA (code)", "EstablishmentNumber", "EstablishmentName", "EstablishmentStatus (code)")
LINK_COLUMNS: Final = ("URN", "LinkURN", "LinkName", "LinkType", "LinkEstablishedDate")
URN: Final = re.compile("[0-9]{6}")
SCIENTIFIC: Final = re.compile(r"[0-9](\.[0-9]+)?[Ee]\+?[0-9]+")
DIGITS: Final = re.compile("[0-9]+")
COURTESY_TITLES: Final = frozenset(
    {
        "mr", "mrs", "miss", "ms", "mx", "dr", "prof", "professor", "rev", "revd", "reverend", "father",
        "sister",        "brother", "sir", "dame", "lady", "lord", "rabbi", "imam", "canon",
    }
)  # fmt: skip
FROM_THE_SOURCE: Final = (
    "Download the file from GIAS again and send it without opening it in a spreadsheet program."
)


class Status(Enum):
    """Whether a school is open; the value is the register's code."""

    OPEN = "1"
    CLOSED = "2"
    OPEN_BUT_CLOSING = "3"
    PROPOSED = "4"

    @property
    def is_open(self) -> bool:
        return self in (Status.OPEN, Status.OPEN_BUT_CLOSING)


@dataclass(frozen=True, slots=True)
class School:
    """One establishment. Texts are blank and numbers None where the register says nothing.

    `laestab` is the DfE number, 7 digits, or blank; `type_code` has two digits; `warnings`: what was wrong.
    """

    line: int
    urn: str
    la_code: str
    la_name: str
    laestab: str
    name: str
    type_code: str
    type_name: str
    status: Status
    phase: str
    low_age: int | None
    high_age: int | None
    pupils: int | None
    opened_on: date | None
    closed_on: date | None
    changed_on: date | None
    address: tuple[str, ...]
    street: str
    town: str
    postcode: str
    telephone: str
    head_title: str
    head_first_name: str
    head_last_name: str
    district_code: str
    ward_code: str
    ward_name: str
    ukprn: str
    uprn: str
    previous_laestab: str
    warnings: tuple[Warned, ...]

    @property
    def salutation(self) -> str:
        """How a letter greets the head. "Headteacher" where the fields hold no courtesy title (co-heads)."""
        if self.head_title.rstrip(".").casefold() in COURTESY_TITLES and self.head_last_name:
            return f"{self.head_title} {self.head_last_name}"
        return "Headteacher"


class LinkKind(Enum):
    """What the linked school is to this one."""

    SUCCESSOR = "successor"
    PREDECESSOR = "predecessor"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Link:
    """School `urn` has `link_urn` as its `kind`. `on` is None where there is no date, which is often."""

    line: int
    urn: str
    link_urn: str
    link_name: str
    kind: LinkKind
    link_type: str
    on: date | None


class _Cells:
    """One row's cells by heading, cleaned, with the warnings collected on the way."""

    def __init__(self, table: Table, row: Row) -> None:
        self._table = table
        self._row = row
        self.warnings: list[Warned] = []

    def text(self, heading: str) -> str:
        place = self._table.optional_place(heading)
        return "" if place is None else self._row.cells[place].strip()

    def warn(self, heading: str, reason: str, remedy: str = FROM_THE_SOURCE) -> None:
        self.warnings.append(Warned(self._row.line, heading, reason, remedy))

    def code(self, heading: str, width: int) -> str:
        """A code at its full width; Excel takes its leading noughts away."""
        text = self.text(heading)
        return text.zfill(width) if DIGITS.fullmatch(text) else text

    def number(self, heading: str) -> int | None:
        text = self.text(heading)
        if not text:
            return None
        if not DIGITS.fullmatch(text) or len(text) > 6:
            self.warn(heading, "This is not a whole number and was left out.")
            return None
        return int(text)

    def day(self, heading: str) -> date | None:
        text = self.text(heading)
        if not text:
            return None
        try:
            return read_date(text, DateOrder.DAY_FIRST)
        except BadDate:
            self.warn(heading, "This is not a date written day first and was left out.")
            return None

    def long_number(self, heading: str, longest: int) -> str:
        text = self.text(heading)
        if SCIENTIFIC.fullmatch(text):
            self.warn(
                heading,
                "A spreadsheet has cut this number short (it is in scientific notation). It was left out.",
            )
            return ""
        if text and (not DIGITS.fullmatch(text) or len(text) > longest):
            self.warn(heading, f"This is not a number of up to {longest} digits and was left out.")
            return ""
        return text

    def telephone(self) -> str:
        text = self.text("TelephoneNum")
        if SCIENTIFIC.fullmatch(text):
            self.warn("TelephoneNum", "A spreadsheet has cut this number short. It was left out.")
            return ""
        if DIGITS.fullmatch(text.replace(" ", "")) and not text.startswith("0"):
            self.warn(
                "TelephoneNum",
                "The leading 0 was missing and was put back.",
                "Check the number with the school.",
            )
            return f"0{text}"
        return text


def _laestab(cells: _Cells, la: str, establishment: str) -> str:
    """The DfE number: 3 digits of the LA and 4 of the establishment; blank where either is missing."""
    la_code, number = cells.code(la, 3), cells.code(establishment, 4)
    if not la_code or not number:
        return ""
    both = la_code + number
    if len(both) != 7 or not DIGITS.fullmatch(both):
        cells.warn(establishment, "LA and establishment number do not make the 7 digits of a DfE number.")
        return ""
    return both


def read_schools(table: Table) -> Iterator[School | Reject]:
    """Every establishment of the file. Raises FileRefused where it is not the register."""
    _check(table, NEEDED, "the register of establishments (edubasealldata)")
    for row in table:
        yield row if isinstance(row, Reject) else _school(table, row)


def _check(table: Table, headings: tuple[str, ...], what: str) -> None:
    if absent := [heading for heading in headings if heading not in table.headings]:
        raise FileRefused(
            f"This is not {what}: it has no column '{absent[0]}'.",
            "Download it from get-information-schools.service.gov.uk and send it as it is.",
        )


def _school(table: Table, row: Row) -> School | Reject:
    cells = _Cells(table, row)
    urn, name = cells.text("URN"), cells.text("EstablishmentName")
    if not URN.fullmatch(urn):
        return Reject(row.line, "URN", "This is not a URN of 6 digits.", FROM_THE_SOURCE)
    if not name:
        return Reject(row.line, "EstablishmentName", "The school has no name.", FROM_THE_SOURCE)
    if cells.text("EstablishmentStatus (code)") not in {status.value for status in Status}:
        return Reject(
            row.line, "EstablishmentStatus (code)", "This status code is not known.", FROM_THE_SOURCE
        )
    return _established(cells, row.line, urn, name)


def _established(cells: _Cells, line: int, urn: str, name: str) -> School:
    text = cells.text
    lines = ("Street", "Locality", "Address3", "Town", "County (name)")
    return School(
        line=line, urn=urn, name=name,
        la_code=cells.code("LA (code)", 3), la_name=text("LA (name)"),
        laestab=_laestab(cells, "LA (code)", "EstablishmentNumber"),
        type_code=cells.code("TypeOfEstablishment (code)", 2), type_name=text("TypeOfEstablishment (name)"),
        status=Status(text("EstablishmentStatus (code)")), phase=text("PhaseOfEducation (name)"),
        low_age=cells.number("StatutoryLowAge"), high_age=cells.number("StatutoryHighAge"),
        pupils=cells.number("NumberOfPupils"),
        opened_on=cells.day("OpenDate"), closed_on=cells.day("CloseDate"),
        changed_on=cells.day("LastChangedDate"),
        address=tuple(text(heading) for heading in lines if text(heading)),
        street=text("Street"), town=text("Town"), postcode=text("Postcode").upper(),
        telephone=cells.telephone(), head_title=text("HeadTitle (name)"),
        head_first_name=text("HeadFirstName"),
        head_last_name=text("HeadLastName"), district_code=text("DistrictAdministrative (code)"),
        ward_code=text("AdministrativeWard (code)"), ward_name=text("AdministrativeWard (name)"),
        ukprn=cells.long_number("UKPRN", 8), uprn=cells.long_number("UPRN", 12),
        previous_laestab=_laestab(cells, "PreviousLA (code)", "PreviousEstablishmentNumber"),
        warnings=tuple(cells.warnings),
    )  # fmt: skip


def read_links(table: Table) -> Iterator[Link | Reject]:
    """Every link of the links file. Raises FileRefused where it is another file."""
    _check(table, LINK_COLUMNS, "the file of links between establishments")
    for row in table:
        yield row if isinstance(row, Reject) else _link(table, row)


def _link(table: Table, row: Row) -> Link | Reject:
    cells = _Cells(table, row)
    for heading in ("URN", "LinkURN"):
        if not URN.fullmatch(cells.text(heading)):
            return Reject(row.line, heading, "This is not a URN of 6 digits.", FROM_THE_SOURCE)
    on = cells.day("LinkEstablishedDate")
    if cells.warnings:
        return Reject(
            row.line, "LinkEstablishedDate", "This is not a date written day first.", FROM_THE_SOURCE
        )
    link_type = cells.text("LinkType")
    word = link_type.casefold().split(" ", 1)[0]
    kind = {"successor": LinkKind.SUCCESSOR, "predecessor": LinkKind.PREDECESSOR}.get(word, LinkKind.OTHER)
    return Link(
        row.line, cells.text("URN"), cells.text("LinkURN"), cells.text("LinkName"), kind, link_type, on
    )
