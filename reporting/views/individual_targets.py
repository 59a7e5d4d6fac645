"""Individual targets half-term by half-term: the page, the list behind a number, both as files."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render

from agencies.doors import CaseworkRequest, needs, record_access
from agencies.downloads import download
from agencies.models.access import AccessAct
from agencies.paging import page_of
from agencies.rules.roles import Permission
from agencies.tables import Column, Table, Value
from reporting.queries.individual_targets import ask, tables
from reporting.queries.targets_list import Line, listed
from reporting.queries.year_asked import YearAsked
from reporting.rules.definitions import LEFT_OUT, in_one
from reporting.rules.individual_targets import DEFINITION
from reporting.rules.suppression import HELD_BACK
from reporting.views.list_file import cells_of, left_out_of, list_behind
from reporting.views.sheets_file import table_of

P = Permission
RULES = (
    "Targets as agreed in each plan, by the registers as they stand, with the codes of each session's day."
)


@needs(P.VIEW_STATISTICS)
def individual_targets(request: CaseworkRequest) -> HttpResponse:
    """How targets stand by half term, team or officer, and school, with attendance before and since."""
    asked = ask(request.acting, request.GET.dict())
    context = {
        "asked": asked, "tables": tables(asked), "definition": DEFINITION, "held_back": HELD_BACK, "left_out": LEFT_OUT
    }  # fmt: skip
    return render(request, "reporting/individual_targets.html", context)


@needs(P.VIEW_STATISTICS)
def individual_targets_download(request: CaseworkRequest) -> HttpResponseBase:
    """Every table of the page as a file."""
    asked = ask(request.acting, request.GET.dict())
    return download(request, _table(asked), request.GET.get("as", ""))


def _table(asked: YearAsked) -> Table:
    return table_of(
        f"individual-targets-{asked.year}-{asked.period.key}",
        f"Individual targets{f', {asked.team}' if asked.team else ''}",
        [(each.sheet, each.chart) for each in tables(asked)],
        (DEFINITION,),
        on=asked.by.on,
        rules=RULES,
        is_exact=asked.is_exact,
    )


@needs(P.VIEW_CASE)
def individual_targets_list(request: CaseworkRequest) -> HttpResponse:
    """The list behind a number: those of its targets that the person may see."""
    asked, found = list_behind(request, ask, listed, P.VIEW_CASE)
    page = page_of(found.aims, request.GET.get("page"))
    record_access(request.acting, page="individual-targets-list", act=AccessAct.VIEW, results=len(found.aims))
    context = {"asked": asked, "found": found, "page": page, "lines": found.lines(page.rows)}
    return render(request, "reporting/individual_targets_list.html", context)


@needs(P.EXPORT)
def individual_targets_list_download(request: CaseworkRequest) -> HttpResponseBase:
    """The list as a file: of the children of whom the person may take a list away."""
    asked, found = list_behind(request, ask, listed, P.EXPORT)
    table = Table(
        name=f"individual-targets-list-{asked.year}-{asked.period.key}",
        title=f"Individual targets, {asked.period.label}{f', {found.part}' if found.part else ''}",
        columns=(
            Column("Child", 30), Column("School", 40), Column("Target", 40), Column("By", 14), Column("Before", 14),
            Column("Since", 14), Column("How it stands", 24),
        ),
        rows=cells_of(found.aims, found.lines, _cells),
        count=len(found.aims),
        definition=in_one((DEFINITION,)),
        on=asked.by.on,
        rule_set=RULES,
        notes=left_out_of(found.not_theirs),
    )  # fmt: skip
    return download(request, table, request.GET.get("as", ""))


def _cells(line: Line) -> tuple[Value, ...]:
    return (str(line.pupil), line.school, line.asks, line.by_on, line.before, line.since, line.stands)
