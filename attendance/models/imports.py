"""Register imports: staged, previewed, applied school by school, with every row accounted for."""

from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from agencies.models import Agency
from agencies.rules.roles import Permission
from agencies.visibility import Viewer, Visible
from attendance.models.pupil import Pupil, new_ref
from attendance.models.school import School
from attendance.workflow.imports import MOVES, State


class ImportState(models.TextChoices):
    """Where an import is."""

    RECEIVED = State.RECEIVED, "Received"
    STAGING = State.STAGING, "Being read"
    ASKING = State.ASKING, "Waiting for an answer"
    STAGED = State.STAGED, "Ready to check"
    APPLYING = State.APPLYING, "Being applied"
    APPLIED = State.APPLIED, "Applied"
    REFUSED = State.REFUSED, "Refused"
    CANCELLED = State.CANCELLED, "Cancelled"


class ImportQuerySet(Visible):
    """An import belongs to the agency that sent it; a team or authority also sees those of its schools."""

    def permits(self, by: Viewer, permission: Permission) -> Self:
        """Imports about which this person holds a permission."""
        schools = School.objects.permits(by, permission)
        return (
            self.filter(Q(agency__in=by.reach) | Q(agency__school__in=schools))
            if by.may(permission)
            else self.none()
        )

    def visible_to(self, by: Viewer) -> Self:
        """Imports this person may see."""
        return self.permits(by, Permission.IMPORT_REGISTERS)


class RegisterImport(models.Model):
    """One file of registers. Its digest makes the same content count once."""

    ref = models.CharField(max_length=10, unique=True, default=new_ref, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="imports")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField(auto_now_add=True)
    # Unguessable names under the private directory: the file, the census second one, and what was read.
    file = models.CharField(max_length=80)
    second_file = models.CharField(max_length=80, blank=True)
    staged_file = models.CharField(max_length=80, blank=True)
    digest = models.CharField(max_length=64)
    repeats = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="repeated_by")
    size = models.PositiveBigIntegerField()
    layout = models.CharField(max_length=16, blank=True)
    mapping = models.JSONField(default=dict)
    first_on = models.DateField(null=True)
    last_on = models.DateField(null=True)
    state = models.CharField(max_length=9, choices=ImportState, default=ImportState.RECEIVED)
    problem = models.CharField(max_length=300, blank=True)
    remedy = models.CharField(max_length=300, blank=True)
    counts = models.JSONField(default=dict)
    applied_at = models.DateTimeField(null=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["agency", "-received_at"], name="import_by_agency"),
            models.Index(fields=["digest"], name="import_by_digest"),
        ]
        triggers = [
            pgtrigger.FSM(
                name="import_moves",
                field="state",
                transitions=[(old.value, new.value) for old, news in MOVES.items() for new in sorted(news)],
            )
        ]


class OfImport(Visible):
    """Rows of an import are seen by those who may see the import."""

    def permits(self, by: Viewer, permission: Permission) -> Self:
        """Rows of imports about which this person holds a permission."""
        return self.filter(batch__in=RegisterImport.objects.permits(by, permission))

    def visible_to(self, by: Viewer) -> Self:
        """Rows of imports this person may see."""
        return self.filter(batch__in=RegisterImport.objects.visible_to(by))


class ImportPart(models.Model):
    """One school's share of an import: applied in one transaction of its own."""

    batch = models.ForeignKey(RegisterImport, on_delete=models.CASCADE, related_name="parts")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="import_parts")
    first_on = models.DateField()
    last_on = models.DateField()
    rows = models.PositiveIntegerField()
    state = models.CharField(max_length=9, choices=ImportState, default=ImportState.STAGED)
    attempts = models.PositiveSmallIntegerField(default=0)
    counts = models.JSONField(default=dict)
    problem = models.CharField(max_length=300, blank=True)
    applied_at = models.DateTimeField(null=True)

    objects = OfImport.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "school"], name="one_part_per_school")]
        indexes = [models.Index(fields=["school", "-applied_at"], name="part_by_school")]


