"""Local choices, dated: what the law leaves open is decided by the authority, from a day until a day."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models

from agencies.history import remembered
from agencies.models import LocalAuthority
from attendance.models.enrolment import days


@remembered
class LocalSetting(models.Model):
    """The authority's answer to one open point of the rules (`attendance.rules.open_points`)."""

    authority = models.ForeignKey(LocalAuthority, on_delete=models.CASCADE, related_name="settings")
    key = models.CharField(max_length=40)
    value = models.JSONField()
    reason = models.CharField(max_length=300)
    began_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="one_answer_at_a_time",
                expressions=[
                    ("authority", RangeOperators.EQUAL),
                    ("key", RangeOperators.EQUAL),
                    (days("began_on", "ended_on"), RangeOperators.OVERLAPS),
                ],
            )
        ]
