"""The department's published attendance figures, by file, period, area and phase."""

from django.db import models
from django.db.models import Q


class PublishedFigure(models.Model):
    """One published number. A withheld one has no value and says why: it is never nought."""

    source = models.CharField(max_length=80)
    period = models.CharField(max_length=20)
    level = models.CharField(max_length=20)
    area_code = models.CharField(max_length=9)
    area_name = models.CharField(max_length=80)
    phase = models.CharField(max_length=40)
    indicator = models.CharField(max_length=60)
    value = models.DecimalField(max_digits=20, decimal_places=9, null=True)
    withheld = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "period", "level", "area_code", "phase", "indicator"],
                name="one_published_figure",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False, withheld="") | (Q(value__isnull=True) & ~Q(withheld="")),
                name="a_figure_or_why_not",
            ),
        ]
