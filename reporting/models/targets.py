"""Targets, why they were missed, and the areas that the authority compares itself with."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from agencies.history import remembered
from agencies.models import LocalAuthority
from agencies.visibility import Viewer
from attendance.models.school import Phase


class OfAuthority(models.QuerySet[models.Model]):
    """Rows of an authority that hold nothing of any child or school."""

    def visible_to(self, by: Viewer) -> Self:
        """The rows of the viewer's own authority."""
        return self.filter(authority=by.authority_id)


@remembered
class Target(models.Model):
    """What an indicator should reach in an academic year; `phase` blank for all schools."""

    authority = models.ForeignKey(LocalAuthority, on_delete=models.CASCADE, related_name="targets")
    indicator = models.CharField(max_length=24)
    phase = models.CharField(max_length=16, choices=Phase, blank=True)
    year = models.PositiveSmallIntegerField()
    value = models.DecimalField(max_digits=7, decimal_places=2)
    source = models.CharField(max_length=120)
    # Nobody where it came with the strategy.
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    set_on = models.DateField()
    # Says why, where it is missed; nobody named where it came with the strategy.
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = OfAuthority.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "indicator", "phase", "year"], name="one_target_a_year"
            )
        ]


class MissedReason(models.Model):
    """Why a target was missed in a period, in the words of its lead officer; the newest counts, all are kept."""

    authority = models.ForeignKey(LocalAuthority, on_delete=models.CASCADE, related_name="missed_reasons")
    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="reasons")
    period = models.PositiveSmallIntegerField()
    reason = models.TextField(max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = OfAuthority.as_manager()


class ComparisonKind(models.TextChoices):
    """Why an area is compared with."""

    REGION = "region", "Region"
    NEIGHBOUR = "neighbour", "Statistical neighbour"


class Comparison(models.Model):
    """An area of the published figures with which the authority compares itself; neighbours are a list it keeps."""

    authority = models.ForeignKey(LocalAuthority, on_delete=models.CASCADE, related_name="comparisons")
    kind = models.CharField(max_length=9, choices=ComparisonKind)
    area_code = models.CharField(max_length=9)
    area_name = models.CharField(max_length=80)

    objects = OfAuthority.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "area_code"], name="one_comparison_an_area"),
            models.UniqueConstraint(
                fields=["authority"], condition=Q(kind="region"), name="one_region_an_authority"
            ),
        ]
