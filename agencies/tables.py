"""A table to take away: what it shows, what the figures mean, of which date and by which rules."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from agencies import words
from agencies.charts import Chart, rounded
from agencies.drawings import Drawn

Value = str | int | float | Decimal | date | None


@dataclass(frozen=True)
class Column:
    """A column: its heading, its width in characters, and how many decimals its figures have in a spreadsheet."""

    heading: str
    width: int = 16
    places: int | None = None

    def text(self, value: Value) -> str:
        """A value as people read it: days in words, figures with thousands commas and this column's decimals."""
        if value is None:
            return ""
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, date):
            return words.date(value)
        if isinstance(value, int | float | Decimal):
            return f"{value:,}" if self.places is None else f"{rounded(value, self.places):,}"
        return value


@dataclass(frozen=True)
class Part:
    """A further table of the same page. `sheet` names it in a spreadsheet, in 31 characters at most."""

    sheet: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Value]]
    drawn: tuple[Drawn, ...] = ()

    @property
    def headings(self) -> list[str]:
        """The headings of the columns."""
        return [column.heading for column in self.columns]


@dataclass(frozen=True)
class Table:
    """What a page shows, as a file of it.

    `name` becomes the file's name and must name no person. `count` is the number of rows, which is put on record
    before the first leaves; `rows` may be a stream. Hidden numbers come in as their mark, and `notes` explain it.
    A page with several tables has the others as `parts`; what is `drawn` of it comes on paper alone.
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
    parts: tuple[Part, ...] = ()
    drawn: tuple[Drawn, ...] = ()

    @property
    def headings(self) -> list[str]:
        """The headings of the columns."""
        return [column.heading for column in self.columns]

    @property
    def total(self) -> int:
        """The number of rows of all its tables."""
        return self.count + sum(len(part.rows) for part in self.parts)

    @property
    def about(self) -> list[tuple[str, str]]:
        """What stands at the foot of the file: title, definition, date, rules, number of rows, notes."""
        return [
            ("Title", self.title),
            ("Definition", self.definition),
            ("As on", words.date(self.on)),
            ("Rule set", self.rule_set),
            ("Rows", f"{self.total:,}"),
            *(("Note", note) for note in self.notes),
        ]


def charted(chart: Chart, sheet: str, drawn: Drawn) -> Part:
    """The figures behind a chart as a table beside its drawing, rounded as they are drawn."""
    unit = f" ({chart.unit.strip()})" if chart.unit else ""
    columns = [Column(f"{each.name}{unit}", places=chart.places) for each in chart.series]
    rows = [
        (label, *(None if value is None else rounded(value, chart.places) for value in values))
        for label, *values in zip(chart.labels, *(each.values for each in chart.series), strict=True)
    ]
    return Part(sheet, chart.title, (Column(chart.of, 30), *columns), rows, (drawn,))
