"""Involvement: the dated reason an agency may see a child. Visibility rests on this table and nothing else."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from agencies.history import remembered
from agencies.models import Agency
from agencies.rules.roles import Scope
from agencies.visibility import Visible


class Basis(models.TextChoices):
    """Why an agency is involved, in words that finish the sentence "because …"."""

    ENROLLED = "enrolled", "the child is on the school's roll"
    AREA = "area", "the team works with the child's school"
    LOOKED_AFTER = "looked_after", "the child is looked after by the authority"
    CHILD_PROTECTION = "child_protection", "the child has a child protection plan"
    REQUEST = "request", "the agency was asked to help"
    COURT_ORDER = "court_order", "a court order names the agency"
    CONSENT = "consent", "the family agreed"
    SAFEGUARDING = "safeguarding", "it is needed to keep the child safe"
    SWEEP = "sweep", "the child was stopped in a truancy sweep"
    CASE = "case", "the team works on the child's case"


# Involvements that follow from the roll: whole schools, so that they are no list of work.
BY_ROLL = (Basis.ENROLLED, Basis.AREA)
# Involvements that no person gives or ends by hand: they follow the roll, or who has the case.
BY_ITSELF = (*BY_ROLL, Basis.CASE)


class InvolvementQuerySet(Visible):
    """Questions about involvements."""

    def by_name(self) -> Self:
        """Involvements with one child for the child's own sake; said as their index says it."""
        return self.exclude(basis__in=BY_ROLL)

    def live(self, on: date) -> Self:
        """Involvements that have begun and whose last day has not passed."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=on), began_on__lte=on)


@remembered
class Involvement(models.Model):
    """An agency's reason to see a child, from one day until another, and how much of the record it opens.

    `ended_on` is the last day, and may lie ahead: access then ends by itself. `sealed` shows other agencies that
    this one is involved and how to reach it, and nothing of why.
    """

    pupil = models.ForeignKey(
        "attendance.Pupil", on_delete=models.CASCADE, related_name="involvements", db_index=False
    )
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="involvements")
    basis = models.CharField(max_length=16, choices=Basis)
    scope = models.PositiveSmallIntegerField(choices=[(s.value, s.name.lower()) for s in Scope])
    began_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    sealed = models.BooleanField(default=False)
    note = models.CharField(max_length=300, blank=True)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = InvolvementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pupil", "agency", "basis"],
                condition=Q(ended_on__isnull=True),
                name="one_open_involvement_per_basis",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("began_on")),
                name="involvement_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(scope__in=[s.value for s in Scope]), name="involvement_scope_known"
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency", "pupil"],
                include=["scope", "began_on", "ended_on"],
                name="involvement_by_agency",
            ),
            models.Index(
                fields=["pupil"],
                include=["agency", "scope", "began_on", "ended_on"],
                name="involvement_by_pupil",
            ),
            models.Index(
                fields=["agency", "-began_on", "-id"],
                include=["pupil", "scope", "ended_on"],
                condition=~Q(basis__in=BY_ROLL),
                name="involvement_by_name",
            ),
        ]
