"""Studies of what worked: one question put to the registers, and an answer for each kind of intervention and agency."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from agencies.models import Agency, InterventionType, LocalAuthority
from agencies.visibility import Viewer
from cases.models.intervention import Contact
from reporting.models.targets import OfAuthority


class StudyState(models.TextChoices):
    """How far a study is."""

    WAITING = "waiting", "Waiting"
    RUNNING = "running", "At work"
    DONE = "done", "Done"
    FAILED = "failed", "Stopped by an error"


UNDER_WAY = (StudyState.WAITING, StudyState.RUNNING)


class ImpactStudy(models.Model):
    """One comparison of all interventions, by the registers up to `on` and the definition kept with it.

    `asked_by` is empty where the clock asked. `touched_at` tells a study at work from one whose worker died.
    """

    authority = models.ForeignKey(LocalAuthority, on_delete=models.CASCADE, related_name="impact_studies")
    on = models.DateField()
    definition = models.JSONField()
    state = models.CharField(max_length=7, choices=StudyState, default=StudyState.WAITING)
    done = models.PositiveSmallIntegerField(default=0)
    total = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField()
    touched_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = OfAuthority.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority"], condition=Q(state__in=UNDER_WAY), name="one_study_under_way"
            )
        ]
        indexes = [models.Index(fields=["authority", "state", "-asked_at"], name="study_newest")]


class AnswersOfAuthority(models.QuerySet["ImpactAnswer"]):
    """Answers, which hold sums alone."""

    def visible_to(self, by: Viewer) -> "AnswersOfAuthority":
        """Those of the viewer's own authority."""
        return self.filter(study__authority=by.authority_id)


class ImpactAnswer(models.Model):
    """What follows one kind of intervention, or all that one agency did: `found` as in `rules.what_worked_kept`."""

    study = models.ForeignKey(ImpactStudy, on_delete=models.CASCADE, related_name="answers")
    type: Any = models.ForeignKey(InterventionType, on_delete=models.CASCADE, null=True, related_name="+")
    contact = models.CharField(max_length=8, choices=Contact, blank=True)
    agency: Any = models.ForeignKey(Agency, on_delete=models.CASCADE, null=True, related_name="+")
    found = models.JSONField()

    objects = AnswersOfAuthority.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["study", "type", "contact", "agency"],
                nulls_distinct=False,
                name="one_answer_of_a_study",
            ),
            models.CheckConstraint(
                condition=Q(type__isnull=False, contact="", agency__isnull=True)
                | (Q(type__isnull=True, agency__isnull=True) & ~Q(contact=""))
                | Q(type__isnull=True, contact="", agency__isnull=False),
                name="answer_is_about_one_thing",
            ),
        ]

    @property
    def name(self) -> str:
        """What the answer is about. Several kinds of agency offer a home visit: a kind of help says whose it is."""
        if self.agency_id:
            return str(self.agency.name)
        if self.type_id:
            return f"{self.type.name} ({self.type.get_kind_display()})"
        return str(self.get_contact_display())
