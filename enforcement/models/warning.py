"""Warnings before a notice: the notice to improve now, the penalty warning letter before August 2024."""

import pgtrigger
from django.db import models
from django.db.models import F, Q

from agencies.history import remembered
from enforcement.models.prepared import Prepared
from enforcement.rules.warning import Progress
from enforcement.workflow import WARNING_LABELS, WARNING_MOVES, WarningState, transitions

STATES = [(state.value, WARNING_LABELS[state]) for state in WarningState]
PROGRESS = [(progress.name.lower(), progress.value.capitalize()) for progress in Progress]


@remembered
class WarningLetter(Prepared):
    """A warning to one parent about one child, with its period and how the register says that it goes.

    `proposed` is written by the night; whether the period failed is a person's decision (`state`).
    """

    state = models.CharField(max_length=8, choices=STATES, default=WarningState.DRAFT)
    weeks = models.PositiveSmallIntegerField(null=True, blank=True)
    weeks_because = models.TextField(blank=True)
    tolerated = models.PositiveSmallIntegerField(null=True, blank=True)
    target = models.TextField(blank=True)
    further_support = models.TextField(blank=True)
    sessions = models.JSONField(default=list)
    regime = models.CharField(max_length=4, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    sent_on = models.DateField(null=True, blank=True)
    received_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    watched_on = models.DateField(null=True, blank=True)
    missed = models.PositiveSmallIntegerField(default=0)
    unsettled = models.PositiveSmallIntegerField(default=0)
    proposed = models.CharField(max_length=8, choices=PROGRESS, blank=True)
    decided_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=("draft", "dropped"))
                | Q(decision__isnull=False, issued_on__isnull=False, checked_by__isnull=False),
                name="given_warnings_were_decided",
            ),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True) | ~Q(checked_by=F("drafted_by")),
                name="warning_checked_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("served", "improved", "failed"))
                | Q(sent_on__isnull=False, received_on__isnull=False, ends_on__isnull=False),
                name="served_warnings_have_their_days",
            ),
            models.UniqueConstraint(
                fields=["pupil", "parent"],
                condition=Q(state__in=("draft", "issued", "served")),
                name="one_warning_at_a_time",
            ),
        ]
        indexes = [models.Index(fields=["ends_on"], condition=Q(state="served"), name="warnings_running")]
        triggers = [
            pgtrigger.FSM(name="warning_moves", field="state", transitions=transitions(WARNING_MOVES))
        ]

    @property
    def label(self) -> str:
        """Its state in words."""
        return WARNING_LABELS[WarningState(self.state)]
