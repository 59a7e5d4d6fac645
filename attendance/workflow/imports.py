"""The states of a register import and the moves between them."""

from collections.abc import Mapping
from enum import StrEnum


class State(StrEnum):
    """Where an import is."""

    RECEIVED = "received"
    STAGING = "staging"
    ASKING = "asking"
    STAGED = "staged"
    APPLYING = "applying"
    APPLIED = "applied"
    REFUSED = "refused"
    CANCELLED = "cancelled"


S = State
MOVES: Mapping[State, frozenset[State]] = {
    S.RECEIVED: frozenset({S.STAGING, S.CANCELLED}),
    S.STAGING: frozenset({S.ASKING, S.STAGED, S.REFUSED}),
    S.ASKING: frozenset({S.RECEIVED, S.CANCELLED}),
    S.STAGED: frozenset({S.RECEIVED, S.APPLYING, S.CANCELLED}),
    S.APPLYING: frozenset({S.APPLIED}),
    S.APPLIED: frozenset({S.APPLYING}),  # again, for schools whose share could not be applied
    S.REFUSED: frozenset({S.RECEIVED, S.CANCELLED}),
    S.CANCELLED: frozenset(),
}
# States in which something is owed by a worker: what is left behind by a stopped one is taken up again.
OWED = (S.RECEIVED, S.STAGING, S.APPLYING)
# States in which the same content counts as received.
STANDS = (S.RECEIVED, S.STAGING, S.ASKING, S.STAGED, S.APPLYING, S.APPLIED)


def may_move(old: str, new: State) -> bool:
    """Whether the move exists."""
    return new in MOVES[State(old)]
