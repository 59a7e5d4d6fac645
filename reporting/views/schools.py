"""A school's plan, the list of schools of concern, and the pack for the termly meeting."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from agencies.doors import CaseworkRequest, needs, record_access
from agencies.downloads import download
from agencies.models.access import AccessAct
from agencies.pdf import pdf_response
from agencies.pdf import render as as_pdf
from agencies.rules.roles import Permission
from attendance.models import School
from attendance.rules.register import year_of
from reporting.actions.schools import (
    agree_action,
    end_concern,
    raise_concern,
    review_action,
    set_school_target,
)
from reporting.forms.schools import ActionForm, ConcernForm, ReviewForm, SchoolTargetForm
from reporting.models import SchoolAction
from reporting.queries.meeting_pack import Pack, meeting_pack
from reporting.queries.school_plan import concerns, plan_of
from reporting.rules.indicators import INDICATORS
from reporting.views.asked import way_back
from reporting.views.pack_document import pack_document
from reporting.views.pack_file import pack_table

ACTS: dict[str, Callable[..., Any]] = {
    "action": agree_action,
    "target": set_school_target,
    "concern": raise_concern,
}


def _school(request: CaseworkRequest, urn: int, permission: Permission = Permission.VIEW_SCHOOL) -> School:
    """The school of an address, if it is theirs under a permission; else 404."""
    found: School = get_object_or_404(
        School.objects.permits(request.acting, permission).select_related("authority", "team"), urn=urn
    )
    return found


@needs(Permission.VIEW_SCHOOL)
def school_plan(request: CaseworkRequest, urn: int) -> HttpResponse:
    """Actions with their reviews, targets and concern; forms for those who agree them with the school."""
    by, school = request.acting, _school(request, urn)
    pressed = request.POST.get("form", "")
    may_improve = by.may(Permission.IMPROVE_SCHOOL)
    given = {name: request.POST if pressed == name else None for name in ACTS}
    forms: dict[str, Any] = {}
    if may_improve:
        forms = {
            "action": ActionForm(given["action"], prefix="action"),
            "target": SchoolTargetForm(given["target"], prefix="target", year=year_of(by.on)),
            "concern": ConcernForm(given["concern"], prefix="concern"),
        }
    if pressed in forms and forms[pressed].is_valid():
        ACTS[pressed](school=school, by=by, **forms[pressed].cleaned_data)
        messages.success(request, "Saved.")
        return redirect("school-plan", urn=urn)
    context = plan_of(by, school) | {"forms": forms, "may_improve": may_improve}
    return render(request, "reporting/school_plan.html", context)


@needs(Permission.IMPROVE_SCHOOL)
def action_review(request: CaseworkRequest, urn: int, pk: int) -> HttpResponse:
    """Say what became of an action."""
    school = _school(request, urn, Permission.IMPROVE_SCHOOL)
    action = get_object_or_404(
        SchoolAction.objects.permits(request.acting, Permission.IMPROVE_SCHOOL), school=school, pk=pk
    )
    is_correction = action.reviewed_on == request.acting.on
    held = {"state": action.state, "became": action.became} if is_correction else None
    form = ReviewForm(request.POST or None, initial=held)
    if form.is_valid():
        if review_action(school=school, pk=pk, by=request.acting, **form.cleaned_data) is None:
            raise Http404
        messages.success(request, "Reviewed.")
        return redirect("school-plan", urn=urn)
    return render(request, "reporting/action_review.html", {"form": form, "school": school, "action": action})


@require_POST
@needs(Permission.IMPROVE_SCHOOL)
def concern_end(request: CaseworkRequest, urn: int) -> HttpResponse:
    """Take a school off the list of concern."""
    end_concern(school=_school(request, urn, Permission.IMPROVE_SCHOOL), by=request.acting)
    messages.success(request, "The school is off the list.")
    return redirect("school-plan", urn=urn)


@needs(Permission.VIEW_SCHOOL)
def concern_list(request: CaseworkRequest) -> HttpResponse:
    """Schools of concern within reach, the least attendance first."""
    period, rows = concerns(request.acting)
    measured = [INDICATORS["attendance"], INDICATORS["persistent"]]
    context = {"period": period, "rows": rows, "measured": measured} | way_back(request)
    return render(request, "reporting/concerns.html", context)


@needs(Permission.VIEW_SCHOOL)
def pack(request: CaseworkRequest, urn: int) -> HttpResponse:
    """The pack for the termly meeting, as a page."""
    found = meeting_pack(request.acting, _school(request, urn))
    record_access(request.acting, page="meeting-pack", act=AccessAct.VIEW, results=len(found.children.listed))
    return render(request, "reporting/meeting_pack.html", {"pack": found})


@needs(Permission.VIEW_SCHOOL)
def pack_pdf(request: CaseworkRequest, urn: int) -> HttpResponse:
    """The same pack as an accessible PDF; names are in it only for those who may download lists."""
    found = _taken_away(request, urn)
    record_access(
        request.acting, page="meeting-pack-pdf", act=AccessAct.EXPORT, results=len(found.children.listed)
    )
    return pdf_response(as_pdf(pack_document(found, request.acting.on)), f"meeting-pack-{urn}")


@needs(Permission.VIEW_SCHOOL)
def pack_download(request: CaseworkRequest, urn: int) -> HttpResponseBase:
    """The tables of the pack as CSV or spreadsheet, or the pack itself on paper."""
    kind = request.GET.get("as", "")
    if kind == "pdf":
        return redirect("meeting-pack-pdf", urn=urn)
    return download(request, pack_table(_taken_away(request, urn)), kind)


def _taken_away(request: CaseworkRequest, urn: int) -> Pack:
    """The pack as it may leave: names are in it only for those who may download lists."""
    found = meeting_pack(request.acting, _school(request, urn))
    if request.acting.may(Permission.EXPORT):
        return found
    return replace(found, children=replace(found.children, listed=()))
