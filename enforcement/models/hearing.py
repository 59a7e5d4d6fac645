"""Hearings: of a prosecution in the magistrates' court, or of a supervision order in the family court."""

from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from agencies.history import remembered
from attendance.models import Pupil
from cases.models import Case
from enforcement.models.prepared import POINTS, Legal
from enforcement.models.prosecution import Prosecution
from enforcement.models.supervision import SupervisionOrder
from enforcement.workflow import transitions
from enforcement.workflow.court import HEARING_LABELS, HEARING_MOVES, HearingState

HEARING_STATES = [(state.value, HEARING_LABELS[state]) for state in HearingState]


class Purpose(models.TextChoices):
    """What a hearing is for."""

    FIRST = "first", "First hearing"
    TRIAL = "trial", "Trial"
    SENTENCE = "sentence", "Sentence"
    SINGLE = "single", "On the papers, before a single justice"
    APPLICATION = "application", "Application for an order"
    EXTENSION = "extension", "Extension or discharge of an order"


@remembered
class Hearing(models.Model):
    """One day in court, and what came of it. An adjourned hearing is followed by another."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="hearings")
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="hearings")
    prosecution = models.ForeignKey(
        Prosecution, on_delete=models.PROTECT, null=True, blank=True, related_name="hearings"
    )
    supervision = models.ForeignKey(
        SupervisionOrder, on_delete=models.PROTECT, null=True, blank=True, related_name="hearings"
    )
    on: Any = models.DateField()
    at: Any = models.TimeField(null=True, blank=True)
    court = models.CharField(max_length=120)
    purpose = models.CharField(max_length=11, choices=Purpose)
    state = models.CharField(max_length=9, choices=HEARING_STATES, default=HearingState.LISTED)
    result = models.TextField(blank=True)
    adjourned_from = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="adjourned_to"
    )
    by: Any = models.ForeignKey(settings.AUTH_USER_MODEL, **POINTS)

    objects = Legal.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(prosecution__isnull=False, supervision=None)
                | Q(prosecution=None, supervision__isnull=False),
                name="a_hearing_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(state="listed") | ~Q(result=""), name="past_hearings_have_their_result"
            ),
        ]
        indexes = [models.Index(fields=["on"], condition=Q(state="listed"), name="hearings_listed")]
        triggers = [
            pgtrigger.FSM(name="hearing_moves", field="state", transitions=transitions(HEARING_MOVES))
        ]

    @property
    def label(self) -> str:
        """Its state in words."""
        return HEARING_LABELS[HearingState(self.state)]
