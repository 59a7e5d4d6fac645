"""Grades of schools' inspections: those recorded, recording one, and taking a wrong one back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from agencies.doors import CaseworkRequest, needs
from agencies.paging import page_of
from agencies.rules.roles import Permission
from attendance.models import School
from cases.actions.doors import Refused
from reporting.actions.inspections import record_grade, remove_grade
from reporting.forms.reports import GradeForm
from reporting.models import InspectionGrade
from reporting.queries.inspections import in_words

P = Permission


@needs(P.IMPROVE_SCHOOL)
def inspections(request: CaseworkRequest) -> HttpResponse:
    """Every grade recorded, the newest inspection first, under the form that records one."""
    by = request.acting
    schools = School.objects.permits(by, P.IMPROVE_SCHOOL).filter(closed_on__isnull=True).order_by("name")
    form = GradeForm(request.POST or None, schools=schools)
    if request.method == "POST" and form.is_valid():
        given = {
            name: form.cleaned_data[name] for name in ("school", "inspected_on", "area", "grade", "source")
        }
        try:
            record_grade(by=by, **given)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The grade is recorded.")
            return redirect("inspections")
    rows = InspectionGrade.objects.visible_to(by).select_related("school")
    page = page_of(rows.order_by("-inspected_on", "school__name", "area"), request.GET.get("page"))
    context = {"form": form, "page": page, "rows": in_words(page.rows)}
    return render(request, "reporting/inspections.html", context)


@require_POST
@needs(P.IMPROVE_SCHOOL)
def remove(request: CaseworkRequest, pk: int) -> HttpResponse:
    """Take a grade back."""
    remove_grade(pk=pk, by=request.acting)
    messages.success(request, "The grade is gone.")
    return redirect("inspections")
