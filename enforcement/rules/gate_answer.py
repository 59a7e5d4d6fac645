"""One answer of the gate: open, shut or open with a sign-off, why, by which rule, until when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from attendance.rules.open_point import OpenPoint
from enforcement.rules.provision import Provision
from enforcement.rules.threshold import Session

LEGAL, MANAGER = "legal and court officer", "locality team manager"


class Verdict(Enum):
    """What an answer says about a step."""

    OPEN = "open"
    SIGN_OFF = "open with a sign-off"
    SHUT = "shut"


@dataclass(frozen=True)
class GateAnswer:
    """What one check says, in the words that a page shows and a decision stores.

    ``until`` is the day on which it will change by itself, ``change`` what somebody can do to change it, and
    ``points`` the open points it turned on. ``signed_by`` is whose sign-off it asks for.
    """

    key: str
    verdict: Verdict
    sentence: str
    provision: Provision
    until: date | None = None
    change: str = ""
    signed_by: str = ""
    points: tuple[str, ...] = ()
    rests_on: tuple[Session, ...] = ()
    # What the sentence sums up, a line each: shown behind it.
    listed: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.verdict is Verdict.OPEN

    def record(self) -> dict[str, Any]:
        """The answer as it is stored with a decision, in plain values."""
        return {
            "key": self.key,
            "verdict": self.verdict.value,
            "sentence": self.sentence,
            "rule": self.provision.key,
            "source": self.provision.source,
            "until": self.until.isoformat() if self.until else None,
            "change": self.change,
            "signed_by": self.signed_by,
            "points": list(self.points),
            "rests_on": [[day.isoformat(), session] for day, session in self.rests_on],
        }


Points = tuple[OpenPoint[Any], ...]


def opened(
    key: str,
    sentence: str,
    provision: Provision,
    *,
    points: Points = (),
    rests_on: Sequence[Session] = (),
) -> GateAnswer:
    """An answer that opens the step."""
    keys = tuple(point.key for point in points)
    return GateAnswer(key, Verdict.OPEN, sentence, provision, points=keys, rests_on=tuple(rests_on))


def shut(
    key: str,
    sentence: str,
    provision: Provision,
    *,
    change: str,
    until: date | None = None,
    points: Points = (),
    rests_on: Sequence[Session] = (),
) -> GateAnswer:
    """An answer that shuts the step, with what would change it."""
    keys = tuple(point.key for point in points)
    return GateAnswer(key, Verdict.SHUT, sentence, provision, until, change, "", keys, tuple(rests_on))


def to_sign(
    key: str,
    sentence: str,
    provision: Provision,
    *,
    by: str,
    change: str,
    points: Points = (),
    rests_on: Sequence[Session] = (),
) -> GateAnswer:
    """An answer that opens the step only with the sign-off of a person in a role."""
    keys = tuple(point.key for point in points)
    return GateAnswer(key, Verdict.SIGN_OFF, sentence, provision, None, change, by, keys, tuple(rests_on))


def by_refusals(
    key: str,
    refusals: Sequence[str],
    fine: str,
    provision: Provision,
    *,
    change: str,
    until: date | None = None,
    points: Points = (),
) -> GateAnswer:
    """Shut with all the refusals as one text, or open with ``fine`` where there are none."""
    said = " ".join(refusal for refusal in refusals if refusal)
    if said:
        return shut(key, said, provision, change=change, until=until, points=points)
    return opened(key, fine, provision, points=points)
