"""Pupils, their names and numbers, and the one rule of who may see them."""

import secrets
from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Collate
from guardian.models import UserObjectPermissionBase

from agencies.history import remembered
from agencies.models import Ward
from agencies.rules.roles import NEEDS_SCOPE, Permission
from agencies.visibility import Viewer, Visible
from agencies.written import Among, WrittenKeys
from attendance.models.involvement import Involvement


class UpnState(models.TextChoices):
    """How far a unique pupil number can be trusted."""

    PERMANENT = "permanent", "Permanent"
    TEMPORARY = "temporary", "Temporary"
    INVALID = "invalid", "Not valid"
    NONE = "none", "None held"


class PupilQuerySet(Visible):
    """Pupils, and the rule: an involvement of an agency within reach, live today, wide enough; named if restricted."""

    def permits(self, by: Viewer, permission: Permission) -> Self:
        """The children for whom this person holds a permission on the day they act."""
        return self.filter(self.reached_by("pk", by, permission))

    def reached_by(self, key: str, by: Viewer, permission: Permission) -> Q:
        """The rule itself, as a condition on a key of a child: `pk` here, a foreign key in other models.

        It reads involvements and the few closed records, never the table of all children.
        """
        live, closed = self._rule(by, permission)
        return Q(Among(key, live, closed)) if live else Q(pk__in=[])

    def reached_one_by_one(self, key: str | Value, by: Viewer, permission: Permission) -> Q:
        """The rule again, as a condition that stands in an "or": there the database would read `IN` lists whole.

        Asked row by row it reads the involvements of the one child, which is all that a page of one record needs. Where
        every row is about one child its number is given as a `Value`, and the rule is asked once.
        """
        live, closed = self._rule(by, permission)
        return Q(Among(key, live, closed, one_by_one=True)) if live else Q(pk__in=[])

    def _rule(self, by: Viewer, permission: Permission) -> tuple[WrittenKeys | None, WrittenKeys]:
        """The children whom involvements open, None where nothing can, and the records that none opens."""
        scope = NEEDS_SCOPE.get(permission)
        everybody = self.model._default_manager.all()
        closed = by.written("closed", lambda: everybody.closed_to(by.named(self.model)).values("pk"))
        if not by.may(permission) or scope is None or not by.reach:
            return None, closed
        held = Involvement.objects.filter(agency__in=by.reach, scope__gte=scope)
        return by.written(f"opened at {scope}", lambda: held.live(by.on).values("pupil")), closed

    def closed_to(self, named: tuple[int, ...]) -> Self:
        """Records that no involvement opens: merged into another, or restricted and not among those named."""
        closed = self.filter(Q(restricted=True) | Q(merged_into__isnull=False))
        return closed.exclude(pk__in=named, merged_into__isnull=True) if named else closed

    def current(self) -> Self:
        """Pupils that have not been merged into another."""
        return self.filter(merged_into__isnull=True)


def new_ref() -> str:
    """A reference for addresses and letters that says nothing about the child: ten letters and digits."""
    return "".join(secrets.choice("23456789ABCDEFGHJKLMNPQRSTUVWXYZ") for _ in range(10))


HIDE_NAMES = pgtrigger.Trigger(
    name="names_follow_their_record",
    when=pgtrigger.After,
    operation=pgtrigger.UpdateOf("restricted"),
    condition=pgtrigger.Q(old__restricted__df=pgtrigger.F("new__restricted")),
    func="UPDATE attendance_pupilname SET hidden = NEW.restricted WHERE pupil_id = NEW.id; RETURN NULL;",
)


