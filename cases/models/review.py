"""Reviews of a case, with what the register says before and after, and re-checks once it is closed."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from agencies.history import append_only
from agencies.models import Agency
from cases.models.assessment import OfCasework
from cases.models.case import Case, OfCase
from cases.workflow.reviews import DECISION_CHOICES, RESULT_CHOICES


class Review(models.Model):
    """What a review found and decided: attendance in equal windows before and since, and when the next one is."""

    case: Any = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="reviews")
    number = models.PositiveIntegerField()
    on = models.DateField()
    due_on = models.DateField()
    before_from = models.DateField()
    before_possible = models.PositiveIntegerField()
    before_attended = models.PositiveIntegerField()
    after_from = models.DateField()
    after_to = models.DateField()
    after_possible = models.PositiveIntegerField()
    after_attended = models.PositiveIntegerField()
    summary = models.TextField()
    reason = models.TextField(blank=True)
    decision = models.CharField(max_length=9, choices=DECISION_CHOICES)
    next_on = models.DateField(null=True, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    by: Any = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    agency: Any = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")

    objects = OfCase.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="one_review_per_number")]
        triggers = [append_only("review_stays")]


class RecheckQuerySet(OfCase):
    """Questions about re-checks."""

    def due(self, on: Any) -> "RecheckQuerySet":
        """Re-checks whose day has come, of cases that are closed still, and by that closing."""
        return self.filter(done_on__isnull=True, due_on__lte=on, case__closed_on=F("closed_on"))


class Recheck(models.Model):
    """A look at attendance some weeks after a case was closed: it comes back by itself to the officer who had it."""

    case: Any = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="rechecks")
    closed_on = models.DateField()
    due_on = models.DateField()
    officer: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    done_on = models.DateField(null=True, blank=True)
    done_by: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    possible = models.PositiveIntegerField(null=True, blank=True)
    attended = models.PositiveIntegerField(null=True, blank=True)
    result = models.CharField(max_length=8, choices=RESULT_CHOICES, blank=True)
    note = models.TextField(blank=True)

    objects = RecheckQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "closed_on", "due_on"], name="one_recheck_once"),
        ]
        indexes = [
            models.Index(
                fields=["officer", "due_on"], condition=Q(done_on__isnull=True), name="rechecks_to_do"
            )
        ]


class CareReviewKind(models.TextChoices):
    """The reviews of social care at which attendance is a set item."""

    LOOKED_AFTER = "lac", "Looked-after review"
    PROTECTION = "cp", "Child protection review"


class SetItem(models.Model):
    """Attendance as the set item of a review by social care: what the register said, and what was agreed there."""

    case: Any = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="set_items")
    kind = models.CharField(max_length=3, choices=CareReviewKind)
    on = models.DateField()
    began_on = models.DateField()
    possible = models.PositiveIntegerField()
    attended = models.PositiveIntegerField()
    said = models.TextField()
    at = models.DateTimeField(auto_now_add=True)
    by: Any = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    agency: Any = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")

    objects = OfCasework.as_manager()

    class Meta:
        indexes = [models.Index(fields=["case", "-on", "-id"], name="set_items_of_case")]
        triggers = [append_only("set_item_stays")]
