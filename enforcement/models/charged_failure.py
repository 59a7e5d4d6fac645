"""Failures to keep an order that are charged."""

from django.db import models
from django.db.models import Q

from attendance.models import Parent, Pupil
from enforcement.models.charge_triggers import FOLLOW_CHARGE_OF_FAILURE, KEEP_CHARGED_FAILURE
from enforcement.models.prosecution import OfProsecution, Prosecution
from enforcement.models.school_order import Breach


class ChargedFailure(models.Model):
    """A failure on record that is charged. One parent, one failure: one charge."""

    prosecution = models.ForeignKey(Prosecution, on_delete=models.PROTECT, related_name="failures")
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="+")
    parent = models.ForeignKey(Parent, on_delete=models.PROTECT, related_name="+")
    breach = models.ForeignKey(Breach, on_delete=models.PROTECT, related_name="charged")
    is_live = models.BooleanField(default=False)

    objects = OfProsecution.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "breach"], condition=Q(is_live=True), name="one_charge_a_failure"
            ),
            models.UniqueConstraint(fields=["prosecution", "breach"], name="one_failure_once_in_a_charge"),
        ]
        triggers = [FOLLOW_CHARGE_OF_FAILURE, KEEP_CHARGED_FAILURE]
