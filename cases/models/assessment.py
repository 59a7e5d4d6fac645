"""Assessment of a child's circumstances, version by version, and what child and parents say in their own words."""

from typing import Any

from django.conf import settings
from django.db import models

from agencies.history import append_only
from agencies.models import Agency
from agencies.rules.roles import Permission
from agencies.visibility import Visible
from attendance.models import Contact
from cases.models.audience import Shared
from cases.models.case import Case
from cases.rules.factors import FACTOR_CHOICES


class OfCasework(Visible):
    """Rows of a case for the agencies on it: schools follow a case and do not read these."""

    path = "case"
    sight = Permission.VIEW_CASEWORK


class OfAssessment(OfCasework):
    """Rows of an assessment."""

    path = "assessment"


class Assessment(models.Model):
    """One version of the assessment of a case. A later one stands beside it; nothing is overwritten."""

    case: Any = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="assessments")
    number = models.PositiveIntegerField()
    strengths = models.TextField(blank=True)
    conclusions = models.TextField()
    review_on = models.DateField()
    on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)
    by: Any = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    agency: Any = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")

    objects = OfCasework.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="one_assessment_per_number"),
        ]
        triggers = [append_only("assessment_stays")]


class Weight(models.TextChoices):
    """How much a circumstance has to do with the absence."""

    SOME = "some", "Plays a part"
    MAIN = "main", "A main reason"


class AssessmentFactor(models.Model):
    """A circumstance that a version of an assessment found: the row that reporting counts."""

    assessment: Any = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="factors")
    factor = models.CharField(max_length=20, choices=FACTOR_CHOICES)
    weight = models.CharField(max_length=4, choices=Weight)
    note = models.TextField(blank=True)

    objects = OfAssessment.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "factor"], name="one_row_per_factor"),
        ]
        indexes = [models.Index(fields=["factor", "weight"], name="factors_by_kind")]
        triggers = [append_only("factor_stays")]


class How(models.TextChoices):
    """How somebody said something, or agreed to it."""

    IN_PERSON = "in_person", "In person"
    TELEPHONE = "telephone", "By telephone"
    IN_WRITING = "in_writing", "In writing"
    ONLINE = "online", "By video or message"
    THROUGH = "through", "Through somebody they trust"
    DRAWING = "drawing", "By drawing or pictures"


class Speaker(models.TextChoices):
    """Whose words they are."""

    CHILD = "child", "The child"
    PARENT = "parent", "A parent"


class OwnWords(Shared):
    """What the child or a parent said, as they said it: who, when, how. It is not changed afterwards."""

    case: Any = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="own_words")
    speaker = models.CharField(max_length=6, choices=Speaker)
    contact: Any = models.ForeignKey(
        Contact, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    on = models.DateField()
    how = models.CharField(max_length=10, choices=How)
    words = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(speaker=Speaker.PARENT, contact__isnull=False)
                | models.Q(speaker=Speaker.CHILD, contact__isnull=True),
                name="words_of_a_parent_name_the_parent",
            )
        ]
        indexes = [models.Index(fields=["case", "-on", "-id"], name="own_words_of_case")]
