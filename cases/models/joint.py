"""Cases of brothers and sisters that are worked on together, each with its own record."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from cases.models.case import Case, OfCase


class JointWork(models.Model):
    """A case's part in joint work: cases with the same `key` are worked on together.

    Each row is about its own child alone, so that a reader learns of another case only where they may follow it.
    """

    case: Any = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="joint_work")
    key = models.UUIDField()
    began_on = models.DateField()
    by: Any = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_on = models.DateField(null=True, blank=True)
    ended_by: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = OfCase.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(ended_on__isnull=True), name="a_case_has_one_joint_work"
            )
        ]
        indexes = [models.Index(fields=["key"], condition=Q(ended_on__isnull=True), name="joint_work_by_key")]
