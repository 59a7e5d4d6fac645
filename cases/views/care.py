"""The balance of care and enforcement on a case."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from agencies.doors import CaseworkRequest, needs
from agencies.rules.roles import Permission
from cases.actions.care import decide_care
from cases.actions.doors import Refused
from cases.forms.care import CareForm
from cases.queries.care import care_of
from cases.rules.care import KINDS
from cases.views.record import open_record


@needs(Permission.VIEW_CASEWORK)
def care(request: CaseworkRequest, ref: str) -> HttpResponse:
    """What informs or blocks enforcement, who may lift it, and everything decided."""
    record = open_record(request, ref, Permission.VIEW_CASEWORK)
    lines, decisions = care_of(record.case.pupil, request.acting, request.acting.on)
    return render(request, "cases/care.html", record.context(lines=lines, decisions=decisions))


@needs(Permission.VIEW_CASEWORK)
def care_decide(request: CaseworkRequest, ref: str) -> HttpResponse:
    """Decide what a circumstance does to enforcement."""
    record = open_record(request, ref, Permission.VIEW_CASEWORK)
    form = CareForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            decide_care(case=record.case, by=request.acting, **form.given())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The decision is on the record and the timeline.")
            return redirect("case-care", ref=ref)
    context = record.context(form=form, kinds=list(KINDS.values()))
    return render(request, "cases/care_decide.html", context)
