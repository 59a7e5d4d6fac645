"""Fairness: support and enforcement by group and by school, side by side, with how sure the differences are."""

from collections.abc import Mapping
from math import isfinite
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render

from agencies.acting import Acting
from agencies.charts import Chart, Intervals, Series, rounded
from agencies.doors import CaseworkRequest, needs
from agencies.downloads import download
from agencies.drawings import Bars
from agencies.rules.roles import Permission
from agencies.tables import Column, Part, Table, Value
from attendance.rules.register import year_in_words, year_of
from reporting.queries.asked import number
from reporting.queries.fairness import Fair, FairAsked, fair, fair_ways
from reporting.queries.school_views import authority_periods
from reporting.queries.sums import last_day, years_counted
from reporting.rules.fair_measures import BASES, CAUTION, CORPORATE_PARENT, MEASURES, bases_of
from reporting.rules.fair_tables import Shown
from reporting.rules.fairness import Fairness, Interval, in_words
from reporting.rules.indicators import rule_set
from reporting.rules.periods import WHOLE_YEAR
from reporting.rules.withheld import EXPLANATION, WITHHELD

MOST_BARS = 25


@needs(Permission.VIEW_STATISTICS)
def fairness(request: CaseworkRequest) -> HttpResponse:
    """Who was helped and who was warned, fined and prosecuted, of those who were as often away."""
    asked, years = _asked(request.acting, request.GET)
    found = fair(asked)
    way = dict(fair_ways(asked.by))[asked.way]
    context = {
        "asked": asked,
        "years": [(each, year_in_words(each)) for each in years],
        "ways": fair_ways(asked.by),
        "way_label": way,
        "bases": bases_of(asked.period.year),
        "base": BASES[asked.base],
        "measures": MEASURES.values(),
        "measure": MEASURES[asked.measure],
        "rows": [_line(row) for row in (*found.table.rows, found.table.total)] if found else [],
        "beside": [(each, in_words(each)) for each in found.beside] if found else [],
        "bars": _bars(asked, found, way) if found else None,
        "intervals": _intervals(asked, found, way) if found else None,
        "withheld": EXPLANATION if found and found.table.withholds else "",
        "caution": CAUTION,
        "corporate_parent": CORPORATE_PARENT if asked.way == "looked-after" else "",
    }
    return render(request, "reporting/fairness.html", context)


@needs(Permission.VIEW_STATISTICS)
def fairness_download(request: CaseworkRequest) -> HttpResponseBase:
    """The same tables as a file, with the same withheld."""
    asked, _ = _asked(request.acting, request.GET)
    return download(request, _table(asked, fair(asked)), request.GET.get("as", ""))


def _asked(by: Acting, given: Mapping[str, Any]) -> tuple[FairAsked, list[int]]:
    """What is asked, nonsense falling back: the newest year, free school meals, the persistently absent, notices."""
    years = years_counted(by.authority_id) or [year_of(by.on)]
    wanted = number(given, "year")
    year = wanted if wanted in years else years[0]
    way, base, measure = (str(given.get(name, "")) for name in ("by", "of", "what"))
    asked = FairAsked(
        by=by,
        period=authority_periods(by.authority_id, year)[WHOLE_YEAR],
        way=way if way in dict(fair_ways(by)) else "free-meals",
        base=base if base in {each.key for each in bases_of(year)} else "persistent",
        measure=measure if measure in MEASURES else "notice",
    )
    return asked, years


def _line(row: Shown) -> tuple[str, str, list[tuple[str, str]]]:
    """A row as the page shows it: name, children, and of each measure how many, and how many of a hundred."""
    cells = []
    for key in MEASURES:
        part, rate = row.parts[key], row.rate(key)
        cells.append(
            (WITHHELD if part is None else f"{part:,}", "" if rate is None else f"{rounded(rate, 1)}")
        )
    return row.name, WITHHELD if row.base is None else f"{row.base:,}", cells


