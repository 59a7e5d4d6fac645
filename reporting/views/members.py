"""The quarterly report to elected members: which there are, one as it is read, its one paragraph, closing, its PDF."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from agencies.doors import CaseworkRequest, needs
from agencies.rules.roles import Permission
from attendance.rules.register import year_span
from reporting.models import ReportKind
from reporting.queries.reports import Which, states, words_of
from reporting.queries.sums import years_counted
from reporting.queries.written import last_day_of
from reporting.rules.quarters import Quarter, quarters_until
from reporting.views.reports import Reading, closing, pdf_of, reading, writing

P = Permission
KIND = ReportKind.MEMBERS
SHOWN = 12


@needs(P.READ_MEMBERS_REPORT)
def reports(request: CaseworkRequest) -> HttpResponse:
    """The quarters with a report, newest first; for its authors also drafts and quarters not begun."""
    by = request.acting
    told, drafts = states(by.authority_id, KIND)
    may_write = by.may(P.WRITE_REPORTS)
    held = {Quarter(*key) for key in (*told, *(drafts if may_write else ()))}
    recent = _quarters(request)[:SHOWN] if may_write else []
    rows = [
        (each, told.get((each.year, each.number)), drafts.get((each.year, each.number)))
        for each in sorted({*held, *recent}, reverse=True)
    ]
    return render(request, "reporting/members_reports.html", {"rows": rows, "may_write": may_write})


def _quarters(request: CaseworkRequest) -> list[Quarter]:
    """Every quarter from the first year with figures, or the present one, to today."""
    by = request.acting
    years = years_counted(by.authority_id)
    first = year_span(years[-1])[0].replace(month=9) if years else by.on
    return quarters_until(min(first, by.on), by.on)


def _which(request: CaseworkRequest, year: int, quarter: int) -> Which:
    """The report of an address. Raises Http404 for a quarter of which nothing is known."""
    which = Which(request.acting.authority_id, KIND, year, quarter)
    if quarter not in (1, 2, 3, 4):
        raise Http404
    if Quarter(year, quarter) not in _quarters(request) and not words_of(which):
        raise Http404
    return which


def _page(request: CaseworkRequest, year: int, quarter: int) -> Reading:
    return reading(request, _which(request, year, quarter))


@needs(P.READ_MEMBERS_REPORT)
def report(request: CaseworkRequest, year: int, quarter: int) -> HttpResponse:
    """The report of a quarter: as told, or for its authors as it stands."""
    found = _page(request, year, quarter)
    context: dict[str, Any] = {"found": found, "quarter": Quarter(year, quarter)}
    if found.closed is None:
        context["is_over"] = request.acting.on > last_day_of(found.which)
    return render(request, "reporting/members_report.html", context)


@needs(P.WRITE_REPORTS)
def write(request: CaseworkRequest, year: int, quarter: int) -> HttpResponse:
    """Write what happens next."""
    which = _which(request, year, quarter)
    return writing(request, which, "next", back=("members-report", [year, quarter]))


@needs(P.WRITE_REPORTS)
def close(request: CaseworkRequest, year: int, quarter: int) -> HttpResponse:
    """Give the report to members: from then on it stays as it is."""
    which = _which(request, year, quarter)
    answer = closing(request, which, back=("members-report", [year, quarter]))
    if isinstance(answer, HttpResponse):
        return answer
    return render(request, "reporting/members_close.html", answer | {"quarter": Quarter(year, quarter)})


@needs(P.READ_MEMBERS_REPORT)
def pdf(request: CaseworkRequest, year: int, quarter: int) -> HttpResponse:
    """The report as an accessible PDF of two pages: the same bytes whenever a closed one is asked for."""
    return pdf_of(request, _page(request, year, quarter), f"report-to-members-{year}-{quarter}")
