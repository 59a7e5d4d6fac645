"""Rows of a CSV file by heading: delimiter, headings, ragged rows, quotation marks, row limit."""

import csv
from collections.abc import Iterator
from typing import Final, NamedTuple

from attendance.formats.reading import Upload
from attendance.formats.refusals import FileRefused, Reject

DELIMITERS: Final = ",;\t|"
MOST_COLUMNS: Final = 500
EXCEL_HINT: Final = "sep="


class Row(NamedTuple):
    """One row: `line` is where it begins in the file; as many `cells` as headings, outer spaces kept."""

    line: int
    cells: list[str]


class _Lines:
    """Lines of an upload, counted; the length of a record is watched, for quoted cells span lines."""

    def __init__(self, upload: Upload) -> None:
        self._lines = upload.lines()
        self._limit = upload.limits.line_length
        self._again = ""
        self.number = 0
        self.record = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def give_back(self, line: str) -> None:
        """Give the line once more, to another reader; it is counted already."""
        self._again = line

    def __next__(self) -> str:
        if self._again:
            line, self._again = self._again, ""
            return line
        line = next(self._lines)
        self.number += 1
        self.record += len(line)
        if self.record > self._limit:
            raise FileRefused(
                f"The row that ends at line {self.number} is longer than {self._limit:,} characters.",
                "Look before this line for a quotation mark that is opened and never closed.",
            )
        return line


def _outside_quotes(line: str) -> str:
    return "".join(line.split('"')[::2])


def sniff_delimiter(heading: str) -> str:
    """The delimiter that occurs most often in the heading line; the comma where there is none."""
    plain = _outside_quotes(heading)
    return max(DELIMITERS, key=plain.count) if any(sign in plain for sign in DELIMITERS) else ","


class Table:
    """The headings and rows of an upload. Iterating reads it from the beginning, in constant memory.

    Iteration gives `Row` or `Reject`; `headings` are stripped of outer spaces. Raises FileRefused.
    Give `headings` to read a file that has none of its own, as one of the department's has.
    """

    def __init__(self, upload: Upload, headings: tuple[str, ...] | None = None) -> None:
        self.upload = upload
        self._given = headings
        self._skip = 0
        self.delimiter = ","
        self.headings = self._read_headings()
        self._places = {name: place for place, name in enumerate(self.headings) if name}

    def _read_headings(self) -> tuple[str, ...]:
        lines = _Lines(self.upload)
        first = next((line for line in lines if line.strip()), "")
        if not first:
            raise FileRefused("The file is empty.", "Check that the export finished, and send it again.")
        if first.lower().startswith(EXCEL_HINT):
            first = next(lines, "")
        self.delimiter = sniff_delimiter(first)
        if self._given is not None:
            return self._given
        self._skip = lines.number
        try:
            cells = next(csv.reader([first], delimiter=self.delimiter, strict=True), [])
        except csv.Error as fault:
            raise FileRefused(
                "The headings on the first line cannot be read.",
                "Put each heading on one line, with quotation marks around the whole heading or not at all.",
            ) from fault
        return _checked([cell.strip() for cell in cells])

    def place(self, heading: str) -> int:
        """Where a column stands. Raises FileRefused if the file has no such heading."""
        place = self._places.get(heading)
        if place is None:
            raise FileRefused(
                f"The file has no column headed '{heading[:60]}'.",
                "Check that it is the right export, or choose the columns again.",
            )
        return place

    def optional_place(self, heading: str) -> int | None:
        """Where a column stands, or None where the file has none."""
        return self._places.get(heading)

    def __iter__(self) -> Iterator[Row | Reject]:
        lines = _Lines(self.upload)
        for _ in range(self._skip):
            next(lines, None)
        reader = csv.reader(lines, delimiter=self.delimiter, strict=True)
        rows = 0
        while True:
            lines.record = 0
            began = lines.number + 1
            line = next(lines, "")
            cells = _plain_cells(line, self.delimiter)
            if cells is None:
                lines.give_back(line)
                try:
                    cells = next(reader, None)
                except csv.Error as fault:
                    rows += 1
                    yield _unreadable(began, fault)
                    continue
            if cells is None:
                break
            if not any(cells):
                continue
            rows += 1
            self._refuse_too_many(rows)
            yield self._fitted(began, cells)
        if not rows:
            raise FileRefused("The file has headings but no rows.", "Check what was selected for the export.")

    def _refuse_too_many(self, rows: int) -> None:
        if rows > self.upload.limits.rows:
            raise FileRefused(
                f"The file has more than {self.upload.limits.rows:,} rows.",
                "Send it in parts, for instance one school at a time.",
            )

    def _fitted(self, line: int, cells: list[str]) -> Row | Reject:
        wanted = len(self.headings)
        if len(cells) == wanted:
            return Row(line, cells)
        if len(cells) > wanted and not any(cells[wanted:]):
            return Row(line, cells[:wanted])
        return Reject(
            line,
            "row",
            f"The row has {len(cells)} cells; there are {wanted} headings.",
            "Put quotation marks around a cell that holds commas, and leave no cell out.",
        )


def _plain_cells(line: str, delimiter: str) -> list[str] | None:
    """The cells of a line with no quotation marks, or with one whole cell in them; None for any other.

    The CSV reader says the same of such lines and looks at every character of them, ten times as slowly.
    """
    if not line.endswith("\n"):
        return None
    bare = line[:-2] if line.endswith("\r\n") else line[:-1]
    match bare.split('"', 3):
        case [plain]:
            return plain.split(delimiter)
        case [before, quoted, after] if before[-1:] in ("", delimiter) and after[:1] in ("", delimiter):
            return [*before.split(delimiter)[:-1], quoted, *after.split(delimiter)[1:]]
    return None


def _unreadable(line: int, fault: csv.Error) -> Reject:
    """A row whose quotation marks do not match. One that never closes swallows the rest, so the file goes."""
    if "unexpected end of data" in str(fault) or "field larger" in str(fault):
        raise FileRefused(
            f"A quotation mark opened on line {line} is never closed.",
            "Close it, or take it out, and send the file again.",
        ) from fault
    return Reject(
        line,
        "row",
        "The quotation marks in this row do not match.",
        "Put quotation marks around the whole cell and write a quotation mark inside it twice.",
    )


def _checked(headings: list[str]) -> tuple[str, ...]:
    if len(headings) > MOST_COLUMNS:
        raise FileRefused(
            f"The first line has {len(headings)} cells; no known export has more than {MOST_COLUMNS}.",
            "Check that the first line holds the headings.",
        )
    seen: set[str] = set()
    for heading in headings:
        if heading and heading in seen:
            raise FileRefused(
                f"Two columns have the same heading, '{heading[:60]}'.", "Rename or remove one of them."
            )
        seen.add(heading)
    if not seen - {""}:
        raise FileRefused("The first line has no headings.", "Put the headings on the first line.")
    return tuple(headings)
