"""Reports that somebody writes, yearly and for members, with every version of their words; grades of inspections."""

from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from agencies.history import append_only, remembered
from agencies.models import LocalAuthority
from agencies.visibility import Viewer
from attendance.models import School
from attendance.models.school import SchoolPath
from reporting.models.targets import OfAuthority
from reporting.rules.inspection import AREAS


class ReportKind(models.TextChoices):
    """Which report it is."""

    EVALUATION = "evaluation", "Yearly evaluation"
    MEMBERS = "members", "Report to members"


class WrittenReport(models.Model):
    """A report of an authority: of an academic year, or of one quarter (`part`) of a calendar year.

    It is a draft until there is a `ClosedReport` of it.
    """

    authority = models.ForeignKey(LocalAuthority, on_delete=models.PROTECT, related_name="reports")
    kind = models.CharField(max_length=10, choices=ReportKind)
    year = models.PositiveSmallIntegerField()
    part = models.PositiveSmallIntegerField(default=0)

    objects = OfAuthority.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "kind", "year", "part"], name="one_report"),
            models.CheckConstraint(
                condition=Q(kind="evaluation", part=0) | Q(kind="members", part__range=(1, 4)),
                name="report_is_of_a_year_or_a_quarter",
            ),
        ]


class OfReport(models.QuerySet[models.Model]):
    """Rows of a report, which hold nothing of any child."""

    def visible_to(self, by: Viewer) -> "OfReport":
        """Those of the viewer's own authority."""
        return self.filter(report__authority=by.authority_id)


NOT_AFTER_CLOSING = pgtrigger.Trigger(
    name="closed_reports_take_no_words",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func="""
        IF EXISTS (SELECT FROM reporting_closedreport c WHERE c.report_id = NEW.report_id)
        THEN RAISE EXCEPTION 'a closed report takes no words' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)


class ReportWords(models.Model):
    """One version of the words of a section. A later one stands beside it; nothing is overwritten.

    A criterion of self-evaluation has a judgement and next steps as well; its text is the evidence.
    """

    report = models.ForeignKey(WrittenReport, on_delete=models.CASCADE, related_name="words")
    section = models.SlugField(max_length=40)
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    judgement = models.CharField(max_length=1, blank=True)
    next_steps = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = OfReport.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "section", "number"], name="one_version_of_words")
        ]
        triggers = [append_only("report_words_stay"), NOT_AFTER_CLOSING]


class ClosedReport(models.Model):
    """A report as it was told: its text, the files made of it, and their digests. It never changes."""

    report = models.OneToOneField(WrittenReport, on_delete=models.PROTECT, related_name="closed")
    on = models.DateField(help_text="The day up to which it tells")
    content = models.BinaryField()
    digest = models.CharField(max_length=64)
    pdf = models.BinaryField()
    pdf_digest = models.CharField(max_length=64)
    workbook = models.BinaryField()
    workbook_digest = models.CharField(max_length=64)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(auto_now_add=True)

    objects = OfReport.as_manager()

    class Meta:
        triggers = [append_only("closed_report_stands")]


@remembered
class InspectionGrade(models.Model):
    """What inspectors judged at a school on a day about one area, by the framework of that day."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="inspection_grades")
    inspected_on = models.DateField()
    area = models.CharField(max_length=10)
    grade = models.CharField(max_length=1)
    source = models.CharField(max_length=200)
    entered_by: Any = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_on = models.DateField()

    objects = SchoolPath.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "inspected_on", "area"], name="one_grade_an_area"),
            models.CheckConstraint(condition=Q(area__in=AREAS), name="grade_is_of_a_known_area"),
        ]
