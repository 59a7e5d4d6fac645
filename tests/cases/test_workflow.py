"""The table of moves: what it allows, and what it says where it does not."""

import pytest

from cases.workflow import LABELS, LIVE, MOVES, State, moves_from, refusal, transitions


def test_every_state_has_words_and_can_be_reached_and_left() -> None:
    assert set(LABELS) == set(State)
    assert {move.target for move in MOVES.values()} == set(State)
    assert all(list(moves_from(state)) for state in State)


def test_a_closed_case_only_opens_again() -> None:
    assert [move.key for move in moves_from(State.CLOSED)] == ["reopen"]


def test_live_is_everything_but_closed() -> None:
    assert set(LIVE) == set(State) - {State.CLOSED}


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("key", list(MOVES))
def test_a_move_is_refused_exactly_where_the_table_has_none(state, key) -> None:
    move = MOVES[key]
    assert bool(refusal(state, move)) is (state not in move.sources)
    if state not in move.sources:
        assert LABELS[state] in refusal(state, move)


def test_the_database_allows_what_the_table_does() -> None:
    pairs = {(source.value, move.target.value) for move in MOVES.values() for source in move.sources}
    assert set(transitions()) == pairs
