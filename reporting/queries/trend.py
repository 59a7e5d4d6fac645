"""An indicator by week and by half term, beside the year before, and England's where its weeks are published."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from agencies.charts import Chart, Series
from reporting.queries.asked import Asked
from reporting.queries.published import england_by_week
from reporting.queries.sums import Sums, by_period
from reporting.rules.indicators import Indicator
from reporting.rules.periods import HALVES, WHOLE_YEAR


def trend(asked: Asked, indicator: Indicator, phase: str = "") -> list[Chart]:
    """The indicator by week and by half term, with the year before beside it; five queries.

    ``phase`` is that of England's figures where the schools are not narrowed to one.
    """
    charts = []
    weeks = [each.key for each in asked.periods.values() if each.is_week]
    for title, keys, of in (
        ("by week", weeks, "Week beginning"),
        ("by half term", list(HALVES), "Half term"),
    ):
        if of == "Week beginning" and not indicator.by_week:
            continue
        now, then = (
            by_period(asked.scope, [held[key] for key in keys if key in held])
            for held in (asked.periods, asked.before)
        )
        shown = [
            key for key in keys if (key in now and now[key]["possible"]) or then.get(key, {}).get("possible")
        ]
        if shown:
            chart = _chart(asked, indicator, title, of, shown, now, then)
            is_weekly = of == "Week beginning"
            charts.append(_with_england(chart, asked, indicator, phase, shown) if is_weekly else chart)
    return charts


def _with_england(
    chart: Chart, asked: Asked, indicator: Indicator, phase: str, shown: Sequence[int]
) -> Chart:
    """The chart with England's weeks as far as they are published; a week that is withheld is a gap."""
    weeks = [asked.periods[key] for key in shown]
    found = england_by_week(indicator, asked.scope.phase or phase, weeks)
    values = [found[key].value if key in found else None for key in shown]
    if not any(value is not None for value in values):
        return chart
    source = ", ".join(sorted({each.source for each in found.values()}))
    line = Series(f"England ({source})", tuple(None if v is None else float(v) for v in values), True)
    return replace(chart, series=(*chart.series, line))


def _chart(
    asked: Asked, indicator: Indicator, title: str, of: str, keys: Sequence[int],
    now: Mapping[int, Sums], then: Mapping[int, Sums],
) -> Chart:  # fmt: skip
    def values(sums: Mapping[int, Sums]) -> tuple[float | None, ...]:
        found = (indicator.value(sums[key]) if key in sums else None for key in keys)
        return tuple(None if value is None else float(value) for value in found)

    series = [Series(asked.periods[WHOLE_YEAR].label.removeprefix("Year "), values(now))]
    if any(value is not None for value in values(then)):
        series.append(Series(asked.before[WHOLE_YEAR].label.removeprefix("Year "), values(then), True))
    return Chart(
        title=f"{indicator.name} {title}",
        labels=tuple(asked.periods[key].short for key in keys),
        series=tuple(series),
        unit=indicator.unit,
        of=of,
        low=80 if indicator.key == "attendance" else 0,
    )
