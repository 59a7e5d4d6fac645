"""The period of a warning in both times, and what the register proposes at its end."""

from datetime import date, timedelta

import pytest

from attendance.rules.calendar import Term, calendar_line
from attendance.rules.open_point import Answers
from enforcement.rules.support import Support, support_in_words, support_refusal
from enforcement.rules.warning import (
    Progress,
    improvement_ends_on,
    period_refusal,
    progress,
    warning_letter_ends_on,
    weeks_or_default,
)

ENDS = date(2025, 10, 24)


@pytest.mark.parametrize("weeks", [-1, 0, 1, 2, 7, 8, 52])
def test_T52_outside_three_to_six_weeks_a_reason_is_needed(weeks):
    assert "three to six weeks" in period_refusal(weeks)
    assert period_refusal(weeks, override_reason=" ")
    assert not period_refusal(weeks, override_reason="the summer holidays")


@pytest.mark.parametrize("weeks", [3, 4, 5, 6])
def test_T52_three_to_six_weeks_need_none(weeks):
    assert not period_refusal(weeks)


def test_the_authoritys_weeks_hold_where_nobody_says_otherwise():
    assert weeks_or_default(None) == 6
    assert weeks_or_default(None, Answers({"improvement_weeks": 4})) == 4
    assert weeks_or_default(3, Answers({"improvement_weeks": 4})) == 3


def test_school_weeks_leave_the_half_term_out_and_calendar_weeks_do_not(cal_a):
    received = date(2025, 10, 10)
    assert improvement_ends_on(received, 3, cal_a) == date(2025, 11, 7)
    calendar = Answers({"improvement_in_school_weeks": False})
    assert improvement_ends_on(received, 3, cal_a, answers=calendar) == date(2025, 10, 31)


def test_the_letter_of_2007_counts_school_days_as_the_code_says():
    line = calendar_line(2006, terms=[Term(date(2007, 1, 8), date(2007, 4, 4))])
    assert warning_letter_ends_on(date(2007, 1, 15), {2006: line}) == date(2007, 2, 5)
    ten = Answers({"warning_letter_days": 10})
    assert warning_letter_ends_on(date(2007, 1, 15), {2006: line}, answers=ten) == date(2007, 1, 29)


@pytest.mark.parametrize(
    ("on", "sessions", "unsettled", "tolerated", "expected"),
    [
        (ENDS - timedelta(days=1), 0, 0, 0, Progress.RUNNING),
        (ENDS, 0, 0, 0, Progress.RUNNING),
        (ENDS + timedelta(days=1), 0, 0, 0, Progress.IMPROVED),
        (ENDS + timedelta(days=1), 0, 1, 0, Progress.WAITING),
        (ENDS - timedelta(days=9), 1, 0, 0, Progress.FAILED),
        (ENDS - timedelta(days=9), 1, 0, 1, Progress.RUNNING),
        (ENDS + timedelta(days=1), 2, 0, 1, Progress.FAILED),
    ],
)
def test_what_the_register_proposes(on, sessions, unsettled, tolerated, expected):
    missed = [(date(2025, 10, 6), session) for session in range(sessions)]
    assert progress(on, ENDS, unauthorised=missed, unsettled=unsettled, tolerated=tolerated) is expected


def test_the_authoritys_tolerance_holds_where_nobody_says_otherwise():
    one = [(date(2025, 10, 6), 0)]
    assert progress(ENDS, ENDS, unauthorised=one) is Progress.FAILED
    lenient = Answers({"improvement_tolerated": 1})
    assert progress(ENDS, ENDS, unauthorised=one, answers=lenient) is Progress.RUNNING


def test_absence_after_the_period_does_not_fail_it():
    later = [(ENDS + timedelta(days=3), 0)]
    assert progress(ENDS + timedelta(days=4), ENDS, unauthorised=later) is Progress.IMPROVED


def test_support_is_said_in_words():
    held = Support(not_suitable_because="leave for a holiday in term")
    assert not support_refusal(held, ENDS)
    assert support_in_words(held) == "Support does not suit: leave for a holiday in term"
    assert support_refusal(Support(not_suitable_because=" "), ENDS)
