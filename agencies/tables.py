"""A table to take away: what it shows, what the figures mean, of which date and by which rules."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from agencies import words

Value = str | int | float | Decimal | date | None


@dataclass(frozen=True)
class Column:
    """A column: its heading, its width in characters, and how many decimals its figures have in a spreadsheet."""

    heading: str
    width: int = 16
    places: int | None = None


@dataclass(frozen=True)
class Table:
    """What a page shows, as a file of it.

    `name` becomes the file's name and must name no person. `count` is the number of rows, which is put on record
    before the first leaves; `rows` may be a stream. Hidden numbers come in as their mark, and `notes` explain it.
    """

    name: str
    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]
    count: int
    definition: str
    on: date
    rule_set: str
    notes: tuple[str, ...] = ()

    @property
    def headings(self) -> list[str]:
        """The headings of the columns."""
        return [column.heading for column in self.columns]

    @property
    def about(self) -> list[tuple[str, str]]:
        """What stands at the foot of the file: title, definition, date, rules, number of rows, notes."""
        return [
            ("Title", self.title),
            ("Definition", self.definition),
            ("As on", words.date(self.on)),
            ("Rule set", self.rule_set),
            ("Rows", f"{self.count:,}"),
            *(("Note", note) for note in self.notes),
        ]
