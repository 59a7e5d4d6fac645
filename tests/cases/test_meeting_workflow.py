"""The table of moves of meetings."""

from itertools import product

from cases.workflow.meetings import (
    MEETING_LABELS,
    MEETING_MOVES,
    OPEN_TO_CHANGE,
    MeetingState,
    closed_refusal,
    meeting_moves_from,
    meeting_refusal,
    meeting_transitions,
)

S = MeetingState


def test_every_state_has_words_and_can_be_reached() -> None:
    assert set(MEETING_LABELS) == set(S)
    assert {target for _, target in meeting_transitions()} == {s.value for s in S} - {"arranged"}


def test_what_is_offered_is_never_refused_and_what_is_refused_says_why() -> None:
    for state, move in product(S, MEETING_MOVES.values()):
        assert bool(meeting_refusal(state, move)) is (move not in list(meeting_moves_from(state)))
    assert list(meeting_moves_from(S.CANCELLED)) == []


def test_the_record_is_open_until_the_minutes_are_issued() -> None:
    assert {state for state in S if not closed_refusal(state)} == set(OPEN_TO_CHANGE) == {S.ARRANGED, S.HELD}
    assert "Amend the minutes" in closed_refusal(S.ISSUED)
