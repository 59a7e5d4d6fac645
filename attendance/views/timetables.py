"""A child's part-time timetables: looking at them against the marks, agreeing, changing and ending them."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from agencies.doors import CaseworkRequest, needs, open_door
from agencies.rules.roles import Permission
from attendance.actions.timetables import (
    TimetableRefused,
    agree_timetable,
    change_timetable,
    end_timetable,
)
from attendance.forms.timetables import AgreementForm, EndForm, TimetableForm, held_values
from attendance.models import Pupil, Timetable
from attendance.queries.timetables import against_timetables, enrolments_to_agree, timetable_section
from attendance.rules.timetables import code_in_words
from attendance.views.pupils import open_record


@needs(Permission.VIEW_PUPIL)
def timetables(request: CaseworkRequest, ref: str) -> HttpResponse:
    """The timetables, what the sessions away do to the figures, and marks that do not fit."""
    record, by = open_record(request, ref), request.acting
    context = record.context(
        section=timetable_section(record.pupil, by), against=against_timetables(record.pupil, by)
    )
    return render(request, "attendance/timetable/timetables.html", context)


@needs(Permission.AGREE_TIMETABLE)
def agree(request: CaseworkRequest, ref: str) -> HttpResponse:
    """Agree a timetable at one of the child's schools."""
    pupil = open_door(request, Pupil.objects.all(), Permission.AGREE_TIMETABLE, ref=ref)
    enrolments = enrolments_to_agree(pupil, request.acting)
    if not enrolments.exists():
        raise Http404
    form = AgreementForm(request.POST or None, enrolments=enrolments)
    return _act(
        request,
        form,
        lambda: agree_timetable(by=request.acting, **form.cleaned_data),
        {"pupil": pupil, "title": "Agree a part-time timetable", "done": "Agreed."},
    )


@needs(Permission.AGREE_TIMETABLE)
def change(request: CaseworkRequest, ref: str, pk: int) -> HttpResponse:
    """Change a timetable from a day on."""
    row = _row(request, ref, pk)
    weeks = {row.enrolment.school.school_week}
    form = TimetableForm(request.POST or None, weeks=weeks, initial=held_values(row))
    return _act(
        request,
        form,
        lambda: change_timetable(timetable=row, by=request.acting, **form.cleaned_data),
        {"pupil": row.enrolment.pupil, "title": "Change the timetable from a day on", "done": "Changed."},
    )


@needs(Permission.AGREE_TIMETABLE)
def end(request: CaseworkRequest, ref: str, pk: int) -> HttpResponse:
    """End a timetable after a day."""
    row = _row(request, ref, pk)
    form = EndForm(request.POST or None, initial={"ended_on": request.acting.on})
    return _act(
        request,
        form,
        lambda: end_timetable(timetable=row, by=request.acting, **form.cleaned_data),
        {"pupil": row.enrolment.pupil, "title": "End the timetable", "done": "Ended."},
    )


def _row(request: CaseworkRequest, ref: str, pk: int) -> Timetable:
    """The timetable through the door, if it is for this person to change; else Http404."""
    rows = Timetable.objects.select_related("enrolment__pupil", "enrolment__school")
    row: Timetable = open_door(request, rows, Permission.AGREE_TIMETABLE, pk=pk, enrolment__pupil__ref=ref)
    if not enrolments_to_agree(row.enrolment.pupil, request.acting).filter(pk=row.enrolment_id).exists():
        raise Http404
    return row


def _act(
    request: CaseworkRequest, form: forms.Form, act: Callable[[], object], context: dict[str, Any]
) -> HttpResponse:
    """The form; once valid, the act; a refusal comes back as the form's error."""
    pupil = context["pupil"]
    if form.is_valid():
        try:
            act()
        except TimetableRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, context["done"])
            return redirect("pupil-timetables", ref=pupil.ref)
    code = code_in_words(pupil.born_on, request.acting.on)
    return render(request, "attendance/timetable/form.html", {"form": form, "code": code, **context})
