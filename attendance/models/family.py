"""Parents, their part in a child's life, and their addresses, each with its own seal."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from guardian.models import UserObjectPermissionBase

from agencies.history import remembered
from agencies.models import Ward
from agencies.rules.roles import Permission
from agencies.visibility import Viewer, Visible
from attendance.models.pupil import Pupil


class ContactQuerySet(Visible):
    """Who a child's parents are: never told on an involvement that opens marks alone."""

    def permits(self, by: Viewer, permission: Permission) -> Self:
        """Contacts of children for whom this person holds a permission and may see the family."""
        family = super().permits(by, Permission.VIEW_FAMILY)
        return family if permission is Permission.VIEW_FAMILY else Visible.permits(family, by, permission)

    def visible_to(self, by: Viewer) -> Self:
        """Contacts of children whose family this person may see."""
        return self.permits(by, Permission.VIEW_FAMILY)


class ParentQuerySet(models.QuerySet["Parent"]):
    """Parents are reached through the children they are contacts of."""

    def permits(self, by: Viewer, permission: Permission) -> Self:
        """Parents of children for whom this person holds a permission."""
        return self.filter(pk__in=Contact.objects.permits(by, permission).values("parent"))

    def visible_to(self, by: Viewer) -> Self:
        """Parents of children whose family this person may see."""
        return self.permits(by, Permission.VIEW_FAMILY)


@remembered
class Parent(models.Model):
    """A parent in the sense of section 576 of the Education Act 1996: natural, with responsibility, or with care."""

    title = models.CharField(max_length=20, blank=True)
    surname = models.CharField(max_length=100)
    forename = models.CharField(max_length=100)
    telephone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)

    objects = ParentQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.forename} {self.surname}"


@remembered
class Contact(models.Model):
    """What a parent is to a child: relationship, parental responsibility, day-to-day care."""

    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="contacts")
    parent = models.ForeignKey(Parent, on_delete=models.CASCADE, related_name="contacts")
    relationship = models.CharField(max_length=40)
    parental_responsibility = models.BooleanField(null=True)
    day_to_day_care = models.BooleanField(default=False)
    order = models.PositiveSmallIntegerField(default=1)
    began_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pupil", "parent"], condition=Q(ended_on__isnull=True), name="one_contact_per_parent"
            )
        ]


class AddressQuerySet(models.QuerySet["Address"]):
    """Addresses of parents one may see; a sealed one only for people named for it."""

    def permits(self, by: Viewer, permission: Permission) -> Self:
        """Addresses of parents for whose children this person holds a permission, seals respected."""
        named = by.named(self.model)
        unsealed = Q(sealed=False) | Q(pk__in=named) if named else Q(sealed=False)
        return self.filter(unsealed, parent__in=Parent.objects.permits(by, permission))

    def visible_to(self, by: Viewer) -> Self:
        """Addresses this person may see."""
        return self.permits(by, Permission.VIEW_FAMILY)


@remembered
class Address(models.Model):
    """Where a parent lives or lived."""

    parent = models.ForeignKey(Parent, on_delete=models.CASCADE, related_name="addresses")
    lines = models.TextField()
    town = models.CharField(max_length=80, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    country = models.CharField(max_length=60, blank=True)
    ward = models.ForeignKey(Ward, on_delete=models.PROTECT, null=True, blank=True)
    began_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    confirmed_on = models.DateField(null=True, blank=True)
    sealed = models.BooleanField(default=False)

    objects = AddressQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "addresses"
        permissions = [("open_restricted_address", "Can open a sealed address")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True)
                | Q(began_on__isnull=True)
                | Q(ended_on__gte=F("began_on")),
                name="address_ends_after_start",
            )
        ]


class NamedForAddress(UserObjectPermissionBase):
    """A person named for a sealed address (django-guardian, direct key)."""

    content_object = models.ForeignKey(Address, on_delete=models.CASCADE)
