"""Counting figures: only what changed is written, official statistics are followed, and drift is seen."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from attendance.actions.restrictions import set_restricted
from attendance.actions.review import review
from attendance.actions.review_again import owe_reviews
from attendance.actions.review_jobs import begin_date, run_chunk
from attendance.models import (
    ImportPart,
    JobRun,
    MarkChange,
    Pupil,
    Register,
    RegisterImport,
    UnmatchedRow,
)
from attendance.queries.job_runs import REVIEW_AGAIN
from attendance.rules.register import position
from reporting.actions.count_jobs import count_owed, prove_again, prove_all
from reporting.actions.figures import count_schools
from reporting.models import CountedSchool, PeriodRoll, SchoolFigure
from reporting.queries.count_jobs import last_counted, owed
from reporting.rules.groups import Kind
from tests.attendance.nights import ON, absent_from, calendar_of, line_of, old_authority, school_of
from tests.factories import CharacteristicFactory, PupilFactory, RegisterFactory, UserFactory, enrol

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


def test_a_morning_without_a_night_counts_what_no_review_tells_before_it_proves():
    school = school_of(pupils=2)
    for chunk in begin_date(ON):
        run_chunk(on=ON, chunk=chunk)
    count_owed()
    (each,) = last_counted()
    SchoolFigure.objects.filter(period=80, kind=0).update(missing=1)
    assert prove_again(each) == 1  # the first proof counts nothing: a fault is seen
    CharacteristicFactory(pupil=Pupil.objects.filter(enrolments__school=school).first(), kind="fsm")
    assert prove_again(each) == 0
    assert SchoolFigure.objects.get(period=80, kind=Kind.FREE_MEALS, value=1).pupils == 1
    assert SchoolFigure.objects.get(period=80, kind=0).missing == 0


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


def two_years():
    """A school with a pupil, counted to a day of July 2026 and to one of November 2026, and last year's register."""
    school = school_of(pupils=1)
    enrolment = Register.objects.get(school=school).enrolment
    calendar_of(school.authority, 2026)
    RegisterFactory(enrolment=enrolment, year=2026, marks=line_of(2026))
    for on in (date(2026, 7, 17), date(2026, 11, 20)):
        for chunk in begin_date(on):
            run_chunk(on=on, chunk=chunk)
        count_owed()
    CountedSchool.objects.update(counted_at=timezone.now() - timedelta(hours=1))
    return school, Register.objects.get(school=school, year=2025)


def reviewed_again(school):
    """The school's newest night once more, as each change of its registers asks for it, and the count after it."""
    owe_reviews([(school.pk, date(2025, 10, 6))])
    run_chunk(on=date(2026, 11, 20), chunk=f"{school.pk}-{school.pk}", job=REVIEW_AGAIN)
    return count_owed()


def year_counted(school, year=2025):
    return SchoolFigure.objects.get(school=school, year=year, period=80, kind=0)


def by_a_mark(register):
    MarkChange.objects.create(
        register=register, pupil=register.pupil, position=position(date(2025, 10, 6), 0), old="/", new="O",
        at=timezone.now(),
    )  # fmt: skip


def batch_of(school):
    """An applied import of a school."""
    return RegisterImport.objects.create(
        agency=school.agency, by=UserFactory(), digest="", size=1, state="applied"
    )


def by_a_file(register):
    batch = batch_of(register.school)
    ImportPart.objects.create(
        batch=batch, school=register.school, first_on=date(2026, 7, 13), last_on=date(2026, 7, 21), rows=1,
        state="applied", applied_at=timezone.now(),
    )  # fmt: skip


def by_a_row_settled(register):
    batch = batch_of(register.school)
    UnmatchedRow.objects.create(
        batch=batch, school=register.school, line=1, year=2025, first=0, marks="", settled_as="matched",
        settled_pupil=register.pupil, settled_at=timezone.now(),
    )  # fmt: skip


@pytest.mark.parametrize("changed", [by_a_mark, by_a_file, by_a_row_settled])
def test_what_changes_in_an_earlier_year_is_counted_and_proved_to_its_end(changed):
    school, register = two_years()
    assert year_counted(school).unauthorised == 0
    sessions = year_counted(school).possible
    register.marks = absent_from(date(2025, 10, 6), 3, "O", register.marks)
    register.save(update_fields=["marks"])
    changed(register)
    assert reviewed_again(school) == 1
    assert year_counted(school).unauthorised == 3
    # Counted to the last day of the year: 20 and 21 July 2026 are two days more than 17 July.
    assert year_counted(school).possible == sessions + 4
    assert prove_all() == 0
    Register.objects.filter(pk=register.pk).update(
        marks=absent_from(date(2025, 10, 6), 4, "O", register.marks)
    )
    assert prove_all() > 0


def test_an_earlier_year_of_which_nothing_changed_is_let_be():
    school, register = two_years()
    before = CountedSchool.objects.get(school=school, year=2025)
    MarkChange.objects.create(
        register=Register.objects.get(school=school, year=2026), pupil=register.pupil, position=200, old="/",
        new="O", at=timezone.now(),
    )  # fmt: skip
    reviewed_again(school)
    after = CountedSchool.objects.get(school=school, year=2025)
    assert (after.on, after.counted_at) == (before.on, before.counted_at)


def test_a_record_that_is_restricted_leaves_the_figures_of_every_year():
    school, register = two_years()
    set_restricted(register.pupil, restricted=True)
    assert {each.on for each in owed()} == {date(2026, 7, 17), date(2026, 11, 20)}
    count_owed()
    assert not SchoolFigure.objects.filter(school=school).exists()
    assert not PeriodRoll.objects.filter(school=school).exists()
    assert not owed()


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
