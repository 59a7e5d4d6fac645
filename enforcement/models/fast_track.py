"""The fast track: twelve weeks of case management against time, each step with its day."""

from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from agencies.history import remembered
from agencies.visibility import Visible
from enforcement.models.prepared import Legal, Prepared
from enforcement.workflow import transitions
from enforcement.workflow.court import TRACK_LABELS, TRACK_MOVES, TrackState

TRACK_STATES = [(state.value, TRACK_LABELS[state]) for state in TrackState]


@remembered
class FastTrack(Prepared):
    """One parent and one child on the fast track. What the twelve weeks hold are its steps."""

    state = models.CharField(max_length=8, choices=TRACK_STATES, default=TrackState.DRAFT)
    entered_on: Any = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=("draft", "dropped"))
                | Q(decision__isnull=False, entered_on__isnull=False, checked_by__isnull=False),
                name="fast_track_was_decided",
            ),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True) | ~Q(checked_by=F("drafted_by")),
                name="fast_track_checked_by_another",
            ),
            models.UniqueConstraint(
                fields=["pupil", "parent"],
                condition=Q(state__in=("draft", "running", "court")),
                name="one_fast_track_at_a_time",
            ),
        ]
        triggers = [
            pgtrigger.FSM(name="fast_track_moves", field="state", transitions=transitions(TRACK_MOVES))
        ]

    @property
    def label(self) -> str:
        """Its state in words."""
        return TRACK_LABELS[TrackState(self.state)]


class OfTrack(Visible):
    """Steps are seen by those who see the fast track."""

    path = "track"
    sight = Legal.sight


@remembered
class TrackStep(models.Model):
    """One step of the twelve weeks: the day proposed or agreed, and when it was done."""

    track = models.ForeignKey(FastTrack, on_delete=models.PROTECT, related_name="steps")
    key = models.CharField(max_length=12)
    title = models.CharField(max_length=120)
    week = models.PositiveSmallIntegerField()
    due_on: Any = models.DateField()
    done_on: Any = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = OfTrack.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["track", "key"], name="one_step_once")]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(done_on__isnull=True), name="track_steps_to_do")
        ]
