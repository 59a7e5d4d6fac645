"""Moves of a caseload from one officer of a team to another, kept so that each can be undone."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from agencies.models import Agency
from agencies.rules.roles import Permission
from agencies.visibility import Viewer
from cases.models.case import Case, OfCase


class HandoverQuerySet(models.QuerySet["Handover"]):
    """Questions about moves of caseloads."""

    def visible_to(self, by: Viewer) -> Self:
        """Those of the teams for which somebody allocates; which cases they were of is asked for each case."""
        return self.filter(team__in=by.reach) if by.may(Permission.TRIAGE) else self.none()


class Handover(models.Model):
    """One move: from whom, to whom, by whom, and the keys of the actions and re-checks that went along (`moved`)."""

    team: Any = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    taken_from: Any = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    given_to: Any = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    moved = models.JSONField(default=dict)
    by: Any = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_by: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(taken_from=F("given_to")), name="a_handover_is_between_two_people"
            ),
        ]
        indexes = [models.Index(fields=["team", "-at"], name="handovers_of_team")]


class HandoverCase(models.Model):
    """A case that was moved, and the day on which the officer before had been given it."""

    handover: Any = models.ForeignKey(Handover, on_delete=models.CASCADE, related_name="cases")
    case: Any = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="handovers")
    allocated_on = models.DateField(null=True)

    objects = OfCase.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["handover", "case"], name="a_case_is_moved_once")]
