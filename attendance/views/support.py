"""The support a school can expect: its named officer, the agreement and the visits."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from agencies.doors import CaseworkRequest, needs
from agencies.rules.roles import Permission
from attendance.actions.support import CannotPlan, agree_support, name_officer, officers_for, record_visit
from attendance.forms.schools import AgreementForm, OfficerForm, VisitForm
from attendance.models import School, SupportAgreement
from attendance.rules.register import year_of


@needs(Permission.PLAN_SUPPORT)
def support(request: CaseworkRequest, urn: int) -> HttpResponse:
    """Three short forms on one page; the button pressed says which was filled in."""
    by = request.acting
    school = get_object_or_404(
        School.objects.permits(by, Permission.PLAN_SUPPORT).select_related("team"), urn=urn
    )
    year = year_of(by.on)
    agreed = (
        SupportAgreement.objects.permits(by, Permission.PLAN_SUPPORT).filter(school=school, year=year).first()
    )
    held = {"visits_a_term": agreed.visits_a_term, "reason": agreed.reason} if agreed else None
    pressed = request.POST.get("form", "")
    given = {name: request.POST if pressed == name else None for name in ("officer", "agreement", "visit")}
    forms = {
        "officer": OfficerForm(given["officer"], officers=officers_for(school, by.on)),
        "agreement": AgreementForm(given["agreement"], initial=held),
        "visit": VisitForm(given["visit"]),
    }
    act: dict[str, Callable[..., Any]] = {
        "officer": name_officer,
        "agreement": lambda **kept: agree_support(year=year, **kept),
        "visit": record_visit,
    }
    if pressed in forms and forms[pressed].is_valid():
        try:
            act[pressed](school=school, by=by, **forms[pressed].cleaned_data)
        except CannotPlan as refused:
            forms[pressed].add_error(None, str(refused))
        else:
            messages.success(request, "Saved.")
            return redirect("school", urn=urn)
    return render(request, "attendance/school_support.html", {"school": school, "year": year, "forms": forms})
