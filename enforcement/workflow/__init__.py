"""The states of warnings, notices and letters, and every move between them: for actions, buttons and the database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from agencies.rules.roles import Permission


class State(StrEnum):
    """Where a penalty notice is; whether its payment days have passed is a matter of the date."""

    DRAFT = "draft"
    DROPPED = "dropped"
    ISSUED = "issued"
    SERVED = "served"
    PAID = "paid"
    WITHDRAWN = "withdrawn"
    CHARGED = "charged"


S = State
LABELS: Mapping[State, str] = {
    S.DRAFT: "Being prepared",
    S.DROPPED: "Decided not to issue",
    S.ISSUED: "Issued, to be served",
    S.SERVED: "Served",
    S.PAID: "Paid: liability discharged",
    S.WITHDRAWN: "Withdrawn",
    S.CHARGED: "Charged in court",
}
# A notice in one of these was given: it counts towards the limit, and its sessions are used.
GIVEN = (S.ISSUED, S.SERVED, S.PAID, S.CHARGED)
# Money is expected or in question in these.
UNPAID = (S.ISSUED, S.SERVED, S.CHARGED)


class WarningState(StrEnum):
    """Where a warning is; how its period goes is proposed by the register and decided by a person."""

    DRAFT = "draft"
    DROPPED = "dropped"
    ISSUED = "issued"
    SERVED = "served"
    IMPROVED = "improved"
    FAILED = "failed"


W = WarningState
WARNING_LABELS: Mapping[WarningState, str] = {
    W.DRAFT: "Being prepared",
    W.DROPPED: "Decided not to send",
    W.ISSUED: "Approved, to be served",
    W.SERVED: "Served, its period is watched",
    W.IMPROVED: "Ended: enough improvement",
    W.FAILED: "Ended: not enough improvement",
}


@dataclass(frozen=True)
class Move:
    """One move: its key, the button's words, from where and where to, and who may make it."""

    key: str
    label: str
    sources: tuple[StrEnum, ...]
    target: StrEnum
    needs: Permission
    reason: bool = False


def table(*moves: Move) -> Mapping[str, Move]:
    """Moves by their key, in the order of their buttons."""
    return {move.key: move for move in moves}


P = Permission
MOVES = table(
    Move("issue", "Check and issue", (S.DRAFT,), S.ISSUED, P.APPROVE_LEGAL),
    Move("drop", "Decide not to issue", (S.DRAFT,), S.DROPPED, P.PREPARE_LEGAL, reason=True),
    Move("serve", "Record that it was served", (S.ISSUED,), S.SERVED, P.PREPARE_LEGAL),
    Move("return", "Record that it came back", (S.SERVED,), S.ISSUED, P.PREPARE_LEGAL, reason=True),
    Move("discharge", "Paid", (S.SERVED,), S.PAID, P.TAKE_PAYMENTS),
    Move(
        "reverse",
        "Record that the payment did not stand",
        (S.PAID,),
        S.SERVED,
        P.APPROVE_LEGAL,
        reason=True,
    ),
    Move("withdraw", "Withdraw", (S.ISSUED, S.SERVED, S.PAID), S.WITHDRAWN, P.APPROVE_LEGAL, reason=True),
    Move("charge", "Charge", (S.SERVED,), S.CHARGED, P.APPROVE_LEGAL),
    Move("charge-dropped", "Charge not laid", (S.CHARGED,), S.SERVED, P.APPROVE_LEGAL, reason=True),
)
WARNING_MOVES = table(
    Move("issue", "Check and approve", (W.DRAFT,), W.ISSUED, P.APPROVE_LEGAL),
    Move("drop", "Decide not to send", (W.DRAFT,), W.DROPPED, P.PREPARE_LEGAL, reason=True),
    Move("serve", "Record that it was served", (W.ISSUED,), W.SERVED, P.PREPARE_LEGAL),
    Move("return", "Record that it came back", (W.SERVED,), W.ISSUED, P.PREPARE_LEGAL, reason=True),
    Move("improved", "Enough improvement", (W.SERVED,), W.IMPROVED, P.PREPARE_LEGAL, reason=True),
    Move("failed", "Not enough improvement", (W.SERVED,), W.FAILED, P.PREPARE_LEGAL, reason=True),
)


def transitions(moves: Mapping[str, Move]) -> list[tuple[str, str]]:
    """Every pair of states that some move joins: what the database's trigger allows."""
    return sorted({(str(source), str(move.target)) for move in moves.values() for source in move.sources})


def refusal(state: StrEnum, move: Move, labels: Mapping[Any, str]) -> str:
    """Why a move is not to be made from a state, as a sentence; empty where it is."""
    if state in move.sources:
        return ""
    places = " or ".join(f"“{labels[source]}”" for source in move.sources)
    return f"“{move.label}” is possible in the state {places}; this is “{labels[state]}”."


def moves_from(state: StrEnum, moves: Mapping[str, Move]) -> Iterable[Move]:
    """The moves that leave a state, in the order of the table."""
    return (move for move in moves.values() if state in move.sources)
