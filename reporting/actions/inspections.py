"""Recording grades of inspections, and taking a wrong one back."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from agencies.acting import Acting
from agencies.rules.roles import Permission
from attendance.models import School
from cases.actions.doors import require
from reporting.models import InspectionGrade
from reporting.rules.inspection import framework_on


@transaction.atomic
def record_grade(
    *, school: School, inspected_on: date, area: str, grade: str, source: str, by: Acting
) -> InspectionGrade:
    """Record what inspectors judged; anew replaces it, history is kept.

    Raises PermissionDenied, and Refused for a day ahead and for what the framework of the day does not judge.
    """
    rows = School.objects.permits(by, Permission.IMPROVE_SCHOOL).select_for_update(of=("self",))
    held: School | None = rows.filter(pk=school.pk).first()
    if held is None:
        raise PermissionDenied
    require(inspected_on <= by.on, "The inspection is still to come.")
    framework = framework_on(inspected_on)
    known = area in framework.areas and grade in framework.grades
    require(known, f"That is no judgement of the framework of that day: {framework.name}.")
    row, _ = InspectionGrade.objects.update_or_create(
        school=held,
        inspected_on=inspected_on,
        area=area,
        defaults={"grade": grade, "source": source, "entered_by": by.user, "entered_on": by.on},
    )
    return row


@transaction.atomic
def remove_grade(*, pk: int, by: Acting) -> None:
    """Take a wrong grade back; again does nothing. Raises PermissionDenied."""
    if not by.may(Permission.IMPROVE_SCHOOL):
        raise PermissionDenied
    InspectionGrade.objects.permits(by, Permission.IMPROVE_SCHOOL).filter(pk=pk).delete()
