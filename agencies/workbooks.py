"""A table as a spreadsheet: a sheet of figures for each table of its page, one that says what they are.

Written row by row to a file on disk, so that a hundred thousand rows need no more memory than one. Text stays text:
nothing of it is read as a formula or a link. The same table gives the same bytes.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from tempfile import TemporaryFile
from typing import IO, Any, Final

import xlsxwriter

from agencies.documents import Sheet
from agencies.tables import Part, Table, Value

MOST_ROWS: Final = 1_000_000
_LONGEST: Final = 32_767  # characters in a cell
_NUMBER: Final = re.compile(r"(?P<number>-?\d[\d,]*(\.(?P<places>\d+))?)(?P<unit>%?)", re.ASCII)
_WAYS: Final = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


class TooManyRows(ValueError):
    """More rows than a sheet holds; CSV has no such limit."""


def workbook(table: Table) -> IO[bytes]:
    """The spreadsheet as a temporary file, at its beginning; closing it removes it. Raises TooManyRows."""
    if table.count > MOST_ROWS:
        raise TooManyRows(f"A spreadsheet holds {MOST_ROWS:,} rows; this table has {table.count:,}.")
    file = TemporaryFile()  # noqa: SIM115 - whoever answers with it closes it, when the last byte has left
    book = xlsxwriter.Workbook(file, _WAYS)
    book.set_properties({"title": table.title, "created": datetime.combine(table.on, time())})
    _figures(book, "Figures", table)
    for part in table.parts:
        _figures(book, part.sheet, part)
    _about(book, table)
    book.close()
    file.seek(0)
    return file


def report_book(title: str, on: date, sheets: Iterable[Sheet]) -> bytes:
    """A report as a spreadsheet, a sheet for each part. Texts that are numbers or percentages become numbers.

    The same report gives the same bytes.
    """
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {**_WAYS, "in_memory": True})
    book.set_properties({"title": title, "created": datetime.combine(on, time())})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for each in sheets:
        sheet = book.add_worksheet(_sheet_name(each.name))
        sheet.set_column(0, 0, 60)
        sheet.set_column(1, 12, 22)
        for number, row in enumerate(each.rows):
            for at, text in enumerate(row):
                _write_text(book, sheet, number, at, text, wrapped)
    book.close()
    return file.getvalue()


def _write_text(book: Any, sheet: Any, row: int, column: int, text: str, wrapped: Any) -> None:
    found = _NUMBER.fullmatch(text)
    if found is None:
        sheet.write_string(row, column, text[:_LONGEST], wrapped)
        return
    places, per_cent = len(found["places"] or ""), bool(found["unit"])
    value = Decimal(found["number"].replace(",", "")) / (100 if per_cent else 1)
    shape = book.add_format({"num_format": "#,##0" + ("." + "0" * places if places else "") + found["unit"]})
    sheet.write_number(row, column, value, shape)


def _sheet_name(name: str) -> str:
    """A name that a sheet may have: 31 characters, none of those that mean something in a formula."""
    return re.sub(r"[\[\]:*?/\\]", " ", name)[:31].strip("' ")


def _figures(book: Any, name: str, table: Table | Part) -> None:
    """A sheet of figures: headings that stay in sight, then a row at a time."""
    sheet = book.add_worksheet(name)
    heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "d mmmm yyyy", "align": "left"})
    formats = [None if each.places is None else _decimals(book, each.places) for each in table.columns]
    sheet.freeze_panes(1, 1)
    for at, column in enumerate(table.columns):
        sheet.set_column(at, at, column.width)
        sheet.write_string(0, at, column.heading, heading)
    for number, row in enumerate(table.rows, 1):
        _write(sheet, number, row, formats, day)


def _write(sheet: Any, number: int, row: Sequence[Value], formats: Sequence[Any], day: Any) -> None:
    """One row: numbers as numbers, days as days, the rest as text; nothing where there is nothing."""
    for at, value in enumerate(row):
        if isinstance(value, str):  # first, because most cells are
            sheet.write_string(number, at, value[:_LONGEST])
        elif isinstance(value, bool):
            sheet.write_string(number, at, "yes" if value else "no")
        elif isinstance(value, int | float | Decimal):
            sheet.write_number(number, at, value, formats[at])
        elif isinstance(value, date):
            sheet.write_datetime(number, at, value, day)


def _decimals(book: Any, places: int) -> Any:
    return book.add_format({"num_format": "#,##0" + ("." + "0" * places if places else "")})


def _about(book: Any, table: Table) -> None:
    """The sheet that says what the figures are."""
    sheet = book.add_worksheet("About")
    bold = book.add_format({"bold": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 90)
    for number, (label, text) in enumerate(table.about):
        sheet.write_string(number, 0, label, bold)
        sheet.write_string(number, 1, text[:_LONGEST], wrapped)
