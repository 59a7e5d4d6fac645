"""A table to take away as a document: its drawings, its rows, and what they are."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from agencies.documents import Block, Facts, Heading, Paragraph, Report
from agencies.documents import Table as PrintedTable
from agencies.drawings import shown
from agencies.tables import Column, Part, Table, Value

MOST_PRINTED: Final = (
    1_000  # rows of one table; more are no reading for paper, and come as a spreadsheet or CSV
)
WIDE: Final = 6


def printed(table: Table, authority: str) -> Report:
    """The document: on its side where a table or a drawing needs the width."""
    tables: tuple[Table | Part, ...] = (table, *table.parts)
    widest = max(len(each.columns) for each in tables)
    drawings = [drawn for each in tables for drawn in each.drawn]
    return Report(
        title=table.title,
        authority=authority,
        on=table.on,
        blocks=tuple(_blocks(table)),
        landscape=widest >= WIDE or bool(drawings),
    )


def _blocks(table: Table) -> Iterator[Block]:
    for each in table.drawn:
        yield from shown(each, level=2)
    yield from _rows(table.title, table.columns, table.rows)
    if table.count > MOST_PRINTED:
        yield Paragraph(
            f"These are the first {MOST_PRINTED:,} of {table.count:,} rows. The spreadsheet and the CSV file "
            "hold them all."
        )
    for part in table.parts:
        yield Heading(part.title)
        for each in part.drawn:
            yield from shown(each, under=part.title)
        yield from _rows(part.title, part.columns, part.rows)
    yield Heading("About these figures")
    yield Facts(tuple(table.about[1:]))


def _rows(title: str, columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> Iterator[Block]:
    texts = tuple(
        tuple(column.text(value) for column, value in zip(columns, row, strict=True))
        for row in islice(rows, MOST_PRINTED)
    )
    if not texts:
        yield Paragraph("There is nothing to show.")
        return
    yield PrintedTable(
        caption=title,
        head=tuple(column.heading for column in columns),
        rows=texts,
        numeric=tuple(at for at, column in enumerate(columns) if column.places is not None),
    )
