"""What an authority decides on an open point changes the night's result, and exactly at the boundary."""

from datetime import date, timedelta

import pytest

from attendance.rules.answers import ANSWERABLE_KEYS, RESTS_ON, accepts, rules_resting_on
from attendance.rules.calendar import Closure, close_sessions
from attendance.rules.enforcement_points import ENFORCEMENT_POINTS
from attendance.rules.flags import RULE_BY_KEY
from attendance.rules.open_points import ANSWERABLE, OPEN_POINTS, Answers
from attendance.rules.referral_points import REFERRAL_POINTS
from attendance.rules.workload_points import WORKLOAD_POINTS
from tests.attendance.rules.test_flags import found

ON = date(2025, 10, 24)


def decided(**given):
    return {"answers": Answers(given)}


def test_rules_rest_on_points_that_exist():
    assert set(RESTS_ON) <= set(RULE_BY_KEY)
    assert {point.key for held in RESTS_ON.values() for point in held} <= set(OPEN_POINTS)


@pytest.mark.parametrize("point", ANSWERABLE, ids=lambda point: point.key)
def test_every_point_that_can_be_answered_moves_a_rule_and_accepts_its_default(point):
    """A flag rule, or referrals, workload or enforcement, whose own tests move their points."""
    assert rules_resting_on(point) or point in (*REFERRAL_POINTS, *WORKLOAD_POINTS, *ENFORCEMENT_POINTS)
    assert accepts(point, point.default)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("threshold_counts_n", 1),
        ("lates_in_block", True),
        ("lates_in_block", 0),
        ("lates_in_block", 41),
        ("sharp_fall_points", 101),
        ("flag_minimum_sessions", "20"),
        ("flag_minimum_sessions", 381),
        ("spring_alone", 24),
    ],
)
def test_an_answer_of_another_kind_is_refused(key, value):
    assert not accepts(OPEN_POINTS[key], value)


def test_without_an_answer_the_default_holds():
    assert {key: Answers().to(point) for key, point in OPEN_POINTS.items()} == {
        key: point.default for key, point in OPEN_POINTS.items()
    }
    assert len(ANSWERABLE_KEYS) == len(ANSWERABLE)


@pytest.mark.parametrize(
    ("marks", "counted", "left_out"),
    [("O" * 9 + "N", 1, 0), ("O" * 10 + "N", 1, 1), ("O" * 8 + "N", 0, 0)],
)
def test_an_n_counts_towards_ten_sessions_or_not(register, marks, counted, left_out):
    absent = register().mark(date(2025, 10, 6), marks)
    rule = "penalty-threshold"
    assert len(found(absent, ON, rule, **decided(threshold_counts_n=True))) == counted
    assert len(found(absent, ON, rule, **decided(threshold_counts_n=False))) == left_out


def closed_week(register, cal_a, first_absence):
    """Eight sessions in the week of a day and two in that of 17 November, with one week closed between."""
    absent = register().mark(first_absence, "O" * 8).mark(date(2025, 11, 17), "OO")
    week = [Closure(date(2025, 10, 6) + timedelta(days=day)) for day in range(5)]
    absent.calendars = cal_a | {2025: close_sessions(cal_a[2025], week)}
    return absent


@pytest.mark.parametrize(
    ("first_absence", "weeks_that_met", "every_week"),
    [(date(2025, 9, 2), 1, 0), (date(2025, 9, 8), 1, 1)],
)
def test_a_closed_week_is_a_school_week_or_not(register, cal_a, first_absence, weeks_that_met, every_week):
    """Eleven weeks from 1 September to 17 November, half term aside; one of them was closed."""
    absent = closed_week(register, cal_a, first_absence)
    on, rule = date(2025, 11, 21), "penalty-threshold"
    met = found(absent, on, rule, **decided(closed_week_counts=False))
    counted = found(absent, on, rule, **decided(closed_week_counts=True))
    assert (len(met), len(counted)) == (weeks_that_met, every_week)


@pytest.mark.parametrize(("days", "by_dates", "by_sessions"), [(14, 0, 0), (15, 1, 0)])
def test_half_days_of_illness_are_counted_as_dates_or_as_sessions(register, days, by_dates, by_sessions):
    ill = register()
    for number in range(days):
        ill.mark(date(2025, 9, 8) + timedelta(days=number + number // 5 * 2), "I")
    assert ill.lines[2025].count("I") == days
    on = date(2025, 10, 17)
    assert len(found(ill, on, "sickness", **decided(sickness_in_sessions=False))) == by_dates
    assert len(found(ill, on, "sickness", **decided(sickness_in_sessions=True))) == by_sessions


@pytest.mark.parametrize(("sessions", "expected"), [(29, 0), (30, 1)])
def test_whole_days_of_illness_come_to_the_same_but_for_the_last_half(register, sessions, expected):
    ill = register().mark(date(2025, 9, 8), "I" * sessions)
    on = date(2025, 10, 17)
    assert len(found(ill, on, "sickness", **decided(sickness_in_sessions=True))) == expected
    assert len(found(ill, on, "sickness", **decided(sickness_in_sessions=False))) == 1


@pytest.mark.parametrize("needed", [4, 6, 8])
def test_the_number_of_lates(register, needed):
    on = date(2025, 9, 26)
    fewer, enough = (register() for _ in range(2))
    for late, count in ((fewer, needed - 1), (enough, needed)):
        for number in range(count):
            late.mark(date(2025, 9, 8) + timedelta(days=number + number // 5 * 2), "L")
    given = decided(lates_in_block=needed)
    assert [breach.row for breach in found([fewer, enough], on, "lates", **given)] == [1]


def test_the_points_of_a_sharp_fall(register):
    """Eight of 40 sessions missed after none: a fall of exactly 20 points."""
    falling = register().mark(date(2025, 10, 6), "I" * 8)
    (breach,) = found(falling, ON, "sharp-fall", **decided(sharp_fall_points=20))
    assert dict(breach.detail)["possible"] == 40
    assert not found(falling, ON, "sharp-fall", **decided(sharp_fall_points=21))


@pytest.mark.parametrize("rule", ["persistent", "severe"])
def test_the_sessions_before_a_rate_is_judged(register, rule):
    """On Friday 12 September nine days, 18 sessions, have been possible."""
    absent, on = register().mark(date(2025, 9, 2), "I" * 18), date(2025, 9, 12)
    assert found(absent, on, rule, **decided(flag_minimum_sessions=18))
    assert not found(absent, on, rule, **decided(flag_minimum_sessions=19))
