"""What people decided about circumstances of care that inform or block enforcement."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from agencies.history import remembered
from agencies.models import Agency
from agencies.rules.roles import Permission
from agencies.visibility import Visible
from attendance.models import Pupil
from cases.rules.care import KINDS, Circumstance, Effect

CIRCUMSTANCES = [(kind.value, KINDS[kind].label) for kind in Circumstance]
EFFECTS = [
    (Effect.BLOCKS.value, "It blocks enforcement"),
    (Effect.INFORMS.value, "It is considered before enforcement"),
    (Effect.NONE.value, "It no longer stands against enforcement"),
]


class OfCasework(Visible):
    """Rows about a child that agencies with casework see, and the school does not."""

    sight = Permission.VIEW_CASEWORK


@remembered
class CareDecision(models.Model):
    """One decision: what a circumstance does to enforcement from a day until its last day. None is ever changed."""

    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="care_decisions")
    kind = models.CharField(max_length=8, choices=CIRCUMSTANCES)
    effect = models.CharField(max_length=7, choices=EFFECTS)
    reason = models.TextField()
    began_on = models.DateField()
    until = models.DateField(null=True, blank=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = OfCasework.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("began_on")),
                name="care_decision_ends_after_start",
            )
        ]
        indexes = [models.Index(fields=["pupil", "kind"], name="care_decisions_of_child")]
