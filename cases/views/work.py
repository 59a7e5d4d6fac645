"""My work: what waits for the person who came in, and for managers the same of each officer."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from agencies.doors import CaseworkRequest, needs
from agencies.paging import page_of
from agencies.rules.roles import Permission
from agencies.words import plural
from cases.actions.work import tick_off
from cases.forms.work import WhoseForm
from cases.queries.people import officers_within
from cases.queries.work import MOST_OF_A_SOURCE, Whose, caseloads, work_of
from cases.rules.work import in_groups

PAGE = 50


def work(request: CaseworkRequest) -> HttpResponse:
    """What is due, the oldest first. Whoever works with no child is led to the first page."""
    by = request.acting
    if not by.may(Permission.VIEW_PUPIL):
        return redirect("home")
    people = list(officers_within(by)) if by.may(Permission.TRIAGE) else []
    form = WhoseForm(people, request.GET or None) if people else None
    officer = form.officer() if form is not None else None
    whose = Whose(officer.pk, team=False) if officer else Whose(by.user_id, team=True)
    found = work_of(by, whose)
    page = page_of(found.lines, request.GET.get("page"), size=PAGE)
    context = {
        "groups": in_groups(page, found.lines, by.on),
        "page": page,
        "cut": found.cut,
        "most": MOST_OF_A_SOURCE,
        "ticks": any(line.tick for line in page),
        "officer": officer,
        "form": form,
    }
    return render(request, "cases/work.html", context)


@needs(Permission.TRIAGE)
def officers(request: CaseworkRequest) -> HttpResponse:
    """What each officer of one's teams holds, and what of it drifts."""
    by = request.acting
    loads = caseloads(by, officers_within(by))
    return render(request, "cases/officers.html", {"loads": loads})


@needs(Permission.VIEW_PUPIL)
@require_POST
def work_done(request: CaseworkRequest) -> HttpResponse:
    """Take the chosen lines off: flags are seen, actions are done."""
    done = tick_off(ticks=request.POST.getlist("tick"), by=request.acting)
    if done:
        messages.success(request, f"{plural(done, 'line is', 'lines are')} done.")
    else:
        messages.error(request, "Choose at least one line that is still open, then mark it as done.")
    officer = request.POST.get("officer", "")
    return redirect(reverse("work") + (f"?officer={officer}" if officer.isdigit() else ""))
