"""Where a request to an agency may stand, and every move: for the action, the buttons, the API and the database."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum


class RequestState(StrEnum):
    """Where a request to an agency is."""

    SENT = "sent"
    WAITING = "waiting"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    DONE = "done"
    REVOKED = "revoked"


R = RequestState
REQUEST_LABELS: Mapping[RequestState, str] = {
    R.SENT: "Waiting for an answer",
    R.WAITING: "On the waiting list",
    R.ACCEPTED: "Accepted, at work",
    R.DECLINED: "Declined",
    R.DONE: "Done",
    R.REVOKED: "Taken back",
}
# The agency asked has it before it, and may see the child for it.
OPEN = (R.SENT, R.WAITING, R.ACCEPTED)


class Side(StrEnum):
    """Whose move it is: the agency that asks, or the one that is asked."""

    ASKING = "asking"
    ASKED = "asked"


@dataclass(frozen=True)
class RequestMove:
    """One move: its key, the button's words, from where and where to, whose it is, and what it asks for."""

    key: str
    label: str
    sources: tuple[RequestState, ...]
    target: RequestState
    side: Side = Side.ASKED
    reason: str = ""


REQUEST_MOVES: Mapping[str, RequestMove] = {
    move.key: move
    for move in (
        RequestMove("accept", "Accept", (R.SENT, R.WAITING), R.ACCEPTED),
        RequestMove("wait", "Put on the waiting list", (R.SENT,), R.WAITING),
        RequestMove("decline", "Decline", (R.SENT, R.WAITING), R.DECLINED, reason="Why can you not help?"),
        RequestMove("finish", "Finish", (R.ACCEPTED,), R.DONE, reason="What came of it?"),
        RequestMove("revoke", "Take the request back", OPEN, R.REVOKED, Side.ASKING, reason="Why?"),
    )
}


def request_transitions() -> list[tuple[str, str]]:
    """Every pair of states that some move joins: what the database's trigger allows."""
    return sorted(
        {(source.value, move.target.value) for move in REQUEST_MOVES.values() for source in move.sources}
    )


def request_moves_from(state: RequestState, side: Side) -> Iterator[RequestMove]:
    """The moves that one side may make from a state, in the order of the table."""
    return (move for move in REQUEST_MOVES.values() if state in move.sources and move.side is side)


def request_refusal(state: RequestState, move: RequestMove) -> str:
    """Why a move is not to be made from a state, as a sentence; empty where it is."""
    if state in move.sources:
        return ""
    places = " or ".join(f"“{REQUEST_LABELS[source]}”" for source in move.sources)
    return f"“{move.label}” is possible while a request is {places}; this one is “{REQUEST_LABELS[state]}”."
