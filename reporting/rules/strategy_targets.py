"""The targets of the attendance strategy of January 2007, as data.

Its rows for 2004/05 are what had been reached, not targets. The local series 10.80, 9.80, 9.00, 8.51 has no label
in the strategy; its first value is that of secondary absence, so that it is probably a stretched secondary target.
It is kept as told and measured by nothing. LPSA targets were for 2008, that is 2007/08.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from attendance.rules.register import year_in_words

SOURCE: Final = "Attendance strategy, January 2007"


@dataclass(frozen=True)
class StrategyTarget:
    """A target of the strategy: for which indicator and academic year, or what had been reached."""

    indicator: str
    year: int
    value: Decimal
    reached: bool = False


def _series(indicator: str, *values: str) -> tuple[StrategyTarget, ...]:
    return tuple(
        StrategyTarget(indicator, 2004 + at, Decimal(value), reached=not at)
        for at, value in enumerate(values)
    )


STRATEGY: Final = (
    *_series("bvpi-46", "6.10", "5.96", "5.89", "5.88"),
    *_series("bvpi-45", "10.80", "10.16", "9.63", "9.01"),
    StrategyTarget("any-unauthorised", 2007, Decimal("32")),
    StrategyTarget("days-unauthorised", 2007, Decimal("18")),
)
UNLABELLED_SERIES: Final = {
    2004: Decimal("10.80"),
    2005: Decimal("9.80"),
    2006: Decimal("9.00"),
    2007: Decimal("8.51"),
}


def unlabelled_in_words() -> str:
    """The series of which the strategy does not say what it measures, in a sentence."""
    series = ", ".join(f"{value}% for {year_in_words(year)}" for year, value in UNLABELLED_SERIES.items())
    return (
        f"The strategy of January 2007 also has a local series without a label, {series}. What it measures is not "
        "said, so nothing is held against it."
    )
