"""Looked-after children: audits of those who missed 25 days, agreed actions, and reports as they were made."""

from typing import Self

from django.conf import settings
from django.db import models

from agencies.models import Agency
from agencies.rules.roles import Permission
from agencies.visibility import Viewer, Visible
from attendance.models import Pupil
from attendance.models.pupil import new_ref
from cases.models.care import OfCasework

KINDS = [("quarterly", "Quarterly report"), ("termly", "Termly update"), ("yearly", "Yearly report")]


class CareAudit(models.Model):
    """An audit of a looked-after child's absence in an academic year, with what was found."""

    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="care_audits")
    year = models.PositiveSmallIntegerField()
    on = models.DateField()
    findings = models.TextField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = OfCasework.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pupil", "on", "agency"], name="one_care_audit_a_day")]


class CareActionQuerySet(Visible):
    """Reached through the audit."""

    path = "audit"
    sight = Permission.VIEW_CASEWORK


class CareAction(models.Model):
    """What was agreed at an audit: who does what by when, and when it was done."""

    audit = models.ForeignKey(CareAudit, on_delete=models.CASCADE, related_name="actions")
    text = models.CharField(max_length=300)
    owner = models.CharField(max_length=120)
    due_on = models.DateField()
    done_on = models.DateField(null=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = CareActionQuerySet.as_manager()


class CareReportQuerySet(Visible):
    """A report is read by those of its agency who oversee the care of children; the path is not by a child."""

    sight = Permission.OVERSEE_CARE

    def permits(self, by: Viewer, permission: Permission) -> Self:
        """The reports of agencies within reach, for people who oversee care and hold the permission."""
        if not (by.may(permission) and by.may(Permission.OVERSEE_CARE)):
            return self.none()
        return self.filter(agency__in=by.reach)


class CareReport(models.Model):
    """A report as it was made, once: `lines` holds keys of children and figures, `file` the PDF with its SHA-256."""

    ref = models.CharField(max_length=10, unique=True, default=new_ref, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="care_reports")
    kind = models.CharField(max_length=9, choices=KINDS)
    key = models.CharField(max_length=20)
    began_on = models.DateField()
    ended_on = models.DateField()
    made_at = models.DateTimeField(auto_now_add=True)
    lines = models.JSONField()
    file = models.CharField(max_length=60)
    digest = models.CharField(max_length=64)

    objects = CareReportQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "kind", "key"], name="care_report_once")]
