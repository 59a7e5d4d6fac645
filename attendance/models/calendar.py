"""Terms, bank holidays and school calendars."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length

from agencies.history import append_only
from agencies.models import LocalAuthority
from attendance.models.school import School, SchoolPath
from attendance.rules.register import LENGTH

models.CharField.register_lookup(Length, "length")


class BankHoliday(models.Model):
    """A bank holiday of England and Wales, from the national file or computed for years before it begins."""

    on = models.DateField(unique=True)
    title = models.CharField(max_length=80)
    source = models.CharField(max_length=40)

    def __str__(self) -> str:
        return f"{self.title}, {self.on}"


class Term(models.Model):
    """A term of the authority's template year with its half-term holiday."""

    authority = models.ForeignKey(LocalAuthority, on_delete=models.CASCADE, related_name="terms")
    year = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=20)
    began_on = models.DateField()
    ended_on = models.DateField()
    half_term_began_on = models.DateField()
    half_term_ended_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "year", "name"], name="one_term_per_name"),
            models.CheckConstraint(
                condition=Q(began_on__lt=F("half_term_began_on"))
                & Q(half_term_began_on__lte=F("half_term_ended_on"))
                & Q(half_term_ended_on__lt=F("ended_on")),
                name="half_term_within_term",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.year}/{(self.year + 1) % 100:02d}"


class CalendarQuerySet(models.QuerySet["Calendar"]):
    """Questions about calendars."""

    def templates(self, authority: LocalAuthority) -> Self:
        """The authority's own template years."""
        return self.filter(authority=authority, school__isnull=True)

    def of_schools(self, schools: list[int], years: list[int]) -> Self:
        """The schools' own calendars of the given years."""
        return self.filter(school__in=schools, year__in=years)


class Calendar(models.Model):
    """Which sessions a school, or the authority's template, holds in an academic year.

    `sessions` has the register's geometry: one character per session of the year, so that a mark and what its
    session was stand at the same position (see `attendance.rules.calendar`).
    """

    authority = models.ForeignKey(LocalAuthority, on_delete=models.CASCADE, related_name="calendars")
    school = models.ForeignKey(
        School, on_delete=models.CASCADE, null=True, blank=True, related_name="calendars"
    )
    year = models.PositiveSmallIntegerField()
    sessions = models.CharField(max_length=LENGTH)
    changed_at = models.DateTimeField(auto_now=True)

    objects = CalendarQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "year"], name="one_calendar_per_school_year"),
            models.UniqueConstraint(
                fields=["authority", "year"], condition=Q(school__isnull=True), name="one_template_per_year"
            ),
            models.CheckConstraint(condition=Q(sessions__length=LENGTH), name="calendar_is_a_full_line"),
        ]


class CalendarChange(models.Model):
    """A change of a school's calendar, or of the authority's template where there is no school: what and why."""

    authority = models.ForeignKey(LocalAuthority, on_delete=models.PROTECT, related_name="calendar_changes")
    school = models.ForeignKey(
        School, on_delete=models.PROTECT, null=True, blank=True, related_name="calendar_changes"
    )
    year = models.PositiveSmallIntegerField()
    said = models.CharField(max_length=300)
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = SchoolPath.as_manager()

    class Meta:
        indexes = [models.Index(fields=["school", "year", "-at"], name="calendar_change_by_school")]
        triggers = [append_only("calendar_change_stands")]
