"""What is held side by side where fairness is asked: support first, then enforcement, each of children in one year."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from reporting.rules.definitions import LEFT_OUT, Definition


@dataclass(frozen=True)
class Measure:
    """Something done about a child: its name, and how it is said of a group."""

    key: str
    name: str
    about: str
    is_support: bool = False


@dataclass(frozen=True)
class Base:
    """The children of whom something is counted: in words for a heading and for a sentence."""

    key: str
    name: str
    about: str


_MEASURES: Final = (
    Measure("support", "Support logged", "An agency wrote down what it did for the child in the year.", True),
    Measure("plan", "Plan begun", "A plan of a case of the child began in the year.", True),
    Measure("warning", "Warning or notice to improve", "A warning to a parent was issued in the year."),
    Measure("notice", "Penalty notice", "A penalty notice was issued in the year, whatever became of it."),
    Measure("prosecution", "Prosecution", "A parent was charged in the year."),
)
MEASURES: Final[Mapping[str, Measure]] = MappingProxyType({each.key: each for each in _MEASURES})
_BASES: Final = (
    Base(
        "persistent",
        "Persistently absent",
        "Children persistently absent in the year, at each school where they are: the same number as on the "
        "dashboard.",
    ),
    Base(
        "threshold",
        "Met the penalty threshold",
        "Children who met the national threshold, ten unauthorised sessions in ten school weeks, in the year: from "
        "August 2024 on.",
    ),
)
BASES: Final[Mapping[str, Base]] = MappingProxyType({each.key: each for each in _BASES})
THRESHOLD_FROM: Final = 2024
"""The academic year in which the national threshold began (19 August 2024)."""

DEFINITION: Final = Definition(
    "fairness",
    "Fairness of support and enforcement",
    "Children about whom something was done ÷ children as often away × 100, by group: "
    + " ".join(f"{each.name}: {each.about}" for each in _MEASURES),
    " ".join(f"{each.name}: {each.about}" for each in _BASES) + f" {LEFT_OUT}",
    "The academic year, or up to the day to which registers are counted.",
    "The rolls behind the year's figures; support, plans, warnings, notices and charges as they are recorded.",
    "A child counts once for each school where they were so often away, and once for each thing done. Intervals are "
    "exact, of 95% (Clopper and Pearson). Small numbers are withheld from everybody.",
)


def bases_of(year: int) -> list[Base]:
    """The groups of children that an academic year knows."""
    return [each for each in _BASES if each.key != "threshold" or year >= THRESHOLD_FROM]


CAUTION: Final = (
    "A difference is a question and no answer: it may lie in what families were offered, in what schools ask for, in "
    "absence that differs in kind, or in how decisions are made. Read support first: a group that is fined more and "
    "helped less is where to look."
)
CORPORATE_PARENT: Final = (
    "For looked-after children a step is lawful against a parent who has day-to-day care alone, never against the "
    "council or a foster carer acting for it; few such numbers are expected."
)
