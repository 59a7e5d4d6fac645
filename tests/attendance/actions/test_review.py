"""The night in one process: the same marks and date give the same rows, written once; flags have a life."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from attendance.actions.review import review
from attendance.models import (
    Flag,
    MarkChange,
    Register,
    SchoolFlag,
    SchoolStanding,
    Standing,
)
from attendance.rules.register import overlay, position
from tests.attendance.nights import (
    NEXT,
    ON,
    absent_from,
    calendar_of,
    line_of,
    old_authority,
    school_of,
    snapshot,
)
from tests.factories import CharacteristicFactory, PupilFactory, RegisterFactory, enrol

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return school_of(pupils=6)


def review_on(on, *schools):
    return review(on=on, schools=[each.pk for each in schools])


def pupil_with(school, line, **fields):
    enrolment = enrol(school, PupilFactory(), began_on=date(2024, 9, 2), **fields)
    return RegisterFactory(enrolment=enrolment, year=2025, marks=line)


def set_marks(register, line):
    Register.objects.filter(pk=register.pk).update(marks=line)


def test_every_enrolment_gets_a_standing_that_adds_up(school):
    counts = review_on(ON, school)
    assert counts["standings"] == Standing.objects.count() == 6
    held = Standing.objects.first()
    assert held.possible == held.attended == held.pupil_possible > 0
    assert (held.on, held.tier, held.on_roll, held.missing) == (ON, 0, True, 0)
    assert SchoolStanding.objects.get().pupils == 6


def test_the_same_night_twice_writes_nothing(school):
    pupil_with(school, absent_from(date(2025, 10, 6), 30))
    review_on(ON, school)
    before = snapshot()
    assert {name: n for name, n in review_on(ON, school).items() if n} == {"schools": 1, "registers": 7}
    assert snapshot() == before


def test_a_level_flag_is_raised_with_its_move_and_clears_when_the_reason_is_gone(school):
    register = pupil_with(school, absent_from(date(2025, 9, 15), 40, "I"))
    review_on(ON, school)
    flag = Flag.objects.get(rule="persistent", pupil=register.pupil)
    assert (flag.state, flag.sessions, flag.raised_on, flag.severity) == ("raised", 40, ON, 4)
    set_marks(register, line_of())
    review_on(NEXT, school)
    flag.refresh_from_db()
    assert (flag.state, flag.cleared_on) == ("cleared", NEXT)
    assert list(flag.moves.order_by("pk").values_list("state", "on")) == [("raised", ON), ("cleared", NEXT)]


def test_a_flag_comes_back_as_the_same_flag(school):
    absent = absent_from(date(2025, 9, 15), 40, "I")
    register = pupil_with(school, absent)
    review_on(ON, school)
    set_marks(register, line_of())
    review_on(NEXT, school)
    set_marks(register, absent)
    later = date(2025, 12, 10)
    review_on(later, school)
    flag = Flag.objects.get(rule="persistent")
    assert (flag.state, flag.times, flag.cleared_on, flag.raised_on) == ("raised", 2, None, later)


def test_what_people_noted_stays_while_the_reason_holds(school):
    pupil_with(school, absent_from(date(2025, 9, 15), 40, "I"))
    review_on(ON, school)
    Flag.objects.filter(rule="persistent").update(state="acted")
    review_on(NEXT, school)
    assert Flag.objects.get(rule="persistent").state == "acted"


def test_a_mover_is_judged_on_the_marks_of_both_schools(school):
    """At the new school alone the child has missed 8 %, at both together 19 %."""
    new = school_of(pupils=2)
    moved_on = date(2025, 11, 3)
    before = absent_from(date(2025, 9, 15), 22, "I")[: position(moved_on, 0)].ljust(732)
    after = absent_from(date(2025, 11, 10), 4, "I")
    after = overlay(after, 0, " " * position(moved_on, 0))
    register = pupil_with(school, before, ended_on=date(2025, 10, 31))
    enrolment = enrol(new, register.pupil, began_on=moved_on)
    RegisterFactory(enrolment=enrolment, year=2025, marks=after)
    review_on(ON, new)
    flag = Flag.objects.get(rule="persistent", pupil=register.pupil)
    assert (flag.school, flag.sessions) == (new, 26)
    standing = Standing.objects.get(enrolment=enrolment)
    assert (standing.pupil_absent, standing.authorised, standing.tier) == (26, 4, 2)
    review_on(ON, school)
    assert Flag.objects.filter(pupil=register.pupil, school=school).count() == 0
    assert Standing.objects.get(enrolment__school=school, pupil=register.pupil).on_roll is False


def test_a_looked_after_child_with_ten_days_missed_is_flagged(school):
    register = pupil_with(school, absent_from(date(2025, 9, 15), 20, "I"))
    CharacteristicFactory(pupil=register.pupil, kind="lac", began_on=date(2023, 1, 1))
    review_on(ON, school)
    assert Flag.objects.filter(rule="looked-after-10", pupil=register.pupil).exists()


def test_an_old_authority_is_reviewed_under_its_own_rules():
    """In 2006/07 nobody was severely absent, and 28 sessions made an autumn term persistent."""
    school, register = old_authority(absent=40)
    review(on=date(2006, 12, 20), schools=[school.pk])
    rules = set(Flag.objects.filter(pupil=register.pupil).values_list("rule", flat=True))
    assert "persistent" in rules
    assert not rules & {"severe", "penalty-threshold", "sickness", "unexplained"}
    assert Standing.objects.get(pupil=register.pupil).tier == 2


@pytest.mark.parametrize(("on", "expected"), [(date(2007, 1, 26), 0), (date(2007, 2, 5), 1)])
def test_the_looked_after_rule_of_the_strategy_begins_on_its_day(on, expected):
    """T167."""
    school, register = old_authority(absent=24)
    CharacteristicFactory(pupil=register.pupil, kind="lac", began_on=date(2005, 1, 1))
    review(on=on, schools=[school.pk])
    assert Flag.objects.filter(rule="looked-after-10").count() == expected


def test_an_earlier_date_is_passed_over_once_a_later_one_was_reviewed(school):
    pupil_with(school, absent_from(date(2025, 9, 15), 40, "I"))
    review_on(NEXT, school)
    before = snapshot()
    assert review_on(ON, school) == {"schools": 0, "schools_passed_over": 1}
    assert snapshot() == before


def test_a_standing_goes_with_its_register(school):
    register = pupil_with(school, line_of())
    review_on(ON, school)
    register.delete()
    review_on(NEXT, school)
    assert not Standing.objects.filter(enrolment=register.enrolment).exists()


def test_a_late_file_and_a_gap_are_flags_of_the_school(school):
    blank_week = position(date(2025, 11, 24), 0)
    for register in Register.objects.all():
        line = overlay(register.marks, blank_week, "-" * 10)
        set_marks(register, overlay(line, position(date(2025, 11, 17), 0), "--"))
    review_on(date(2025, 12, 1), school)
    assert not SchoolFlag.objects.filter(rule="late-file").exists(), "due on Tuesday, not on Monday"
    review_on(date(2025, 12, 2), school)
    late, gap = SchoolFlag.objects.get(rule="late-file"), SchoolFlag.objects.get(rule="missing-registers")
    assert (late.key, late.sessions) == ("2025-11-24", 10)
    assert (gap.key, gap.sessions) == ("2025-11-17", 2)
    for register in Register.objects.all():
        set_marks(register, line_of())
    review_on(date(2025, 12, 3), school)
    assert set(SchoolFlag.objects.values_list("state", flat=True)) == {"cleared"}


def test_many_late_changes_are_a_flag_of_the_school(school):
    register = Register.objects.first()
    MarkChange.objects.bulk_create(
        MarkChange(
            register=register,
            pupil=register.pupil,
            position=position(date(2025, 9, 15), 0) + place,
            old="O",
            new="I",
            at=datetime(2025, 12, 1, 10, tzinfo=ZoneInfo("Europe/London")),
        )
        for place in range(20)
    )
    review_on(date(2025, 12, 3), school)
    assert SchoolFlag.objects.get(rule="late-changes").sessions == 20


def test_marks_that_are_no_codes_of_their_day_are_a_flag_of_the_school(school):
    set_marks(Register.objects.first(), overlay(line_of(), position(date(2025, 10, 6), 0), "HH"))
    review_on(ON, school)
    assert SchoolFlag.objects.get(rule="impossible-codes").detail["unknown"] == 2


def test_schools_that_keep_different_calendars_are_reviewed_together():
    sunday = school_of(pupils=2, week="60123")
    plain = school_of(pupils=2)
    calendar_of(plain.authority)
    counts = review_on(ON, sunday, plain)
    assert (counts["schools"], counts["standings"]) == (2, 4)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    runs=st.lists(
        st.tuples(st.integers(0, 50), st.integers(1, 40), st.sampled_from("IOGUNL-")), min_size=1, max_size=4
    ),
    days=st.lists(st.integers(0, 20), min_size=1, max_size=3, unique=True).map(sorted),
)
def test_nights_in_order_end_like_the_last_night_and_again_writes_nothing(school, runs, days):
    with transaction.atomic():
        check_nights(school, runs, days)
        transaction.set_rollback(True)


def check_nights(school, runs, days):
    register = Register.objects.filter(school=school).first()
    line = line_of()
    for first, length, mark in runs:
        line = absent_from(date.fromordinal(date(2025, 9, 8).toordinal() + first), length, mark, line)
    set_marks(register, line)
    for number in days:
        review_on(date.fromordinal(date(2025, 11, 24).toordinal() + number), school)
    last = date.fromordinal(date(2025, 11, 24).toordinal() + days[-1])
    after = snapshot()
    review_on(last, school)
    assert snapshot() == after
    standing = Standing.objects.get(enrolment=register.enrolment)
    assert standing.possible == standing.attended + standing.authorised + standing.unauthorised
    keys = list(Flag.objects.values_list("pupil", "school", "rule", "key"))
    assert len(keys) == len(set(keys))
