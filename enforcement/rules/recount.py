"""The recount of a notice after marks that it relied on were corrected: what changed, and what is left."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from enforcement.rules.charges import Missed


@dataclass(frozen=True)
class Recount:
    """How many sessions a notice relied on, how many still stand, and each that changed: day, part, then, now."""

    relied: int
    stand: int
    changed: tuple[tuple[str, int, str, str], ...]

    def record(self) -> dict[str, Any]:
        """The recount as it is stored with the notice, in plain values."""
        return {"relied": self.relied, "stand": self.stand, "changed": [list(each) for each in self.changed]}

    @property
    def sentence(self) -> str:
        """The recount in words."""
        lost = self.relied - self.stand
        return f"It relied on {self.relied} sessions; {self.stand} of them are still unauthorised, {lost} are not."


def recount(relied: Iterable[tuple[str, Missed]]) -> Recount | None:
    """The recount of sessions by the code relied on and as held now; None where every one is as it was.

    A session that is still of unauthorised absence, by another code, stands; that it changed is said all the same.
    """
    every = list(relied)
    changed = tuple(
        (now.session[0].isoformat(), now.session[1], then, now.code)
        for then, now in every
        if then != now.code
    )
    if not changed:
        return None
    stand = sum(now.is_unauthorised and now.is_settled for _, now in every)
    return Recount(len(every), stand, changed)


def recount_held(held: Mapping[str, Any]) -> Recount:
    """A recount from plain values."""
    changed = tuple((str(day), int(part), str(then), str(now)) for day, part, then, now in held["changed"])
    return Recount(int(held["relied"]), int(held["stand"]), changed)
