"""Individual targets as their page shows them: by half term, team, officer and school, with small numbers held back.

Whoever may open cases all over the authority, or asks about a team of theirs, reads the counts as they are. Everybody
else reads the authority's: by half term, and for the year by team and by school, small numbers held back.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final

from agencies.acting import Acting
from agencies.charts import Chart, Series
from agencies.models import Agency, User
from agencies.rules.roles import Permission
from agencies.rules.small_numbers import held_back, is_small
from attendance.models import School
from cases.models import Target, TargetWeek
from cases.rules.targets import Figure
from reporting.queries.timed import open_record
from reporting.queries.year_asked import YearAsked, ask_year
from reporting.rules.counted import Cell, Dimension, cell, tabulate
from reporting.rules.individual_targets import STANDS_WORDS, Aim, Count, Stands, counted, stands
from reporting.rules.periods import HALVES, WHOLE_YEAR, Period
from reporting.rules.sheets import Row, Sheet, Shown, count, figure
from reporting.rules.suppression import Suppression, protect

SET: Final = "Set in the period"
COLUMNS: Final = (
    "Number", *STANDS_WORDS.values(), SET, "Attendance before", "Attendance since", "Points gained"
)  # fmt: skip
WAYS: Final[Mapping[str, tuple[str, Callable[[Aim], int | None]]]] = {
    "team": ("Locality team", lambda aim: aim.team),
    "officer": ("Officer", lambda aim: aim.officer),
    "school": ("School", lambda aim: aim.school),
}


def ask(by: Acting, given: Mapping[str, str], *, of_list: bool = False) -> YearAsked:
    """What is asked for: a half term or the year, and a team."""
    return ask_year(by, given, Permission.VIEW_CASE, parts=HALVES, of_list=of_list)


def cut_of(asked: YearAsked, period: Period) -> date:
    """The last day of a period that has come."""
    return min(period.last, asked.by.on)


def aims(asked: YearAsked) -> list[Aim]:
    """The targets that ran in the year, of the team asked about where there is one, with their weeks; two queries."""
    year = asked.periods[WHOLE_YEAR]
    rows: Any = Target.objects.filter(
        open_record("plan__case__pupil"), plan__case__team__authority=asked.by.authority_id,
        baseline_on__lte=year.last, by_on__gte=year.first,
    )  # fmt: skip
    rows = rows.filter(plan__case__team=asked.team) if asked.team else rows
    weeks: dict[int, list[tuple[date, Figure]]] = defaultdict(list)
    held = TargetWeek.objects.filter(target__in=rows.values("pk")).order_by("monday")
    for target, monday, possible, got in held.values_list("target", "monday", "possible", "counted"):
        weeks[target].append((monday, Figure(possible, got)))
    return [
        Aim(
            row.pk, row.plan.case.pupil_id, row.plan.case_id, row.plan.case.school_id, row.plan.case.team_id,
            row.plan.case.officer_id, row.measure, row.goal, row.baseline_on, row.by_on,
            _first(row.ended_on, row.plan.ended_on), Figure(row.baseline_possible, row.baseline_counted),
            tuple(weeks[row.pk]),
        )
        for row in rows.select_related("plan__case").order_by("pk")
    ]  # fmt: skip


def _first(*days: date | None) -> date | None:
    return min((day for day in days if day is not None), default=None)


@dataclass(frozen=True)
class Parted:
    """A table and, where there is something to draw, its chart."""

    sheet: Sheet
    chart: Chart | None = None


def tables(asked: YearAsked) -> list[Parted]:
    """Every table of the page; the number of queries does not grow with targets."""
    found = aims(asked)
    by_half = _by_half(asked, found)
    ways = ["officer", "school"] if asked.team else ["team", "school"]
    return [Parted(by_half, _chart(by_half)), *(Parted(_by(asked, way, found)) for way in ways)]


def _by_half(asked: YearAsked, found: Sequence[Aim]) -> Sheet:
    """The half terms that have begun, and the year. Each is held back for itself: one does not follow from others."""
    halves = [asked.periods[key] for key in HALVES if asked.periods[key].first <= asked.by.on]
    rows = []
    for period in (*halves, asked.periods[WHOLE_YEAR]):
        cut = cut_of(asked, period)
        exact = counted(found, period.first, cut)
        held = None if asked.is_exact else _held(found, period, cut)
        few = not asked.is_exact and is_small(exact.impact.children)
        link = f"{asked.query}&period={period.key}"
        rows.append(Row(period.short, _cells(asked, exact, held, cell(), link, is_small=few)))
    title = f"By half term, {asked.periods[WHOLE_YEAR].label}"
    return Sheet("half", title, "Half term", columns_of(asked), tuple(rows))


def _by(asked: YearAsked, way: str, found: Sequence[Aim]) -> Sheet:
    """One line a team, an officer or a school, in the period asked about."""
    period, (of, part) = asked.period, WAYS[way]
    cut = cut_of(asked, period)
    groups: dict[int | None, list[Aim]] = defaultdict(list)
    for aim in found:
        if stands(aim, period.first, cut):
            groups[part(aim)].append(aim)
    held = None if asked.is_exact else _held(found, period, cut)
    exact = {key: counted(group, period.first, cut) for key, group in groups.items()}
    small = frozenset() if held is None else _small({k or 0: c.impact.children for k, c in exact.items()})
    short = held is not None and way == "school"
    rows = []
    for key, label in _labels(asked, way, groups):
        link = f"{asked.query}&period={period.key}&by={way}&value={key or 0}"
        cells = _cells(asked, exact[key], held, cell(**{way: str(key)}), link, is_small=(key or 0) in small)
        rows.append(Row(label, cells[:1] if short else cells))
    columns = columns_of(asked)[:1] if short else columns_of(asked)
    return Sheet(way, f"By {of.lower()}, {period.label}", of, columns, tuple(rows))


def _small(children: Mapping[int, int]) -> frozenset[int]:
    """The lines of which no average is told: of few children, and those from which these would follow."""
    shown = zip(children, held_back(list(children.values())), strict=True)
    return frozenset(key for key, count in shown if count is None)


def _labels(asked: YearAsked, way: str, groups: Mapping[int | None, Any]) -> list[tuple[int | None, str]]:
    """The lines of a table in their order; one query. Officers are told apart to those who share out the work."""
    keys = {key for key in groups if key}
    rows: Any
    if way == "school":
        rows = School.objects.visible_to(asked.by).filter(pk__in=keys)
    elif way == "team":
        rows = Agency.objects.visible_to(asked.by).filter(pk__in=keys)
    else:
        tells_apart = asked.sees_all or asked.by.may(Permission.TRIAGE)
        rows = User.objects.filter(pk__in=keys if tells_apart else keys & {asked.by.user_id})
    rest: list[tuple[int | None, str]] = [(None, "No officer yet")] if None in groups else []
    return [*rows.order_by("name", "pk").values_list("pk", "name"), *rest]


def columns_of(asked: YearAsked) -> tuple[str, ...]:
    """The columns; how many were set is told to those alone who read the counts as they are."""
    return COLUMNS if asked.is_exact else tuple(name for name in COLUMNS if name != SET)


def _cells(
    asked: YearAsked, exact: Count, held: Suppression | None, named: Cell, link: str, *, is_small: bool
) -> tuple[Shown, ...]:
    way = link if asked.lists else ""
    numbers: list[int | None] = [exact.number, *exact.by_stand.values()]
    if held is not None:
        cells = (named, *(named | cell(stands=each.value) for each in Stands))
        numbers = [held.value(each) if each in held.counted.values else 0 for each in cells]
    links = [way, *(f"{way}&stands={each}" if way else "" for each in Stands)]
    found = [count(number, link) for number, link in zip(numbers, links, strict=True)]
    if held is None:
        found.append(count(exact.set))
    return (*found, *_rates(exact, is_small=is_small))


def _rates(exact: Count, *, is_small: bool) -> tuple[Shown, ...]:
    rates = exact.impact.rates
    before, since = (float(each) for each in rates) if rates else (None, None)
    gained = float(rates[1] - rates[0]) if rates else None
    hidden = is_small and rates is not None
    return (
        figure(before, unit="%", hidden=hidden),
        figure(since, unit="%", hidden=hidden),
        figure(gained, hidden=hidden),
    )


def _held(found: Iterable[Aim], period: Period, cut: date) -> Suppression:
    """The counts of a period by team and how they stand, and by school, small ones held back."""
    number: dict[tuple[str, str, str], int] = defaultdict(int)
    for aim in found:
        if stand := stands(aim, period.first, cut):
            number[str(aim.team), str(aim.school), stand.value] += 1
    return _protected(tuple(sorted(number.items())))


@lru_cache(maxsize=256)
def _protected(number: tuple[tuple[tuple[str, str, str], int], ...]) -> Suppression:
    """The same counts are always held back in the same way, so that this is worked out once."""
    rows = [({"team": team, "school": school, "stands": stand}, n) for (team, school, stand), n in number]
    ways = Dimension.flat("stands", [each.value for each in Stands])
    teams = Dimension.flat("team", sorted({team for (team, _, _), _ in number}))
    schools = Dimension.flat("school", sorted({school for (_, school, _), _ in number}))
    return protect(tabulate(rows, [(teams, ways), (schools,)]))


def _chart(by_half: Sheet) -> Chart | None:
    """Targets met and missed in each half term, drawn; None where there is nothing to compare."""
    met, missed = (by_half.columns.index(STANDS_WORDS[each]) for each in (Stands.MET, Stands.MISSED))
    rows = [row for row in by_half.rows[:-1] if row.cells[met].value or row.cells[missed].value]
    if len(rows) < 2:
        return None
    return Chart(
        title="Targets that came to their day: met of those met and missed",
        labels=tuple(row.label for row in rows),
        series=(Series("Met", tuple(_share(row, met, missed) for row in rows)),),
        unit="%", places=0, of="Half term",
    )  # fmt: skip


def _share(row: Row, met: int, missed: int) -> float | None:
    one, other = row.cells[met].value, row.cells[missed].value
    return None if one is None or other is None or not one + other else 100 * one / (one + other)
