"""Counting figures: only what changed is written, official statistics are followed, and drift is seen."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from attendance.actions.restrictions import set_restricted
from attendance.actions.review import review
from attendance.actions.review_again import owe_reviews
from attendance.actions.review_jobs import begin_date, run_chunk
from attendance.models import JobRun, Pupil, Register
from attendance.queries.job_runs import REVIEW_AGAIN
from reporting.actions.count_jobs import count_owed, prove_all
from reporting.actions.figures import count_schools
from reporting.models import CountedSchool, SchoolFigure
from reporting.queries.count_jobs import owed
from tests.attendance.nights import ON, absent_from, old_authority, school_of
from tests.factories import PupilFactory, RegisterFactory, enrol

pytestmark = pytest.mark.django_db


def test_counting_again_writes_nothing():
    school = school_of(pupils=3)
    first = count_schools(on=ON, schools=[school.pk])
    assert first["figures"] > 10
    again = count_schools(on=ON, schools=[school.pk])
    assert (again["figures"], again["rolls"]) == (0, 0)


def test_an_earlier_day_does_not_replace_a_later_one():
    school = school_of(pupils=2)
    count_schools(on=ON, schools=[school.pk])
    assert count_schools(on=ON - timedelta(days=7), schools=[school.pk]) == {"schools": 0}
    assert CountedSchool.objects.get().on == ON


@pytest.mark.parametrize(("absent", "persistent"), [(63, 0), (64, 1)])
def test_in_2006_07_persistent_absence_is_sixty_four_sessions_by_the_may_half_term(absent, persistent):
    school, _ = old_authority(absent=absent)
    count_schools(on=date(2007, 7, 20), schools=[school.pk])
    assert SchoolFigure.objects.get(year=2006, period=80, kind=0).persistent == persistent


def test_a_night_and_a_correction_are_counted_once_each_and_proved():
    school = school_of(pupils=2)
    for chunk in begin_date(ON):
        run_chunk(on=ON, chunk=chunk)
    assert count_owed() == 1
    assert count_owed() == 0
    assert prove_all() == 0
    register = Register.objects.filter(school=school).first()
    register.marks = absent_from(date(2025, 10, 6), 4, "O", register.marks)
    register.save(update_fields=["marks"])
    assert prove_all() > 0  # what a correction changed is seen even before it is reviewed
    owe_reviews([(school.pk, date(2025, 10, 6))])
    run_chunk(on=ON, chunk=f"{school.pk}-{school.pk}", job=REVIEW_AGAIN)
    assert count_owed() == 1
    assert SchoolFigure.objects.get(school=school, period=80, kind=0).unauthorised == 4
    assert prove_all() == 0


def test_a_record_restricted_between_nights_leaves_the_figures_at_the_next_count():
    school = school_of(pupils=3)
    review(on=ON, schools=[school.pk])
    JobRun.objects.create(
        job="review", on=ON, chunk=f"{school.pk}-{school.pk}", state="done", ended_at=timezone.now()
    )
    count_owed()
    child = Pupil.objects.filter(enrolments__school=school).first()
    set_restricted(child, restricted=True)
    assert [each.chunk for each in owed()] == [f"{school.pk}-{school.pk}"]
    count_owed()
    assert SchoolFigure.objects.get(school=school, period=80, kind=0).pupils == 2
    assert not owed()
    set_restricted(child, restricted=False)
    count_owed()
    assert SchoolFigure.objects.get(school=school, period=80, kind=0).pupils == 3


def test_ages_boarders_and_summer_starters_are_left_out_as_official_statistics_do():
    """T23: a pupil first enrolled on 10 June 2026 is in no official figure of 2025/26."""
    school = school_of(pupils=1)
    line = Register.objects.first().marks
    for fields, dates in (
        ({"born_on": date(2021, 3, 1)}, {}),
        ({"born_on": date(2008, 3, 1)}, {}),
        ({}, {"boarder": True}),
        ({}, {"began_on": date(2026, 6, 10)}),
    ):
        RegisterFactory(enrolment=enrol(school, PupilFactory(**fields), **dates), year=2025, marks=line)
    count_schools(on=date(2026, 7, 21), schools=[school.pk])
    assert SchoolFigure.objects.get(period=80, kind=0).pupils == 1


def test_the_sixth_half_term_of_a_fifteen_year_old_is_left_out():
    """T21, the part of the official view: what is missed after the May half term at 15 is ignored."""
    school = school_of(pupils=0)
    line = absent_from(date(2026, 6, 8), 20, "O")
    RegisterFactory(enrolment=enrol(school, PupilFactory(born_on=date(2010, 3, 1))), year=2025, marks=line)
    count_schools(on=date(2026, 7, 21), schools=[school.pk])
    assert SchoolFigure.objects.get(period=80, kind=0).unauthorised == 0
    assert not SchoolFigure.objects.filter(period=66).exists()
