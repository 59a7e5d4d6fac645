"""Where a meeting may stand, and every move: for the action, the buttons and the database."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum


class MeetingState(StrEnum):
    """Where a meeting is."""

    ARRANGED = "arranged"
    HELD = "held"
    ISSUED = "issued"
    CANCELLED = "cancelled"


M = MeetingState
MEETING_LABELS: Mapping[MeetingState, str] = {
    M.ARRANGED: "Arranged",
    M.HELD: "Held, minutes to come",
    M.ISSUED: "Minutes issued",
    M.CANCELLED: "Cancelled",
}
# While it is in one of these, people are invited, the agenda is written and actions are agreed.
OPEN_TO_CHANGE = (M.ARRANGED, M.HELD)


@dataclass(frozen=True)
class MeetingMove:
    """One move: its key, the button's words, from where and where to, and the reason that it asks for."""

    key: str
    label: str
    sources: tuple[MeetingState, ...]
    target: MeetingState
    reason: str = ""


MEETING_MOVES: Mapping[str, MeetingMove] = {
    move.key: move
    for move in (
        MeetingMove("hold", "Say who came", (M.ARRANGED,), M.HELD),
        MeetingMove("rearrange", "Rearrange", (M.ARRANGED,), M.ARRANGED),
        MeetingMove("cancel", "Cancel the meeting", (M.ARRANGED,), M.CANCELLED, "Why is it cancelled?"),
        MeetingMove("issue", "Issue the minutes", (M.HELD,), M.ISSUED),
        MeetingMove("amend", "Amend the minutes", (M.ISSUED,), M.HELD, "What is to be put right?"),
    )
}


def meeting_transitions() -> list[tuple[str, str]]:
    """Every pair of different states that some move joins: what the database's trigger allows."""
    pairs = {(source.value, move.target.value) for move in MEETING_MOVES.values() for source in move.sources}
    return sorted(pair for pair in pairs if pair[0] != pair[1])


def meeting_moves_from(state: MeetingState) -> Iterator[MeetingMove]:
    """The moves that leave a state, in the order of the table."""
    return (move for move in MEETING_MOVES.values() if state in move.sources)


def meeting_refusal(state: MeetingState, move: MeetingMove) -> str:
    """Why a move is not to be made from a state, as a sentence; empty where it is."""
    if state in move.sources:
        return ""
    places = " or ".join(f"“{MEETING_LABELS[source]}”" for source in move.sources)
    return f"“{move.label}” is possible while a meeting is {places}; this one is “{MEETING_LABELS[state]}”."


def closed_refusal(state: MeetingState) -> str:
    """Why agenda, people and actions stand as they are, as a sentence; empty while they may change."""
    if state in OPEN_TO_CHANGE:
        return ""
    if state is M.ISSUED:
        return "The minutes are issued. Choose “Amend the minutes” to change them."
    return "The meeting is cancelled."
