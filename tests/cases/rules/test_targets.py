"""What a target counts, when it is reached, and which windows are compared."""

from datetime import date

import pytest

from cases.rules.reviews import half_term_ends, next_review
from cases.rules.targets import Figure, equal_windows, is_reached, sense

NINE_OF_TEN = Figure(possible=10, counted=9)


@pytest.mark.parametrize(
    ("measure", "goal", "reached"),
    [
        ("attendance", 89, True),
        ("attendance", 90, True),
        ("attendance", 91, False),
        ("late", 8, False),
        ("late", 9, True),
        ("late", 10, True),
    ],
)
def test_a_goal_is_reached_at_the_figure_itself(measure, goal, reached) -> None:
    assert is_reached(measure, NINE_OF_TEN, goal) is reached
    assert is_reached(measure, Figure(), goal) is None


def test_a_goal_is_better_than_the_baseline() -> None:
    assert "ask for something better" in sense("attendance", NINE_OF_TEN, 90)
    assert sense("attendance", NINE_OF_TEN, 91) == ""
    assert "ask for something better" in sense("late", NINE_OF_TEN, 9)
    assert sense("late", NINE_OF_TEN, 8) == ""


def test_both_windows_hold_the_same_weekdays() -> None:
    (began, ended), (since, until) = equal_windows(date(2026, 9, 9), date(2026, 9, 18))
    assert ended - began == until - since
    assert (began.weekday(), until) == (since.weekday(), date(2026, 9, 18))
    assert ((until - since).days + 1) % 7 == 0
    with pytest.raises(ValueError, match="before the first"):
        equal_windows(date(2026, 9, 2), date(2026, 9, 1))


@pytest.mark.parametrize(
    ("on", "due"),
    [
        (date(2026, 10, 17), date(2026, 10, 23)),
        (date(2026, 10, 18), date(2026, 12, 11)),
        (date(2026, 8, 1), date(2026, 9, 26)),
    ],
)
def test_a_review_is_at_the_end_of_the_half_term(on, due) -> None:
    assert next_review(on, [date(2026, 10, 23), date(2026, 12, 11)]) == due


def test_a_half_term_ends_before_a_break_of_a_week() -> None:
    days = [date(2026, 10, 22), date(2026, 10, 23), date(2026, 10, 26), date(2026, 11, 3), date(2026, 11, 4)]
    assert half_term_ends(days) == [date(2026, 10, 26), date(2026, 11, 4)]
