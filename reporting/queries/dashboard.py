"""The termly dashboard: headline figures beside their comparisons, one breakdown, the trend, and what is missing."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from attendance.rules.codes import boundaries
from attendance.rules.dated import day_in_words
from attendance.rules.persistence import REGIMES
from reporting.queries.asked import Asked
from reporting.queries.breakdown import Row, breakdown, breakdown_chart, ways
from reporting.queries.headline import Line, headline
from reporting.queries.sums import Coverage, by_school, coverage
from reporting.queries.trend import trend
from reporting.rules.groups import KIND_WORDS, WARD_NOTE, Kind
from reporting.rules.indicators import IN_BREAKDOWNS, INDICATORS
from reporting.rules.withheld import EXPLANATION


def dashboard(asked: Asked) -> dict[str, Any]:
    """The context of the dashboard; its number of queries does not grow with schools, pupils or groups."""
    schools = by_school(asked.scope, asked.period)
    covered = coverage(asked.scope, asked.period, schools, asked.by)
    offered = dict(ways(asked))
    rows = breakdown(asked, schools) if asked.way in offered else []
    attendance = INDICATORS["attendance"]
    lines = headline(asked) if schools else []
    return {
        "lines": lines,
        "sources": sorted({each.source for line in lines for each in line.beside if each.source}),
        "covered": covered,
        "holes": holes(asked, covered),
        "rows": rows,
        "columns": [each for each in IN_BREAKDOWNS if each.in_year(asked.period.year)],
        "ways": list(offered.items()),
        "way": asked.way,
        "way_label": offered.get(asked.way, ""),
        "way_note": WARD_NOTE if rows and KIND_WORDS.get(asked.way) is Kind.WARD else "",
        "chart": breakdown_chart(rows, attendance, offered.get(asked.way, "Group")),
        "charts": trend(asked, attendance) if schools else [],
        "withheld": EXPLANATION if _withholds(lines, rows) else "",
    }


def holes(asked: Asked, covered: Coverage) -> list[str]:
    """What a reader must know before the figures: what is missing, not ended, or not like with like."""
    said: list[str] = []
    if covered.on is None:
        return said
    if covered.ends and covered.on < covered.ends:
        is_over = covered.ends < asked.by.on
        so_far = "is not counted to its end" if is_over else "has not ended"
        said.append(
            f"{asked.period.label} {so_far}: figures go up to {day_in_words(covered.on)}. Those of earlier "
            "terms and years are of the whole term or year."
        )
    if covered.earliest != covered.on:
        said.append(f"Some schools are counted only up to {day_in_words(covered.earliest)}.")
    if missing := covered.expected - covered.counted:
        named = ", ".join(school.name for school in covered.without[:10])
        said.append(
            f"{missing} of {covered.expected} schools have no figures for this period and are in no sum"
            + (f": {named}." if named else ".")
        )
    before = asked.before[asked.period.key]
    # A year begins on 1 August, its sessions in September: a list that began between parts no sessions. The first day
    # on which any list is held is no change.
    first = max(before.first, date(before.year, 9, 1))
    changes = [day for day in boundaries()[1:] if first < day <= asked.period.last]
    said += [
        f"The list of attendance codes changed on {day_in_words(day)}: figures before and after it differ a little "
        "in what they count."
        for day in changes
    ]
    return [*said, *_measured_otherwise(before.first, asked.period.last)]


def _measured_otherwise(first: date, last: date) -> list[str]:
    """That persistent absence came to be measured by another rule between two periods that stand side by side."""
    return [
        f"Persistent absence is measured by another rule from {day_in_words(row.from_)} on: {row.about.lower()}. "
        "Earlier figures are by the rule of their own time, so that a difference need not be one of attendance."
        for row in REGIMES[1:]
        if row.from_ and first < row.from_ <= last
    ]


def _withholds(lines: Iterable[Line], rows: Iterable[Row]) -> bool:
    cells = [cell for row in rows for cell in row.cells]
    return any(
        each.is_held_back
        for each in (
            *cells,
            *(one for line in lines for one in (line.now, line.term_before, line.year_before)),
        )
    )
