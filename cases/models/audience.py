"""For whom something was written down: the one rule of who reads what another person recorded."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q, Value

from agencies.models import Agency
from agencies.rules.roles import Permission
from agencies.visibility import Viewer, Visible
from attendance.models import Pupil

P = Permission


class Audience(models.TextChoices):
    """Who will read it, from the widest to the narrowest."""

    SCHOOL = "school", "The child’s school and every agency on the case"
    AGENCIES = "agencies", "The agencies on the case, not the school"
    AGENCY = "agency", "My agency only"
    NAMED = "named", "Only the people I name"
    LEGAL = "legal", "Only those who may see legal records"


# Who somebody of each role must be, towards the child, for a record of each audience to be meant for them.
MEANT_FOR: dict[str, Permission] = {
    Audience.SCHOOL: P.VIEW_CASE,
    Audience.AGENCIES: P.VIEW_CASEWORK,
    Audience.LEGAL: P.VIEW_LEGAL,
}
# What an agency wrote down its own people read, but for what is for named people or legal records.
OWN = (Audience.SCHOOL, Audience.AGENCIES, Audience.AGENCY)


class SharedQuerySet(Visible):
    """Rows with an author and an audience: the child must be theirs to see, and the row meant for them."""

    def permits(self, by: Viewer, permission: Permission) -> Self:
        """The rows about children for whom this person holds a permission, and that are meant for them."""
        return super().permits(by, permission).filter(self.meant_for(by))

    def meant_for(self, by: Viewer) -> Q:
        """The condition that a row is meant for this person."""
        return self._meant_for(by, self.path)

    def _meant_for(self, by: Viewer, child: str | Value) -> Q:
        """The condition, with the name of each row's child, or the number of the one that all are about."""
        condition = Q(audience__in=OWN, agency__in=by.reach) | self._for_the_named(by)
        there = self.led_to()
        for audience, permission in MEANT_FOR.items():
            condition |= Q(audience=audience) & there.reached_one_by_one(child, by, permission)
        return condition

    def _for_the_named(self, by: Viewer) -> Q:
        named = self.model.readers.through._default_manager.filter(user=by.user_id)
        link = self.model._meta.model_name
        readers = Q(pk__in=named.values(link)) | Q(by=by.user_id, agency__in=by.reach)
        return Q(audience=Audience.NAMED) & readers


class Shared(models.Model):
    """What somebody recorded about a child for an agency, and for whom. The night's own records have no author."""

    pupil: Any = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="+")
    agency: Any = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    by: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)
    audience = models.CharField(max_length=8, choices=Audience, default=Audience.AGENCIES)
    readers: Any = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+")

    objects = SharedQuerySet.as_manager()

    class Meta:
        abstract = True
