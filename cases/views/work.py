"""My work: what waits for the person who came in, and for managers the same of each officer."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from agencies.doors import CaseworkRequest
from agencies.rules.roles import Permission
from cases.forms.work import WhoseForm
from cases.queries.people import officers_within
from cases.queries.work import Whose, caseloads, work_of


def work(request: CaseworkRequest) -> HttpResponse:
    """What is due, the oldest first. Whoever works with no child is led to the first page."""
    by = request.acting
    if not by.may(Permission.VIEW_PUPIL):
        return redirect("home")
    manages = by.may(Permission.TRIAGE)
    form = WhoseForm(officers_within(by), request.GET or None) if manages else None
    officer = form.cleaned_data["officer"] if form is not None and form.is_valid() else None
    whose = Whose(officer.pk, team=False) if officer else Whose(by.user_id, team=True)
    context = {
        "groups": work_of(by, whose),
        "officer": officer,
        "form": form,
        "caseloads": caseloads(by) if manages and officer is None else [],
    }
    return render(request, "cases/work.html", context)
