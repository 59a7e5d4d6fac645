"""The timeline of a case, and notes."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from agencies.doors import CaseworkRequest, needs
from agencies.rules.roles import Permission
from cases.actions.doors import Refused
from cases.actions.notes import write_note
from cases.forms.cases import NoteForm
from cases.forms.timeline import TimelineForm
from cases.models import Audience
from cases.queries.people import audiences_for, people_on
from cases.queries.timeline import agencies_on, entry_page
from cases.views.record import open_record


@needs(Permission.VIEW_CASE)
def timeline(request: CaseworkRequest, ref: str) -> HttpResponse:
    """Everything that happened and is meant for this person, newest first."""
    record = open_record(request, ref)
    form = TimelineForm(agencies_on(record.case), request.GET or None)
    chosen = form.chosen()
    page = entry_page(record.case, request.acting, chosen, request.GET.get("page"))
    context = record.context(page=page, chosen=chosen, form=form)
    return render(request, "cases/timeline.html", context)


@needs(Permission.VIEW_CASE)
def note(request: CaseworkRequest, ref: str) -> HttpResponse:
    """Write a note, for whom one chooses."""
    record = open_record(request, ref)
    people = people_on(record.case, request.acting)
    form = NoteForm(audiences_for(request.acting), people, request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data | {"audience": Audience(form.cleaned_data["audience"])}
        try:
            write_note(case=record.case, by=request.acting, **given)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The note is on the timeline.")
            return redirect("case-timeline", ref=ref)
    return render(request, "cases/note.html", record.context(form=form))
