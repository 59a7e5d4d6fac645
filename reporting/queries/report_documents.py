"""A report as a document to print: its parts in order, with charts drawn."""

from collections.abc import Iterator
from itertools import zip_longest
from typing import Final

from agencies import documents
from agencies.charts import Chart
from agencies.documents import Heading, NewPage, Paragraph, Report, Table
from agencies.drawings import Lines, shown
from reporting.rules.told import NO_WORDS, Block, Part, Told, figures_of

MOST_ROWS: Final = 8
PORTRAIT: Final = 680  # pixels across a page upright, so that letters are as large as on one on its side


def document_of(told: Told, *, contents: bool = True) -> Report:
    """The report to print."""
    return Report(
        title=told.title,
        subtitle=told.subtitle,
        authority=told.authority,
        on=told.on,
        contents=contents,
        blocks=tuple(block for part in told.parts for block in _printed(part)),
    )


def _printed(part: Part) -> Iterator[documents.Block]:
    begins_page = bool(part.blocks) and isinstance(part.blocks[0], NewPage)
    if begins_page:
        yield NewPage()
    yield Heading(part.title)
    if part.words:
        yield Paragraph(part.words)
    if part.is_written and not (part.words or part.blocks):
        yield Paragraph(NO_WORDS)
    for block in part.blocks[begins_page:]:
        yield from _drawn(block)


def _drawn(block: Block) -> Iterator[documents.Block]:
    if isinstance(block, Chart):
        yield from shown(Lines(block), width=PORTRAIT)
        yield _folded(figures_of(block))
    else:
        yield block


def _folded(table: Table) -> Table:
    """A long table of few columns with its second half beside the first, so that it takes half the page."""
    if len(table.rows) <= MOST_ROWS:
        return table
    half, width = -(-len(table.rows) // 2), len(table.head)
    empty = ("",) * width
    rows = tuple(
        (*left, *right) for left, right in zip_longest(table.rows[:half], table.rows[half:], fillvalue=empty)
    )
    numeric = (*table.numeric, *(at + width for at in table.numeric))
    return Table(table.caption, (*table.head, *table.head), rows, numeric)
