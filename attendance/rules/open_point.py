"""What an open point is, and what an authority has answered; the points themselves are in ``open_points``."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, TypeVar

Choice = TypeVar("Choice", bool, int, str, date)

ATTENDANCE_LEADER = "attendance leader"
LEGAL_OFFICER = "legal and court officer"


@dataclass(frozen=True)
class OpenPoint(Generic[Choice]):
    """A question that the authority may answer, with the default and where the doubt comes from.

    ``owner`` is who in the authority prepares the answer. ``least`` and ``greatest`` bound a number.
    """

    key: str
    question: str
    default: Choice
    source: str
    owner: str = ATTENDANCE_LEADER
    least: int = 0
    greatest: int = 0


@dataclass(frozen=True)
class Answers:
    """What an authority has decided on open points for a day, by key; the rest is left to the defaults."""

    given: Mapping[str, Any] = field(default_factory=dict)

    def to(self, point: OpenPoint[Choice]) -> Choice:
        """The answer in force: the authority's own, else the default."""
        answer: Choice = self.given.get(point.key, point.default)
        return answer


DEFAULTS = Answers()
"""Nothing decided: every point stands at its default."""
