"""Where the marks of a chart lie.

Across, every position is a percentage of the width, and downwards it is in pixels: a chart is as wide as its
column on a phone, on a desk and on paper while its letters keep their size. Coordinates are text, as in SVG.
"""

import math
from dataclasses import dataclass
from itertools import pairwise

from agencies.charts import Chart, HeatGrid, Intervals, figure

PATTERNS = 6
ROW = 52
BAR_TOP = 24
BAR_WIDTH = 78.0
PLOT_TOP, PLOT_BOTTOM = 16, 216
LEFT, RIGHT = 13.0, 97.0
WIDE_LABELS, NARROW_LABELS = 12, 4
LABELLED_PART = 12.0


@dataclass(frozen=True)
class Part:
    """A piece of a bar: where it starts, how wide it is and where it ends (percent), and its text."""

    x: str
    width: str
    middle: str
    end: str
    text: str
    pattern: int
    has_text: bool


@dataclass(frozen=True)
class Bar:
    """A bar with its label above it."""

    label: str
    label_y: int
    y: int
    text_y: int
    parts: list[Part]


@dataclass(frozen=True)
class Tick:
    """A line of the scale, or a label under the plot; a wide one is left out on a phone."""

    at: str
    text: str
    anchor: str = "middle"
    is_wide: bool = False


@dataclass(frozen=True)
class Line:
    """A series as points joined by segments; a gap parts them. `shape` tells series apart without colour."""

    name: str
    shape: int
    is_comparison: bool
    points: list[tuple[str, str]]
    segments: list[tuple[str, str, str, str]]


@dataclass(frozen=True)
class LinePlot:
    """A drawn line chart: its scale, labels, lines and target."""

    scale: list[Tick]
    labels: list[Tick]
    lines: list[Line]
    target: Tick | None


@dataclass(frozen=True)
class Reach:
    """An estimate with its interval: its label, where its parts lie, and whether the line at nought is outside."""

    label: str
    label_y: int
    y: int
    low: str
    best: str
    high: str
    is_clear: bool


@dataclass(frozen=True)
class IntervalPlot:
    """Drawn intervals: their scale, the rows, where nought lies and how high the plot is."""

    scale: list[Tick]
    rows: list[Reach]
    nought: str
    height: int


@dataclass(frozen=True)
class HeatCell:
    """A cell of a heat grid: its text, and its level from 0 (lowest) to 4, or None for a gap."""

    text: str
    level: int | None


def bars(chart: Chart) -> list[Bar]:
    """One bar a label from the chart's first series; the longest (or the target) takes most of the width."""
    longest = max([*chart.known, chart.target or 0]) or 1
    return [
        _bar(at, label, [_part(0, (value or 0) / longest * BAR_WIDTH, chart.text(value), 0, shown=True)])
        for at, (label, value) in enumerate(zip(chart.labels, chart.series[0].values, strict=True))
    ]


def target_across(chart: Chart) -> str | None:
    """Where the target of a bar chart lies, in percent of the width."""
    if chart.target is None:
        return None
    longest = max([*chart.known, chart.target]) or 1
    return _text(chart.target / longest * BAR_WIDTH)


def stacked(chart: Chart) -> list[Bar]:
    """One bar a label, the series' shares of it side by side; each bar fills the width."""
    found = []
    for at, label in enumerate(chart.labels):
        values = [series.values[at] or 0 for series in chart.series]
        whole, x, parts = sum(values) or 1, 0.0, []
        for pattern, value in enumerate(values):
            width = value / whole * 100
            parts.append(_part(x, width, chart.text(value), pattern, shown=width >= LABELLED_PART))
            x += width
        found.append(_bar(at, label, parts))
    return found


def lines(chart: Chart) -> LinePlot:
    """The points of each series on one scale, from the chart's `low`, or its lowest figure, past its highest."""
    drawn_at = [*chart.known, chart.low, *([] if chart.target is None else [chart.target])]
    steps = scale(min(drawn_at), max(drawn_at))
    low, high = steps[0], steps[-1]
    drawn = []
    for shape, series in enumerate(chart.series):
        points = [
            None if value is None else (_x(at, len(chart.labels)), _y(value, low, high))
            for at, value in enumerate(series.values)
        ]
        pairs = pairwise(points)
        segments = [(*one, *two) for one, two in pairs if one is not None and two is not None]
        drawn.append(Line(series.name, shape, series.is_comparison, [p for p in points if p], segments))
    target = None if chart.target is None else Tick(_y(chart.target, low, high), chart.text(chart.target))
    return LinePlot(
        [Tick(_y(step, low, high), figure(step, chart.unit, int(step % 1 > 0))) for step in steps],
        _labels(chart.labels),
        drawn,
        target,
    )


