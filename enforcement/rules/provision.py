"""A provision: one rule in the user's words, with its dates, its source and how sure we are of it."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from attendance.rules.dated import day_in_words

AUGUST_2024 = date(2024, 8, 19)
"""The day on which the national framework for penalty notices started."""


class Basis(Enum):
    """What kind of thing a rule is, for a lawyer who reviews it."""

    LAW = "Law"
    UNVERIFIED = "Law as generally known; the text was not read"
    GUIDANCE = "Guidance"
    LOCAL = "Local code of conduct"
    CHOICE = "A choice of this service"


@dataclass(frozen=True)
class Provision:
    """A rule in one sentence or a few, in force from ``from_`` (None: not in force) to ``until`` (None: still).

    ``is_older`` says that the law was in force before ``from_``, the first day for which it is held here.
    """

    key: str
    title: str
    from_: date | None
    sentence: str
    source: str
    basis: Basis = Basis.LAW
    until: date | None = None
    is_older: bool = False

    @property
    def dates(self) -> str:
        """The dates as people read them: "from 1 September 2012 to 31 August 2013"."""
        if self.from_ is None:
            return "enacted, not in force"
        start = f"from {day_in_words(self.from_)}" + (
            " (older, and held here from then)" if self.is_older else ""
        )
        return start if self.until is None else f"{start} to {day_in_words(self.until)}"


def pounds(pence: int) -> str:
    """An amount as people read it: "£80", or "£80.50"."""
    whole, rest = divmod(abs(pence), 100)
    sign = "-" if pence < 0 else ""
    return f"{sign}£{whole:,}" + (f".{rest:02}" if rest else "")


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 notice", "2 notices"."""
    return f"{number} {one}" if number == 1 else f"{number} {many or one + 's'}"
