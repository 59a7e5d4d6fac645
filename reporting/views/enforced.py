"""Notices, warnings, prosecutions and orders by term and school: the page, the list behind a number, both as files."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render

from agencies.doors import CaseworkRequest, needs, record_access
from agencies.downloads import download
from agencies.models.access import AccessAct
from agencies.paging import page_of
from agencies.rules.roles import Permission
from agencies.tables import Column, Table, Value
from reporting.queries.enforced_report import Line, ask, listed, told
from reporting.queries.year_asked import YearAsked
from reporting.rules.definitions import LEFT_OUT, in_one
from reporting.rules.enforced import PARTS
from reporting.rules.suppression import HELD_BACK
from reporting.views.asked import way_back
from reporting.views.list_file import cells_of, left_out_of, list_behind
from reporting.views.sheets_file import table_of

P = Permission
RULES = "Counted as in the yearly return of parental responsibility measures; each step under the law of its own day."


@needs(P.VIEW_ENFORCED)
def enforced(request: CaseworkRequest) -> HttpResponse:
    """Every kind of step by term and how it ended, and by school."""
    asked = ask(request.acting, request.GET.dict())
    context = {"asked": asked, "told": told(asked), "held_back": HELD_BACK, "left_out": LEFT_OUT}
    return render(request, "reporting/enforced.html", context | way_back(request))


@needs(P.VIEW_ENFORCED)
def enforced_download(request: CaseworkRequest) -> HttpResponseBase:
    """Every table of the page as a file."""
    asked = ask(request.acting, request.GET.dict())
    return download(request, _table(asked), request.GET.get("as", ""))


def _table(asked: YearAsked) -> Table:
    return table_of(
        f"enforcement-{asked.year}-{asked.period.key}",
        f"Notices, prosecutions and orders{f', {asked.team}' if asked.team else ''}",
        [pair for each in told(asked) for pair in each.drawn],
        PARTS.values(),
        on=asked.by.on,
        rules=RULES,
        is_exact=asked.is_exact,
    )


@needs(P.VIEW_LEGAL)
def enforced_list(request: CaseworkRequest) -> HttpResponse:
    """The list behind a number: those of its steps whose legal record the person may see."""
    asked, found = list_behind(request, ask, listed, P.VIEW_LEGAL)
    page = page_of(found.steps, request.GET.get("page"))
    record_access(request.acting, page="enforcement-list", act=AccessAct.VIEW, results=len(found.steps))
    context = {"asked": asked, "found": found, "page": page, "lines": found.lines(page.rows)}
    return render(request, "reporting/enforced_list.html", context | way_back(request))


@needs(P.VIEW_LEGAL)
def enforced_list_download(request: CaseworkRequest) -> HttpResponseBase:
    """The list as a file: of the children of whom the person may take a list away."""
    asked, found = list_behind(request, ask, listed, P.EXPORT)
    table = Table(
        name=f"enforcement-list-{asked.year}-{asked.period.key}",
        title=f"{found.part.name}, {asked.period.label}{f', {found.ending}' if found.ending else ''}",
        columns=(Column("Child", 30), Column("School", 40), Column("On", 14), Column("How it ended", 40)),
        rows=cells_of(found.steps, found.lines, _cells),
        count=len(found.steps),
        definition=in_one((found.part,)),
        on=asked.by.on,
        rule_set=RULES,
        notes=left_out_of(found.not_theirs),
    )
    return download(request, table, request.GET.get("as", ""))


def _cells(line: Line) -> tuple[Value, ...]:
    return (str(line.pupil), line.school, line.on, line.ending)
