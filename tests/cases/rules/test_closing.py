"""What stands in the way of closing, with its remedy, and on which day a review is still the final one."""

from datetime import date, timedelta

import pytest

from cases.rules.closing import StillOpen, obstacles

ON = date(2026, 11, 25)


def test_nothing_stands_in_the_way_of_a_case_with_nothing_open() -> None:
    assert obstacles(StillOpen(), ON) == ()


def test_a_hold_cannot_be_passed_and_comes_first() -> None:
    found = obstacles(StillOpen(holds=["An order is in force"], actions=1), ON)
    assert [each.firm for each in found] == [True, False]
    assert found[0].sentence == "An order is in force."


@pytest.mark.parametrize(
    ("held", "sentence", "page"),
    [
        (StillOpen(actions=1), "1 action of the plan is still open.", "case-plan"),
        (StillOpen(actions=3), "3 actions of the plan are still open.", "case-plan"),
        (StillOpen(requests=2), "2 requests to an agency are still open.", "case-requests"),
        (StillOpen(meetings=1), "1 meeting is still open.", "case-meetings"),
        (StillOpen(has_plan=True), "The plan was never reviewed.", "case-plan"),
    ],
)
def test_each_says_what_it_is_and_where_it_is_put_right(held, sentence, page) -> None:
    (found,) = obstacles(held, ON)
    assert (found.sentence, found.page, found.firm) == (sentence, page, False)
    assert found.remedy.endswith(".")


@pytest.mark.parametrize(("days", "clear"), [(27, True), (28, True), (29, False)])
def test_a_review_is_the_final_one_for_four_weeks(days, clear) -> None:
    reviewed = StillOpen(has_plan=True, reviewed_on=ON - timedelta(days=days))
    assert (obstacles(reviewed, ON) == ()) is clear
