"""Agreeing, changing and ending part-time timetables."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from attendance.actions.timetables import (
    TimetableRefused,
    agree_timetable,
    change_timetable,
    end_timetable,
)
from attendance.models import Timetable
from tests.factories import InvolvementFactory, enrol

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
MORNINGS = "10" * 5 + "0000"


@pytest.fixture
def enrolment(world):
    return enrol(world.school)


def given(by, **more):
    return {
        "sessions": MORNINGS,
        "reason": "Return after an operation",
        "began_on": by.on,
        "ended_on": by.on + 28 * DAY,
        "review_on": by.on + 14 * DAY,
        "long_agreed": False,
        "by": by,
    } | more


@pytest.mark.parametrize("persona", ["school_lead", "head_teacher", "welfare_officer", "attendance_leader"])
def test_the_school_and_officers_agree(world, enrolment, persona):
    by = world.acting(persona)
    row = agree_timetable(enrolment=enrolment, **given(by))
    assert (row.agreed_by, row.sessions) == (by.user, MORNINGS)


@pytest.mark.parametrize("persona", ["other_school_lead", "other_team_officer", "nurse", "police_officer"])
def test_nobody_else_does(world, enrolment, persona):
    by = world.acting(persona)
    InvolvementFactory(pupil=enrolment.pupil, agency=world.agencies.nursing)
    row = agree_timetable(enrolment=enrolment, **given(world.acting("school_lead")))
    for act in (
        lambda: agree_timetable(enrolment=enrolment, **given(by)),
        lambda: change_timetable(timetable=row, **given(by)),
        lambda: end_timetable(timetable=row, ended_on=by.on, by=by),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_a_school_agrees_nothing_at_another_school_of_the_child(world, enrolment):
    enrol(world.other_school, enrolment.pupil)
    with pytest.raises(PermissionDenied):
        agree_timetable(enrolment=enrolment, **given(world.acting("other_school_lead")))


@pytest.mark.parametrize("sessions", ["1" * 10 + "0000", "0" * 14])
def test_a_full_or_an_empty_week_is_refused(world, enrolment, sessions):
    with pytest.raises(TimetableRefused, match="at least one"):
        agree_timetable(enrolment=enrolment, **given(world.acting("school_lead"), sessions=sessions))


def test_longer_than_six_weeks_must_be_confirmed(world, enrolment):
    by = world.acting("school_lead")
    longer = given(by, ended_on=by.on + 42 * DAY)
    with pytest.raises(TimetableRefused, match="longer than six weeks"):
        agree_timetable(enrolment=enrolment, **longer)
    assert agree_timetable(enrolment=enrolment, **longer | {"long_agreed": True}).pk


def test_six_weeks_to_the_day_need_no_confirmation(world, enrolment):
    by = world.acting("school_lead")
    assert agree_timetable(enrolment=enrolment, **given(by, ended_on=by.on + 41 * DAY)).pk


def test_two_timetables_never_run_at_once(world, enrolment):
    by = world.acting("school_lead")
    agree_timetable(enrolment=enrolment, **given(by))
    with pytest.raises(TimetableRefused, match="Another timetable"):
        agree_timetable(enrolment=enrolment, **given(by, began_on=by.on + 28 * DAY, ended_on=by.on + 40 * DAY,
                                                     review_on=by.on + 35 * DAY))  # fmt: skip
    following = given(by, began_on=by.on + 29 * DAY, ended_on=by.on + 40 * DAY, review_on=by.on + 35 * DAY)
    assert agree_timetable(enrolment=enrolment, **following).pk


def test_before_the_pupil_joined_nothing_is_agreed(world, enrolment):
    by = world.acting("school_lead")
    with pytest.raises(TimetableRefused, match="joined the school"):
        agree_timetable(
            enrolment=enrolment,
            **given(by, began_on=enrolment.began_on - DAY, long_agreed=True),
        )


def test_a_change_ends_the_old_one_the_day_before(world, enrolment):
    by = world.acting("school_lead")
    row = agree_timetable(enrolment=enrolment, **given(by))
    afternoons = given(by, sessions="01" * 5 + "0000", began_on=by.on + 7 * DAY)
    changed = change_timetable(timetable=row, **afternoons)
    row.refresh_from_db()
    assert (row.ended_on, changed.began_on) == (by.on + 6 * DAY, by.on + 7 * DAY)
    assert row.review_on <= row.ended_on


def test_a_change_from_its_first_day_replaces_it(world, enrolment):
    by = world.acting("school_lead")
    row = agree_timetable(enrolment=enrolment, **given(by))
    change_timetable(timetable=row, **given(by, sessions="01" * 5 + "0000"))
    assert [each.sessions for each in Timetable.objects.all()] == ["01" * 5 + "0000"]


def test_a_refused_change_leaves_the_old_one(world, enrolment):
    by = world.acting("school_lead")
    row = agree_timetable(enrolment=enrolment, **given(by))
    with pytest.raises(TimetableRefused):
        change_timetable(timetable=row, **given(by, sessions="0" * 14, began_on=by.on + 7 * DAY))
    row.refresh_from_db()
    assert row.ended_on == by.on + 28 * DAY


def test_ending_taking_back_and_making_longer(world, enrolment):
    by = world.acting("school_lead")
    row = agree_timetable(enrolment=enrolment, **given(by))
    with pytest.raises(TimetableRefused, match="Change it"):
        end_timetable(timetable=row, ended_on=by.on + 29 * DAY, by=by)
    end_timetable(timetable=row, ended_on=by.on + 3 * DAY, by=by)
    assert Timetable.objects.get().ended_on == by.on + 3 * DAY
    end_timetable(timetable=row, ended_on=by.on - DAY, by=by)
    assert not Timetable.objects.exists()


def test_what_has_ended_is_neither_changed_nor_ended(world, enrolment):
    by = world.acting("school_lead")
    row = agree_timetable(enrolment=enrolment, **given(by))
    Timetable.objects.update(began_on=by.on - 9 * DAY, ended_on=by.on - DAY)
    with pytest.raises(TimetableRefused, match="ended on"):
        end_timetable(timetable=row, ended_on=by.on, by=by)
    with pytest.raises(TimetableRefused, match="ended on"):
        change_timetable(timetable=row, **given(by))
