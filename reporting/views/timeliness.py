"""How long things take and how the work is shared: the page, the list behind a number, and both as files."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render

from agencies.doors import CaseworkRequest, needs, record_access
from agencies.downloads import download
from agencies.models.access import AccessAct
from agencies.paging import page_of
from agencies.rules.roles import Permission
from agencies.tables import Column, Table, Value
from reporting.queries.timed_list import Line, listed
from reporting.queries.timeliness import Asked, ask, chart_of, headline, sheets
from reporting.queries.workload import chart_of_workload, workload
from reporting.rules.definitions import LEFT_OUT, in_one
from reporting.rules.suppression import HELD_BACK
from reporting.rules.timeliness import MEASURES, SHARE, WORKLOAD, Timed
from reporting.views.list_file import cells_of, left_out_of, list_behind
from reporting.views.sheets_file import table_of

P = Permission
RULES = f"Standards as said with each number; working days by the bank holidays held. {SHARE}"


@needs(P.VIEW_STATISTICS)
def timeliness(request: CaseworkRequest) -> HttpResponse:
    """Every measure in a line, one of them in parts, and what officers hold today."""
    asked = ask(request.acting, request.GET.dict())
    parts = sheets(asked, asked.measure)
    by_team, by_officer = workload(asked)
    return render(
        request,
        "reporting/timeliness.html",
        {
            "asked": asked,
            "headline": headline(asked),
            "measures": MEASURES.values(),
            "parts": [(sheet, chart_of(sheet)) for sheet in parts],
            "by_team": by_team,
            "by_officer": by_officer,
            "workload_chart": chart_of_workload(by_team, by_officer),
            "workload": WORKLOAD,
            "held_back": HELD_BACK,
            "left_out": LEFT_OUT,
        },
    )


@needs(P.VIEW_STATISTICS)
def timeliness_download(request: CaseworkRequest) -> HttpResponseBase:
    """Every table of the page as a file."""
    asked = ask(request.acting, request.GET.dict())
    return download(request, _table(asked), request.GET.get("as", ""))


def _table(asked: Asked) -> Table:
    parts = [(sheet, chart_of(sheet)) for sheet in sheets(asked, asked.measure)]
    by_team, by_officer = workload(asked)
    work = [(by_team, chart_of_workload(by_team, by_officer)), *([(by_officer, None)] if by_officer else [])]
    return table_of(
        f"timeliness-{asked.year}-{asked.period.key}",
        f"Timeliness and workload{f', {asked.team}' if asked.team else ''}",
        [(headline(asked), None), *parts, *work],
        (*MEASURES.values(), WORKLOAD),
        on=asked.by.on,
        rules=RULES,
        is_exact=asked.is_exact,
    )


@needs(P.VIEW_CASE)
def timeliness_list(request: CaseworkRequest) -> HttpResponse:
    """The list behind a number: those of its cases, referrals and records that the person may see."""
    asked, found = list_behind(request, ask, listed, P.VIEW_CASE)
    page = page_of(found.spans, request.GET.get("page"))
    record_access(request.acting, page="timeliness-list", act=AccessAct.VIEW, results=len(found.spans))
    context = {"asked": asked, "found": found, "page": page, "lines": found.lines(page.rows)}
    return render(request, "reporting/timeliness_list.html", context)


@needs(P.EXPORT)
def timeliness_list_download(request: CaseworkRequest) -> HttpResponseBase:
    """The list as a file: of the children of whom the person may take a list away."""
    asked, found = list_behind(request, ask, listed, P.EXPORT)
    table = Table(
        name=f"timeliness-list-{asked.year}-{asked.period.key}",
        title=f"{found.title}, {asked.period.label}",
        columns=(
            Column("Child", 30), Column("School or agency", 40), Column("Began", 14), Column("Ended", 14),
            Column("Its day", 14), Column("Working days", places=0), Column("How it stands", 30),
        ),
        rows=cells_of(found.spans, found.lines, _cells),
        count=len(found.spans),
        definition=in_one(_defined(request.GET.get("of", ""))),
        on=asked.by.on,
        rule_set=RULES,
        notes=left_out_of(found.not_theirs),
    )  # fmt: skip
    return download(request, table, request.GET.get("as", ""))


def _defined(key: str) -> tuple[Timed, ...]:
    return (MEASURES[key],) if key in MEASURES else ()


def _cells(line: Line) -> tuple[Value, ...]:
    return (str(line.pupil), line.place, line.began, line.ended, line.due, line.days, line.stands)
