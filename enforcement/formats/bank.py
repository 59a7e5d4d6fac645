"""Lines of a bank's statement as CSV: whatever its columns are called, somebody says once which is which.

A line is named by its day, amount, text and, where the bank writes the same line twice, its place among these: so a
statement that overlaps the last one brings nothing in twice, and two equal payments of one day both count.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from attendance.formats.dates import BadDate, DateOrder, read_date, settle_order
from attendance.formats.reading import Limits, Upload
from attendance.formats.refusals import FileRefused, Reject
from attendance.formats.tables import Row, Table

LIMITS = Limits(file_bytes=20_000_000, unpacked_bytes=20_000_000, rows=100_000)
GREATEST = 100_000_000
MOST_TEXT = 500
AMOUNT = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?", re.ASCII)
BLANKS = re.compile(r"\s+")
# What a bank calls its columns; the first that a file has is offered.
USUAL: Mapping[str, tuple[str, ...]] = {
    "received_on": ("date", "transaction date", "posting date", "value date", "entry date"),
    "amount": (
        "credit amount",
        "credit",
        "paid in",
        "money in",
        "credits",
        "amount",
        "value",
        "transaction amount",
    ),
    "text": (
        "transaction description",
        "description",
        "narrative",
        "details",
        "transaction details",
        "reference",
    ),
    "more_text": ("reference", "payment reference", "narrative #2", "additional details", "remittance information"),
}  # fmt: skip


@dataclass(frozen=True)
class BankMapping:
    """Which column is what: a day, an amount in pounds (or that of money in alone), a text, perhaps a second one."""

    received_on: str
    amount: str
    text: str
    more_text: str = ""
    date_order: str = ""

    @classmethod
    def of(cls, held: Mapping[str, Any]) -> "BankMapping":
        """A mapping from plain values."""
        return cls(
            *(
                str(held.get(name, ""))
                for name in ("received_on", "amount", "text", "more_text", "date_order")
            )
        )


@dataclass(frozen=True)
class BankLine:
    """One movement of money; `amount` in pence, below nothing where it went out."""

    line: int
    received_on: date
    amount: int
    text: str
    key: str


@dataclass
class Seen:
    """How often each line came before, to tell equal ones apart."""

    counts: Counter[str] = field(default_factory=Counter)

    def key(self, said: str) -> str:
        """The name of a line that says this, the next time among its equals."""
        said = said.casefold()
        self.counts[said] += 1
        return hashlib.sha256(f"{said}|{self.counts[said]}".encode()).hexdigest()


def headings_of(upload: Upload) -> tuple[str, ...]:
    """The headings of a file. Raises FileRefused where it has none to read."""
    return Table(upload).headings


def guessed(headings: Sequence[str]) -> dict[str, str]:
    """The likeliest columns, by what banks call them: field to heading."""
    held = {heading.casefold().strip(): heading for heading in headings if heading}
    found: dict[str, str] = {}
    for name, usual in USUAL.items():
        free = (held[each] for each in usual if each in held and held[each] not in found.values())
        if first := next(free, ""):
            found[name] = first
    return found


def bank_lines(upload: Upload, mapping: BankMapping) -> Iterator[BankLine | Reject]:
    """The lines of a file in order, and those that cannot be read. Raises FileRefused for the file as a whole."""
    table = Table(upload)
    places = {
        name: table.place(getattr(mapping, name))
        for name in ("received_on", "amount", "text", "more_text")
        if getattr(mapping, name)
    }
    days = (row.cells[places["received_on"]] for row in Table(upload) if isinstance(row, Row))
    order = DateOrder(mapping.date_order) if mapping.date_order else settle_order(days)
    seen = Seen()
    for row in table:
        yield row if isinstance(row, Reject) else _read(row, places, order, seen)


def _read(row: Row, places: Mapping[str, int], order: DateOrder, seen: Seen) -> BankLine | Reject:
    try:
        day = read_date(row.cells[places["received_on"]], order)
    except BadDate as fault:
        return Reject(row.line, "received_on", str(fault), "Correct the date, or leave the line out.")
    written = row.cells[places["amount"]].strip()
    amount = pence(written) if written else 0
    if amount is None:
        return Reject(row.line, "amount", "The amount is not one in pounds and pence.", "Write it as 160.00.")
    texts = (row.cells[places[name]] for name in ("text", "more_text") if name in places)
    text = BLANKS.sub(" ", " ".join(texts)).strip()[:MOST_TEXT]
    return BankLine(row.line, day, amount, text, seen.key(f"{day.isoformat()}|{amount}|{text}"))


def pence(written: str) -> int | None:
    """An amount in pounds as pence; below nothing with a minus, in brackets, or with DR. None where it is none."""
    text = written.strip().replace("£", "").replace("GBP", "").strip()
    out = False
    if text.startswith("(") and text.endswith(")"):
        text, out = text[1:-1], True
    if text.upper().endswith("DR"):
        text, out = text[:-2], True
    text = text.removesuffix("CR").removesuffix("cr").strip()
    if text.startswith(("-", "\N{MINUS SIGN}")):
        text, out = text[1:], not out
    match = AMOUNT.fullmatch(text.removeprefix("+").strip())
    if match is None:
        return None
    amount = int(match[1].replace(",", "")) * 100 + int((match[2] or "0").ljust(2, "0"))
    if amount > GREATEST:
        return None
    return -amount if out else amount


__all__ = [
    "LIMITS",
    "BankLine",
    "BankMapping",
    "FileRefused",
    "Seen",
    "bank_lines",
    "guessed",
    "headings_of",
    "pence",
]
