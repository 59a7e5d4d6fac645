"""The termly dashboard: headline figures beside their comparisons, one breakdown, and the trend."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from agencies.charts import Chart, Series
from agencies.models import Ward
from agencies.rules.roles import Permission
from agencies.visibility import Viewer
from attendance.models import School
from attendance.models.school import Phase
from attendance.rules.codes import boundaries
from attendance.rules.dated import day_in_words
from reporting.models import MissedReason, Target
from reporting.queries.guard import Guard, is_withheld, sees_every_child
from reporting.queries.published import Compared, Library
from reporting.queries.sums import (
    Coverage,
    Scope,
    Sums,
    added,
    by_group,
    by_period,
    by_school,
    coverage,
    total,
)
from reporting.rules.groups import KIND_LABELS, KIND_WORDS, Kind, group_label
from reporting.rules.indicators import HEADLINE, IN_BREAKDOWNS, INDICATORS, Indicator
from reporting.rules.periods import HALVES, TERMS, WHOLE_YEAR, Period
from reporting.rules.withheld import EXPLANATION, PUPILS, WITHHELD

SCHOOLS_BY = {"phase": "Phase", "team": "Locality team", "school": "School"}


@dataclass(frozen=True)
class Filled:
    """A figure of ours: its exact value, its text and, for those with the right, where its list is."""

    indicator: Indicator
    value: Fraction | None
    link: str = ""
    is_held_back: bool = False

    @property
    def text(self) -> str:
        return WITHHELD if self.is_held_back else self.indicator.text(self.value)


@dataclass(frozen=True)
class Line:
    """A headline figure with what it stands beside."""

    now: Filled
    target: Target | None
    reason: MissedReason | None
    term_before: Filled
    year_before: Filled
    beside: Sequence[Compared]

    @property
    def is_missed(self) -> bool:
        """Whether a target is set and not reached."""
        value = self.now.value
        if self.target is None or value is None:
            return False
        return not self.now.indicator.meets(value, Fraction(self.target.value))

    @property
    def target_text(self) -> str:
        """The target as people read it."""
        return self.now.indicator.text(Fraction(self.target.value)) if self.target else "none set"


@dataclass(frozen=True)
class Row:
    """A line of a breakdown."""

    label: str
    pupils: str
    cells: Sequence[Filled]
    url: str = ""
    number: int | None = None


@dataclass(frozen=True)
class Asked:
    """What the dashboard shows: for whom, which schools, which period and by what."""

    by: Viewer
    scope: Scope
    period: Period
    periods: Mapping[int, Period]
    before: Mapping[int, Period]
    way: str = "phase"

    @property
    def sees_all(self) -> bool:
        """Whether they may open children's records all over the authority: small numbers tell them nothing new."""
        return sees_every_child(self.by)

    @property
    def term_before(self) -> Period | None:
        """The term before the one asked for; the year has none."""
        if self.period.key not in TERMS:
            return None
        at = TERMS.index(self.period.key)
        return self.periods[TERMS[at - 1]] if at else self.before[TERMS[-1]]


def headline(asked: Asked) -> list[Line]:
    """Every headline indicator of the year with its target and comparisons; a fixed number of queries."""
    library = Library(asked.scope.authority, asked.scope.phase, asked.period)
    targets = _targets(asked)
    reasons = _reasons(targets.values(), asked.period)
    earlier = asked.term_before
    sums, guard = _Sums(), Guard(asked.by)
    found = []
    for indicator in HEADLINE:
        if not indicator.in_year(asked.period.year) or not _fits(indicator, asked.scope):
            continue
        scope, target = asked.scope.of(indicator), targets.get(indicator.key)

        def shown(period: Period, indicator: Indicator = indicator, scope: Scope = scope) -> Filled:
            own = sums.of(scope, period)
            hidden = guard.of_scope(asked.scope, period, sums.of(asked.scope, period))
            return filled(asked, indicator, own, hidden=hidden, listed=period is asked.period)

        found.append(
            Line(
                now=shown(asked.period),
                target=target,
                reason=reasons.get(target.pk) if target else None,
                term_before=shown(earlier) if earlier else Filled(indicator, None),
                year_before=shown(asked.before[asked.period.key]),
                beside=library.beside(indicator),
            )
        )
    return found


