"""When the next review may be, and when a closed case is looked at again."""

from datetime import date, timedelta

import pytest

from cases.rules.reviews import look_again, rechecks_after, why_not_next
from cases.workflow import State
from cases.workflow.reviews import decisions_from

ON = date(2026, 9, 7)


@pytest.mark.parametrize(
    ("days", "refused"), [(0, "still to come"), (1, ""), (56, ""), (57, "each half-term")]
)
def test_the_next_review_is_ahead_and_within_eight_weeks(days, refused) -> None:
    found = why_not_next(ON + timedelta(days=days), ON)
    assert refused in found
    assert bool(found) is bool(refused)


def test_a_closed_case_comes_back_after_six_and_twelve_weeks() -> None:
    assert rechecks_after(ON) == [date(2026, 10, 19), date(2026, 11, 30)]
    assert look_again(ON) == date(2026, 10, 19)


@pytest.mark.parametrize(
    ("state", "decisions"),
    [
        (State.ASSESSING, ["continue", "step_up", "step_down", "close"]),
        (State.SUPPORTED, ["continue", "step_up", "step_down", "close"]),
        (State.ENFORCING, ["continue", "step_down", "close"]),
        (State.CLOSING, ["continue", "step_up", "close"]),
        (State.PAUSED, []),
        (State.REFERRED, []),
        (State.CLOSED, []),
    ],
)
def test_what_a_review_may_decide_hangs_on_where_the_case_is(state, decisions) -> None:
    assert [each.key for each in decisions_from(state)] == decisions