@remembered
class Pupil(models.Model):
    """A child. A restricted record is open only to people named for it."""

    ref = models.CharField(max_length=10, unique=True, default=new_ref, editable=False)
    upn = models.CharField("UPN", max_length=13, blank=True)
    upn_state = models.CharField(max_length=9, choices=UpnState, default=UpnState.NONE)
    surname = models.CharField(max_length=100)
    forename = models.CharField(max_length=100)
    middle_names = models.CharField(max_length=150, blank=True)
    known_as = models.CharField(max_length=100, blank=True)
    born_on = models.DateField("date of birth")
    sex = models.CharField(max_length=1, choices=[("F", "Female"), ("M", "Male")], blank=True)
    ethnicity = models.CharField(max_length=4, blank=True)
    first_language = models.CharField(max_length=3, blank=True)
    ward = models.ForeignKey(Ward, on_delete=models.PROTECT, null=True, blank=True)
    restricted = models.BooleanField(default=False)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged"
    )

    objects = PupilQuerySet.as_manager()

    class Meta:
        permissions = [("open_restricted_pupil", "Can open a restricted child's record")]
        triggers = [HIDE_NAMES]
        constraints = [
            models.UniqueConstraint(
                fields=["upn"],
                condition=Q(merged_into__isnull=True) & Q(upn_state__in=["permanent", "temporary"]),
                name="one_pupil_per_upn",
            ),
            models.CheckConstraint(condition=~Q(merged_into=F("pk")), name="pupil_not_merged_into_itself"),
            models.CheckConstraint(condition=Q(upn_state__in=UpnState.values), name="upn_state_known"),
        ]
        indexes = [
            models.Index(fields=["born_on", "surname"], name="pupil_by_birth"),
            models.Index(fields=["surname", "forename", "id"], name="pupil_by_name"),
            models.Index(fields=["upn"], condition=~Q(upn=""), name="pupil_by_upn"),
            models.Index(fields=["id"], condition=Q(restricted=True), name="pupil_restricted"),
            models.Index(
                fields=["id"],
                condition=Q(restricted=True) | Q(merged_into__isnull=False),
                name="pupil_closed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.known_as or self.forename} {self.surname}"


class NamedForPupil(UserObjectPermissionBase):
    """A person named for a restricted child's record (django-guardian, direct key)."""

    content_object = models.ForeignKey(Pupil, on_delete=models.CASCADE)


class NameKey(Func):
    """A name for comparison: lower case, without accents, letters and digits only (a function in the database)."""

    function = "name_key"
    output_field = models.CharField()


class Sound(Func):
    """How a name sounds: double metaphone of its comparison form (a function in the database)."""

    function = "name_sound"
    output_field = models.CharField()


class SurnameSound(Func):
    """The second part of a stored sound: the surname's."""

    function = "split_part"
    output_field = models.CharField()

    def __init__(self, name: Any = "sound", **extra: Any) -> None:
        super().__init__(F(name) if isinstance(name, str) else name, Value(" "), Value(2), **extra)


# A name is hidden exactly while its child's record is restricted, whoever writes either. The row of the
# child is locked, so that a name written while its record is being restricted waits and sees the outcome.
HIDE_NEW_NAMES = pgtrigger.Trigger(
    name="name_hidden_with_its_record",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("hidden", "pupil_id"),
    func="""
        SELECT restricted INTO NEW.hidden FROM attendance_pupil WHERE id = NEW.pupil_id FOR SHARE;
        RETURN NEW;
    """,
)


class PupilName(models.Model):
    """A name to search by: the child's own and every alias. `hidden` keeps restricted names out of the index."""

    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="names")
    surname = models.CharField(max_length=100)
    forename = models.CharField(max_length=100)
    is_alias = models.BooleanField(default=False)
    hidden = models.BooleanField(default=False)
    key = models.GeneratedField(
        expression=NameKey(F("forename"), F("surname")),
        output_field=models.CharField(max_length=260),
        db_persist=True,
    )
    # Surname first, in the collation in which one index serves both the order and "begins with".
    listed = models.GeneratedField(
        expression=NameKey(F("surname"), F("forename")),
        output_field=models.CharField(max_length=260, db_collation="C"),
        db_persist=True,
    )
    sound = models.GeneratedField(
        expression=Sound(F("forename"), F("surname")),
        output_field=models.CharField(max_length=60),
        db_persist=True,
    )

    objects = Visible.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pupil", "surname", "forename"], name="one_name_once")]
        indexes = [
            GinIndex(
                OpClass(F("key"), "gin_trgm_ops"),
                # A list of entries yet to be sorted in would make a search slower the more was written lately.
                fastupdate=False,
                condition=Q(hidden=False),
                name="open_names_by_letters",
            ),
            models.Index(fields=["sound"], condition=Q(hidden=False), name="open_names_by_sound"),
            models.Index(SurnameSound(), condition=Q(hidden=False), name="open_names_by_surname_sound"),
            models.Index(fields=["listed"], condition=Q(hidden=False), name="open_names_surname_first"),
            models.Index(Collate("key", "C"), condition=Q(hidden=False), name="open_names_forename_first"),
        ]
        triggers = [HIDE_NEW_NAMES]


class FormerUpn(models.Model):
    """A number the child had before: a temporary one, or one that another school gave."""

    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="former_upns")
    upn = models.CharField("UPN", max_length=13)

    objects = Visible.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pupil", "upn"], name="one_former_upn_once")]
        indexes = [models.Index(fields=["upn"], name="former_upn")]


class PupilMerge(models.Model):
    """A merge of two records of one child, with what was moved, so that it can be undone."""

    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="merges")
    absorbed = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="absorbed_in")
    moved = models.JSONField()
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True)

    objects = Visible.as_manager()


class PupilsApart(models.Model):
    """A person's decision that two records, alike as they are, are of two children; `pupil` is the older one."""

    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="apart")
    other = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="apart_from")
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True)

    objects = Visible.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pupil", "other"], condition=Q(undone_at__isnull=True), name="apart_once"
            ),
            models.CheckConstraint(condition=Q(pupil__lt=F("other")), name="apart_older_first"),
        ]
