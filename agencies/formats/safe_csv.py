"""CSV that a spreadsheet opens without running anything, and formulas found in what comes in.

A cell that begins with `=`, `+`, `-`, `@`, tab or carriage return is a formula to Excel and LibreOffice
(OWASP, "CSV injection"). Written out, such a cell gets an apostrophe before it; a plain negative
number does not.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
PLAIN_NUMBER: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?")
BYTE_ORDER_MARK: Final = "\ufeff"


def is_formula(cell: str) -> bool:
    """Would a spreadsheet read this cell as a formula? Leading spaces hide none; a lone sign is none."""
    bare = cell.lstrip(" ")
    return len(bare) > 1 and bare.startswith(FORMULA_STARTS) and PLAIN_NUMBER.fullmatch(bare) is None


def inert(value: object) -> str:
    """The text of a value, with an apostrophe before anything that a spreadsheet would run."""
    text = "" if value is None else str(value)
    return f"'{text}" if is_formula(text) else text


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def lines_of(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """The file as UTF-8 lines with a byte order mark, one per row, for a streamed answer."""
    writer = csv.writer(_Echo(), quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n")
    yield f"{BYTE_ORDER_MARK}{writer.writerow([inert(cell) for cell in headings])}".encode()
    for row in rows:
        line: str = writer.writerow([inert(cell) for cell in row])
        yield line.encode()
