"""How long a pause may be, and on which day it is over."""

from datetime import date, timedelta

import pytest

from cases.rules.pauses import LONGEST, is_over, pause_refusal

ON = date(2026, 11, 25)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("until", "said"),
    [
        (None, "Say until when"),
        (ON - DAY, "must end after 25 November 2026"),
        (ON, "must end after 25 November 2026"),
        (ON + DAY, ""),
        (ON + LONGEST, ""),
        (ON + LONGEST + DAY, "until 26 May 2027 at most"),
    ],
)
def test_a_pause_has_a_good_end(until, said) -> None:
    refusal = pause_refusal(until, ON)
    assert said in refusal
    assert bool(refusal) is bool(said)


@pytest.mark.parametrize(("until", "over"), [(ON + DAY, False), (ON, True), (ON - DAY, True), (None, True)])
def test_a_case_comes_back_on_the_day_itself(until, over) -> None:
    assert is_over(until, ON) is over
