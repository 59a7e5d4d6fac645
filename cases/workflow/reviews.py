"""What a review may decide, and which move of the case each decision makes."""

from collections.abc import Mapping
from dataclasses import dataclass

from cases.workflow import State


@dataclass(frozen=True)
class Decision:
    """What a review may decide: its key, its words, and the move that it makes from each state of a case."""

    key: str
    label: str
    moves: Mapping[State, str]


S = State
_ALL = (
    Decision("continue", "Go on as agreed", {}),
    Decision("step_up", "Step up", {S.ASSESSING: "support", S.SUPPORTED: "enforce", S.CLOSING: "support"}),
    Decision("step_down", "Step down", {S.ASSESSING: "settle", S.SUPPORTED: "settle", S.ENFORCING: "support"}),
    Decision("close", "Close the case", dict.fromkeys((S.ASSESSING, S.SUPPORTED, S.ENFORCING, S.CLOSING), "close")),
)  # fmt: skip
DECISIONS: Mapping[str, Decision] = {decision.key: decision for decision in _ALL}
DECISION_CHOICES = [(decision.key, decision.label) for decision in _ALL]
RESULT_CHOICES = [
    ("holding", "Attendance is holding"),
    ("watch", "Look again"),
    ("reopened", "Open the case again"),
]


def decisions_from(state: State) -> list[Decision]:
    """The decisions that a review of a case in this state may come to."""
    if state not in DECISIONS["close"].moves:
        return []
    return [each for each in _ALL if each.key == "continue" or state in each.moves]
