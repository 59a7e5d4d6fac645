"""Changing calendars: whose it becomes, what is refused, and that every change is told."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from attendance.actions.school_calendars import (
    CannotChange,
    close_sessions,
    set_days,
    set_school_week,
    set_terms,
    use_template,
)
from attendance.models import Calendar, CalendarChange, Register, Term
from attendance.queries.calendars import calendar_lines
from attendance.rules import calendar
from attendance.rules.calendar import calendar_line
from attendance.rules.register import year_of, year_span
from attendance.rules.school_year import kinds_on
from tests.factories import RegisterFactory, enrol

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(world):
    return world.acting("school_lead")


@pytest.fixture
def leader(world):
    return world.acting("attendance_leader")


@pytest.fixture
def year(lead):
    return year_of(lead.on)


@pytest.fixture
def terms(year):
    return {
        "Autumn": calendar.Term(
            date(year, 9, 1), date(year, 12, 18), (date(year, 10, 26), date(year, 10, 30))
        ),
        "Spring": calendar.Term(
            date(year + 1, 1, 4), date(year + 1, 3, 26), (date(year + 1, 2, 15), date(year + 1, 2, 19))
        ),
        "Summer": calendar.Term(
            date(year + 1, 4, 12), date(year + 1, 7, 22), (date(year + 1, 5, 31), date(year + 1, 6, 4))
        ),
    }


@pytest.fixture
def template(world, terms, year):
    line = calendar_line(year, terms=terms.values())
    return Calendar.objects.create(authority=world.authority, year=year, sessions=line)


def schoolday(year, weeks=1):
    """A Wednesday of the autumn term."""
    day = date(year, 9, 7) + timedelta(weeks=weeks)
    return day + timedelta(days=(2 - day.weekday()) % 7)


def line_of(school, year):
    return calendar_lines([school], [year])[school.pk, year]


def inset(school, day, by, **more):
    given = {"kind": "i", "reason": "", "first": day, "last": day, "year": year_of(day)} | more
    set_days(school=school, by=by, **given)


def test_the_first_change_copies_the_template_and_the_next_keeps_it(world, lead, template, year):
    inset(world.school, schoolday(year), lead)
    inset(world.school, schoolday(year, 2), lead, reason="Training")
    own = line_of(world.school, year)
    assert [kinds_on(own, schoolday(year, weeks)) for weeks in (1, 2, 3)] == ["ii", "ii", "oo"]
    assert line_of(world.other_school, year) == template.sessions
    assert Calendar.objects.filter(school=world.school).count() == 1
    assert list(CalendarChange.objects.values_list("reason", "by").order_by("pk")) == [
        ("", lead.user.pk), ("Training", lead.user.pk),
    ]  # fmt: skip


def test_a_closure_keeps_the_marks(world, lead, template, year):
    register = RegisterFactory(enrolment=enrol(world.school), year=year, marks="/" * 732)
    close_sessions(school=world.school, year=year, on=schoolday(year), session=1, reason="Snow", by=lead)
    assert kinds_on(line_of(world.school, year), schoolday(year)) == "oc"
    assert Register.objects.get(pk=register.pk).marks == "/" * 732
    assert CalendarChange.objects.get().said.endswith(f"September {year}, afternoon")


def test_days_outside_the_year_and_years_long_past_are_refused(world, lead, template, year):
    first, last = year_span(year)
    for day in (first - timedelta(days=1), last + timedelta(days=1)):
        with pytest.raises(CannotChange):
            inset(world.school, day, lead, year=year)
    for far in (year - 2, year + 2):
        with pytest.raises(CannotChange, match="last year, this year and next year"):
            inset(world.school, schoolday(far), lead)
    assert not CalendarChange.objects.exists()


@pytest.mark.parametrize("persona", ["other_school_lead", "welfare_officer", "improvement_officer", "nurse"])
def test_others_do_not_change_a_schools_calendar(world, template, year, persona):
    by = world.acting(persona)
    with pytest.raises(PermissionDenied):
        inset(world.school, schoolday(year), by)
    with pytest.raises(PermissionDenied):
        close_sessions(school=world.school, year=year, on=schoolday(year), reason="x", by=by)
    with pytest.raises(PermissionDenied):
        set_school_week(school=world.school, weekdays=[6, 0, 1, 2, 3], reason="x", by=by)
    with pytest.raises(PermissionDenied):
        use_template(school=world.school, year=year, reason="", by=by)


@pytest.mark.parametrize("persona", ["school_lead", "team_manager", "assistant_director"])
def test_only_the_attendance_leader_changes_the_template(world, terms, year, persona):
    with pytest.raises(PermissionDenied):
        set_terms(school=None, year=year, terms=terms, reason="", by=world.acting(persona))


def test_the_template_is_set_with_its_terms_and_followed(world, leader, terms, year):
    set_terms(school=None, year=year, terms=terms, reason="Cabinet", by=leader)
    set_terms(school=None, year=year, terms=terms, reason="Cabinet", by=leader)
    assert list(Term.objects.order_by("began_on").values_list("name", flat=True)) == list(terms)
    line = line_of(world.school, year)
    assert kinds_on(line, date(year, 10, 27)) == "hh"
    assert kinds_on(line, date(year, 9, 2)) == "oo"
    assert Calendar.objects.filter(school=None, year=year).count() == 1


def test_another_authority_has_its_own_template(world, terms, year):
    set_terms(school=None, year=year, terms=terms, reason="", by=world.acting("stranger_officer"))
    assert kinds_on(line_of(world.school, year), date(year, 10, 27)) == "oo"


def test_impossible_terms_change_nothing(world, leader, terms, year):
    terms["Spring"] = terms["Autumn"]
    with pytest.raises(CannotChange, match="before the one before it has ended"):
        set_terms(school=None, year=year, terms=terms, reason="", by=leader)
    assert not Term.objects.exists()


def test_following_the_template_again(world, lead, template, year):
    with pytest.raises(CannotChange):
        use_template(school=world.school, year=year, reason="", by=lead)
    inset(world.school, schoolday(year), lead)
    use_template(school=world.school, year=year, reason="", by=lead)
    assert line_of(world.school, year) == template.sessions
    assert CalendarChange.objects.count() == 2


def test_another_school_week_leaves_earlier_years_as_they_were(world, lead, template, year):
    RegisterFactory(enrolment=enrol(world.school), year=year - 1)
    before = line_of(world.school, year - 1)
    set_school_week(school=world.school, weekdays=[6, 0, 1, 2, 3], reason="Sundays", by=lead)
    world.school.refresh_from_db()
    assert world.school.school_week == "60123"
    assert line_of(world.school, year - 1) == before
    sunday = schoolday(year) - timedelta(days=3)
    assert kinds_on(line_of(world.school, year), sunday) == "oo"
    with pytest.raises(CannotChange):
        set_school_week(school=world.school, weekdays=[0, 1, 2, 3, 6], reason="Again", by=lead)


def test_another_school_week_changes_the_schools_own_year(world, lead, template, year):
    inset(world.school, schoolday(year), lead)
    set_school_week(school=world.school, weekdays=[6, 0, 1, 2, 3], reason="Sundays", by=lead)
    own = line_of(world.school, year)
    days = (schoolday(year), schoolday(year) - timedelta(days=3), schoolday(year) + timedelta(days=2))
    assert [kinds_on(own, day) for day in days] == ["ii", "oo", "ww"]
