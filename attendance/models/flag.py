"""Flags: absence that needs somebody, with a life, and the same for a school's registers."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q

from agencies.history import append_only
from agencies.models import Agency, Membership
from agencies.rules.roles import NEEDS_SCOPE, Permission
from agencies.visibility import Viewer, Visible
from attendance.models.involvement import Involvement
from attendance.models.pupil import Pupil
from attendance.models.school import School, SchoolPath
from attendance.rules.flags import TELLS_OF_CASEWORK


class FlagState(models.TextChoices):
    """Where a flag is in its life."""

    RAISED = "raised", "New"
    SEEN = "seen", "Seen"
    ACTED = "acted", "Acted on"
    CLEARED = "cleared", "Cleared"


OPEN_STATES = [FlagState.RAISED, FlagState.SEEN, FlagState.ACTED]


class FlagQuerySet(Visible):
    """Questions about flags on children."""

    def permits(self, by: Viewer, permission: Permission) -> Self:
        """Flags on children for whom this person holds a permission; one that tells of casework asks for that too."""
        rows = super().permits(by, permission)
        if not by.may(Permission.VIEW_CASEWORK):
            return rows.exclude(rule__in=TELLS_OF_CASEWORK)
        wide = Involvement.objects.live(by.on).filter(
            pupil=OuterRef("pupil"), agency__in=by.reach, scope__gte=NEEDS_SCOPE[Permission.VIEW_CASEWORK]
        )
        # Asked of each such flag alone: as `Exists`, PostgreSQL would first list every child the person works with.
        return rows.filter(~Q(rule__in=TELLS_OF_CASEWORK) | Q(pupil__in=wide.values("pupil")))

    def open(self) -> Self:
        """Flags whose reason still holds; said as the indexes of open flags say it."""
        return self.exclude(state=FlagState.CLEARED)


class SchoolFlagQuerySet(SchoolPath):
    """Questions about flags on schools."""

    def open(self) -> Self:
        """Flags whose reason still holds."""
        return self.filter(state__in=OPEN_STATES)


class Life(models.Model):
    """The life that both kinds of flag share. `key` names the sessions a flag rests on: never raised twice for them."""

    rule = models.CharField(max_length=24)
    key = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=7, choices=FlagState, default=FlagState.RAISED)
    began_on = models.DateField(help_text="The first session the flag rests on")
    reached_on = models.DateField(help_text="The session at which the rule was met")
    raised_on = models.DateField(help_text="The date of the night that raised it")
    cleared_on = models.DateField(null=True, blank=True)
    times = models.PositiveSmallIntegerField(
        default=1, help_text="How often it was raised: more than once, it came back"
    )
    sessions = models.PositiveSmallIntegerField()
    detail = models.JSONField(default=dict)

    class Meta:
        abstract = True


class Flag(Life):
    """A flag on a child, resting on the marks at one school."""

    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="flags")
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="pupil_flags")
    severity = models.PositiveSmallIntegerField(default=1)

    objects = FlagQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pupil", "school", "rule", "key"], name="one_flag_for_the_same_sessions"
            ),
            models.CheckConstraint(
                condition=Q(state="cleared") | Q(cleared_on__isnull=True),
                name="only_cleared_flags_have_the_date",
            ),
        ]
        indexes = [
            models.Index(
                fields=["school", "-severity", "-reached_on"],
                condition=~Q(state="cleared"),
                name="open_flags_by_school",
            ),
            # Holds all that a list is narrowed by, so that the order and the rights are settled within the index.
            models.Index(
                fields=["-severity", "-reached_on", "id"],
                include=["pupil", "school", "rule", "state"],
                condition=~Q(state="cleared"),
                name="open_flags_by_severity",
            ),
            # The same for the list of one rule, which is a small part of all.
            models.Index(
                fields=["rule", "-severity", "-reached_on", "id"],
                include=["pupil", "school", "state"],
                condition=~Q(state="cleared"),
                name="open_flags_by_rule",
            ),
            models.Index(fields=["pupil", "rule"], name="flag_by_pupil"),
        ]


class SchoolFlag(Life):
    """A flag on a school's registers: late file, gaps, impossible codes, no reasons ever sought."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="flags")

    objects = SchoolFlagQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "rule", "key"], name="one_school_flag_for_the_same_sessions"
            )
        ]


class Move(models.Model):
    """A step in a flag's life; the night's steps have no person."""

    on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=7, choices=FlagState)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True


class FlagMove(Move):
    """A step in the life of a flag on a child."""

    flag = models.ForeignKey(Flag, on_delete=models.CASCADE, related_name="moves")

    class FlagMoveQuerySet(Visible):
        """Reached through the flag."""

        path = "flag"

    objects = FlagMoveQuerySet.as_manager()

    class Meta:
        triggers = [append_only("flag_move_stands")]


class SchoolFlagMove(Move):
    """A step in the life of a flag on a school."""

    flag = models.ForeignKey(SchoolFlag, on_delete=models.CASCADE, related_name="moves")

    class SchoolFlagMoveQuerySet(SchoolPath):
        """Reached through the flag."""

        path = "flag"

    objects = SchoolFlagMoveQuerySet.as_manager()

    class Meta:
        triggers = [append_only("school_flag_move_stands")]


class SavedFilterQuerySet(models.QuerySet["SavedFilter"]):
    """A saved filter is its owner's alone."""

    def visible_to(self, by: Viewer) -> Self:
        """The filters this person saved for the agency they act for."""
        return self.filter(membership=by.membership_id)


class SavedFilter(models.Model):
    """A way of looking at the flags that somebody comes back to; it holds choices, no names."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="saved_filters")
    name = models.CharField(max_length=60)
    choices = models.JSONField()

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["membership", "name"], name="one_filter_per_name")]

    def __str__(self) -> str:
        return self.name
