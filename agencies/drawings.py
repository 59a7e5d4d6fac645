"""Charts on paper: the marks of the page's own charts, with its colours and patterns, as a picture of a document."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.text import slugify

from agencies import plots
from agencies.charts import Chart, Intervals
from agencies.documents import Heading, Paragraph, Picture

WIDE: Final = (
    960  # pixels that fill the width of a page on its side, so that letters come out at about 11 point
)
LEGEND, LINES_HEIGHT, SCALE_HEIGHT = 32, 250, 28
# The rules of the style sheet that draw marks; typst reads no others.
_RULES = re.compile(
    r"(?<![\w-])\.(?:chart text|chart \.chart__tick|chart__(?:value|grid|target)|part|ink-|ground-|line|stroke-|dot-"
    r"|hollow)"
    r"[\w. -]*\{[^}]*\}"
)
# No XML holds these.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True)
class Bars:
    """A chart drawn as bars."""

    chart: Chart


@dataclass(frozen=True)
class Lines:
    """A chart drawn as lines."""

    chart: Chart


Drawn = Bars | Lines | Intervals


def shown(
    drawn: Drawn, *, under: str = "", level: int = 3, width: int = WIDE
) -> Iterator[Heading | Paragraph | Picture]:
    """A drawing with its title and its summary above it, as on the page; `under` is a heading that says it already."""
    title, words = _words(drawn)
    if title != under:
        yield Heading(title, level)
    yield Paragraph(words)
    yield picture(drawn, width=width)


def _words(drawn: Drawn) -> tuple[str, str]:
    """A drawing's title and summary."""
    if isinstance(drawn, Intervals):
        return drawn.title, drawn.words
    return drawn.chart.title, drawn.chart.summary


def picture(drawn: Drawn, *, width: int = WIDE) -> Picture:
    """The drawing with its title and summary as the words that stand for it; `width` in pixels fills the page's."""
    context = (
        _intervals(drawn) if isinstance(drawn, Intervals)
        else _bars(drawn.chart, width) if isinstance(drawn, Bars)
        else _lines(drawn.chart, width)
    )  # fmt: skip
    return Picture(_svg(context, width), ". ".join(_words(drawn)))


def _svg(context: dict[str, Any], width: int) -> str:
    given = {"width": width, "top": 0, "style": _style(), "legend": (), **context}
    given["height"] += given["top"]
    return _CONTROLS.sub("", render_to_string("components/charts/paper.html", given))


def _bars(chart: Chart, width: int) -> dict[str, Any]:
    rows = plots.bars(chart)
    target = plots.target_across(chart)
    entries = [(f"{chart.target_label} {chart.text(chart.target)}", 0, False, True)] if target else []
    legend = _legend(entries, width)
    return {
        "marks": "components/charts/bars_marks.html", "key": _key(chart.title), "bars": rows,
        "height": len(rows) * plots.ROW, "target": target, "legend": legend, "top": LEGEND if legend else 0,
    }  # fmt: skip


def _lines(chart: Chart, width: int) -> dict[str, Any]:
    plot = plots.lines(chart)
    entries = [(line.name, line.shape, line.is_comparison, False) for line in plot.lines]
    if plot.target:
        entries.append((f"{chart.target_label} {plot.target.text}", 0, False, True))
    return {
        "marks": "components/charts/lines_marks.html", "plot": plot, "legend": _legend(entries, width), "top": LEGEND,
        "left": f"{plots.LEFT:g}", "right": f"{plots.RIGHT:g}", "height": LINES_HEIGHT,
    }  # fmt: skip


def _intervals(chart: Intervals) -> dict[str, Any]:
    plot = plots.intervals(chart)
    return {
        "marks": "components/charts/intervals_marks.html", "plot": plot, "height": plot.height + SCALE_HEIGHT,
    }  # fmt: skip


def _legend(entries: list[tuple[str, int, bool, bool]], width: int) -> list[dict[str, Any]]:
    """The key of a chart in one row: each entry as wide as its share."""
    share = width // max(len(entries), 1)
    return [
        {"name": name, "shape": shape, "is_comparison": thin, "is_target": is_target, "at": at * share + 2,
         "middle": at * share + 18, "end": at * share + 34, "text_at": at * share + 42}
        for at, (name, shape, thin, is_target) in enumerate(entries)
    ]  # fmt: skip


def _key(title: str) -> str:
    return f"chart-{slugify(title)}"


@cache
def _style() -> str:
    sheet = (settings.BASE_DIR / "static" / "css" / "figures.css").read_text()
    return " ".join(found[0] for found in _RULES.finditer(sheet))
