"""Sums of the figures held: over schools, by group, by week. Every rate made of them is sum over sum."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet, Sum

from agencies.visibility import Viewer
from attendance.models import School
from attendance.queries.calendars import Lines, calendar_lines
from attendance.rules.calendar import OPEN
from attendance.rules.register import day_at
from reporting.models import CountedSchool, SchoolFigure
from reporting.rules.groups import Kind
from reporting.rules.indicators import Indicator
from reporting.rules.periods import Period
from reporting.rules.sums import COUNTED

Sums = dict[str, int]
# GIAS types that no authority maintains: academies, free schools and their kin, independent schools.
NOT_MAINTAINED = (
    "06",
    "10",
    "11",
    "28",
    "33",
    "34",
    "35",
    "36",
    "38",
    "40",
    "41",
    "42",
    "43",
    "44",
    "45",
    "46",
)
_ADDED = {f"sum_{name}": Sum(name) for name in COUNTED}


@dataclass(frozen=True)
class Scope:
    """Which schools a figure is added up over: an authority's, narrowed by phase, team, school or maintenance."""

    authority: int
    phase: str = ""
    team: int | None = None
    school: int | None = None
    maintained: bool = False

    def schools(self) -> "QuerySet[School]":
        """The schools of the scope, whoever asks: they are added up, never listed."""
        rows = School.objects.filter(authority=self.authority)
        if self.phase:
            rows = rows.filter(phase=self.phase)
        if self.team:
            rows = rows.filter(team=self.team)
        if self.school:
            rows = rows.filter(pk=self.school)
        return rows.exclude(type_code__in=NOT_MAINTAINED) if self.maintained else rows

    def of(self, indicator: Indicator) -> "Scope":
        """The scope within what an indicator is about."""
        phase = indicator.phases[0] if indicator.phases and not self.phase else self.phase
        return replace(self, phase=phase, maintained=self.maintained or indicator.maintained)

    @property
    def is_whole(self) -> bool:
        """Whether it is every school of the authority."""
        return not (self.phase or self.team or self.school or self.maintained)


def nothing() -> Sums:
    """Sums of nobody."""
    return dict.fromkeys(COUNTED, 0)


def rows_of(scope: Scope, period: Period) -> "QuerySet[SchoolFigure]":
    """The figures of a scope in a period, of every kind."""
    rows = SchoolFigure.objects.filter(year=period.year, period=period.key)
    return rows.filter(school__in=scope.schools()) if not scope.school else rows.filter(school=scope.school)


def total(scope: Scope, period: Period) -> Sums:
    """The sums over a scope in a period; one query."""
    found = rows_of(scope, period).filter(kind=Kind.ALL).aggregate(**_ADDED)
    return {name: found[f"sum_{name}"] or 0 for name in COUNTED}


def by_school(scope: Scope, period: Period) -> dict[int, Sums]:
    """The sums of each school of a scope; schools without a session in the period are absent. One query."""
    rows = rows_of(scope, period).filter(kind=Kind.ALL).values_list("school", *COUNTED)
    return {school: dict(zip(COUNTED, counts, strict=True)) for school, *counts in rows}


def by_group(scope: Scope, period: Period, kind: Kind) -> dict[int, Sums]:
    """The sums of each group of a kind; one query."""
    rows = rows_of(scope, period).filter(kind=kind).order_by()
    return _grouped(rows, "value")


def by_period(
    scope: Scope, periods: Iterable[Period], kind: Kind = Kind.ALL, value: int = 0
) -> dict[int, Sums]:
    """The sums of one group in several periods of one year, by the period's key; one query."""
    kept = list(periods)
    if not kept:
        return {}
    rows = SchoolFigure.objects.filter(
        year=kept[0].year, period__in=[each.key for each in kept], kind=kind, value=value
    )
    rows = rows.filter(school__in=scope.schools())
    return _grouped(rows.order_by(), "period")


def _grouped(rows: "QuerySet[SchoolFigure]", field: str) -> dict[int, Sums]:
    """The sums for each value of a field."""
    added_up = [Sum(name) for name in COUNTED]
    names = [f"{name}__sum" for name in COUNTED]
    found = rows.values(field).annotate(*added_up).values_list(field, *names)
    return {key: dict(zip(COUNTED, sums, strict=True)) for key, *sums in found}


def added(sums: Iterable[Mapping[str, int]]) -> Sums:
    """Several sums added up."""
    found = nothing()
    for each in sums:
        for name in COUNTED:
            found[name] += each[name]
    return found


@dataclass(frozen=True)
class Coverage:
    """How far the figures of a scope go: up to which day, for how many schools, and which have none.

    ``ends``: the last day of the period on which a school is to meet, where the figures do not reach its end.
    """

    on: Any
    earliest: Any
    counted: int
    expected: int
    without: tuple[School, ...]
    ends: date | None


def coverage(scope: Scope, period: Period, having: Iterable[int], by: Viewer) -> Coverage:
    """Which open schools of a scope have figures; those without are named to whoever may see them.

    A school that closed before the period's first session, or opens after its last, is not missing: many close on
    31 August, after the year has begun and before any school meets. Seven queries at most.
    """
    expected = scope.schools().filter(
        Q(closed_on__isnull=True) | Q(closed_on__gte=period.first),
        Q(opened_on__isnull=True) | Q(opened_on__lte=period.last),
    )
    with_figures = set(having)
    days = CountedSchool.objects.filter(year=period.year, school__in=with_figures).order_by("on")
    held = list(days.values_list("on", flat=True))
    lacking = [school for school in expected if school.pk not in with_figures]
    is_short = bool(held) and held[-1] < period.last
    calendars = calendar_lines(expected, (period.year,)) if lacking or is_short else {}
    missing = [school.pk for school in lacking if _meets(school, period, calendars)]
    named = School.objects.visible_to(by).filter(pk__in=missing).order_by("name") if missing else ()
    return Coverage(
        on=held[-1] if held else None,
        earliest=held[0] if held else None,
        counted=len(with_figures),
        expected=len(missing) + len(with_figures),
        without=tuple(named),
        ends=_last_met(calendars, period) if is_short else None,
    )


def _meets(school: School, period: Period, calendars: Lines) -> bool:
    """Whether a school is to meet in a period. One that is open from its first day to its last is."""
    first, last = (school.opened_on or period.first), (school.closed_on or period.last)
    within = replace(period, first=max(first, period.first), last=min(last, period.last))
    is_whole = (within.first, within.last) == (period.first, period.last)
    return is_whole or OPEN in calendars[school.pk, period.year][within.columns]


def _last_met(calendars: Lines, period: Period) -> date | None:
    """The last day of a period on which one of the schools is to meet; None where none does."""
    columns = period.columns
    last = max((line.rfind(OPEN, columns.start, columns.stop) for line in calendars.values()), default=-1)
    return day_at(period.year, last) if last >= 0 else None


def years_counted(authority: int) -> list[int]:
    """The academic years for which the authority has figures, newest first."""
    rows = CountedSchool.objects.filter(school__authority=authority)
    return list(rows.order_by("-year").values_list("year", flat=True).distinct())


def last_day(authority: int, year: int) -> Any:
    """The newest day counted in a year; None where nothing is."""
    rows = CountedSchool.objects.filter(school__authority=authority, year=year).order_by("-on")
    return rows.values_list("on", flat=True).first()
