"""Truancy sweeps with the police, and whom they stopped."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from agencies.models import Agency
from agencies.rules.roles import Permission
from agencies.visibility import Viewer, Visible
from attendance.models import Pupil
from attendance.models.pupil import new_ref
from cases.models.case import Case
from cases.rules.sweeps import KEPT_FOR


class SweepQuerySet(Visible):
    """A sweep is known to those who run sweeps in the two agencies that held it."""

    sight = Permission.RUN_SWEEPS

    def permits(self, by: Viewer, permission: Permission) -> Self:
        """The sweeps of agencies within reach, for people who run sweeps and hold the permission."""
        if not (by.may(permission) and by.may(Permission.RUN_SWEEPS)):
            return self.none()
        return self.filter(Q(agency__in=by.reach) | Q(partner__in=by.reach))


class Sweep(models.Model):
    """A sweep of an area on a day, authorised by the police (a superintendent or above) and by the authority.

    Crime and Disorder Act 1998 s16. `agency` wrote it down; `partner` held it together with them.
    """

    ref = models.CharField(max_length=10, unique=True, default=new_ref, editable=False)
    area = models.CharField(max_length=200)
    is_national = models.BooleanField(default=False)
    on = models.DateField()
    began_at = models.TimeField()
    ended_at = models.TimeField()
    police_authorised_by = models.CharField(max_length=120)
    council_authorised_by = models.CharField(max_length=120)
    authorised_on = models.DateField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="sweeps")
    partner = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="sweeps_joined")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = SweepQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ended_at__gt=F("began_at")), name="sweep_ends_after_start"),
            models.CheckConstraint(condition=Q(authorised_on__lte=F("on")), name="sweep_authorised_before"),
            models.CheckConstraint(condition=~Q(agency=F("partner")), name="sweep_held_by_two"),
            models.UniqueConstraint(
                fields=["agency", "partner", "on", "area", "began_at"], name="sweep_once"
            ),
        ]
        indexes = [models.Index(fields=["-on", "-id"], name="sweeps_by_day")]


class Outcome(models.TextChoices):
    """What became of a stop."""

    SCHOOL = "school", "Taken back to school"
    HOME = "home", "Taken home"
    PLACE = "place", "Taken to the place set for the sweep"
    PARENT = "parent", "With a parent, who was spoken to"
    LEAVE = "leave", "Had leave or a good reason"
    NO_PUPIL = "no_pupil", "Not a pupil of school age"
    WENT = "went", "Went off"


class StopQuerySet(Visible):
    """Stops are known to those of their sweep, matched or not."""

    path = "sweep"
    sight = Permission.RUN_SWEEPS

    def unmatched(self) -> Self:
        """Stops of which nobody has said who it was."""
        return self.filter(pupil__isnull=True)

    def to_match(self) -> Self:
        """Stops that still have a name to match by."""
        return self.unmatched().filter(forgotten_on__isnull=True).exclude(outcome=Outcome.NO_PUPIL)

    def plan_awaited(self) -> Self:
        """Stops of pupils absent without leave for whom nobody has opened a case or said why not."""
        return self.filter(pupil__isnull=False, case__isnull=True, why_no_plan="").exclude(had_leave=True)

    def to_forget(self, on: date) -> Self:
        """Stops that nobody matched in the time that their names are kept."""
        return self.unmatched().filter(forgotten_on__isnull=True, sweep__on__lt=on - KEPT_FOR)


class Stop(models.Model):
    """Somebody stopped, as they said it on the street; `pupil` once somebody with the right knows who it was.

    `batch` and `number` name the line of the form it came with, so that a form sent twice is kept once.
    """

    sweep = models.ForeignKey(Sweep, on_delete=models.CASCADE, related_name="stops")
    batch = models.UUIDField()
    number = models.PositiveSmallIntegerField()
    forename = models.CharField(max_length=100, blank=True)
    surname = models.CharField(max_length=100, blank=True)
    told = models.CharField(max_length=120, blank=True)
    place = models.CharField(max_length=120)
    stopped_at = models.TimeField()
    company = models.CharField(max_length=200, blank=True)
    reason_given = models.CharField(max_length=300, blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, null=True, related_name="stops")
    matched_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    matched_at = models.DateTimeField(null=True)
    had_leave = models.BooleanField(null=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="stops")
    why_no_plan = models.CharField(max_length=300, blank=True)
    forgotten_on = models.DateField(null=True)

    objects = StopQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sweep", "batch", "number"], name="stop_once"),
            models.CheckConstraint(
                condition=Q(pupil__isnull=False)
                | Q(case__isnull=True, why_no_plan="", matched_at__isnull=True),
                name="plans_only_for_matched_stops",
            ),
        ]
        indexes = [
            models.Index(fields=["sweep"], condition=Q(pupil__isnull=True), name="stops_unmatched"),
        ]

    @property
    def told_name(self) -> str:
        """The name as it was told; empty once it has been forgotten."""
        return f"{self.forename} {self.surname}".strip()

    @property
    def standing(self) -> str:
        """Where the stop stands, in words."""
        if self.forgotten_on:
            return "Name no longer kept"
        if self.pupil_id is None:
            return "No pupil" if self.outcome == Outcome.NO_PUPIL else "To be matched"
        if self.had_leave:
            return "Had leave"
        if self.case_id:
            return "Case for a plan"
        return "No plan, with a reason" if self.why_no_plan else "Plan awaited"
