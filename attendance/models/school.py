"""Schools from the national register, their links, named officers and agreed support."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, FilteredRelation, Q

from agencies.history import remembered
from agencies.models import Agency, LocalAuthority, Ward
from agencies.rules.roles import Permission, Reach
from agencies.visibility import Viewer, Visible


class Phase(models.TextChoices):
    """The phases that the department's statistics use."""

    PRIMARY = "primary", "Primary"
    SECONDARY = "secondary", "Secondary"
    SPECIAL = "special", "Special"
    REFERRAL_UNIT = "referral_unit", "Pupil referral unit"


class SchoolQuerySet(Visible):
    """Questions about schools."""

    def open(self) -> Self:
        """Schools that the register shows as open."""
        return self.filter(closed_on__isnull=True)

    def with_officer(self) -> Self:
        """Schools with the name of their named officer as `officer_name`, None where they have none."""
        now = FilteredRelation("named_officers", condition=Q(named_officers__ended_on__isnull=True))
        return self.annotate(now=now, officer_name=F("now__officer__name"))

    def permits(self, by: Viewer, permission: Permission) -> Self:
        """Schools about which this person holds a permission: their own, their team's, or their authority's."""
        if not by.may(permission):
            return self.none()
        return self.filter(Q(agency__in=by.reach) | Q(team__in=by.reach) | self._whole_authority(by))

    def visible_to(self, by: Viewer) -> Self:
        """Schools whose attendance this person may see."""
        return self.permits(by, Permission.VIEW_SCHOOL)

    @staticmethod
    def _whole_authority(by: Viewer) -> Q:
        return Q(authority=by.authority_id) if by.role.reach is Reach.AUTHORITY else Q(pk__in=[])


@remembered
class School(models.Model):
    """A school by its URN. An academy conversion gives a new URN: `SchoolLink` carries the history over."""

    urn = models.PositiveIntegerField("URN", unique=True)
    authority = models.ForeignKey(LocalAuthority, on_delete=models.PROTECT, related_name="schools")
    establishment_number = models.CharField(max_length=4, blank=True)
    agency = models.OneToOneField(Agency, on_delete=models.PROTECT, related_name="school")
    team = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="schools")
    name = models.CharField(max_length=120)
    phase = models.CharField(max_length=16, choices=Phase)
    type_code = models.CharField(max_length=2, blank=True)
    type_name = models.CharField(max_length=80, blank=True)
    low_age = models.PositiveSmallIntegerField(null=True, blank=True)
    high_age = models.PositiveSmallIntegerField(null=True, blank=True)
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    street = models.CharField(max_length=120, blank=True)
    locality = models.CharField(max_length=120, blank=True)
    town = models.CharField(max_length=80, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    telephone = models.CharField(max_length=30, blank=True)
    head_title = models.CharField(max_length=40, blank=True)
    head_first_name = models.CharField(max_length=80, blank=True)
    head_last_name = models.CharField(max_length=80, blank=True)
    ward = models.ForeignKey(Ward, on_delete=models.PROTECT, null=True, blank=True)
    ukprn = models.CharField("UKPRN", max_length=8, blank=True)
    uprn = models.CharField("UPRN", max_length=12, blank=True)
    # Weekdays with sessions, Monday = 0: schools that meet on Sundays exist.
    school_week = models.CharField(max_length=7, default="01234")
    # The weekday by whose end last week's registers should have come; Monday = 0.
    registers_due = models.PositiveSmallIntegerField(default=1)

    objects = SchoolQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["authority", "establishment_number"], name="school_by_dfe_number")]

    def __str__(self) -> str:
        return self.name

    @property
    def dfe_number(self) -> str:
        """LAESTAB: the authority's three digits and the establishment's four, or nothing while either lacks."""
        return f"{self.authority.code}{self.establishment_number}" if self.establishment_number else ""


class SchoolPath(Visible):
    """Rows about a school rather than a child."""

    path = "school"

    def visible_to(self, by: Viewer) -> Self:
        """Rows about schools whose attendance this person may see."""
        return self.permits(by, Permission.VIEW_SCHOOL)


class SchoolLink(models.Model):
    """A link of the national register: history follows the school to its successor."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="links")
    linked_urn = models.PositiveIntegerField("linked URN")
    linked_name = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=60)
    established_on = models.DateField(null=True, blank=True)

    objects = SchoolPath.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "linked_urn", "kind"], name="one_school_link")
        ]


@remembered
class NamedOfficer(models.Model):
    """The officer of a locality team whom a school turns to."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="named_officers")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="named_for")
    began_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    objects = SchoolPath.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school"], condition=Q(ended_on__isnull=True), name="one_named_officer_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("began_on")),
                name="named_officer_ends_after",
            ),
        ]


@remembered
class SupportAgreement(models.Model):
    """The support a school can expect in an academic year, by the authority's criteria."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="support_agreements")
    year = models.PositiveSmallIntegerField()
    visits_a_term = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=300)
    agreed_on = models.DateField()
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = SchoolPath.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school", "year"], name="one_agreement_a_year")]


class SupportVisit(models.Model):
    """A visit delivered under the agreement."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="support_visits")
    on = models.DateField()
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=200)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = SchoolPath.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "on", "officer"], name="one_visit_a_day_and_officer")
        ]
