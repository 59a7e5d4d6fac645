"""The timeline of a case, and notes."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from agencies.doors import CaseworkRequest, needs
from agencies.rules.roles import Permission
from cases.actions.notes import write_note
from cases.forms.cases import NoteForm
from cases.forms.timeline import TimelineForm
from cases.models import Audience
from cases.queries.people import audiences_around, people_around
from cases.queries.timeline import agencies_on, entry_page
from cases.views.drafts import Drafting
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
    record, drafting = open_record(request, ref), Drafting(request, f"note-{ref}")
    if drafting.asked:
        return drafting.answer()
    pupil, by = record.case.pupil, request.acting
    form = drafting.filled(NoteForm(audiences_around(pupil, by), people_around(pupil, by), drafting.data))
    if drafting.data and form.is_valid():
        given = form.cleaned_data | {"audience": Audience(form.cleaned_data["audience"])}

        def act() -> str:
            write_note(case=record.case, by=by, **given)
            return reverse("case-timeline", args=[ref])

        if answer := drafting.handed_in(form, act, done="The note is on the timeline."):
            return answer
    return render(request, "cases/note.html", record.context(form=form, drafting=drafting))