class _Sums:
    """Sums of scopes and periods, each asked of the database once."""

    def __init__(self) -> None:
        self._held: dict[tuple[Scope, int, int], Sums] = {}

    def of(self, scope: Scope, period: Period) -> Sums:
        key = (scope, period.year, period.key)
        if key not in self._held:
            self._held[key] = total(scope, period)
        return self._held[key]


def _fits(indicator: Indicator, scope: Scope) -> bool:
    return not indicator.phases or not scope.phase or scope.phase in indicator.phases


def _targets(asked: Asked) -> dict[str, Target]:
    """The targets of the year for these schools, by indicator. They are set for the authority and its phases."""
    if asked.scope.team or asked.scope.school:
        return {}
    rows = Target.objects.filter(
        authority=asked.scope.authority, year=asked.period.year, phase=asked.scope.phase
    )
    return {row.indicator: row for row in rows}


def _reasons(targets: Iterable[Target], period: Period) -> dict[int, MissedReason]:
    """The newest reason recorded for each target and the period."""
    rows = MissedReason.objects.filter(target__in=[each.pk for each in targets], period=period.key)
    return {row.target_id: row for row in rows.select_related("by").order_by("at")}


def filled(
    asked: Asked, indicator: Indicator, sums: Sums, kind: Kind = Kind.ALL, value: int = 0, *,
    hidden: frozenset[str] = frozenset(), listed: bool = True,
) -> Filled:  # fmt: skip
    """One figure, with the address of its list where the person may open children's records.

    It is held back where it would say one of the `hidden` measures.
    """
    if is_withheld(indicator, hidden):
        return Filled(indicator, None, is_held_back=True)
    link = ""
    if listed and indicator.counts and sums[indicator.counts] and asked.by.may(Permission.VIEW_PUPIL):
        scope = asked.scope
        parts = {
            "year": asked.period.year, "period": asked.period.key, "of": indicator.counts, "phase": scope.phase,
            "team": scope.team, "school": scope.school,
            "kind": "" if kind is Kind.ALL else kind.name.lower().replace("_", "-"), "value": value or "",
        }  # fmt: skip
        link = "&".join(f"{name}={part}" for name, part in parts.items() if part)
    return Filled(indicator, indicator.value(sums), link)


def ways(asked: Asked) -> list[tuple[str, str]]:
    """The breakdowns offered: schools one by one for those who may see schools, groups of pupils for all.

    Who does not see every child is offered groups for the authority as a whole alone, so that no small group
    follows from two tables.
    """
    found = [(word, label) for word, label in SCHOOLS_BY.items() if word != "school"]
    if asked.by.may(Permission.VIEW_SCHOOL):
        found.append(("school", SCHOOLS_BY["school"]))
    if asked.sees_all or asked.scope.is_whole:
        found += [(word, KIND_LABELS[kind]) for word, kind in KIND_WORDS.items() if kind is not Kind.ALL]
    return found


def breakdown(asked: Asked, schools: Mapping[int, Sums]) -> list[Row]:
    """The rows of the breakdown chosen. `schools` are the sums by school, read already."""
    if asked.way in KIND_WORDS:
        return _group_rows(asked, KIND_WORDS[asked.way])
    rows = {school.pk: school for school in School.objects.filter(pk__in=schools).select_related("team")}
    if asked.way == "school":
        return _school_rows(asked, schools)
    if asked.way == "team":
        places = {key: school.team_id for key, school in rows.items()}
        labels = {school.team_id: str(school.team or "No team") for school in rows.values()}
        order = sorted(labels, key=lambda place: labels[place])
    else:
        places = {key: school.phase for key, school in rows.items()}
        labels = {phase: label for phase, label in Phase.choices if phase in places.values()}
        order = list(labels)
    guard = Guard(asked.by)
    found = []
    for place in order:
        sums = added(each for key, each in schools.items() if places[key] == place)
        scope = replace(asked.scope, **{asked.way: place})
        found.append(_row(asked, labels[place], sums, hidden=guard.of_scope(scope, asked.period, sums)))
    return found


