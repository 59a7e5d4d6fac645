"""The states of a case and every move between them: one table for actions, buttons, the API and the database."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from agencies.rules.roles import Permission


class State(StrEnum):
    """Where a case is; a state is kept only where something may be done in it that may not elsewhere."""

    REFERRED = "referred"
    ASSESSING = "assessing"
    SUPPORTED = "supported"
    ENFORCING = "enforcing"
    PAUSED = "paused"
    CLOSING = "closing"
    CLOSED = "closed"


S = State
LABELS: Mapping[State, str] = {
    S.REFERRED: "Waiting for an officer",
    S.ASSESSING: "Being assessed",
    S.SUPPORTED: "Supported under a plan",
    S.ENFORCING: "Enforcement considered",
    S.PAUSED: "Paused",
    S.CLOSING: "Settled, being watched",
    S.CLOSED: "Closed",
}
# A case in one of these is somebody's work: a child has one such case at most.
LIVE = (S.REFERRED, S.ASSESSING, S.SUPPORTED, S.ENFORCING, S.PAUSED, S.CLOSING)
# An officer's work goes on in these.
WORKED = (S.ASSESSING, S.SUPPORTED, S.ENFORCING)


@dataclass(frozen=True)
class Move:
    """One move: its key, the button's words, from where and where to, and who may make it."""

    key: str
    label: str
    sources: tuple[State, ...]
    target: State
    needs: Permission = Permission.WORK_CASES
    reason: bool = False


MOVES: Mapping[str, Move] = {
    move.key: move
    for move in (
        Move("allocate", "Allocate to an officer", (S.REFERRED,), S.ASSESSING, Permission.TRIAGE),
        Move("support", "Support under a plan", (S.ASSESSING, S.ENFORCING, S.CLOSING), S.SUPPORTED),
        Move("assess", "Assess again", (S.SUPPORTED, S.ENFORCING), S.ASSESSING, reason=True),
        Move("enforce", "Consider enforcement", (S.ASSESSING, S.SUPPORTED), S.ENFORCING, reason=True),
        Move("settle", "Settle: watch before closing", (S.ASSESSING, S.SUPPORTED, S.ENFORCING), S.CLOSING),
        Move("close", "Close the case", (*WORKED, S.CLOSING, S.PAUSED, S.REFERRED), S.CLOSED, reason=True),
        Move("reopen", "Open again", (S.CLOSED,), S.ASSESSING, reason=True),
        Move("pause", "Pause", (S.ASSESSING, S.SUPPORTED, S.ENFORCING), S.PAUSED, reason=True),
        Move("resume-assessing", "Go on assessing", (S.PAUSED,), S.ASSESSING),
        Move("resume-supported", "Go on with the plan", (S.PAUSED,), S.SUPPORTED),
        Move("resume-enforcing", "Go on with enforcement", (S.PAUSED,), S.ENFORCING),
        Move(
            "hand-back",
            "Return to the queue",
            (*WORKED, S.PAUSED, S.CLOSING),
            S.REFERRED,
            Permission.TRIAGE,
            reason=True,
        ),
    )
}


def transitions() -> list[tuple[str, str]]:
    """Every pair of states that some move joins: what the database's trigger allows."""
    return sorted({(source.value, move.target.value) for move in MOVES.values() for source in move.sources})


def moves_from(state: State) -> Iterator[Move]:
    """The moves that leave a state, in the order of the table."""
    return (move for move in MOVES.values() if state in move.sources)


def refusal(state: State, move: Move) -> str:
    """Why a move is not to be made from a state, as a sentence; empty where it is."""
    if state in move.sources:
        return ""
    places = " or ".join(f"“{LABELS[source]}”" for source in move.sources)
    return f"“{move.label}” is possible while a case is {places}; this one is “{LABELS[state]}”."


def told(move: Move, officer: str = "") -> str:
    """A move as the timeline tells it; a case that is given to somebody says to whom."""
    begun = f"Given to {officer}" if officer and move.key == "allocate" else move.label
    return f"{begun}: the case is now “{LABELS[move.target]}”."
