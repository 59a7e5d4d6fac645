"""What a report tells: parts, each with its author's words and what the figures say; and the text it is kept as.

One value is read as a page, as a PDF and as a spreadsheet. Kept as text it is always the same bytes, so that its digest
proves that a closed report is still what was told.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

from agencies.charts import Chart, Series
from agencies.documents import Bullets, Facts, Heading, NewPage, Paragraph, Table

Block = Paragraph | Heading | Bullets | Facts | Table | Chart | NewPage
_KINDS: Final[Mapping[str, type[Any]]] = {
    each.__name__: each for each in (Paragraph, Heading, Bullets, Facts, Table, Chart, NewPage)
}
NO_WORDS: Final = "Nothing has been written here yet."


@dataclass(frozen=True)
class Part:
    """A part of a report: its key, its heading, the author's words and the blocks under them.

    `is_written` says whether an author may write words for it.
    """

    key: str
    title: str
    blocks: tuple[Block, ...] = ()
    words: str = ""
    is_written: bool = True


@dataclass(frozen=True)
class Told:
    """A report as it is read; `on` is the day up to which it tells."""

    title: str
    subtitle: str
    authority: str
    on: date
    parts: tuple[Part, ...]


def kind_of(block: Block) -> str:
    """What kind of block it is, by the name under which it is kept."""
    return type(block).__name__


def as_text(told: Told) -> bytes:
    """The report as it is kept: the same report, the same bytes."""
    held = asdict(told) | {"on": told.on.isoformat(), "parts": [_held(part) for part in told.parts]}
    return json.dumps(held, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def from_text(text: bytes) -> Told:
    """The report that was kept."""
    held = json.loads(text)
    parts = tuple(
        Part(**{**part, "blocks": tuple(_block(each) for each in part["blocks"])}) for part in held["parts"]
    )
    return Told(**{**held, "on": date.fromisoformat(held["on"]), "parts": parts})


def tables_of(told: Told) -> Iterator[tuple[Part, Table]]:
    """Every table, and what every chart draws as one, each with the part it stands in."""
    for part in told.parts:
        for block in part.blocks:
            if isinstance(block, Table):
                yield part, block
            elif isinstance(block, Chart):
                yield part, figures_of(block)


def figures_of(chart: Chart) -> Table:
    """What a chart draws, as a table."""
    head = (chart.of, *(series.name for series in chart.series))
    rows = tuple((label, *texts) for label, texts in chart.rows)
    return Table(chart.title, head, rows, numeric=tuple(range(1, len(head))))


def _held(part: Part) -> dict[str, Any]:
    return asdict(part) | {"blocks": [{"kind": kind_of(each), **asdict(each)} for each in part.blocks]}


def _block(held: Mapping[str, Any]) -> Any:
    given = {name: _frozen(value) for name, value in held.items() if name != "kind"}
    if held["kind"] == Chart.__name__:
        given["series"] = tuple(Series(**_thawed(each)) for each in held["series"])
    return _KINDS[held["kind"]](**given)


def _thawed(series: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _frozen(value) for name, value in series.items()}


def _frozen(value: Any) -> Any:
    return tuple(_frozen(each) for each in value) if isinstance(value, list) else value
