"""Local authorities, their agencies and wards, and the reference data of each kind of agency."""

from typing import Self

from django.db import models
from django.db.models import Q

from agencies.visibility import Viewer


class LocalAuthority(models.Model):
    """An English local authority. Its three-digit code is the first part of every school's DfE number."""

    code = models.CharField(max_length=3, unique=True)
    gss_code = models.CharField("ONS code", max_length=9, blank=True)
    name = models.CharField(max_length=100)

    class Meta:
        verbose_name_plural = "local authorities"

    def __str__(self) -> str:
        return self.name


class AgencyKind(models.TextChoices):
    """The kinds of agency in the strategy's section 4 and its tables of roles and responsibilities."""

    LOCAL_AUTHORITY = "local_authority", "Local authority"
    LOCALITY_TEAM = "locality_team", "Locality team"
    SCHOOL = "school", "School"
    YOUTH_OFFENDING = "youth_offending", "Youth Offending Service"
    BEST = "best", "Behaviour Improvement Programme and BEST"
    SCHOOL_NURSING = "school_nursing", "School nursing service"
    PASSENGER_TRANSPORT = "passenger_transport", "Passenger transport unit"
    SCHOOL_IMPROVEMENT = "school_improvement", "School improvement service"
    CHILD_PROTECTION = "child_protection", "Child protection and looked-after children"
    SAFEGUARDING = "safeguarding", "Safeguarding unit"
    YOUTH_SERVICE = "youth_service", "Youth service"
    CONNEXIONS = "connexions", "Connexions service"
    POLICE = "police", "Police"
    HEALTH = "health", "Health"
    HOUSING = "housing", "Housing"
    COMMUNITY_SAFETY = "community_safety", "Community safety unit"
    VOLUNTARY = "voluntary", "Voluntary sector"


class AgencyQuerySet(models.QuerySet["Agency"]):
    """Questions about agencies."""

    def teams_of(self, authority_id: int) -> Self:
        """The authority itself and its locality teams: whose involvements the whole authority shares."""
        kinds = (AgencyKind.LOCAL_AUTHORITY, AgencyKind.LOCALITY_TEAM)
        return self.filter(authority_id=authority_id, kind__in=kinds)

    def visible_to(self, by: Viewer) -> Self:
        """Agencies are known to everybody in the same authority: a name and how to reach them, nothing more."""
        return self.filter(authority_id=by.authority_id)


class Agency(models.Model):
    """An organisation or team that acts: its involvement with a child is the reason its people may see the child."""

    authority = models.ForeignKey(LocalAuthority, on_delete=models.PROTECT, related_name="agencies")
    kind = models.CharField(max_length=24, choices=AgencyKind)
    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    telephone = models.CharField(max_length=30, blank=True)
    is_open = models.BooleanField(default=True)

    objects = AgencyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "agencies"
        constraints = [
            models.UniqueConstraint(fields=["authority", "kind", "name"], name="one_agency_per_name"),
            models.UniqueConstraint(
                fields=["authority"], condition=Q(kind="local_authority"), name="one_authority_agency"
            ),
            models.CheckConstraint(condition=Q(kind__in=AgencyKind.values), name="agency_kind_known"),
        ]

    def __str__(self) -> str:
        return self.name


class Ward(models.Model):
    """An electoral ward by its ONS code and year: boundaries change under the same name, so the code decides."""

    authority = models.ForeignKey(LocalAuthority, on_delete=models.PROTECT, related_name="wards")
    code = models.CharField(max_length=9, unique=True)
    name = models.CharField(max_length=80)
    from_year = models.PositiveSmallIntegerField()
    team = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="wards")

    def __str__(self) -> str:
        return self.name


class Postcode(models.Model):
    """In which ward a postcode lies, by the authority's gazetteer. In capitals, without blanks."""

    code = models.CharField(max_length=7, unique=True)
    ward = models.ForeignKey(Ward, on_delete=models.PROTECT, related_name="postcodes")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(code__regex="^[A-Z0-9]{5,7}$"), name="postcode_without_blanks")
        ]

    def __str__(self) -> str:
        return self.code


class PractitionerRole(models.Model):
    """A job that people of a kind of agency do, with its responsibilities and outcomes in the strategy's words."""

    kind = models.CharField(max_length=24, choices=AgencyKind)
    name = models.CharField(max_length=120)
    responsibilities = models.TextField(blank=True)
    outcomes = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "name"], name="one_practitioner_role")]

    def __str__(self) -> str:
        return self.name


class InterventionType(models.Model):
    """A thing that a kind of agency does for a child; Connexions works from year 9 upwards."""

    kind = models.CharField(max_length=24, choices=AgencyKind)
    name = models.CharField(max_length=120)
    outcome = models.TextField(blank=True)
    from_year_group = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "name"], name="one_intervention_type")]

    def __str__(self) -> str:
        return self.name
