"""Grades of inspections, in the words of the framework of their day. They are published, and about schools alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from reporting.models import InspectionGrade
from reporting.rules.inspection import framework_on


@dataclass(frozen=True)
class Graded:
    """A grade as people read it."""

    pk: int
    school: str
    urn: int
    inspected_on: date
    area: str
    grade: str
    source: str


def grades_between(authority: int, first: date, last: date) -> list[Graded]:
    """The grades of an authority's schools by inspections within some days, by school and day; one query."""
    rows = InspectionGrade.objects.filter(school__authority=authority, inspected_on__range=(first, last))
    return in_words(rows.select_related("school").order_by("school__name", "inspected_on", "area"))


def in_words(rows: Iterable[InspectionGrade]) -> list[Graded]:
    """Grades with the names of their area and grade."""
    found = []
    for row in rows:
        framework = framework_on(row.inspected_on)
        found.append(
            Graded(
                row.pk, row.school.name, row.school.urn, row.inspected_on,
                framework.areas.get(row.area, row.area), framework.grades.get(row.grade, row.grade), row.source,
            )
        )  # fmt: skip
    return found
