"""What a number of casework or enforcement is: the words behind "what is this number?", beside those of attendance.

Figures of attendance are `reporting.rules.indicators`. What is counted here are things that people did; each report
has its definitions where it counts, and `reporting.rules.defined` holds them all.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

LEFT_OUT: Final = "Records open only to named people are left out of every number and list, whoever looks."


@dataclass(frozen=True)
class Definition:
    """One number: its name, what is counted, of whom, by which days, from where and by which rules."""

    key: str
    name: str
    formula: str
    population: str
    dates: str
    source: str
    rules: str


def in_one(definitions: Iterable[Definition]) -> str:
    """Several definitions as one text, for the foot of a file."""
    return " ".join(f"{each.name}: {each.formula} {each.rules}" for each in definitions)
