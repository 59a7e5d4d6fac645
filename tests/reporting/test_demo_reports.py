"""The demonstration's reports: refused elsewhere, every part written, and again nothing more."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from agencies.models import LocalAuthority
from attendance.demo.places import IRWELL_THEN
from attendance.models import School
from reporting.actions.targets import load_strategy
from reporting.demo.words import EVALUATION_2006
from reporting.models import ClosedReport, InspectionGrade, MissedReason, ReportWords, SchoolAction
from reporting.rules.report_parts import parts_of_evaluation
from tests.factories import SchoolFactory

pytestmark = pytest.mark.django_db


def test_it_is_refused_where_there_is_no_demonstration(settings):
    settings.DEMONSTRATION = False
    with pytest.raises(CommandError, match="DEMONSTRATION=1"):
        call_command("create_demo_reports")


def test_every_part_is_written_once(world, settings):
    settings.DEMONSTRATION = True
    then = LocalAuthority.objects.get(code=IRWELL_THEN)
    load_strategy(then)
    for _ in range(2):
        SchoolFactory(authority=then)
    for _ in range(2):
        call_command("create_demo_reports", on=date(2026, 11, 28))
    assert set(EVALUATION_2006) == set(parts_of_evaluation(2006))
    assert ReportWords.objects.filter(report__authority=then).count() == len(EVALUATION_2006)
    assert ReportWords.objects.filter(report__authority=world.authority).count() == 2
    assert ClosedReport.objects.get().report.part == 3
    assert InspectionGrade.objects.count() == 4
    assert MissedReason.objects.count() == 2
    schools = School.objects.filter(authority=world.authority).count()
    actions = SchoolAction.objects.filter(school__authority=world.authority)
    assert actions.filter(year=2025, period=73).count() == 3 * schools
    assert actions.filter(year=2026, period=71, state="open").count() == schools
    assert actions.filter(reviewed_on=date(2026, 11, 28)).count() == 2 * schools
