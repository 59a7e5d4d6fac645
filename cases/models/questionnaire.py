"""Questionnaires: asked once of somebody about a case, answered by a link or on paper."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from agencies.models import Agency
from agencies.rules.roles import Permission
from agencies.visibility import Visible
from cases.models.case import Case
from cases.rules.questions import ANSWERS, RESPONDENTS, THEMES, is_open


class QuestionnaireQuerySet(Visible):
    """Answers are read by agencies with casework; the school does not read what was said of it."""

    path = "case"
    sight = Permission.VIEW_CASEWORK


class Questionnaire(models.Model):
    """One questionnaire. `digest` is the SHA-256 of the link's secret, which is kept nowhere."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="questionnaires")
    respondent = models.CharField(max_length=7, choices=RESPONDENTS)
    digest = models.CharField(max_length=64, unique=True)
    expires_on = models.DateField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    answered_on = models.DateField(null=True)
    on_paper = models.BooleanField(default=False)
    words = models.TextField(blank=True)

    objects = QuestionnaireQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "respondent"],
                condition=Q(answered_on__isnull=True),
                name="one_open_questionnaire",
            )
        ]

    def open_on(self, on: date) -> bool:
        """Whether it may be answered by its link on a day."""
        return is_open(answered=self.answered_on is not None, expires_on=self.expires_on, on=on)


class AnswerQuerySet(Visible):
    """Reached through the questionnaire."""

    path = "questionnaire"
    sight = Permission.VIEW_CASEWORK


class Answer(models.Model):
    """What was answered about one theme."""

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.CASCADE, related_name="answers")
    theme = models.CharField(max_length=8, choices=[(theme.value, label) for theme, label in THEMES.items()])
    value = models.PositiveSmallIntegerField(choices=ANSWERS)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["questionnaire", "theme"], name="one_answer_a_theme")]