class RejectedRow(models.Model):
    """A row that could not be used, with the line, the reason and the remedy; no names are kept in it."""

    batch = models.ForeignKey(RegisterImport, on_delete=models.CASCADE, related_name="rejects")
    line = models.PositiveIntegerField()
    field = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=300)
    remedy = models.CharField(max_length=300)

    objects = OfImport.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "line", "field", "reason"], name="one_reject_once")
        ]


class UnmatchedQuerySet(Visible):
    """A row about a child is seen by those who answer for the school's registers, whoever sent the file."""

    def permits(self, by: Viewer, permission: Permission) -> Self:
        """Rows of schools about which this person holds a permission; once settled, of children they may see."""
        theirs = Pupil.objects.permits(by, permission)
        return self.filter(
            Q(settled_pupil__isnull=True) | Q(settled_pupil__in=theirs),
            school__in=School.objects.permits(by, permission),
        )

    def visible_to(self, by: Viewer) -> Self:
        """Rows this person may see."""
        return self.permits(by, Permission.IMPORT_REGISTERS)

    def open(self) -> Self:
        """Rows of applied imports that nobody has settled."""
        return self.filter(settled_as="", batch__state=State.APPLIED)


class UnmatchedRow(models.Model):
    """A row about a child nobody could be found for: a person decides, never the machine."""

    batch = models.ForeignKey(RegisterImport, on_delete=models.CASCADE, related_name="unmatched")
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="unmatched_rows")
    line = models.PositiveIntegerField()
    upn = models.CharField("UPN", max_length=20, blank=True)
    own_number = models.CharField("number in the school's system", max_length=40, blank=True)
    surname = models.CharField(max_length=100, blank=True)
    forename = models.CharField(max_length=100, blank=True)
    born_on = models.DateField(null=True)
    year_group = models.CharField(max_length=2, blank=True)
    form = models.CharField(max_length=20, blank=True)
    year = models.PositiveSmallIntegerField()
    first = models.PositiveSmallIntegerField()
    marks = models.TextField()
    settled_as = models.CharField(
        max_length=8,
        blank=True,
        choices=[("matched", "Matched"), ("created", "New child"), ("refused", "Refused")],
    )
    settled_pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, null=True, related_name="+")
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True)

    objects = UnmatchedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "line", "year"], name="one_unmatched_once")]
        indexes = [models.Index(fields=["school"], condition=Q(settled_as=""), name="unmatched_open")]


class SavedMapping(models.Model):
    """Which column of a school's file means what, kept for the next time."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="saved_mappings")
    name = models.CharField(max_length=80)
    headers = models.JSONField()
    mapping = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class SavedMappingQuerySet(models.QuerySet["SavedMapping"]):
        """Kept by agency."""

        def visible_to(self, by: Viewer) -> Self:
            """The mappings of agencies within reach."""
            return self.filter(agency__in=by.reach)

    objects = SavedMappingQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "name"], name="one_mapping_per_name")]


class TermTotalQuerySet(OfImport):
    """Totals of an import, but for those of a child whom the viewer may not see."""

    def permits(self, by: Viewer, permission: Permission) -> Self:
        """Totals of imports and of children about whom this person holds a permission."""
        theirs = Pupil.objects.permits(by, permission)
        return super().permits(by, permission).filter(Q(pupil__isnull=True) | Q(pupil__in=theirs))

    def visible_to(self, by: Viewer) -> Self:
        """Totals this person may see."""
        return self.permits(by, Permission.IMPORT_REGISTERS)


class TermTotal(models.Model):
    """A pupil's termly totals from the school census; null is unknown and never nought."""

    batch = models.ForeignKey(RegisterImport, on_delete=models.CASCADE, related_name="term_totals")
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, related_name="+")
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, null=True, related_name="term_totals")
    line = models.PositiveIntegerField()
    source_school = models.CharField(max_length=20)
    upn = models.CharField("UPN", max_length=20, blank=True)
    upn_state = models.CharField(max_length=9)
    term = models.CharField(max_length=20)
    possible = models.PositiveSmallIntegerField(null=True)
    authorised = models.PositiveSmallIntegerField(null=True)
    unauthorised = models.PositiveSmallIntegerField(null=True)
    reasons = models.JSONField(default=dict)
    exceeds_possible = models.BooleanField(default=False)

    objects = TermTotalQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "line"], name="one_term_total_per_line")]