def intervals(chart: Intervals) -> IntervalPlot:
    """Each interval as a bar across on one scale that holds nought and every end."""
    ends = [end for _, low, _, high in chart.rows for end in (low, high)] or [0.0]
    steps = scale(min([*ends, 0.0]), max([*ends, 0.0]))
    low, high = steps[0], steps[-1]

    def across(value: float) -> str:
        return _text(LEFT + (value - low) / (high - low) * (RIGHT - LEFT))

    rows = [
        Reach(
            label,
            at * ROW + 16,
            at * ROW + 32,
            across(least),
            across(best),
            across(most),
            least > 0 or most < 0,
        )
        for at, (label, least, best, most) in enumerate(chart.rows)
    ]
    ticks = [Tick(across(step), figure(step, chart.unit, int(step % 1 > 0))) for step in steps]
    return IntervalPlot(ticks, rows, across(0.0), len(rows) * ROW)


def spark(values: list[float | None]) -> str:
    """The `d` of a small line in a box 100 wide and 24 high; a gap lifts the pen."""
    known = [value for value in values if value is not None]
    if not known:
        return ""
    low, high = min(known), max(known)
    step = 100 / max(len(values) - 1, 1)
    pen, moves = "M", []
    for at, value in enumerate(values):
        if value is None:
            pen = "M"
            continue
        height = 12.0 if high == low else 22 - (value - low) / (high - low) * 20
        moves.append(f"{pen}{_text(at * step)} {_text(height)}")
        pen = "L"
    return " ".join(moves)


def heat(grid: HeatGrid) -> list[tuple[str, list[HeatCell]]]:
    """The rows of a heat grid with the level of each cell: fifths of the range between lowest and highest."""
    known = [value for value, _ in grid.known] or [0.0]
    low, spread = min(known), (max(known) - min(known)) or 1
    return [
        (
            label,
            [
                HeatCell(
                    figure(value, grid.unit, grid.places),
                    None if value is None else min(int((value - low) / spread * 5), 4),
                )
                for value in values
            ],
        )
        for label, values in grid.rows
    ]


def scale(low: float, high: float) -> list[float]:
    """Three to six round steps that enclose both ends: 1, 2, 2.5 or 5 times a power of ten apart."""
    spread = (high - low) or 1
    power = 10 ** math.floor(math.log10(spread / 4))
    step = next(power * by for by in (1, 2, 2.5, 5, 10) if power * by * 5 >= spread)
    first = math.floor(low / step)
    last = math.ceil(round(high / step, 9))
    return [round(count * step, 9) for count in range(first, max(last, first + 1) + 1)]


def _bar(at: int, label: str, parts: list[Part]) -> Bar:
    top = at * ROW
    return Bar(label, top + BAR_TOP - 8, top + BAR_TOP, top + BAR_TOP + 16, parts)


def _part(x: float, width: float, text: str, pattern: int, *, shown: bool) -> Part:
    middle, end = _text(x + width / 2), _text(x + width)
    return Part(_text(x), _text(width), middle, end, text, pattern % PATTERNS, shown)


def _labels(labels: tuple[str, ...]) -> list[Tick]:
    wide = -(-len(labels) // WIDE_LABELS)
    narrow = -(-len(labels) // NARROW_LABELS)
    narrow = -(-narrow // wide) * wide
    return [
        # The last stands near the edge: its text ends under its point instead of running off the drawing.
        Tick(_x(at, len(labels)), label, "end" if 0 < at == len(labels) - 1 else "middle", bool(at % narrow))
        for at, label in enumerate(labels)
        if at % wide == 0
    ]


def _x(at: int, count: int) -> str:
    return _text(LEFT + (RIGHT - LEFT) * (at / (count - 1) if count > 1 else 0.5))


def _y(value: float, low: float, high: float) -> str:
    return _text(PLOT_BOTTOM - (value - low) / (high - low) * (PLOT_BOTTOM - PLOT_TOP))


def _text(position: float) -> str:
    return f"{position:.2f}".rstrip("0").rstrip(".")