def _bars(asked: FairAsked, found: Fair, way: str) -> Chart | None:
    rates = [(row.name, row.rate(asked.measure)) for row in found.table.rows]
    known = [(name, rate) for name, rate in rates if rate is not None]
    if not 1 < len(known) <= MOST_BARS or not any(rate for _, rate in known):
        return None
    name = MEASURES[asked.measure].name
    return Chart(
        title=f"{name} of 100, by {way.lower()}",
        labels=tuple(label for label, _ in known),
        series=(Series(f"{name} of 100", tuple(rate for _, rate in known)),),
        of=way,
    )


def _intervals(asked: FairAsked, found: Fair, way: str) -> Intervals | None:
    """How much more or less often than others, in percent; without a high end there is nothing to draw."""
    drawn = [
        (each.name, each.ratio)
        for each in found.beside
        if each.ratio is not None and isfinite(each.ratio.high) and isfinite(each.ratio.value)
    ]
    if not drawn:
        return None
    apart = [each.name for each in found.beside if each.is_apart]
    said = ", ".join(apart) if apart else "none"
    return Intervals(
        title=f"{MEASURES[asked.measure].name}: percent more often (right) or less often (left) than others",
        rows=tuple((name, _percent(it.low), _percent(it.value), _percent(it.high)) for name, it in drawn),
        words=f"Clearly different from all others: {said}.",
        unit="%",
        places=0,
        of=way,
    )


def _percent(times: float) -> float:
    return 100 * (times - 1)


def _table(asked: FairAsked, found: Fair | None) -> Table:
    way = dict(fair_ways(asked.by))[asked.way]
    base, measure = BASES[asked.base], MEASURES[asked.measure]
    counted = last_day(asked.by.authority_id, asked.period.year)
    on = min(counted, asked.period.last) if counted else asked.period.last
    rows = (*found.table.rows, found.table.total) if found else ()
    bars = _bars(asked, found, way) if found else None
    intervals = _intervals(asked, found, way) if found else None
    return Table(
        name=f"fairness-{asked.period.year}",
        title=f"Support and enforcement by {way.lower()}, {asked.period.label}",
        columns=_columns(way, base.name),
        rows=[_cells(row) for row in rows],
        count=len(rows),
        definition=" ".join([base.about, *(f"{each.name}: {each.about}" for each in MEASURES.values())]),
        on=on,
        rule_set=rule_set(on),
        notes=(CAUTION, EXPLANATION),
        parts=(
            Part(
                "Beside others",
                f"{measure.name}: each group beside all others",
                BESIDE_COLUMNS,
                [_beside(each) for each in found.beside] if found else [],
                (intervals,) if intervals else (),
            ),
        ),
        drawn=(Bars(bars),) if bars else (),
    )


BESIDE_COLUMNS = (
    Column("Group", 40), Column("Of 100", places=1), Column("From", places=1), Column("To", places=1),
    Column("Of 100 others", places=1), Column("Times as often", places=2), Column("From", places=2),
    Column("To", places=2), Column("In words", 80),
)  # fmt: skip


def _columns(way: str, base: str) -> list[Column]:
    found = [Column(way, 40), Column(base, places=0)]
    for each in MEASURES.values():
        found += [Column(each.name, places=0), Column(f"{each.name}, of 100", places=1)]
    return found


def _cells(row: Shown) -> list[Value]:
    found: list[Value] = [row.name, WITHHELD if row.base is None else row.base]
    for key in MEASURES:
        part, rate = row.parts[key], row.rate(key)
        found += [WITHHELD if part is None else part, None if rate is None else rounded(rate, 1)]
    return found


def _beside(found: Fairness) -> tuple[Value, ...]:
    others = None if found.others is None else rounded(found.others.value, 1)
    return (found.name, *_ends(found.rate, 1), others, *_ends(found.ratio, 2), in_words(found))


def _ends(found: Interval | None, places: int) -> tuple[Value, Value, Value]:
    if found is None:
        return None, None, None
    value, low, high = (
        rounded(each, places) if isfinite(each) else "without limit"
        for each in (found.value, found.low, found.high)
    )
    return value, low, high
