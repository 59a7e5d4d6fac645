"""Which stages fit, how their week is said, and when part-time is long."""

from datetime import date, timedelta

import pytest

from cases.rules.stages import Step, full_week, is_part_time, part_time_is_long, sessions_in_words, why_not

MONDAY = date(2026, 9, 7)
DAY = timedelta(days=1)
FULL = "1" * 10 + "0000"
MORNINGS = "10" * 5 + "0000"


def step(first: int, last: int, sessions: str = MORNINGS) -> Step:
    """A stage from so many days after Monday to so many."""
    return Step(MONDAY + first * DAY, MONDAY + last * DAY, sessions)


@pytest.mark.parametrize(
    ("sessions", "said"),
    [
        (FULL, "Monday to Friday all day"),
        (MORNINGS, "Monday to Friday in the morning"),
        ("10100000110000", "Friday all day; Monday and Tuesday in the morning"),
        ("01" + "00" * 6, "Monday in the afternoon"),
        ("10001000100000", "Monday, Wednesday and Friday in the morning"),
        ("0" * 14, "no session"),
    ],
)
def test_a_week_is_said_in_plain_words(sessions, said) -> None:
    assert sessions_in_words(sessions) == said


def test_the_whole_week_is_that_of_the_school() -> None:
    assert full_week("01234") == FULL
    assert full_week("60") == "11" + "00" * 5 + "11"
    assert not is_part_time(FULL, "01234")
    assert is_part_time(MORNINGS, "01234")


@pytest.mark.parametrize(
    ("new", "refused"),
    [
        (step(-7, -1), ""),
        (step(-7, 0), "Another stage"),
        (step(13, 20), "Another stage"),
        (step(14, 20), ""),
        (step(20, 19), "before the first"),
        (step(20, 21, "0" * 14), "at least one session"),
        (step(20, 21, "0" * 12 + "10"), "on which the school meets"),
    ],
)
def test_stages_stand_side_by_side(new, refused) -> None:
    found = why_not(new, [step(0, 13)], "01234")
    assert refused in found
    assert bool(found) is bool(refused)


@pytest.mark.parametrize(
    ("last", "sessions", "is_long"), [(41, MORNINGS, False), (42, MORNINGS, True), (90, FULL, False)]
)
def test_six_weeks_of_part_time_are_counted_over_the_stages_together(last, sessions, is_long) -> None:
    assert part_time_is_long(step(14, last, sessions), [step(0, 13)], "01234") is is_long
