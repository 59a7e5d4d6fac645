"""Closed terms: as told, as now, and why they differ."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from django.db.models import Count, Max, Q

from agencies.storage import Altered
from agencies.visibility import Viewer
from attendance.models import ImportPart, School
from attendance.queries.binary import Records
from reporting.models import FrozenRoll, FrozenTerm, PeriodRoll, SchoolFigure
from reporting.queries.asked import Asked
from reporting.queries.filled import Filled, list_address
from reporting.queries.guard import Guard, is_withheld
from reporting.queries.period_rolls import measured, unpack
from reporting.queries.school_views import authority_periods
from reporting.queries.sums import NOT_MAINTAINED, Scope, Sums, added, nothing, total, years_counted
from reporting.rules.frozen import (
    DAYS,
    SCHOOLS,
    FrozenFigure,
    days_of,
    digest,
    figures_in,
    heading_of,
    names_of,
    unpacked,
)
from reporting.rules.groups import Kind
from reporting.rules.indicators import HEADLINE, Indicator
from reporting.rules.periods import TERMS, WHOLE_YEAR, Period
from reporting.rules.sums import COUNTED, SESSIONS
from reporting.rules.withheld import MEASURES, PUPILS, WITHHELD

PERIODS = (*TERMS, WHOLE_YEAR)
OTHER_DAYS = (
    "The days of the term or year were changed since it was closed: what differs comes from that too."
)


@dataclass(frozen=True)
class Restated:
    """A headline figure as told and as now; neither where it would say a small number to who may not know it."""

    indicator: Indicator
    told: Fraction | None
    now: Fraction | None
    is_held_back: bool = False
    link: str = ""

    @property
    def shown_now(self) -> Filled:
        """The present figure with the address of its list."""
        return Filled(self.indicator, self.now, self.link, self.is_held_back)

    @property
    def told_text(self) -> str:
        return WITHHELD if self.is_held_back else self.indicator.text(self.told)

    @property
    def has_changed(self) -> bool:
        """Whether the exact figures differ, even where they look alike."""
        return self.told != self.now


@dataclass(frozen=True)
class Cause:
    """A count as told and as now, and what lies between: marks corrected, pupils in or out of the figures.

    All of it is None where the count is held back.
    """

    label: str
    told: int | None = None
    marks: int | None = None
    pupils: int | None = None
    now: int | None = None


def listed_terms(by: Viewer) -> list[tuple[Period, FrozenTerm | None, bool]]:
    """Every term and year with figures, newest first: how it was closed, if it is, and whether it is over."""
    rows = FrozenTerm.objects.visible_to(by).defer("document").select_related("closed_by")
    closed = {(row.year, row.period): row for row in rows}
    return [
        (period, closed.get((year, period.key)), period.last < by.on)
        for year in years_counted(by.authority_id)
        for period in (authority_periods(by.authority_id, year)[key] for key in reversed(PERIODS))
        if period.first <= by.on
    ]


def import_state(authority: int) -> dict[str, object]:
    """How many files' shares had been applied to the authority's schools, and when the newest was."""
    rows = ImportPart.objects.filter(school__authority=authority, applied_at__isnull=False)
    found = rows.aggregate(parts=Count("pk"), latest=Max("applied_at"))
    latest = found["latest"]
    return {"parts": found["parts"], "latest": latest.isoformat() if latest else ""}


def current_figures(
    authority: int, year: int, periods: Iterable[int], weeks: Iterable[int]
) -> list[FrozenFigure]:
    """Every figure of the authority's schools in some periods, as it stands; two queries.

    Of weeks those of all pupils: no page shows groups by week.
    """
    listed = School.objects.filter(authority=authority).values_list("pk", "urn", "phase", "type_code")
    schools = {key: (urn, phase, code not in NOT_MAINTAINED) for key, urn, phase, code in listed}
    asked = Q(period__in=list(periods)) | Q(period__in=list(weeks), kind=Kind.ALL)
    rows = SchoolFigure.objects.filter(asked, school__in=list(schools), year=year)
    found = []
    cells = rows.values_list("school", "period", "kind", "value", *COUNTED)
    for school, period, kind, value, *counts in cells:
        urn, phase, maintained = schools[school]
        found.append(FrozenFigure(urn, phase, period, kind, value, tuple(counts), maintained))
    return found


def document_of(frozen: FrozenTerm) -> bytes:
    """The document of a closed term. Raises Altered where it is no longer what was told."""
    content = unpacked(frozen.document)
    if digest(content) != frozen.digest:
        raise Altered("The figures are no longer what was told.")
    return content


@dataclass(frozen=True)
class Basis:
    """What a closed term says of itself: of which schools it is, and whether it had other days than now."""

    schools: str
    has_other_days: bool

    @property
    def days_text(self) -> str:
        """That it had other days, in a sentence; empty where it had not."""
        return OTHER_DAYS if self.has_other_days else ""


def basis_of(frozen: FrozenTerm, period: Period) -> Basis:
    """What the document of a closed term says of itself, beside the period as it is now."""
    heading, now = heading_of(document_of(frozen)), days_of(period.first, period.last)
    return Basis(heading.get(SCHOOLS, ""), heading.get(DAYS, now) != now)


def restated(by: Viewer, frozen: FrozenTerm, period: Period) -> list[Restated]:
    """Every headline figure of the authority as told and as now."""
    told = [
        figure
        for figure in figures_in(document_of(frozen))
        if figure.period == frozen.period and figure.kind == Kind.ALL
    ]
    whole = Scope(frozen.authority_id)
    asked = Asked(by, whole, period, {}, {})
    hidden = _hidden(by, period, added(figure.sums for figure in told), total(whole, period))
    found = []
    for indicator in HEADLINE:
        if indicator.in_year(frozen.year) and is_withheld(indicator, hidden):
            found.append(Restated(indicator, None, None, is_held_back=True))
        elif indicator.in_year(frozen.year):
            kept = added(figure.sums for figure in told if _is_about(indicator, figure))
            now = total(whole.of(indicator), period)
            link = list_address(asked, indicator.counts, now)
            found.append(Restated(indicator, indicator.value(kept), indicator.value(now), link=link))
    return found


def _hidden(by: Viewer, period: Period, *sums: Sums) -> frozenset[str]:
    """The measures of which the authority has a small number, then or now, for readers who do not see each school."""
    guard = Guard(by)
    return frozenset().union(*(guard.of_scope(Scope(by.authority_id), period, each) for each in sums))


def _is_about(indicator: Indicator, figure: FrozenFigure) -> bool:
    if indicator.maintained and not figure.maintained:
        return False
    return not indicator.phases or figure.phase in indicator.phases


def causes(by: Viewer, frozen: FrozenTerm, period: Period) -> list[Cause]:
    """What lies between the counts told and the present ones, for the authority as a whole.

    Pupils who came in and those who left the figures are one sum: alone, a pupil less would tell of a record that
    was restricted.
    """
    then = unpack(
        FrozenRoll.objects.filter(frozen=frozen).order_by("school").values_list("records", flat=True)
    )
    rolls = PeriodRoll.objects.filter(
        school__authority=frozen.authority_id, year=frozen.year, period=frozen.period
    )
    now = unpack(rolls.order_by("school").values_list("records", flat=True))
    stayed_then = then[np.isin(then["enrolment"], now["enrolment"])]
    stayed_now = now[np.isin(now["enrolment"], then["enrolment"])]
    told, present, before, after = (_sums(each) for each in (then, now, stayed_then, stayed_now))
    hidden = _hidden(by, period, told, present)
    return [
        Cause(label)
        if name in hidden or (PUPILS in hidden and name in MEASURES)
        else Cause(
            label=label,
            told=told[name],
            marks=after[name] - before[name],
            pupils=(present[name] - after[name]) - (told[name] - before[name]),
            now=present[name],
        )
        for name, label in names_of()
    ]


def _sums(records: Records) -> Sums:
    sums = nothing()
    for name in SESSIONS:
        sums[name] = int(records[name].sum(dtype=np.int64))
    for name in ("pupils", "with_unauthorised", "persistent", "severe"):
        sums[name] = len(measured(records, name))
    return sums
