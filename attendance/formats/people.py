"""Who a row is about, by a mapping: formulas refused, dates in the file's order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from attendance.formats.columns import DATE_FIELDS, LABELS, Mapping
from attendance.formats.dates import BadDate, DateOrder, read_date, settle_order
from attendance.formats.refusals import FileRefused, Reject
from attendance.formats.safe_csv import is_formula
from attendance.formats.tables import Row, Table

# What the register of pupils has room for, in characters.
LONGEST: Final = {
    "school_urn": 12, "school_number": 12, "upn": 20, "pupil_id": 40, "surname": 100, "forename": 100,
    "year_group": 2, "form": 20,
}  # fmt: skip
LONGEST_DATE: Final = 40
MOST_DATES: Final = 50_000
NOBODY: Final = "Nothing says which pupil this is."
CORRECT_IN_SYSTEM: Final = "Correct the cell in the school's system."
YEAR_GROUPS: Final = {"reception": "R", "nursery": "N"}
YEAR_WORD: Final = re.compile("^(year|yr|y) ?(?=[0-9])", re.IGNORECASE)
SEPARATORS: Final = re.compile(r"[\s/-]")
SCHOOL_NUMBERS: Final = {"school_urn": re.compile("[0-9]{6}"), "school_number": re.compile("[0-9]{7}")}


@dataclass(frozen=True, slots=True)
class Person:
    """Who a row is about, as the file says; blank where it says nothing. `upn` is as sent, not yet judged."""

    school_urn: str
    school_number: str
    upn: str
    pupil_id: str
    surname: str
    forename: str
    born_on: date | None
    year_group: str
    form: str


class Picker:
    """Takes cells of a row by field. Raises FileRefused where the mapping does not fit the table."""

    def __init__(self, table: Table, mapping: Mapping) -> None:
        if mapping.missing:
            raise FileRefused(
                f"It is not known which column holds: {'; '.join(mapping.missing)}.",
                "Choose a column for each on the columns page.",
            )
        self.places = {field: table.place(heading) for field, heading in mapping.columns.items()}
        self.order = self._order(table, mapping)
        self._texts = [
            (field, self.places[field], most) for field, most in LONGEST.items() if field in self.places
        ]

    def _order(self, table: Table, mapping: Mapping) -> DateOrder | None:
        dated = [self.places[field] for field in DATE_FIELDS if field in self.places]
        if not dated or mapping.date_order is not None:
            return mapping.date_order
        return settle_order(_distinct(table, dated))

    def text(self, row: Row, field: str) -> str:
        """The cell without outer spaces; blank where the mapping has no such field."""
        place = self.places.get(field)
        return "" if place is None else row.cells[place].strip()

    def day(self, row: Row, field: str) -> date | Reject | None:
        """The date of a cell, None where it is blank."""
        text = self.text(row, field)
        if not text or self.order is None:
            return None
        try:
            return read_date(text, self.order)
        except BadDate as fault:
            return Reject(
                row.line, field, f"{LABELS[field]}: {fault}", "Correct the date and send the row again."
            )

    def person(self, row: Row) -> Person | Reject:
        """Who the row is about, or why that cannot be told."""
        texts = self._clean_texts(row)
        if isinstance(texts, Reject):
            return texts
        born_on = self.day(row, "born_on")
        if isinstance(born_on, Reject):
            return born_on
        named = texts["surname"] and texts["forename"] and born_on
        if not (texts["upn"] or texts["pupil_id"] or named):
            return Reject(row.line, "upn", NOBODY, "Give the UPN, or names and date of birth.")
        return Person(born_on=born_on, **texts)

    def _clean_texts(self, row: Row) -> dict[str, str] | Reject:
        """The texts of a person, blank where there is no column; a formula or a text too long is a reject."""
        texts = dict.fromkeys(LONGEST, "")
        for field, place, longest in self._texts:
            text = row.cells[place].strip()
            if not text:
                continue
            if field == "year_group":
                text = _year_group(text)
            if (len(text) > longest or not text[0].isalnum()) and (fault := _unfit_text(text, longest)):
                return Reject(row.line, field, f"{LABELS[field]}: {fault}", CORRECT_IN_SYSTEM)
            if field in SCHOOL_NUMBERS:
                text = SEPARATORS.sub("", text)
                if not SCHOOL_NUMBERS[field].fullmatch(text):
                    return _bad_school(row.line, field)
            texts[field] = text
        return texts


def _distinct(table: Table, places: list[int]) -> Iterator[str]:
    """The different texts of some columns, each given once; no more than can be dates."""
    seen: set[str] = set()
    for row in table:
        if isinstance(row, Reject):
            continue
        for place in places:
            text = row.cells[place]
            if 0 < len(text) <= LONGEST_DATE and text not in seen and len(seen) < MOST_DATES:
                seen.add(text)
                yield text


def _year_group(text: str) -> str:
    """ "Year 7" and "7" are 7, "Reception" is R."""
    return YEAR_GROUPS.get(text.casefold()) or YEAR_WORD.sub("", text)


def _unfit_text(text: str, longest: int) -> str:
    if is_formula(text):
        return "the cell begins like a spreadsheet formula."
    return f"the cell has more than {longest} characters." if len(text) > longest else ""


def _bad_school(line: int, field: str) -> Reject:
    digits = "6 digits" if field == "school_urn" else "7 digits, 3 for the LA and 4 for the school"
    return Reject(line, field, f"{LABELS[field]}: this is not {digits}.", "Give the school's number in full.")
