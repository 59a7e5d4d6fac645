"""A small authority with figures, for the tests of pages."""

from datetime import date

from django.utils import timezone

from attendance.actions.review import review
from reporting.actions.figures import count_schools
from tests.attendance.nights import absent_from, calendar_of, line_of
from tests.factories import CharacteristicFactory, PupilFactory, RegisterFactory, enrol

ON = date(2025, 12, 5)


def count(world, on=ON):
    """Review and count both schools of the world."""
    schools = [world.school.pk, world.other_school.pk]
    review(on=on, schools=schools)
    return count_schools(on=on, schools=schools)


def child(school, *, absent=0, mark="O", kinds=(), **fields):
    """A pupil of thirteen who missed so many sessions from 8 September 2025."""
    enrolment = enrol(school, PupilFactory(**fields))
    RegisterFactory(enrolment=enrolment, year=2025, marks=absent_from(date(2025, 9, 8), absent, mark))
    for kind in kinds:
        CharacteristicFactory(pupil=enrolment.pupil, kind=kind)
    return enrolment.pupil


def authority(world, pupils=4):
    """Both schools with pupils: at each, one persistently absent, the others present; figures counted."""
    calendar_of(world.authority)
    for school in (world.school, world.other_school):
        child(school, absent=20)
        for _ in range(pupils - 1):
            child(school)
    count(world)
    return world


def present():
    """A line of presence at every session of 2025/26."""
    return line_of()


def today():
    """The day on which the tests run, in London."""
    return timezone.localdate()
