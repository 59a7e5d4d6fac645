"""Figures in plain sentences, for people who read them four times a year."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from attendance.rules.counting import display
from reporting.rules.indicators import Indicator

SMALL: Final = 5
_SUBJECT: Final = {
    "attendance": "pupils attended {value} of sessions",
    "unauthorised": "{value} of sessions were missed without leave",
    "persistent": "{value} of pupils were persistently absent",
}


def few(count: int) -> str:
    """A number about families: nought as none, 1 to 4 as fewer than five."""
    if count == 0:
        return "none"
    return f"fewer than {SMALL}" if count < SMALL else f"{count:,}"


def compared(
    indicator: Indicator,
    now: Mapping[str, int],
    before: Mapping[str, int] | None,
    target: Fraction | None,
    *,
    of: str = "",
) -> str:
    """A figure in a sentence with its target and the year before, differences in percentage points."""
    value = indicator.value(now)
    if value is None:
        return f"{of or indicator.name}: no figure."
    said = _SUBJECT[indicator.key].format(value=_percent(value))
    said = f"{of}: {said}." if of else f"{said[0].upper()}{said[1:]}."
    if target is not None:
        met = indicator.meets(value, target)
        gap = abs(value - target)
        verdict = "which was met" if met else f"which was missed by {_points(gap)}"
        said += f" The target for the year is {_percent(target)}, {verdict}."
    past = indicator.value(before) if before else None
    if past is not None:
        said += f" A year before it was {_percent(past)}{_change(value - past)}."
    return said


def _change(by: Fraction) -> str:
    if display(abs(by), 1) == display(Fraction(0), 1):
        return ", about the same"
    return f": {_points(abs(by))} {'more' if by > 0 else 'less'} now"


def _points(by: Fraction) -> str:
    """A difference of two percentages; one that rounds to nothing is said to be small."""
    shown = display(by, 1)
    return "less than 0.1 points" if shown == display(Fraction(0), 1) else f"{shown} points"


def _percent(value: Fraction) -> str:
    return f"{display(value, 1)}%"
