"""How much work an officer's cases are: cases weighed by where they stand, in the authority's own weights.

Source: the attendance strategy (January 2007) asks that casework is shared fairly within a locality team. The weights
are dated answers of the authority (`attendance.rules.workload_points`), in tenths of an ordinary case; states have
the names that they have in `cases.workflow`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from attendance.rules import workload_points as points
from attendance.rules.open_point import DEFAULTS, Answers, OpenPoint

WEIGHTS: Final[Mapping[str, OpenPoint[int]]] = {
    "assessing": points.WORKLOAD_ASSESSING,
    "supported": points.WORKLOAD_SUPPORTED,
    "enforcing": points.WORKLOAD_ENFORCING,
    "closing": points.WORKLOAD_CLOSING,
    "paused": points.WORKLOAD_PAUSED,
}


@dataclass(frozen=True)
class Held:
    """What an officer holds: the number of cases in each state, and of open holds on them."""

    cases: Mapping[str, int] = field(default_factory=dict)
    holds: int = 0

    @property
    def number(self) -> int:
        """How many cases that is."""
        return sum(self.cases.get(state, 0) for state in WEIGHTS)


def weight_of(held: Held, answers: Answers = DEFAULTS) -> float:
    """The workload in ordinary cases: each case by its state, and a little more for each open hold."""
    tenths = sum(held.cases.get(state, 0) * answers.to(point) for state, point in WEIGHTS.items())
    return (tenths + held.holds * answers.to(points.WORKLOAD_HELD)) / 10


def average(weights: Iterable[float]) -> float:
    """The mean of some workloads; nothing where there is none."""
    found = list(weights)
    return sum(found) / len(found) if found else 0.0


def explained(answers: Answers = DEFAULTS) -> list[tuple[str, float]]:
    """What a case of each state weighs, and an open notice, court step or order besides (no state)."""
    lines = [(state, answers.to(point) / 10) for state, point in WEIGHTS.items()]
    return [*lines, ("", answers.to(points.WORKLOAD_HELD) / 10)]
