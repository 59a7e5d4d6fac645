"""What every step of enforcement against one parent for one child has in common, and its decision with the gate."""

from typing import Any

from django.conf import settings
from django.db import models

from agencies.history import stands
from agencies.models import Agency
from agencies.rules.roles import Permission
from agencies.visibility import Visible
from attendance.models import Address, Parent, Pupil, School
from attendance.models.pupil import new_ref
from cases.models import Case
from enforcement.rules.facts import Step

STEPS = [(step.value, step.value) for step in Step]
POINTS: dict[str, Any] = {"on_delete": models.PROTECT, "related_name": "+"}


class Legal(Visible):
    """Legal records: for those who may see legal records about the child."""

    sight = Permission.VIEW_LEGAL


class Decision(models.Model):
    """A step taken, with every answer of the gate as it was then (`Gate.record`); append-only."""

    step = models.CharField(max_length=24, choices=STEPS)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="decisions")
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="+")
    parent = models.ForeignKey(Parent, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    regime = models.CharField(max_length=4)
    gate = models.JSONField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = Legal.as_manager()

    class Meta:
        constraints = [
            # No decision stands on a gate that was shut, whoever writes it and however.
            models.CheckConstraint(
                condition=models.Q(gate__is_open=True), name="decisions_stand_on_an_open_gate"
            )
        ]
        triggers = stands(
            "decision", "step", "case_id", "parent_id", "on", "regime", "gate", "agency_id", "by_id", "at"
        )


class Prepared(models.Model):
    """A step as an officer prepared it: towards whom, where a letter would go, and why other steps do not suit.

    `signed_off` are the keys of the gate's answers that somebody in the named role opened by signing.
    """

    ref = models.CharField(max_length=10, unique=True, default=new_ref, editable=False)
    case: Any = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="%(class)ss")
    pupil: Any = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="%(class)ss")
    parent: Any = models.ForeignKey(Parent, on_delete=models.PROTECT, related_name="%(class)ss")
    school: Any = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    address: Any = models.ForeignKey(Address, null=True, blank=True, **POINTS)
    # A sealed address is used only because this person, who is named for it, decided so.
    address_opened_by: Any = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, **POINTS)
    drafted_by: Any = models.ForeignKey(settings.AUTH_USER_MODEL, **POINTS)
    drafted_at = models.DateTimeField(auto_now_add=True)
    agency: Any = models.ForeignKey(Agency, **POINTS)
    equality_considered_on = models.DateField(null=True, blank=True)
    equality_note = models.TextField(blank=True)
    support_unsuitable_because = models.TextField(blank=True)
    support_enough_because = models.TextField(blank=True)
    below_because = models.TextField(blank=True)
    signed_off = models.JSONField(default=list, blank=True)
    decision: Any = models.OneToOneField(
        Decision, on_delete=models.PROTECT, null=True, related_name="%(class)s"
    )
    checked_by: Any = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, **POINTS)
    ended_because = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = Legal.as_manager()

    class Meta:
        abstract = True
