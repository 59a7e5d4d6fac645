"""What somebody was still writing, and which sheets they have handed in: nothing lost, nothing doubled."""

from datetime import datetime, timedelta
from typing import Any, Self

from django.db import models

from agencies.models import Membership
from agencies.visibility import Viewer

# What nobody came back to for so long is thrown away.
KEPT = timedelta(days=30)


class OwnQuerySet(models.QuerySet[Any]):
    """Rows of one membership: nobody else ever sees them."""

    def visible_to(self, by: Viewer) -> Self:
        """One's own, under the membership one acts under."""
        return self.filter(membership_id=by.membership_id)

    def stale(self, at: datetime) -> Self:
        """Those nobody needs any more."""
        return self.filter(at__lt=at - KEPT)


class Draft(models.Model):
    """The unsent words of one form, such as that about one child: the values as the browser would send them."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    form = models.CharField(max_length=80)
    values = models.JSONField()
    at = models.DateTimeField()

    objects = OwnQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["membership", "form"], name="one_draft_of_a_form")]


class FormKey(models.Model):
    """A form that was handed in: `key` is that of the sheet, so that the same sheet counts once.

    `digest` tells the same words sent again from other words on a sheet used before; `path` is where they led.
    """

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    key = models.UUIDField()
    digest = models.CharField(max_length=64)
    path = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    objects = OwnQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["membership", "key"], name="one_sheet_once")]