def _school_rows(asked: Asked, schools: Mapping[int, Sums]) -> list[Row]:
    listed = School.objects.visible_to(asked.by).filter(pk__in=schools).order_by("name")
    return [
        _row(asked, school.name, schools[school.pk], url=str(school.urn), school=school.pk)
        for school in listed
    ]


def _group_rows(asked: Asked, kind: Kind) -> list[Row]:
    groups = by_group(asked.scope, asked.period, kind)
    wards = dict(Ward.objects.values_list("pk", "name")) if kind is Kind.WARD else {}
    hidden = Guard(asked.by).of_groups(groups, kind, asked.scope, asked.period)
    labelled = sorted(
        ((group_label(kind, key, wards), key) for key in groups),
        key=lambda pair: (pair[1] == 0, pair[0]) if kind in (Kind.WARD, Kind.ETHNICITY) else (False, pair[1]),
    )
    return [
        _row(asked, label, groups[key], kind=kind, value=key, hidden=hidden[key]) for label, key in labelled
    ]


def _row(
    asked: Asked, label: str, sums: Sums, *, url: str = "", school: int | None = None,
    kind: Kind = Kind.ALL, value: int = 0, hidden: frozenset[str] = frozenset(),
) -> Row:  # fmt: skip
    here = asked
    if school is not None:
        here = Asked(
            asked.by, Scope(asked.scope.authority, school=school), asked.period, asked.periods, asked.before
        )
    cells = [
        filled(here, each, sums, kind, value, hidden=hidden)
        for each in IN_BREAKDOWNS
        if each.in_year(asked.period.year)
    ]
    if asked.way in ("phase", "team"):
        cells = [replace(cell, link="") for cell in cells]
    if PUPILS in hidden:
        return Row(label, WITHHELD, cells, url)
    return Row(label, f"{sums['pupils']:,}", cells, url, sums["pupils"])


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


def breakdown_chart(rows: Sequence[Row], indicator: Indicator, label: str) -> Chart | None:
    """One indicator over the rows of a breakdown, where there are few enough to read."""
    pairs = [
        (row.label, cell.value) for row in rows for cell in row.cells if cell.indicator.key == indicator.key
    ]
    if not 1 < len(pairs) <= 25:
        return None
    return Chart(
        title=f"{indicator.name} by {label[0].lower()}{label[1:]}",
        labels=tuple(name for name, _ in pairs),
        series=(Series(indicator.name, tuple(None if v is None else float(v) for _, v in pairs)),),
        unit=indicator.unit,
        of=label,
    )


def holes(asked: Asked, covered: Coverage) -> list[str]:
    """What a reader must know before the figures: what is missing, not ended, or not like with like."""
    said: list[str] = []
    if covered.on is None:
        return said
    if asked.by.on <= asked.period.last:
        said.append(
            f"{asked.period.label} has not ended: figures go up to {day_in_words(covered.on)}. Those of earlier "
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
    return said


def _withholds(lines: Iterable[Line], rows: Iterable[Row]) -> bool:
    cells = [cell for row in rows for cell in row.cells]
    return any(
        each.is_held_back
        for each in (
            *cells,
            *(one for line in lines for one in (line.now, line.term_before, line.year_before)),
        )
    )


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
        "chart": breakdown_chart(rows, attendance, offered.get(asked.way, "Group")),
        "charts": trend(asked, attendance) if schools else [],
        "withheld": EXPLANATION if _withholds(lines, rows) else "",
    }
