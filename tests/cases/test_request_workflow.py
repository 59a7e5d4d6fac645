"""The table of moves of requests to agencies."""

from itertools import product

from cases.workflow.requests import (
    OPEN,
    REQUEST_LABELS,
    REQUEST_MOVES,
    RequestState,
    Side,
    request_moves_from,
    request_refusal,
    request_transitions,
)


def test_every_state_has_words_and_can_be_reached() -> None:
    assert set(REQUEST_LABELS) == set(RequestState)
    assert {target for _, target in request_transitions()} == {s.value for s in RequestState} - {"sent"}


def test_each_side_has_its_own_moves_and_what_is_over_stays_over() -> None:
    for state, side in product(RequestState, Side):
        offered = list(request_moves_from(state, side))
        assert all(move.side is side and not request_refusal(state, move) for move in offered)
        assert bool(offered) is (state in OPEN)


def test_a_refusal_says_from_where_a_move_is_made() -> None:
    said = request_refusal(RequestState.DONE, REQUEST_MOVES["accept"])
    assert said == (
        "“Accept” is possible while a request is “Waiting for an answer” or “On the waiting list”; this one is “Done”."
    )
