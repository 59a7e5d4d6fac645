"""What a school is given by itself: which decision tells what, in words that hold nothing written about the child."""

from itertools import product
from string import Formatter

import pytest

from cases.workflow import MOVES, State
from cases.workflow.outcomes import (
    WORDS,
    Known,
    Outcome,
    outcomes_of_move,
    outcomes_of_review,
    told_to_school,
)
from cases.workflow.reviews import DECISIONS

S, O = State, Outcome  # noqa: E741
TOLD = {
    ("allocate", S.REFERRED): (O.ALLOCATED,),
    ("close", S.ASSESSING): (O.CLOSED,),
    ("close", S.SUPPORTED): (O.CLOSED,),
    ("close", S.CLOSING): (O.CLOSED,),
    ("close", S.PAUSED): (O.CLOSED,),
    ("close", S.REFERRED): (O.CLOSED,),
    ("close", S.ENFORCING): (O.ENFORCEMENT_ENDED, O.CLOSED),
    ("reopen", S.CLOSED): (O.REOPENED,),
    ("support", S.ENFORCING): (O.ENFORCEMENT_ENDED,),
    ("assess", S.ENFORCING): (O.ENFORCEMENT_ENDED,),
    ("settle", S.ENFORCING): (O.ENFORCEMENT_ENDED,),
    ("hand-back", S.ENFORCING): (O.ENFORCEMENT_ENDED,),
}


def test_every_move_from_every_state_tells_what_the_table_says() -> None:
    for (key, move), state in product(MOVES.items(), State):
        if state in move.sources:
            assert outcomes_of_move(key, state) == TOLD.get((key, state), ()), (key, state)


@pytest.mark.parametrize(
    ("decision", "move", "state", "told"),
    [
        ("continue", "", S.SUPPORTED, (O.REVIEW_CONTINUE,)),
        ("step_up", "enforce", S.SUPPORTED, (O.REVIEW_STEP_UP,)),
        ("step_up", "support", S.ASSESSING, (O.REVIEW_STEP_UP,)),
        ("step_down", "settle", S.SUPPORTED, (O.REVIEW_STEP_DOWN,)),
        ("step_down", "support", S.ENFORCING, (O.REVIEW_STEP_DOWN, O.ENFORCEMENT_ENDED)),
        ("close", "close", S.SUPPORTED, (O.CLOSED,)),
        ("close", "close", S.ENFORCING, (O.ENFORCEMENT_ENDED, O.CLOSED)),
    ],
)
def test_a_review_tells_its_decision_and_what_its_move_brings_once(decision, move, state, told) -> None:
    assert outcomes_of_review(decision, move, state) == told


def test_every_decision_of_a_review_has_words() -> None:
    for key in DECISIONS:
        assert outcomes_of_review(key, "", S.SUPPORTED)


def test_words_take_a_day_and_a_name_alone() -> None:
    assert set(WORDS) == set(Outcome)
    for words in WORDS.values():
        assert {field for _, field, _, _ in Formatter().parse(words) if field} <= {"day", "officer"}


def test_what_is_told() -> None:
    known = Known("5 March 2026", "Ann Lee")
    assert told_to_school([O.ENFORCEMENT_ENDED, O.REOPENED], known) == (
        "Since 5 March 2026 legal steps about the absence are no longer being considered. "
        "The case was opened again on 5 March 2026. Ann Lee has it."
    )
    assert told_to_school([O.ACCEPTED], Known("5 March 2026"), " Thank you. ") == (
        "The referral was accepted on 5 March 2026. The locality team has the case.\nThank you."
    )
