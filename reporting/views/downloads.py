"""Pages of figures and the lists behind them, to take away as they are shown."""

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404

from agencies.doors import CaseworkRequest, needs
from agencies.downloads import download
from agencies.rules.roles import Permission
from agencies.tables import Column, Table, Value
from attendance.models import School
from reporting.models import FrozenTerm
from reporting.queries.asked import Asked
from reporting.queries.behind import Absentee, Behind
from reporting.queries.dashboard import dashboard
from reporting.queries.frozen import listed_terms
from reporting.queries.school_plan import concerns, plan_of
from reporting.queries.school_views import authority_periods
from reporting.queries.sums import last_day
from reporting.queries.targets import areas_compared, has_strategy, targets_of
from reporting.rules.indicators import DATES, POPULATION, rule_set
from reporting.views.asked import asked_of, behind_address
from reporting.views.dashboard_file import dashboard_table, schools_in_words
from reporting.views.list_file import cells_of
from reporting.views.tables import (
    comparisons_table,
    concerns_table,
    plan_table,
    targets_table,
    term_table,
    terms_table,
)

COLUMNS = (
    Column("Child", 30),
    Column("School", 40),
    Column("Sessions missed", places=0),
    Column("Unauthorised", places=0),
    Column("Possible", places=0),
    Column("Missed (%)", places=1),
)


@needs(Permission.EXPORT)
def figure_list(request: CaseworkRequest) -> HttpResponseBase:
    """The list behind a number as a file: of the children of whom the person may take a list away."""
    asked, found = behind_address(request, Permission.EXPORT)
    return download(request, _table(asked, found), request.GET.get("as", ""))


@needs(Permission.VIEW_STATISTICS)
def figures(request: CaseworkRequest) -> HttpResponseBase:
    """The dashboard as it is narrowed: its tables, and on paper its drawings."""
    asked, _ = asked_of(request, request.GET)
    return download(request, dashboard_table(asked, dashboard(asked)), request.GET.get("as", ""))


@needs(Permission.VIEW_STATISTICS)
def targets(request: CaseworkRequest) -> HttpResponseBase:
    """Every target."""
    rows = targets_of(request.acting)
    table = targets_table(request.acting, rows, has_strategy=has_strategy(rows))
    return download(request, table, request.GET.get("as", ""))


@needs(Permission.SET_TARGETS)
def comparisons(request: CaseworkRequest) -> HttpResponseBase:
    """The areas compared with."""
    table = comparisons_table(request.acting, areas_compared(request.acting))
    return download(request, table, request.GET.get("as", ""))


@needs(Permission.VIEW_STATISTICS)
def terms(request: CaseworkRequest) -> HttpResponseBase:
    """Terms and years, closed and open."""
    table = terms_table(request.acting, listed_terms(request.acting))
    return download(request, table, request.GET.get("as", ""))


@needs(Permission.VIEW_STATISTICS)
def term(request: CaseworkRequest, year: int, period: int) -> HttpResponseBase:
    """One closed term as told and as now."""
    by = request.acting
    row = get_object_or_404(
        FrozenTerm.objects.visible_to(by).select_related("closed_by"), year=year, period=period
    )
    table = term_table(by, row, authority_periods(by.authority_id, year)[period])
    return download(request, table, request.GET.get("as", ""))


@needs(Permission.VIEW_SCHOOL)
def concern_list(request: CaseworkRequest) -> HttpResponseBase:
    """Schools of concern within reach."""
    table = concerns_table(request.acting, *concerns(request.acting))
    return download(request, table, request.GET.get("as", ""))


@needs(Permission.VIEW_SCHOOL)
def school_plan(request: CaseworkRequest, urn: int) -> HttpResponseBase:
    """A school's plan with its targets."""
    by = request.acting
    school = get_object_or_404(School.objects.permits(by, Permission.VIEW_SCHOOL), urn=urn)
    return download(request, plan_table(by, school, plan_of(by, school)), request.GET.get("as", ""))


def _table(asked: Asked, found: Behind) -> Table:
    period = asked.period
    on = last_day(asked.by.authority_id, period.year)
    counted = min(on, period.last) if on else period.last
    title = f"{found.title}, {period.label}, {schools_in_words(asked)}"
    title += f", {found.group}" if found.group else ""
    left_out = f"{found.not_theirs:,} pupils of the number are left out: no list of them is yours to take."
    return Table(
        name=f"pupils-{period.year}-{period.key}",
        title=title,
        columns=COLUMNS,
        rows=cells_of(found.rows, found.lines, _cells),
        count=len(found.rows),
        definition=f"{found.title}. {POPULATION} {DATES}",
        on=counted,
        rule_set=rule_set(counted),
        notes=(*([found.note] if found.note else []), *([left_out] if found.not_theirs else [])),
    )


def _cells(line: Absentee) -> tuple[Value, ...]:
    return (
        str(line.pupil),
        line.school,
        line.absent,
        line.unauthorised,
        line.possible,
        round(float(line.rate * 100), 4),
    )
