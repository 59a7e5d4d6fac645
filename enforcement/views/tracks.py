"""The fast track: its twelve weeks drawn and in a table, its steps, its moves."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from agencies.acting import Acting
from agencies.doors import CaseworkRequest, needs, open_door
from agencies.rules.roles import Permission
from enforcement.actions.fast_track import end_track, enter_track, finish_step, move_step
from enforcement.forms.court import TrackStepForm
from enforcement.forms.steps import CheckForm, ReasonForm
from enforcement.models import FastTrack, TrackStep
from enforcement.queries.absence import entry_sessions, marks_of
from enforcement.queries.court import drawn
from enforcement.queries.ground import answers_for
from enforcement.rules.facts import Step
from enforcement.rules.fast_track import timetable
from enforcement.views.acts import WITH, Act, act_page, acts, offered

P = Permission


def _ends(move: str) -> Callable[..., Any]:
    return lambda row, by, reason: end_track(track=row, move=move, reason=reason, by=by)


ACTS = acts(
    Act(
        "enter", "Check and enter", CheckForm,
        lambda row, by, version, signs=(): enter_track(track=row, by=by, version=version, signs=list(signs)),
        ("draft",), P.APPROVE_LEGAL, "Enter the fast track", step=lambda row: Step.FAST_TRACK,
        sessions=lambda row, by: entry_sessions(
            marks_of(row.pupil, row.school, by.on), by.on, answers=answers_for(by)
        ),
    ),
    Act("drop", "Decide against it", ReasonForm, _ends("drop"), ("draft",), closed=True),
    Act("improve", "Attendance has improved", ReasonForm, _ends("improve"), ("running",), closed=True),
    Act("to-court", "Go on to prosecution", ReasonForm, _ends("to-court"), ("running",), P.APPROVE_LEGAL),
    Act("stop", "End it for another reason", ReasonForm, _ends("stop"), ("running", "court"), closed=True),
)  # fmt: skip


@needs(P.VIEW_LEGAL)
def track(request: CaseworkRequest, ref: str) -> HttpResponse:
    """The fast track of one family."""
    row = open_door(request, FastTrack.objects.select_related(*WITH), P.VIEW_LEGAL, ref=ref)
    steps = list(row.steps.order_by("due_on", "week"))
    proposed = steps or timetable(request.acting.on)
    context = {
        "row": row,
        "pupil": row.pupil,
        "steps": steps,
        "proposed": proposed,
        "drawn": drawn(proposed, row.entered_on or request.acting.on, request.acting.on),
        "acts": offered(request, row, ACTS, "fast-track-act", [ref]),
        "prepares": request.acting.may(P.PREPARE_LEGAL) and row.case.is_live,
    }
    return render(request, "enforcement/fast_track.html", context)


@needs(P.PREPARE_LEGAL)
def act(request: CaseworkRequest, ref: str, act: str) -> HttpResponse:
    """A move of the fast track."""
    row = open_door(request, FastTrack.objects.select_related(*WITH), P.PREPARE_LEGAL, ref=ref)
    return act_page(request, row, ACTS, act, reverse("fast-track", args=[ref]))


@needs(P.PREPARE_LEGAL)
def step(request: CaseworkRequest, ref: str, pk: int) -> HttpResponse:
    """A step of the twelve weeks: moved to another day, or done."""
    row = open_door(request, FastTrack.objects.select_related(*WITH), P.PREPARE_LEGAL, ref=ref)
    held = TrackStep.objects.permits(request.acting, P.PREPARE_LEGAL).filter(track=row, pk=pk).first()
    if held is None:
        raise Http404
    held.pupil, held.state, held.case = row.pupil, row.state, row.case
    back = reverse("fast-track", args=[ref])
    return act_page(
        request, held, {"step": Act("step", held.title, TrackStepForm, _keep, (row.state,))}, "step", back
    )


def _keep(row: TrackStep, by: Acting, due_on: date, done_on: date | None, note: str) -> None:
    if due_on != row.due_on:
        move_step(step=row, due_on=due_on, by=by)
    if done_on is not None:
        finish_step(step=row, done_on=done_on, note=note, by=by)
