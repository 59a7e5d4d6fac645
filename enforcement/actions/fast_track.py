"""The fast track: entered by a second person, its twelve weeks as steps with days, ended for a reason."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from agencies.acting import Acting
from agencies.rules.roles import Permission
from attendance.models import Parent
from cases.actions.doors import require
from cases.models import Case, HoldKind
from enforcement.actions.stepping import (
    Kind,
    arrive,
    begin,
    hold,
    locked,
    may_move,
    not_ahead,
    passed,
    release,
    said,
    tell,
    unchanged,
)
from enforcement.models import FastTrack, TrackStep
from enforcement.queries.absence import entry_sessions, marks_of
from enforcement.queries.ground import answers_for
from enforcement.rules.facts import Step
from enforcement.rules.fast_track import timetable
from enforcement.workflow.court import TRACK_LABELS, TRACK_MOVES, TrackState

TRACK = Kind(TRACK_MOVES, TRACK_LABELS, TrackState, "fast-tracks", HoldKind.COURT)
OPEN = (TrackState.DRAFT, TrackState.RUNNING, TrackState.COURT)


@transaction.atomic
def prepare_track(
    *,
    case: Case,
    parent: Parent,
    by: Acting,
    because: Mapping[str, str] | None = None,
    equality_considered_on: date | None = None,
    opens_seal: bool = False,
) -> FastTrack:
    """Prepare to put a family on the fast track. The same again is the one there is. Raises NotAllowed, Refused."""
    there: FastTrack | None = (
        FastTrack.objects.permits(by, Permission.PREPARE_LEGAL)
        .filter(case=case, parent=parent, state__in=OPEN)
        .first()
    )
    if there is not None:
        return there
    row: FastTrack = begin(
        FastTrack,
        case=case,
        parent=parent,
        by=by,
        because=because,
        equality_considered_on=equality_considered_on,
        opens_seal=opens_seal,
    )
    tell(row, TRACK, "The fast track is being prepared.", by)
    return row


@transaction.atomic
def enter_track(*, track: FastTrack, by: Acting, version: int, signs: list[str] | None = None) -> FastTrack:
    """Enter the fast track as a second person: its twelve weeks are laid out from today. Raises GateShut, Refused."""
    row: FastTrack = locked(track, by, TRACK_MOVES["enter"].needs)
    if row.state == TrackState.RUNNING:
        return row
    may_move(row, TRACK, "enter")
    unchanged(row, version)
    marks = marks_of(row.pupil, row.school, by.on)
    passed(row, Step.FAST_TRACK, entry_sessions(marks, by.on, answers=answers_for(by)), by, signs or ())
    row.entered_on = by.on
    arrive(row, TrackState.RUNNING)
    TrackStep.objects.bulk_create(
        TrackStep(track=row, key=each.key, title=each.title, week=each.week, due_on=each.due_on)
        for each in timetable(by.on)
    )
    hold(row, TRACK, by)
    tell(
        row,
        TRACK,
        "Entered on the fast track: twelve weeks from today.",
        by,
        school="The fast track has begun.",
    )
    return row


@transaction.atomic
def move_step(*, step: TrackStep, due_on: date, by: Acting) -> TrackStep:
    """Agree another day for a step. Raises Refused for one before entry."""
    row, held = _open_step(step, by)
    require(due_on >= row.entered_on, "The day is before the fast track was entered.")
    held.due_on, held.by = due_on, by.user
    held.save(update_fields=["due_on", "by"])
    return held


@transaction.atomic
def finish_step(*, step: TrackStep, done_on: date, note: str, by: Acting) -> TrackStep:
    """Record that a step was taken, and what came of it. Raises Refused for a day ahead."""
    row, held = _open_step(step, by)
    not_ahead(done_on, by, since=row.entered_on)
    held.done_on, held.note, held.by = done_on, note.strip(), by.user
    held.save(update_fields=["done_on", "note", "by"])
    tell(row, TRACK, f"Fast track, {held.title.lower()}: done. {held.note}".strip(), by)
    return held


def _open_step(step: TrackStep, by: Acting) -> tuple[FastTrack, TrackStep]:
    row: FastTrack = locked(step.track, by, Permission.PREPARE_LEGAL)
    require(row.state == TrackState.RUNNING, "The fast track is not running.")
    held = (
        TrackStep.objects.permits(by, Permission.PREPARE_LEGAL)
        .select_for_update(of=("self",))
        .get(pk=step.pk)
    )
    return row, held


@transaction.atomic
def end_track(*, track: FastTrack, move: str, reason: str, by: Acting) -> FastTrack:
    """End it: improved, to be prosecuted, dropped or stopped, with the reason. Raises Refused, NotAllowed."""
    row: FastTrack = locked(track, by, TRACK_MOVES[move].needs, closed=move != "to-court")
    if row.state == TRACK_MOVES[move].target:
        return row
    may_move(row, TRACK, move)
    row.ended_because, row.ended_on = said(reason), by.on
    target = TrackState(TRACK_MOVES[move].target)
    arrive(row, target)
    release(row, TRACK, by)
    school = "" if target is TrackState.DROPPED else f"The fast track: {TRACK_LABELS[target].lower()}."
    tell(row, TRACK, f"{TRACK_LABELS[target]}: {row.ended_because}", by, school=school)
    return row
