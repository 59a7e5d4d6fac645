"""A report as the sheets of a spreadsheet: one for each part, its words first, then its tables as tables."""

from collections.abc import Iterator

from agencies.charts import Chart
from agencies.documents import Bullets, Facts, Heading, Paragraph, Sheet, Table
from reporting.rules.told import Block, Part, Told, figures_of

Row = tuple[str, ...]


def sheets_of(told: Told) -> list[Sheet]:
    """A sheet that says what the report is, then one for each part."""
    about = Sheet(
        "About", ((told.title,), (told.authority,), (told.subtitle,), ("As on", told.on.isoformat()))
    )
    return [about, *(Sheet(part.title, tuple(_rows(part))) for part in told.parts)]


def _rows(part: Part) -> Iterator[Row]:
    yield (part.title,)
    for line in part.words.splitlines():
        if line.strip():
            yield (line,)
    for block in part.blocks:
        yield from _of(block)


def _of(block: Block) -> Iterator[Row]:
    match block:
        case Paragraph(text) | Heading(text):
            yield (text,)
        case Bullets(items):
            yield from ((item,) for item in items)
        case Facts(rows):
            yield from rows
        case Table():
            yield ()
            yield (block.caption,)
            yield block.head
            yield from block.rows
            yield ()
        case Chart():
            yield from _of(figures_of(block))
        case _:
            return
