"""Returns, deletion, duties and their dates."""

from datetime import date

import pytest

from attendance.rules.dated import is_in_force, not_in_force
from attendance.rules.returns import (
    ADDITIONS_AND_DELETIONS,
    DUTIES,
    SICKNESS_RETURN,
    STRATEGY_2007,
    StopOutcome,
    attendance_return_due,
    is_missing_education,
    keep_until,
    n_deadline,
    new_pupil_return_due,
    sickness_return_due,
    sweep_outcome,
)

ON = date(2025, 10, 6)


@pytest.mark.parametrize("duty", [duty for duty in DUTIES if duty.from_], ids=lambda duty: duty.key)
def test_every_dated_duty_binds_from_its_day_and_not_the_day_before(duty, around):
    assert [is_in_force(duty, day) for day in around(duty.from_)] == [False, True, True]


def test_the_duties_by_date():
    assert ADDITIONS_AND_DELETIONS.from_ == date(2016, 9, 1)
    assert SICKNESS_RETURN.from_ == date(2024, 8, 19)


def test_T167_the_strategy_is_in_force_from_5_february_2007():
    assert not is_in_force(STRATEGY_2007, date(2007, 1, 26))
    assert is_in_force(STRATEGY_2007, date(2007, 2, 5))


def test_T169_the_2026_act_is_shown_as_enacted_and_never_in_force():
    waiting = not_in_force(DUTIES)
    assert [duty.key for duty in waiting] == ["children-not-in-school", "school-attendance-orders-2026"]
    assert not any(is_in_force(duty, date(2090, 1, 1)) for duty in waiting)


def test_T16_the_last_day_to_fix_an_n(cal_a):
    assert n_deadline(date(2025, 10, 20), cal_a) == date(2025, 11, 3)


def test_T140_ten_days_reached_are_on_the_next_monthly_return():
    assert attendance_return_due(date(2025, 10, 17)) == date(2025, 11, 30)
    assert attendance_return_due(date(2025, 12, 1)) == date(2026, 1, 31)
    assert attendance_return_due(date(2024, 8, 18)) is None
    assert attendance_return_due(date(2024, 8, 19)) == date(2024, 9, 30)


def test_T144_fifteen_days_or_a_letter_and_one_return_for_one_period():
    assert sickness_return_due(ON, sick_sessions=30)
    assert not sickness_return_due(ON, sick_sessions=29)
    assert sickness_return_due(ON, sick_sessions=2, expected_days=20)
    assert not sickness_return_due(ON, sick_sessions=40, already_returned=True)
    assert not sickness_return_due(date(2024, 8, 18), sick_sessions=40)


def test_T145_sessions_are_counted_unless_the_authority_counts_dates():
    assert not sickness_return_due(ON, sick_sessions=16, sick_dates=16)
    assert sickness_return_due(ON, sick_sessions=16, sick_dates=16, in_sessions=False)


def test_T147_no_addition_return_for_reception_on_the_first_day_unless_asked():
    first_day = date(2025, 9, 2)
    assert new_pupil_return_due(first_day, first_day_of_the_lowest_class=True) is None
    asked = new_pupil_return_due(first_day, first_day_of_the_lowest_class=True, authority_asked=True)
    assert asked == new_pupil_return_due(first_day) == date(2025, 9, 7)
    assert new_pupil_return_due(date(2016, 8, 31)) is None


def test_T152_missing_education_from_27_february_2007_only():
    child = {"on_a_roll": False, "suitably_educated_otherwise": False, "of_compulsory_age": True}
    found = [is_missing_education(date(2007, 2, day), **child) for day in (20, 26, 27, 28)]
    assert found == [False, False, True, True]
    assert not is_missing_education(ON, **(child | {"on_a_roll": True}))


def test_T153_a_pupil_stopped_without_leave_gets_a_plan():
    assert sweep_outcome(date(2007, 3, 6)) is StopOutcome.PLAN


@pytest.mark.parametrize("why", ["on_authorised_leave", "home_educated", "excused_session"])
def test_T154_a_pupil_entitled_to_be_out_gets_none(why):
    assert sweep_outcome(date(2007, 3, 6), **{why: True}) is StopOutcome.CLOSED


def test_no_sweep_rule_before_the_strategy():
    assert sweep_outcome(date(2007, 2, 4)) is StopOutcome.NOT_APPLICABLE


def test_T160_registers_are_kept_three_years_under_the_old_law_and_six_under_the_new():
    assert keep_until(date(2024, 9, 3)) == date(2030, 9, 3)
    assert keep_until(date(2006, 9, 5)) == date(2009, 9, 5)
    assert keep_until(date(2008, 2, 29)) == date(2011, 3, 1)
    assert keep_until(date(2024, 8, 18)) == date(2027, 8, 18)
