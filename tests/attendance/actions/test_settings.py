"""Deciding open points: from a day on, never for the past, one answer at a time."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from attendance.actions.settings import CannotDecide, decide_open_point, withdraw_answer
from attendance.models import JobRun, LocalSetting
from attendance.queries.night import read_night
from attendance.queries.settings import answers_by_school, answers_on, decided_points
from attendance.rules.open_points import LATES_IN_BLOCK, THRESHOLD_COUNTS_N

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def leader(world):
    return world.acting("attendance_leader")


def decide(by, value, days=0, key="lates_in_block"):
    return decide_open_point(key=key, value=value, began_on=by.on + days * DAY, reason="Agreed", by=by)


def lates(by, days=0):
    return answers_on(by.authority_id, by.on + days * DAY).to(LATES_IN_BLOCK)


def test_an_answer_holds_from_its_day_until_the_day_before_the_next(leader):
    decide(leader, 8)
    decide(leader, 9, days=10)
    assert [lates(leader, days) for days in (-1, 0, 9, 10, 400)] == [6, 8, 8, 9, 9]
    assert LocalSetting.objects.get(value=8).ended_on == leader.on + 9 * DAY


def test_an_answer_before_a_planned_one_ends_where_that_begins(leader):
    decide(leader, 9, days=10)
    decide(leader, 8, days=5)
    assert [lates(leader, days) for days in (4, 5, 9, 10)] == [6, 8, 8, 9]


def test_an_answer_from_the_same_day_replaces_the_first(leader):
    decide(leader, 8, days=3)
    decide(leader, 7, days=3)
    assert list(LocalSetting.objects.values_list("value", flat=True)) == [7]


def test_the_past_is_not_decided(leader):
    with pytest.raises(CannotDecide, match="cannot change the past"):
        decide(leader, 8, days=-1)


def test_a_night_that_has_been_counted_is_not_decided_anew(leader):
    JobRun.objects.create(job="review", on=leader.on, chunk="1-2", state="done")
    with pytest.raises(CannotDecide, match="already been counted"):
        decide(leader, 8)
    decide(leader, 8, days=1)
    assert lates(leader, 1) == 8


def test_a_night_that_is_only_owed_may_still_be_decided(leader):
    JobRun.objects.create(job="review", on=leader.on, chunk="1-2", state="owed")
    assert decide(leader, 8).value == 8


def test_withdrawing_a_planned_answer_lets_the_one_before_run_on(leader):
    decide(leader, 8)
    planned = decide(leader, 9, days=10)
    withdraw_answer(pk=planned.pk, by=leader)
    withdraw_answer(pk=planned.pk, by=leader)
    assert LocalSetting.objects.get().ended_on is None


def test_an_answer_that_has_been_in_force_stays(leader):
    row = decide(leader, 8)
    LocalSetting.objects.update(began_on=leader.on - DAY)
    with pytest.raises(CannotDecide):
        withdraw_answer(pk=row.pk, by=leader)


@pytest.mark.parametrize(
    ("key", "value"), [("lates_in_block", True), ("threshold_counts_n", 3), ("spring_alone", 28)]
)
def test_an_answer_that_the_rules_cannot_take_is_refused(leader, key, value):
    with pytest.raises(CannotDecide):
        decide(leader, value, key=key)


@pytest.mark.parametrize("persona", ["team_manager", "school_lead", "assistant_director", "operator"])
def test_only_the_attendance_leader_decides(world, persona):
    by = world.acting(persona)
    with pytest.raises(PermissionDenied):
        decide(by, 8)
    with pytest.raises(PermissionDenied):
        withdraw_answer(pk=1, by=by)


def test_another_authoritys_answer_is_neither_read_nor_withdrawn(world, leader):
    row = decide(leader, 8)
    stranger = world.acting("stranger_officer")
    withdraw_answer(pk=row.pk, by=stranger)
    assert LocalSetting.objects.filter(pk=row.pk).exists()
    assert lates(stranger) == 6


def test_the_database_holds_one_answer_at_a_time(leader):
    row = decide(leader, 8)
    with pytest.raises(IntegrityError), transaction.atomic():
        LocalSetting.objects.create(
            authority_id=leader.authority_id, key=row.key, value=9, began_on=leader.on + DAY,
            reason="", decided_by=leader.user,
        )  # fmt: skip


def test_the_night_of_a_school_takes_its_authoritys_answers(world, leader, django_assert_num_queries):
    decide(leader, False, key="threshold_counts_n")
    schools = [world.school.pk, world.other_school.pk]
    with django_assert_num_queries(1):
        held = answers_by_school(schools, leader.on)
    assert [held[school].to(THRESHOLD_COUNTS_N) for school in schools] == [False, False]
    assert read_night(leader.on, schools).answers == held
    assert answers_by_school(schools, leader.on - DAY)[schools[0]].to(THRESHOLD_COUNTS_N) is True


def test_all_points_are_read_in_one_query(leader, django_assert_num_queries):
    for days in range(20):
        decide(leader, 5 + days, days=days)
    with django_assert_num_queries(1):
        found = decided_points(leader.authority_id, leader.on + 10 * DAY)
    (decided,) = [each for each in found if each.point is LATES_IN_BLOCK]
    assert (decided.value, len(decided.past), len(decided.planned)) == (15, 10, 9)
