"""Enrolments, part-time timetables and the dated characteristics of a child."""

from datetime import date
from typing import Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from agencies.history import remembered
from agencies.visibility import Visible
from attendance.models.pupil import Pupil
from attendance.models.school import School


class DateRange(Func):
    """PostgreSQL's daterange; both ends belong to it."""

    function = "DATERANGE"
    output_field = DateRangeField()


def days(began: str, ended: str) -> DateRange:
    """The days from one field to another, both included, endless where the second is null."""
    return DateRange(F(began), F(ended), RangeBoundary(inclusive_lower=True, inclusive_upper=True))


class Registration(models.TextChoices):
    """How a pupil is registered, in the census's terms."""

    SINGLE = "C", "Current, at this school alone"
    MAIN = "M", "Current main, registered at another school too"
    SUBSIDIARY = "S", "Current subsidiary"
    GUEST = "G", "Guest"


class EnrolmentQuerySet(Visible):
    """Questions about enrolments."""

    def on_roll(self, on: date) -> Self:
        """Enrolments that have begun and not ended."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=on), began_on__lte=on)


@remembered
class Enrolment(models.Model):
    """A pupil on a school's roll from a day until a day, both included."""

    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="enrolments", db_index=False)
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="enrolments")
    registration = models.CharField(max_length=1, choices=Registration, default=Registration.SINGLE)
    year_group = models.CharField(max_length=2, blank=True)
    form = models.CharField("registration form", max_length=20, blank=True)
    boarder = models.BooleanField(default=False)
    began_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    left_because = models.CharField(max_length=120, blank=True)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("began_on")),
                name="enrolment_ends_after_start",
            ),
            ExclusionConstraint(
                name="one_enrolment_at_a_school_at_a_time",
                expressions=[
                    ("pupil", RangeOperators.EQUAL),
                    ("school", RangeOperators.EQUAL),
                    (days("began_on", "ended_on"), RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes = [
            models.Index(fields=["school", "year_group", "pupil"], name="enrolment_by_school"),
            models.Index(
                fields=["pupil", "school"],
                include=["year_group", "began_on", "ended_on"],
                name="enrolment_by_pupil",
            ),
            models.Index(
                fields=["year_group", "pupil", "school"],
                condition=Q(ended_on__isnull=True),
                name="enrolment_now_by_year_group",
            ),
        ]


@remembered
class Timetable(models.Model):
    """A part-time timetable: the sessions a pupil is required to attend, agreed, dated and reviewed.

    `sessions` has fourteen characters, Monday morning to Sunday afternoon: `1` required, `0` not.
    """

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="timetables")
    sessions = models.CharField(max_length=14)
    reason = models.CharField(max_length=300)
    began_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    review_on = models.DateField()
    # Nobody where a timetable came with a transfer.
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class TimetableQuerySet(Visible):
        """Reached through the enrolment."""

        path = "enrolment"

    objects = TimetableQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(sessions__regex="^[01]{14}$"), name="timetable_is_fourteen_sessions"
            )
        ]


class CharacteristicKind(models.TextChoices):
    """Facts about a child that change support, rules or reporting."""

    FREE_MEALS = "fsm", "Eligible for free school meals"
    SEN_SUPPORT = "sen", "Special educational needs support"
    EHC_PLAN = "ehcp", "Education, health and care plan"
    LOOKED_AFTER = "lac", "Looked after by the authority"
    CHILD_IN_NEED = "cin", "Child in need"
    PROTECTION_PLAN = "cp", "Child protection plan"
    YOUNG_CARER = "carer", "Young carer"
    ENGLISH_ADDITIONAL = "eal", "English as an additional language"
    TRAVELLER = "traveller", "Family travels for work"
    SERVICE_CHILD = "service", "Service child"


class CharacteristicQuerySet(Visible):
    """Questions about characteristics."""

    def current(self, on: date) -> Self:
        """Characteristics that hold on a day."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=on), began_on__lte=on)


@remembered
class Characteristic(models.Model):
    """A fact about a child from a day until a day."""

    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="characteristics")
    kind = models.CharField(max_length=9, choices=CharacteristicKind)
    began_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=80, blank=True)

    objects = CharacteristicQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pupil", "kind"], condition=Q(ended_on__isnull=True), name="one_open_characteristic"
            )
        ]
        indexes = [models.Index(fields=["kind", "pupil"], name="characteristic_by_kind")]
