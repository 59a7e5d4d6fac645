"""Referrals: a school, or an officer, asks the locality team to take a child's absence up."""

from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from agencies.history import remembered
from agencies.models import Agency
from agencies.rules.roles import Permission
from agencies.visibility import Viewer, Visible
from attendance.models import Parent, Pupil, School
from attendance.models.pupil import new_ref
from cases.models.case import Case
from cases.rules.referral import TRIED_WORDS, Tried
from cases.workflow.referrals import OPEN_REFERRALS, REFERRAL_LABELS, ReferralState, referral_transitions

STATES = [(state.value, REFERRAL_LABELS[state]) for state in ReferralState]


class DeclineReason(models.TextChoices):
    """Why a referral that may meet the criteria is declined all the same."""

    LEFT = "left", "The child has left the school or the area"
    RECOVERED = "recovered", "Attendance has recovered, and the school agrees"
    ELSEWHERE = "elsewhere", "Another agency leads, agreed with the school"
    CRITERIA = "criteria", "The criteria are not met"


class ReferralQuerySet(Visible):
    """Questions about referrals. Others' drafts are nobody's to read."""

    sight = Permission.REFER

    def sent_or_own(self, by: Viewer) -> Self:
        """Referrals that were sent, and the drafts of one's own agency."""
        return self.exclude(~Q(agency__in=by.reach), state=ReferralState.DRAFT)

    def waiting(self) -> Self:
        """Referrals that wait for a decision, or for the school's reply."""
        return self.filter(state__in=(ReferralState.SUBMITTED, ReferralState.QUERIED))

    def open(self) -> Self:
        """Referrals that nobody has ended yet."""
        return self.filter(state__in=OPEN_REFERRALS)


@remembered
class Referral(models.Model):
    """A referral of a child of a school, from a draft to a decision.

    `agency` is who refers: the school, or a team for an officer. `due_on` is the last day for the answer;
    `stopped_on` the day since which the school has a question, while the clock stands still. `basis` is what the
    criteria answered when it was sent, with the numbers used. `version` rises with each change.
    """

    ref = models.CharField(max_length=10, unique=True, default=new_ref, editable=False)
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="referrals")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="referrals")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="referrals")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=9, choices=STATES, default=ReferralState.DRAFT)
    worry = models.TextField(blank=True)
    safeguarding = models.TextField(blank=True)
    child_views = models.TextField(blank=True)
    parent_views = models.TextField(blank=True)
    submitted_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    stopped_on = models.DateField(null=True, blank=True)
    basis = models.JSONField(default=dict)
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    declined_because = models.CharField(max_length=9, choices=DeclineReason, blank=True)
    decision = models.TextField(blank=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, blank=True, related_name="referrals")
    version = models.PositiveIntegerField(default=1)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pupil", "school"],
                condition=Q(state__in=OPEN_REFERRALS),
                name="one_open_referral_per_school",
            ),
            models.CheckConstraint(
                condition=Q(state__in=(ReferralState.DRAFT, ReferralState.WITHDRAWN))
                | Q(submitted_on__isnull=False, due_on__isnull=False),
                name="sent_referrals_have_their_days",
            ),
            models.CheckConstraint(
                condition=Q(state=ReferralState.QUERIED, stopped_on__isnull=False)
                | Q(~Q(state=ReferralState.QUERIED), stopped_on__isnull=True),
                name="the_clock_stops_with_a_question",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReferralState.ACCEPTED) | Q(case__isnull=False),
                name="accepted_referrals_have_a_case",
            ),
        ]
        indexes = [
            models.Index(
                fields=["school", "due_on"],
                condition=Q(state__in=(ReferralState.SUBMITTED, ReferralState.QUERIED)),
                name="referrals_waiting",
            ),
            models.Index(
                fields=["submitted_on", "id"],
                include=["pupil", "school"],
                condition=Q(state__in=(ReferralState.SUBMITTED, ReferralState.QUERIED)),
                name="referrals_by_waiting",
            ),
            models.Index(
                fields=["due_on", "id"],
                condition=Q(state__in=(ReferralState.DRAFT, ReferralState.SUBMITTED, ReferralState.QUERIED)),
                name="referrals_at_hand",
            ),
            models.Index(fields=["agency", "-at"], name="referrals_by_agency"),
        ]
        triggers = [pgtrigger.FSM(name="referral_moves", field="state", transitions=referral_transitions())]

    @property
    def link(self) -> str:
        """The path of the referral's page."""
        return f"/referrals/{self.ref}/"


class OfReferral(Visible):
    """Parts of a referral are for those who may refer the child: its school and the officers."""

    sight = Permission.REFER


class EvidenceKind(models.TextChoices):
    """A warning letter, or one of the things that a school tries."""

    LETTER = "letter", "Warning letter"
    FIRST_DAY = Tried.FIRST_DAY.value, TRIED_WORDS[Tried.FIRST_DAY]
    MEETING = Tried.MEETING.value, TRIED_WORDS[Tried.MEETING]
    PLAN = Tried.PLAN.value, TRIED_WORDS[Tried.PLAN]
    PASTORAL = Tried.PASTORAL.value, TRIED_WORDS[Tried.PASTORAL]


class ReferralEvidence(models.Model):
    """What the school did, with its day: a letter to one parent, or something it tried."""

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="evidence")
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=9, choices=EvidenceKind)
    parent = models.ForeignKey(Parent, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    on = models.DateField()
    note = models.CharField(max_length=500, blank=True)

    objects = OfReferral.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["referral", "kind", "parent"], nulls_distinct=False, name="one_evidence_of_a_kind"
            )
        ]


class ReferralQuestion(models.Model):
    """What the team asked, and what was answered."""

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="questions")
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_on = models.DateField(null=True, blank=True)

    objects = OfReferral.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["referral"], condition=Q(answered_on__isnull=True), name="one_question_at_a_time"
            )
        ]
