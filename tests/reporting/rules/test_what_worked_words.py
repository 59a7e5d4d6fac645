"""What a comparison says in sentences."""

import pytest

from reporting.rules.comparing import Definition
from reporting.rules.effects import Estimate
from reporting.rules.what_worked import Answer, Balance, Numbers, Refusal, Sessions, Why
from reporting.rules.what_worked_words import (
    WARNING,
    balance_in_words,
    by_itself_in_words,
    chance_in_words,
    effect_in_words,
    method_in_words,
    numbers_in_words,
    points,
    refusal_in_words,
    signed,
)

NUMBERS = Numbers(1_200, 900, 800, 700, 41, 1_850)
ANSWER = Answer(
    kind=1,
    numbers=NUMBERS,
    during=Estimate(2.05, 0.94, 3.16, 0.5, 30),
    after=Estimate(0.4, -0.6, 1.4, 0.5, 30),
    ours=(Sessions(200, 1_000), Sessions(160, 1_000), Sessions(150, 1_000)),
    theirs=(Sessions(200, 1_000), Sessions(180, 1_000), Sessions(170.4, 1_000)),
    by_itself=(2.0, 3.0),
    balance=(Balance("Absence before", 0.2, 0.2, 1.1, 0.01), Balance("SEN", 0.3, 0.2, 0.4, -0.2)),
)


def test_a_clear_gain_and_a_clear_loss():
    assert effect_in_words(ANSWER.during, "While it ran", 0.98) == (
        "While it ran, attendance was 2.1 percentage points more than it would have been without it: "
        "+0.9 to +3.2 (98% interval)."
    )
    loss = effect_in_words(Estimate(-1, -1.5, -0.5, 0.2, 9), "After it", 0.95)
    assert loss.startswith("After it, attendance was 1.0 percentage point less than")


def test_an_interval_over_nought_says_that_nothing_can_be_shown():
    words = effect_in_words(ANSWER.after, "After it", 0.98)
    assert words == (
        "After it, no difference from similar pupils can be shown: the best estimate is +0.4 percentage points of "
        "attendance, and anything from −0.6 to +1.4 (98% interval) would fit."
    )


def test_the_return_towards_the_usual_is_said_with_its_figures():
    assert by_itself_in_words(ANSWER) == (
        "Attendance of pupils with it rose by 5.0 percentage points from the window before to the window after. "
        "Attendance of similar pupils without it rose by 3.0 percentage points in the same weeks, by itself."
    )
    assert "no proof" in WARNING


@pytest.mark.parametrize(
    ("why", "part"),
    [
        (Why.FEW_PUPILS, "fewer than 30 pupils"),
        (Why.FEW_SCHOOLS, "fewer than 5 schools"),
        (Why.FEW_MATCHED, "fewer than 70 in 100"),
        (Why.UNLIKE, "too unlike those with it (SEN)"),
    ],
)
def test_every_refusal_says_why(why, part):
    words = refusal_in_words(Refusal(1, NUMBERS, why, ANSWER.balance), Definition())
    assert words.startswith("No answer: ")
    assert part in words


def test_every_reason_has_words_without_a_balance():
    assert all(refusal_in_words(Refusal(1, NUMBERS, why), Definition()) for why in Why)


def test_numbers_method_and_chance():
    assert numbers_in_words(ANSWER).startswith("1,200 pupils began it; 900 long enough")
    assert "41 schools, had similar pupils, 1,850 in all." in numbers_in_words(ANSWER)
    stages = Refusal(1, Numbers(498, 5, 4, 1, 1, 3), Why.FEW_PUPILS)
    assert numbers_in_words(stages) == (
        "498 pupils began it; 5 long enough after the first register and before the last; fewer than 5 had enough "
        "sessions in every window; fewer than 5 of them, at 1 school, had similar pupils, fewer than 5 in all."
    )
    assert "1 pupil began it" in numbers_in_words(Refusal(1, Numbers(1, 0, 0, 0, 0, 0), Why.FEW_PUPILS))
    assert "Windows of 8 school weeks" in method_in_words(Definition(weeks=8))
    assert chance_in_words(40, Definition()).endswith("about 0.8 would still seem to show one by chance.")
    assert chance_in_words(1, Definition()).startswith("1 comparison is shown.")


@pytest.mark.parametrize(
    ("gap", "words"),
    [(0.1, "alike"), (-0.11, "nearly alike"), (0.25, "nearly alike"), (-0.26, "unlike"), (0.26, "unlike")],
)
def test_how_alike(gap, words):
    assert balance_in_words(Balance("x", 0, 0, 0, gap)) == words


@pytest.mark.parametrize(
    ("value", "text"), [(2.05, "+2.1"), (-2.05, "−2.1"), (0.04, "0.0"), (-0.04, "0.0"), (0.05, "+0.1")]
)
def test_signs(value, text):
    assert signed(value) == text


def test_points_are_said_in_the_singular_for_one():
    assert points(-1.0) == "1.0 percentage point"
    assert points(0.96) == "1.0 percentage point"
    assert points(1.05) == "1.1 percentage points"
