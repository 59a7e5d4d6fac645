"""Cases of brothers and sisters worked on together: joining and parting them, and one visit noted on several."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from agencies.doors import CaseworkRequest, needs
from agencies.rules.roles import Permission
from cases.actions.doors import Refused
from cases.actions.interventions import log_group
from cases.actions.joint import join_cases, leave_joint
from cases.forms.interventions import GroupForm
from cases.forms.joint import JoinForm
from cases.queries.joint import cases_to_join, children_of, joint_cases
from cases.views.drafts import Drafting
from cases.views.record import open_record

P = Permission


@needs(P.WORK_CASES)
def joint(request: CaseworkRequest, ref: str) -> HttpResponse:
    """The cases worked on together with one, with joining another and parting from them."""
    record, by = open_record(request, ref, P.WORK_CASES), request.acting
    form = JoinForm(cases_to_join(record.case, by), request.POST if "other" in request.POST else None)
    try:
        if "part" in request.POST:
            leave_joint(case=record.case, by=by)
            messages.success(request, "The case is worked on by itself.")
            return redirect("case-joint", ref=ref)
        if request.method == "POST" and form.is_valid():
            join_cases(case=record.case, other=form.cleaned_data["other"], by=by)
            messages.success(request, "The cases are worked on together.")
            return redirect("case-joint", ref=ref)
    except Refused as refused:
        form.add_error(None, str(refused))
    together = list(joint_cases(record.case, by))
    return render(request, "cases/joint.html", record.context(form=form, together=together))


@needs(P.WORK_CASES)
def visit(request: CaseworkRequest, ref: str) -> HttpResponse:
    """Log one visit, or other work, for several of the children at once: each in the record of its own."""
    record, by = open_record(request, ref, P.WORK_CASES), request.acting
    drafting = Drafting(request, f"joint-{ref}")
    if drafting.asked:
        return drafting.answer()
    form = drafting.filled(GroupForm(by, children=children_of(record.case, by), data=drafting.data))
    if drafting.data and form.is_valid():

        def act() -> str:
            log_group(pupils=form.cleaned_data["pupils"], done=form.done(), by=by)
            return reverse("case-joint", args=[ref])

        if answer := drafting.handed_in(form, act, done="Logged in the record of each child chosen."):
            return answer
    return render(request, "cases/joint_visit.html", record.context(form=form, drafting=drafting))
