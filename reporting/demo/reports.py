"""The demonstration's reports: the evaluation of 2006/07 in draft, those to members of this year, plans of schools."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

from django.conf import settings

from agencies.acting import Acting
from agencies.models import LocalAuthority, Membership
from agencies.rules.roles import Permission
from attendance.demo.build import THEN_YEAR
from attendance.demo.places import IRWELL, IRWELL_THEN
from attendance.models import School
from attendance.rules.register import year_of
from reporting.actions.inspections import record_grade
from reporting.actions.reports import close_report, write_words
from reporting.actions.targets import record_reason, set_target
from reporting.demo.schools import build_plans
from reporting.demo.words import EVALUATION_2006, GRADES_2006, MEMBERS, REASONS_2006, TARGETS
from reporting.models import InspectionGrade, ReportKind, Target
from reporting.queries.reports import Which, version_seen, words_of
from reporting.rules.periods import WHOLE_YEAR
from reporting.rules.quarters import quarter_at

Say = Callable[[str], None]
INSPECTED = date(2007, 3, 6)
SOURCE = "Invented inspection report of March 2007"


class NotADemonstration(Exception):
    """Invented reports are refused where real ones may be."""


def build_reports(*, on: date, say: Say) -> None:
    """Write what is missing; what somebody wrote stays. Raises NotADemonstration where the settings do not allow it."""
    if not settings.DEMONSTRATION:
        raise NotADemonstration("Set DEMONSTRATION=1 to make invented reports.")
    then, now = _author(IRWELL_THEN, on), _author(IRWELL, on)
    written = 0
    if then is not None:
        _grades(then)
        _reasons(then)
        written += _evaluation(then)
    if now is not None:
        _targets(now)
        written += _members(now)
        if planned := build_plans(now):
            say(f"Plans: agreed with {planned} schools.")
    if written:
        say(f"Reports: {written} parts written.")


def _author(code: str, on: date) -> Acting | None:
    """Somebody who writes the reports of a demonstration authority."""
    authority = LocalAuthority.objects.filter(code=code).first()
    rows = Membership.objects.filter(agency__authority=authority).select_related("user", "agency__authority")
    found = [Acting(row, on) for row in rows.order_by("pk")] if authority else []
    return next((each for each in found if each.may(Permission.WRITE_REPORTS)), None)


def _grades(by: Acting) -> None:
    schools = list(School.objects.filter(authority=by.authority_id).order_by("name"))
    if InspectionGrade.objects.filter(school__in=schools).exists():
        return
    for at, area, grade in GRADES_2006:
        if at < len(schools):
            school = schools[at]
            record_grade(school=school, inspected_on=INSPECTED, area=area, grade=grade, source=SOURCE, by=by)


def _reasons(by: Acting) -> None:
    rows = Target.objects.filter(
        authority=by.authority_id, year=THEN_YEAR, indicator__in=REASONS_2006, reasons__isnull=True
    )
    for row in rows.order_by("indicator"):
        record_reason(target=row.pk, period=WHOLE_YEAR, reason=REASONS_2006[row.indicator], by=by)


def _targets(by: Acting) -> None:
    """Targets of this year and the last, where none are set."""
    for year in (year_of(by.on) - 1, year_of(by.on)):
        if Target.objects.filter(authority=by.authority_id, year=year).exists():
            continue
        for indicator, value in TARGETS:
            set_target(
                indicator=indicator,
                phase="",
                year=year,
                value=Decimal(value),
                source="Invented target",
                by=by,
            )


def _evaluation(by: Acting) -> int:
    which = Which(by.authority_id, ReportKind.EVALUATION, THEN_YEAR)
    missing = {key: words for key, words in EVALUATION_2006.items() if key not in words_of(which)}
    for section, words in missing.items():
        write_words(which=which, section=section, words=words, seen=0, by=by)
    return len(missing)


def _members(by: Acting) -> int:
    """The last quarter that ended is given to members; the present one is a draft."""
    present = quarter_at(by.on)
    last = quarter_at(present.first - timedelta(days=1))
    written = 0
    for quarter in (last, present):
        which = Which(by.authority_id, ReportKind.MEMBERS, quarter.year, quarter.number)
        if not words_of(which):
            write_words(which=which, section="next", words=MEMBERS, seen=0, by=by)
            written += 1
    told = Which(by.authority_id, ReportKind.MEMBERS, last.year, last.number)
    close_report(which=told, seen=version_seen(words_of(told)), by=by)
    return written
