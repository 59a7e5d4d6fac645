"""What is agreed with a school: targets, the actions of its plan with their review, and that it is of concern."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from agencies.history import append_only, remembered
from attendance.models import School
from attendance.models.school import SchoolPath


class ActionState(models.TextChoices):
    """What became of an action."""

    OPEN = "open", "In hand"
    DONE = "done", "Done"
    PARTLY = "partly", "Partly done"
    DROPPED = "dropped", "Dropped"


@remembered
class SchoolAction(models.Model):
    """An action of a school's plan, agreed in a term, with what its review found."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="actions")
    year = models.PositiveSmallIntegerField()
    period = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=300)
    lead = models.CharField(max_length=120)
    due_on = models.DateField()
    state = models.CharField(max_length=7, choices=ActionState, default=ActionState.OPEN)
    became = models.CharField(max_length=500, blank=True)
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    agreed_on = models.DateField()
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reviewed_on = models.DateField(null=True, blank=True)

    objects = SchoolPath.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "year", "period", "what"], name="one_action_of_a_term"),
            models.CheckConstraint(
                condition=Q(state="open") | Q(reviewed_on__isnull=False), name="what_became_was_reviewed"
            ),
        ]


class EarlierReview(models.Model):
    """What a review of a school's action found before its last one."""

    action = models.ForeignKey(SchoolAction, on_delete=models.PROTECT, related_name="earlier_reviews")
    state = models.CharField(max_length=7, choices=ActionState)
    became = models.CharField(max_length=500)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reviewed_on = models.DateField()

    class EarlierReviewQuerySet(SchoolPath):
        """Reached through the action."""

        path = "action"

    objects = EarlierReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-reviewed_on"]
        constraints = [
            models.UniqueConstraint(fields=["action", "reviewed_on"], name="one_earlier_review_a_day")
        ]
        triggers = [append_only("earlier_review_stays")]


@remembered
class SchoolTarget(models.Model):
    """What an indicator should reach at one school in an academic year."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="targets")
    indicator = models.CharField(max_length=24)
    year = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=7, decimal_places=2)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_on = models.DateField()

    objects = SchoolPath.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "indicator", "year"], name="one_school_target_a_year")
        ]


@remembered
class SchoolConcern(models.Model):
    """That a school's attendance is of concern, from a day until a day, and why."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="concerns")
    reason = models.CharField(max_length=300)
    began_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = SchoolPath.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school"], condition=Q(ended_on__isnull=True), name="one_concern_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("began_on")), name="concern_ends_after"
            ),
        ]
