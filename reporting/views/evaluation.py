"""The yearly evaluation: years, one as it is read, its words, closing it, and its files."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from agencies.doors import CaseworkRequest, needs
from agencies.rules.roles import Permission
from attendance.rules.register import year_in_words, year_of
from reporting.models import ReportKind
from reporting.queries.reports import Which, states, words_of
from reporting.queries.sums import years_counted
from reporting.queries.written import last_day_of, parts_of
from reporting.rules.report_parts import CRITERION, unwritten
from reporting.views.reports import Reading, closing, pdf_of, reading, workbook_of, writing

P = Permission
KIND = ReportKind.EVALUATION


@needs(P.VIEW_STATISTICS)
def evaluations(request: CaseworkRequest) -> HttpResponse:
    """Every year with figures: its evaluation closed, in draft, or not begun. Drafts are their authors'."""
    by = request.acting
    told, drafts = states(by.authority_id, KIND)
    may_write = by.may(P.WRITE_REPORTS)
    rows = [
        (year, year_in_words(year), told.get((year, 0)), drafts.get((year, 0)))
        for year in sorted({*_years(request), *(year for year, _ in (*told, *drafts))}, reverse=True)
        if may_write or (year, 0) in told
    ]
    return render(request, "reporting/evaluations.html", {"rows": rows, "may_write": may_write})


def _years(request: CaseworkRequest) -> set[int]:
    """The years that can be evaluated: those with figures, and the present one."""
    return {*years_counted(request.acting.authority_id), year_of(request.acting.on)}


def _which(request: CaseworkRequest, year: int) -> Which:
    """The evaluation of an address. Raises Http404 for another year without figures and without words."""
    which = Which(request.acting.authority_id, KIND, year)
    if year not in _years(request) and not words_of(which):
        raise Http404
    return which


def _page(request: CaseworkRequest, year: int) -> Reading:
    return reading(request, _which(request, year))


@needs(P.VIEW_STATISTICS)
def evaluation(request: CaseworkRequest, year: int) -> HttpResponse:
    """The evaluation of a year: as told, or for those who write it as it stands."""
    found = _page(request, year)
    context: dict[str, Any] = {"found": found, "year": year, "year_words": year_in_words(year)}
    if found.closed is None:
        context["missing"] = unwritten(year, frozenset(found.words))
        context["is_over"] = request.acting.on > last_day_of(found.which)
        context["criteria"] = [
            (key, part.title, key in found.words)
            for key, part in parts_of(found.which).items()
            if key.startswith(CRITERION)
        ]
    return render(request, "reporting/evaluation.html", context)


@needs(P.WRITE_REPORTS)
def write(request: CaseworkRequest, year: int, section: str) -> HttpResponse:
    """Write the words of a part, with every earlier version under the form."""
    return writing(request, _which(request, year), section, back=("evaluation", [year]))


@needs(P.WRITE_REPORTS)
def close(request: CaseworkRequest, year: int) -> HttpResponse:
    """Look once more at what is missing, then close."""
    which = _which(request, year)
    answer = closing(request, which, back=("evaluation", [year]))
    if isinstance(answer, HttpResponse):
        return answer
    missing = unwritten(year, frozenset(words_of(which)))
    context = answer | {"year": year, "year_words": year_in_words(year), "missing": missing}
    return render(request, "reporting/evaluation_close.html", context)


@needs(P.VIEW_STATISTICS)
def pdf(request: CaseworkRequest, year: int) -> HttpResponse:
    """The evaluation as an accessible PDF: the same bytes whenever a closed one is asked for."""
    return pdf_of(request, _page(request, year), f"evaluation-{year}")


@needs(P.VIEW_STATISTICS)
def workbook(request: CaseworkRequest, year: int) -> HttpResponse:
    """The evaluation as a spreadsheet, a sheet for each part."""
    return workbook_of(request, _page(request, year), f"evaluation-{year}")
