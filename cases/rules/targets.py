"""Targets of a plan, measured by the register itself: what is counted, and whether it is reached.

A figure is made of sessions, so that weeks and schools add up exactly; a percentage is of possible sessions.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from attendance.rules.counting import display, percent


@dataclass(frozen=True)
class Measure:
    """What a target counts: its key, its name, whether a share of possible sessions, and which way is better."""

    key: str
    label: str
    is_share: bool
    more_is_better: bool


_ALL = (
    Measure("attendance", "Attendance", is_share=True, more_is_better=True),
    Measure("unauthorised", "Absence without permission", is_share=False, more_is_better=False),
    Measure("late", "Arriving late", is_share=False, more_is_better=False),
)
MEASURES: Mapping[str, Measure] = {measure.key: measure for measure in _ALL}
MEASURE_CHOICES = [(measure.key, measure.label) for measure in _ALL]


@dataclass(frozen=True)
class Figure:
    """Sessions counted among those possible in some days."""

    possible: int = 0
    counted: int = 0

    def __add__(self, other: "Figure") -> "Figure":
        return Figure(self.possible + other.possible, self.counted + other.counted)


def value_of(measure: str, figure: Figure) -> Fraction | None:
    """The figure as the target is written: a percentage, or a number of sessions; None where nothing was possible."""
    if MEASURES[measure].is_share:
        return percent(figure.counted, figure.possible)
    return Fraction(figure.counted) if figure.possible else None


def figure_in_words(measure: str, figure: Figure) -> str:
    """The figure for people: "86.4%", "5 sessions"; "no school yet" where nothing was possible."""
    value = value_of(measure, figure)
    return said(measure, value) if value is not None else "no school yet"


def said(measure: str, value: Fraction | int) -> str:
    """A value of a measure for people."""
    if MEASURES[measure].is_share:
        return f"{display(Fraction(value), 1)}%"
    number = int(value)
    return f"{number} session{'' if number == 1 else 's'}"


def goal_in_words(measure: str, goal: int) -> str:
    """What a target asks for: "at least 92%", "at most 3 sessions"."""
    if MEASURES[measure].is_share:
        return f"at least {goal}%"
    return f"at most {goal} session{'' if goal == 1 else 's'}"


def is_reached(measure: str, figure: Figure, goal: int) -> bool | None:
    """Whether a figure meets its goal; None where nothing was possible."""
    value = value_of(measure, figure)
    if value is None:
        return None
    return value >= goal if MEASURES[measure].more_is_better else value <= goal


def sense(measure: str, baseline: Figure, goal: int) -> str:
    """Why a goal makes no sense, as a sentence; empty where it does.

    A share lies between 1 and 100, and a goal asks for something better than the baseline.
    """
    value = value_of(measure, baseline)
    if MEASURES[measure].is_share and not 1 <= goal <= 100:
        return "Give a percentage between 1 and 100."
    if value is None or value == (100 if MEASURES[measure].is_share else 0):
        return ""
    better = goal > value if MEASURES[measure].more_is_better else goal < value
    return "" if better else f"The register says {said(measure, value)} already: ask for something better."


def equal_windows(first: date, last: date) -> tuple[tuple[date, date], tuple[date, date]]:
    """The days from `first` to `last`, and as many days just before: what "before and after" compares.

    The number of days is made up to whole weeks by beginning the later window earlier, so that both hold the same
    weekdays. Raises ValueError where the last day comes before the first.
    """
    if last < first:
        raise ValueError("The last day comes before the first.")
    weeks = -(-((last - first).days + 1) // 7)
    began = last - timedelta(days=7 * weeks - 1)
    return (began - timedelta(days=7 * weeks), began - timedelta(days=1)), (began, last)
