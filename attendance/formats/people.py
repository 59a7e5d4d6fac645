"""Who a row is about, by a mapping: formulas refused, dates in the file's order."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from agencies.formats.safe_csv import is_formula
from attendance.formats.columns import DATE_FIELDS, LABELS, Mapping
from attendance.formats.dates import BadDate, DateOrder, order_of, read_date, settle_order
from attendance.formats.refusals import FileRefused, Reject
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
# What many rows of a file repeat: read once each.
REPEATED: Final = frozenset({"school_urn", "school_number", "year_group", "form"})
MOST_REPEATED: Final = 10_000
SCHOOL_NUMBERS: Final = {"school_urn": re.compile("[0-9]{6}"), "school_number": re.compile("[0-9]{7}")}


class _Unfit(NamedTuple):
    """Why a text of a person cannot stand, and what to do."""

    reason: str
    remedy: str


class Person(NamedTuple):
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
    """Takes cells of a row by field, of a table read once. Raises FileRefused where the mapping does not fit.

    The order of dates that nobody has said is that of the first date; the others are held to it as they come.
    """

    def __init__(self, table: Table, mapping: Mapping) -> None:
        if mapping.missing:
            raise FileRefused(
                f"It is not known which column holds: {'; '.join(mapping.missing)}.",
                "Choose a column for each on the columns page.",
            )
        self._table = table
        self.places = {field: table.place(heading) for field, heading in mapping.columns.items()}
        self.order = mapping.date_order
        dated = [self.places[field] for field in DATE_FIELDS if field in self.places]
        self._unsettled = dated if mapping.date_order is None else []
        self._seen: set[str] = set()
        self._days: dict[str, date] = {}
        self._repeated: dict[tuple[str, str], str | _Unfit] = {}
        self._texts = [(field, self.places[field]) for field in LONGEST if field in self.places]

    def rows(self) -> Iterator[Row | Reject]:
        """The table's rows. Raises FileRefused where their dates are in two orders or show none."""
        for row in self._table:
            if isinstance(row, Row):
                for place in self._unsettled:
                    if row.cells[place] not in self._seen:
                        self._see(row.cells[place])
            yield row
        if self._unsettled:
            settle_order(self._seen)

    def _see(self, text: str) -> None:
        """Learn the order from the first date, and refuse a file with another as soon as it comes."""
        if not 0 < len(text) <= LONGEST_DATE or len(self._seen) == MOST_DATES:
            return
        self._seen.add(text)
        order = order_of(text)
        self.order = self.order or order
        if order not in (None, self.order):
            settle_order(self._seen)

    def text(self, row: Row, field: str) -> str:
        """The cell without outer spaces; blank where the mapping has no such field."""
        place = self.places.get(field)
        return "" if place is None else row.cells[place].strip()

    def day(self, row: Row, field: str) -> date | Reject | None:
        """The date of a cell, None where it is blank."""
        text = self.text(row, field)
        if not text:
            return None
        found = self._days.get(text) or self._read_day(text)
        if isinstance(found, date):
            return found
        return Reject(
            row.line, field, f"{LABELS[field]}: {found}", "Correct the date and send the row again."
        )

    def _read_day(self, text: str) -> date | str:
        """A date, or why there is none; kept while there is room, for most rows repeat it."""
        try:
            found = read_date(text, self.order or DateOrder.ISO)
        except BadDate as fault:
            return str(fault)
        if len(self._days) < MOST_DATES:
            self._days[text] = found
        return found

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
        for field, place in self._texts:
            text = row.cells[place].strip()
            if not text:
                continue
            clean = self._repeated.get((field, text)) or self._clean(field, text)
            if isinstance(clean, _Unfit):
                return Reject(row.line, field, f"{LABELS[field]}: {clean.reason}", clean.remedy)
            texts[field] = clean
        return texts

    def _clean(self, field: str, text: str) -> str | _Unfit:
        found = _cleaned(field, text)
        if field in REPEATED and len(self._repeated) < MOST_REPEATED:
            self._repeated[field, text] = found
        return found


def _cleaned(field: str, text: str) -> str | _Unfit:
    """A person's text as it is kept, or why it cannot be."""
    if field == "year_group":
        text = _year_group(text)
    if (len(text) > LONGEST[field] or not text[0].isalnum()) and (fault := _unfit_text(text, LONGEST[field])):
        return _Unfit(fault, CORRECT_IN_SYSTEM)
    if field in SCHOOL_NUMBERS:
        text = SEPARATORS.sub("", text)
        if not SCHOOL_NUMBERS[field].fullmatch(text):
            return _bad_school(field)
    return text


def _year_group(text: str) -> str:
    """ "Year 7" and "7" are 7, "Reception" is R."""
    return YEAR_GROUPS.get(text.casefold()) or YEAR_WORD.sub("", text)


def _unfit_text(text: str, longest: int) -> str:
    if is_formula(text):
        return "the cell begins like a spreadsheet formula."
    return f"the cell has more than {longest} characters." if len(text) > longest else ""


def _bad_school(field: str) -> _Unfit:
    digits = "6 digits" if field == "school_urn" else "7 digits, 3 for the LA and 4 for the school"
    return _Unfit(f"this is not {digits}.", "Give the school's number in full.")
