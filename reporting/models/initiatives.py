"""Initiatives that are paid for to raise attendance: from when to when, in which schools and for which pupils."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from agencies.history import remembered
from agencies.models import LocalAuthority
from agencies.visibility import Visible
from attendance.models import Pupil, School
from attendance.models.school import SchoolPath
from reporting.models.targets import OfAuthority

ENDS_AFTER = Q(ended_on__isnull=True) | Q(ended_on__gte=F("began_on"))


@remembered
class Initiative(models.Model):
    """An initiative of an authority. `began_on` is empty until somebody knows; `version` rises with each change."""

    authority = models.ForeignKey(LocalAuthority, on_delete=models.CASCADE, related_name="initiatives")
    name = models.CharField(max_length=120)
    about = models.TextField(max_length=1000, blank=True)
    began_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    # Nobody where it came with the strategy.
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = OfAuthority.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "name"], name="one_initiative_of_a_name"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(began_on__isnull=False, ended_on__gte=F("began_on")),
                name="initiative_ends_after",
            ),
        ]

    def __str__(self) -> str:
        return self.name


@remembered
class InitiativeSchool(models.Model):
    """A school in an initiative, from a day until a day."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="places")
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="initiative_places")
    began_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    objects = SchoolPath.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["initiative", "school"], name="one_place_of_a_school"),
            models.CheckConstraint(condition=ENDS_AFTER, name="school_leaves_initiative_after"),
        ]


class OfInitiative(Visible):
    """Pupils in initiatives: whoever may see the child's attendance."""


@remembered
class InitiativePupil(models.Model):
    """A pupil in an initiative, from a day until a day."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="members")
    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="initiatives")
    began_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    objects = OfInitiative.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["initiative", "pupil"], name="one_place_of_a_pupil"),
            models.CheckConstraint(condition=ENDS_AFTER, name="pupil_leaves_initiative_after"),
        ]
