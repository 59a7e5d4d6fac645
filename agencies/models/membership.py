"""Who works for which agency, in which role, from when to when."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from agencies.history import remembered
from agencies.models.agency import Agency, PractitionerRole
from agencies.models.user import User
from agencies.rules.roles import ROLE_CHOICES, ROLES, Role


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Questions about memberships."""

    def current(self, on: date) -> Self:
        """Memberships that have begun and not ended."""
        return self.filter(began_on__lte=on).filter(Q(ended_on__isnull=True) | Q(ended_on__gte=on))


@remembered
class Membership(models.Model):
    """A person's place in an agency. One who works for two chooses which one they act for."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="memberships")
    role_name = models.CharField("role", max_length=24, choices=ROLE_CHOICES)
    practitioner_role = models.ForeignKey(PractitionerRole, on_delete=models.PROTECT, null=True, blank=True)
    began_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "agency"], condition=Q(ended_on__isnull=True), name="one_role_per_agency"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("began_on")),
                name="membership_ends_after_start",
            ),
            models.CheckConstraint(condition=Q(role_name__in=list(ROLES)), name="membership_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.role.label}, {self.agency}"

    @property
    def role(self) -> Role:
        """The role, which is code."""
        return ROLES[self.role_name]
