"""The register as a line, every later change of a mark, and the counts that the night derives."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from agencies.history import append_only
from agencies.visibility import Visible
from attendance.models.enrolment import Enrolment
from attendance.models.pupil import Pupil
from attendance.models.school import School, SchoolPath
from attendance.rules.register import LENGTH


class Register(models.Model):
    """One enrolment's marks of one academic year: a character for each session (`attendance.rules.register`)."""

    # An index by year below begins with each of these. Pupil and school are copies of the enrolment's own keys,
    # which the database holds to: checking all three for every line took half of the time of an import.
    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.CASCADE, related_name="registers", db_index=False
    )
    pupil = models.ForeignKey(
        Pupil, on_delete=models.CASCADE, related_name="registers", db_index=False, db_constraint=False
    )
    school = models.ForeignKey(
        School, on_delete=models.PROTECT, related_name="registers", db_index=False, db_constraint=False
    )
    year = models.PositiveSmallIntegerField()
    marks = models.CharField(max_length=LENGTH)

    objects = Visible.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "year"], name="one_register_per_year"),
            models.CheckConstraint(condition=Q(marks__length=LENGTH), name="register_is_a_full_line"),
        ]
        indexes = [
            models.Index(fields=["school", "year"], name="register_by_school"),
            models.Index(fields=["pupil", "year"], name="register_by_pupil"),
        ]


class MarkChange(models.Model):
    """A mark that replaced another, or came after its session's file had already been received.

    With these rows any past state can be rebuilt: as known then, as known now. Kept six years from entry
    (SI 2024/208 reg 6); append-only.
    """

    register = models.ForeignKey(Register, on_delete=models.CASCADE, related_name="changes")
    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="mark_changes")
    position = models.PositiveSmallIntegerField()
    old = models.CharField(max_length=1)
    new = models.CharField(max_length=1)
    reason = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    source = models.ForeignKey(
        "attendance.RegisterImport", on_delete=models.PROTECT, null=True, related_name="changes"
    )
    at = models.DateTimeField()

    objects = Visible.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(position__lt=LENGTH), name="mark_change_within_the_year"),
            models.CheckConstraint(condition=~Q(old=models.F("new")), name="mark_change_changes"),
        ]
        indexes = [models.Index(fields=["pupil", "-at"], name="mark_change_by_pupil")]
        triggers = [append_only("mark_change_stands")]


class Tier(models.IntegerChoices):
    """How much of their own sessions a child misses."""

    NONE = 0, "No concern"
    AT_RISK = 1, "At risk"
    PERSISTENT = 2, "Persistently absent"
    SEVERE = 3, "Severely absent"


class Standing(models.Model):
    """Counts of an enrolment's year so far, derived by the night from the register and written anew when changed.

    Sessions throughout. The first group counts this enrolment, as official statistics do; `pupil_` columns add up
    all the pupil's enrolments in the year, as casework does. `recent_` covers the last four school weeks and
    `before_` the four before them.
    """

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="standings")
    # Copies of the enrolment's own keys, which the database already holds to: checking them again at the end of
    # each chunk of the night took a quarter of its time.
    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="standings", db_constraint=False)
    school = models.ForeignKey(
        School, on_delete=models.CASCADE, related_name="standings", db_constraint=False
    )
    year = models.PositiveSmallIntegerField()
    on = models.DateField()
    possible = models.PositiveSmallIntegerField()
    attended = models.PositiveSmallIntegerField()
    authorised = models.PositiveSmallIntegerField()
    unauthorised = models.PositiveSmallIntegerField()
    late = models.PositiveSmallIntegerField()
    no_reason = models.PositiveSmallIntegerField()
    missing = models.PositiveSmallIntegerField()
    recent_possible = models.PositiveSmallIntegerField()
    recent_absent = models.PositiveSmallIntegerField()
    before_possible = models.PositiveSmallIntegerField()
    before_absent = models.PositiveSmallIntegerField()
    pupil_possible = models.PositiveSmallIntegerField()
    pupil_absent = models.PositiveSmallIntegerField()
    tier = models.PositiveSmallIntegerField(choices=Tier)
    on_roll = models.BooleanField()

    objects = Visible.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "year"], name="one_standing_per_year"),
            models.CheckConstraint(
                condition=Q(
                    possible=models.F("attended") + models.F("authorised") + models.F("unauthorised")
                ),
                name="standing_adds_up",
            ),
        ]
        indexes = [
            models.Index(
                fields=["school", "year", "tier"], condition=Q(on_roll=True), name="standing_by_school"
            ),
            models.Index(fields=["pupil", "year"], name="standing_by_pupil"),
        ]


class SchoolStanding(models.Model):
    """Sums of a school's standings by year group, for comparison: no child in it can be pointed at.

    Restricted children are left out, so that nobody's counts tell of them; `attendance.actions.standings.recount`
    writes it in the night and whenever a record is restricted or opened again.
    """

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="school_standings")
    year = models.PositiveSmallIntegerField()
    year_group = models.CharField(max_length=2, blank=True)
    on = models.DateField()
    pupils = models.PositiveIntegerField()
    possible = models.PositiveIntegerField()
    attended = models.PositiveIntegerField()
    authorised = models.PositiveIntegerField()
    unauthorised = models.PositiveIntegerField()
    late = models.PositiveIntegerField()
    no_reason = models.PositiveIntegerField()
    missing = models.PositiveIntegerField()
    at_risk = models.PositiveIntegerField()
    persistent = models.PositiveIntegerField()
    severe = models.PositiveIntegerField()

    objects = SchoolPath.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "year", "year_group"], name="one_school_standing"),
        ]
