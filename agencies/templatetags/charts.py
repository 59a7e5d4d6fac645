"""Charts drawn by the server. `{% load charts %}`

Each is an image with a title and a description, its summary in words beside it, patterns as well as colours,
and the same figures as a table under it. Nothing needs JavaScript or an inline style.
"""

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.text import slugify

from agencies import plots
from agencies.charts import Chart, HeatGrid, Intervals, figure

register = template.Library()


@register.inclusion_tag("components/charts/bars.html")
def bar_chart(chart: Chart) -> dict[str, Any]:
    """Horizontal bars of the chart's first series, with its target as a line."""
    rows = plots.bars(chart)
    return _context(chart) | {
        "bars": rows,
        "height": len(rows) * plots.ROW,
        "target": plots.target_across(chart),
        "target_text": chart.text(chart.target),
    }


@register.inclusion_tag("components/charts/bars.html")
def stacked_chart(chart: Chart) -> dict[str, Any]:
    """Horizontal bars made of shares, one pattern a series."""
    rows = plots.stacked(chart)
    keys = [(series.name, at % plots.PATTERNS) for at, series in enumerate(chart.series)]
    return _context(chart) | {"bars": rows, "height": len(rows) * plots.ROW, "is_stacked": True, "keys": keys}


@register.inclusion_tag("components/charts/lines.html")
def line_chart(chart: Chart) -> dict[str, Any]:
    """A line a series with its own marks, comparisons thinner and dashed, and the target across."""
    return _context(chart) | {
        "plot": plots.lines(chart),
        "left": f"{plots.LEFT:g}",
        "right": f"{plots.RIGHT:g}",
    }


@register.inclusion_tag("components/charts/intervals.html")
def interval_chart(chart: Intervals) -> dict[str, Any]:
    """Estimates with their intervals around a line at nought; a clear one has a filled mark."""
    return {"chart": chart, "key": f"chart-{slugify(chart.title)}", "plot": plots.intervals(chart)}


@register.inclusion_tag("components/charts/spark.html")
def sparkline(values: Sequence[float | None], label: str, unit: str = "%", places: int = 1) -> dict[str, Any]:
    """A small line for a row of a list; its label says where it starts and where it ends."""
    known = [figure(value, unit, places) for value in values if value is not None]
    words = f"{label}: from {known[0]} to {known[-1]}" if known else f"{label}: no figures"
    return {"path": plots.spark(list(values)), "words": words}


@register.inclusion_tag("components/charts/heat.html")
def heat_grid(grid: HeatGrid) -> dict[str, Any]:
    """Figures in rows and columns, each cell with its text, shaded and patterned by its height."""
    return {"grid": grid, "rows": plots.heat(grid), "key": f"heat-{slugify(grid.title)}"}


def _context(chart: Chart) -> dict[str, Any]:
    return {"chart": chart, "key": f"chart-{slugify(chart.title)}"}
