"""A school's calendar: its own, else the template made to fit its week, else plain weekdays."""

from datetime import date

import pytest

from agencies.models import Agency, AgencyKind, LocalAuthority
from attendance.models import BankHoliday, Calendar, School
from attendance.queries.calendars import calendar_lines
from attendance.rules.calendar import Term, calendar_line
from attendance.rules.register import LENGTH, position

pytestmark = pytest.mark.django_db

YEAR = 2025
AUTUMN = Term(date(2025, 9, 2), date(2025, 12, 19), (date(2025, 10, 27), date(2025, 10, 31)))
TEMPLATE = calendar_line(YEAR, terms=[AUTUMN], inset=[date(2025, 9, 1)])


def make_school(urn, authority, week="01234"):
    agency = Agency.objects.create(authority=authority, kind=AgencyKind.SCHOOL, name=f"School {urn}")
    return School.objects.create(
        urn=urn, authority=authority, agency=agency, name=agency.name, phase="primary", school_week=week
    )


@pytest.fixture
def authority():
    return LocalAuthority.objects.create(code="003", name="Testshire")


def at(line, day):
    return line[position(day, 0) : position(day, 1) + 1]


def test_own_calendar_comes_before_the_template(authority):
    mine, other = make_school(1, authority), make_school(2, authority)
    Calendar.objects.create(authority=authority, year=YEAR, sessions=TEMPLATE)
    Calendar.objects.create(authority=authority, school=mine, year=YEAR, sessions="h" * LENGTH)
    lines = calendar_lines([mine, other.pk], [YEAR])
    assert lines == {(mine.pk, YEAR): "h" * LENGTH, (other.pk, YEAR): TEMPLATE}


def test_a_sunday_school_keeps_the_template_terms(authority):
    school = make_school(1, authority, week="60123")
    Calendar.objects.create(authority=authority, year=YEAR, sessions=TEMPLATE)
    line = calendar_lines([school], [YEAR])[school.pk, YEAR]
    assert at(line, date(2025, 9, 7)) == "oo"  # a Sunday in term
    assert at(line, date(2025, 9, 5)) == "ww"  # a Friday
    assert at(line, date(2025, 10, 26)) == "hh"  # the Sunday that starts the half term
    assert at(line, date(2025, 11, 2)) == "oo"
    assert at(line, date(2025, 9, 1)) == "ii"


def test_without_a_template_weekdays_count_but_for_bank_holidays(authority):
    school = make_school(1, authority)
    BankHoliday.objects.create(on=date(2025, 8, 25), title="Summer bank holiday", source="test")
    line = calendar_lines([school], [YEAR])[school.pk, YEAR]
    assert at(line, date(2025, 8, 25)) == "bb"
    assert at(line, date(2025, 12, 25)) == "oo"  # the loaded list is believed, whatever it lacks
    assert at(line, date(2025, 9, 6)) == "ww"


def test_bank_holidays_are_computed_where_none_is_loaded(authority):
    school = make_school(1, authority)
    assert at(calendar_lines([school], [YEAR])[school.pk, YEAR], date(2025, 12, 25)) == "bb"


def test_the_number_of_queries_does_not_grow(authority, django_assert_num_queries):
    schools = [make_school(urn, authority) for urn in range(1, 12)]
    with django_assert_num_queries(4):
        assert len(calendar_lines(schools, [2024, 2025, 2026])) == 33
