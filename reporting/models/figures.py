"""Figures kept ready: sums by school, period and group, and the pupils behind them. Restricted children are in none."""

from django.db import models

from attendance.models import School
from attendance.models.school import SchoolPath


class CountedSchool(models.Model):
    """Up to which day a school's figures of a year are counted. ``left_out`` stands for the records left out."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="counted")
    year = models.PositiveSmallIntegerField()
    on = models.DateField()
    left_out = models.CharField(max_length=64, blank=True)
    counted_at = models.DateTimeField(auto_now=True)

    objects = SchoolPath.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school", "year"], name="one_counted_school")]


class SchoolFigure(models.Model):
    """Sums over a school's counted enrolments in a period, for one group (`reporting.rules`): sessions and pupils.

    Pupils are not counted by week. A cell without a possible session has no row.
    """

    # The unique constraint's index begins with the school.
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="figures", db_index=False)
    year = models.PositiveSmallIntegerField()
    period = models.PositiveSmallIntegerField()
    kind = models.PositiveSmallIntegerField()
    value = models.PositiveIntegerField()
    possible = models.PositiveIntegerField()
    attended = models.PositiveIntegerField()
    authorised = models.PositiveIntegerField()
    unauthorised = models.PositiveIntegerField()
    late = models.PositiveIntegerField()
    illness = models.PositiveIntegerField()
    no_reason = models.PositiveIntegerField()
    missing = models.PositiveIntegerField()
    pupils = models.PositiveIntegerField()
    with_unauthorised = models.PositiveIntegerField()
    persistent = models.PositiveIntegerField()
    severe = models.PositiveIntegerField()

    objects = SchoolPath.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "year", "period", "kind", "value"], name="one_school_figure"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    possible=models.F("attended") + models.F("authorised") + models.F("unauthorised")
                ),
                name="school_figure_adds_up",
            ),
        ]
        indexes = [models.Index(fields=["year", "period", "kind", "school"], name="school_figure_by_period")]


class PeriodRoll(models.Model):
    """The pupils behind a school's figures of a term or year, packed as an array (`reporting.queries.period_rolls`).

    One row for each school and period instead of one for each pupil: written in a fraction of the time, and read
    only to open the list behind a number, which is then narrowed to the children that the viewer may see.
    """

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="period_rolls", db_index=False)
    year = models.PositiveSmallIntegerField()
    period = models.PositiveSmallIntegerField()
    records = models.BinaryField()

    objects = SchoolPath.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school", "year", "period"], name="one_period_roll")]
