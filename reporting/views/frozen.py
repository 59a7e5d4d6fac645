"""Closed terms: which are, one as told and as now, and its document."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from agencies.doors import CaseworkRequest, needs, record_access
from agencies.models.access import AccessAct
from agencies.rules.roles import Permission
from reporting.actions.frozen import CannotClose, close_term
from reporting.models import FrozenTerm
from reporting.queries.frozen import PERIODS, basis_of, causes, document_of, listed_terms, restated
from reporting.queries.school_views import authority_periods
from reporting.queries.sums import years_counted


@needs(Permission.VIEW_STATISTICS)
def frozen_terms(request: CaseworkRequest) -> HttpResponse:
    """Every term and year with figures: closed when and by whom, or still open."""
    by = request.acting
    context = {"rows": listed_terms(by), "may_close": by.may(Permission.SET_TARGETS)}
    return render(request, "reporting/frozen_terms.html", context)


@needs(Permission.VIEW_STATISTICS)
def frozen_term(request: CaseworkRequest, year: int, period: int) -> HttpResponse:
    """One closed term as told, as now, and what lies between."""
    by = request.acting
    row = get_object_or_404(
        FrozenTerm.objects.visible_to(by).select_related("closed_by"), year=year, period=period
    )
    asked = authority_periods(by.authority_id, year)[period]
    rows = restated(by, row, asked)
    context = {
        "frozen": row,
        "basis": basis_of(row, asked),
        "period": asked,
        "rows": rows,
        "has_changed": any(each.has_changed for each in rows),
        "causes": causes(by, row, asked),
        "may_download": by.may(Permission.SET_TARGETS),
    }
    return render(request, "reporting/frozen_term.html", context)


@require_POST
@needs(Permission.SET_TARGETS)
def close(request: CaseworkRequest, year: int, period: int) -> HttpResponse:
    """Close a term."""
    if period not in PERIODS or year not in years_counted(request.acting.authority_id):
        raise Http404
    try:
        close_term(year=year, period=period, by=request.acting)
    except CannotClose as refused:
        messages.error(request, str(refused))
        return redirect("frozen-terms")
    messages.success(request, "The term is closed. Its figures stay as they were told.")
    return redirect("frozen-term", year=year, period=period)


@needs(Permission.SET_TARGETS)
def report(request: CaseworkRequest, year: int, period: int) -> HttpResponse:
    """The document of a closed term: the same bytes whenever it is asked for."""
    row = get_object_or_404(FrozenTerm.objects.visible_to(request.acting), year=year, period=period)
    record_access(request.acting, page="frozen-report", act=AccessAct.EXPORT)
    name = f"figures-{year}-{period}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(document_of(row), content_type="text/csv; charset=utf-8", headers=headers)
