"""An indicator by week and by half term, beside the year before."""

from collections.abc import Mapping, Sequence

from agencies.charts import Chart, Series
from reporting.queries.asked import Asked
from reporting.queries.sums import Sums, by_period
from reporting.rules.indicators import Indicator
from reporting.rules.periods import HALVES, WHOLE_YEAR


def trend(asked: Asked, indicator: Indicator) -> list[Chart]:
    """The indicator by week and by half term, with the year before beside it; four queries."""
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
            charts.append(_chart(asked, indicator, title, of, shown, now, then))
    return charts


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
