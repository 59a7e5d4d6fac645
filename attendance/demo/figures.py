"""The published figures that the demonstration is calibrated to: those of Salford.

Sources: Department for Education, "Pupil attendance in schools", year to date 2024/25, local authority 355
(attendance, persistent absence, marks); daily and weekly files of September to November 2025 (weekdays and
weeks); "Pupil absence in schools in England", 2022/23, bands of absence (shape, severe absence, gradients).
The referral unit has no row there: Salford's four units had 30.3% absence and 63.1% persistent in 2016/17.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

_EDGES: Final = (0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 100)
_FIRST_PERSISTENT, _SEVERE = 2, 10


@dataclass(frozen=True)
class PhaseFigures:
    """One phase. Percentages; ``marks`` are sessions in each 1,000 possible, by stored symbol.

    ``bands`` are shares of pupils by five points of absence up to 50, then above. ``wholly`` is the share of
    pupils absent nearly always, which closes the open band; it is chosen so that the mean can be met.
    """

    attendance: float
    persistent: float
    bands: tuple[float, ...]
    marks: Mapping[str, float]
    late: float
    wholly: float = 0.02
    afternoon: float = 0.0

    @property
    def severe(self) -> float:
        return self.bands[_SEVERE]


FIGURES: Final[Mapping[str, PhaseFigures]] = {
    "primary": PhaseFigures(
        94.404,
        16.150,
        (54.02, 27.11, 9.95, 4.0, 1.88, 0.86, 0.51, 0.38, 0.29, 0.16, 0.84),
        {
            "I": 26.73,
            "M": 2.47,
            "R": 0.90,
            "T": 0.37,
            "E": 0.30,
            "C": 3.10,
            "c": 0.05,
            "j": 0.10,
            "d": 1.22,
            "G": 7.22,
            "U": 2.51,
            "O": 10.56,
            "N": 0.44,
            "B": 2.33,
            "P": 0.91,
            "V": 5.48,
            "K": 0.12,
        },
        late=15.57,
    ),
    "secondary": PhaseFigures(
        90.442,
        27.819,
        (43.77, 25.86, 11.68, 4.99, 2.96, 2.11, 1.2, 1.05, 1.05, 0.79, 4.54),
        {
            "I": 28.05,
            "M": 2.93,
            "R": 0.73,
            "T": 0.08,
            "E": 5.25,
            "C": 3.95,
            "c": 0.07,
            "j": 0.15,
            "d": 2.39,
            "G": 5.49,
            "U": 4.93,
            "O": 40.39,
            "N": 1.08,
            "B": 4.33,
            "P": 0.50,
            "V": 6.12,
            "W": 2.15,
            "K": 0.74,
        },
        late=39.65,
        afternoon=0.08,
    ),
    "special": PhaseFigures(
        86.013,
        36.853,
        (34.84, 22.68, 12.78, 9.77, 2.76, 2.38, 2.88, 1.5, 1.0, 1.25, 8.15),
        {
            "I": 45.29,
            "M": 8.02,
            "R": 0.35,
            "E": 0.25,
            "C": 8.44,
            "c": 0.04,
            "d": 30.22,
            "G": 5.96,
            "U": 1.50,
            "O": 39.39,
            "N": 0.42,
            "B": 43.81,
            "P": 5.28,
            "V": 2.96,
        },
        late=5.04,
        wholly=3.0,
    ),
    "referral_unit": PhaseFigures(
        69.7,
        63.1,
        (18.0, 18.9, 11.0, 8.0, 7.0, 6.0, 5.0, 4.5, 4.0, 3.6, 14.0),
        {"I": 60.0, "M": 6.0, "E": 18.0, "C": 15.0, "d": 40.0, "G": 4.0, "U": 12.0, "O": 146.0, "N": 2.0},
        late=45.0,
        wholly=6.0,
    ),
    # Half days missed in 2006/07: the strategy's own targets for that year (section 6): 5.89% and 9.63%.
    # Marks: Hansard, absence by reason 2007/08, most deprived tenth, scaled. Persistent: England's 4.1% in
    # all and Leeds secondary 9.8%, on a fixed count of 64 sessions, about a fifth of the year.
    "primary 2006": PhaseFigures(
        94.11,
        14.0,
        (56.0, 30.0, 8.0, 3.2, 1.4, 0.6, 0.35, 0.2, 0.1, 0.05, 0.1),
        {
            "I": 37.0,
            "M": 2.6,
            "R": 0.7,
            "T": 0.8,
            "E": 0.2,
            "C": 3.0,
            "H": 5.0,
            "F": 0.9,
            "G": 2.0,
            "U": 1.6,
            "O": 4.6,
            "N": 0.5,
            "V": 3.0,
            "Y": 0.6,
        },
        late=12.0,
    ),
    "secondary 2006": PhaseFigures(
        90.37,
        31.0,
        (38.0, 31.0, 14.2, 7.5, 4.0, 2.0, 1.2, 0.7, 0.4, 0.2, 0.8),
        {
            "I": 53.0,
            "M": 4.5,
            "R": 0.4,
            "T": 0.3,
            "E": 3.8,
            "C": 5.0,
            "H": 3.8,
            "F": 0.6,
            "S": 1.0,
            "G": 1.7,
            "U": 3.8,
            "O": 17.4,
            "N": 1.0,
            "B": 3.0,
            "D": 1.0,
            "J": 0.4,
            "V": 5.0,
            "W": 3.0,
            "P": 0.6,
            "Y": 0.6,
        },
        late=25.0,
        afternoon=0.08,
    ),
}

ABSENCE_SYMBOLS: Final = "IMRTECcjdHFSGUON"

# Normal deviates: differences of the probits of persistent absence between groups in the bands of 2022/23,
# for instance primary eligible for free meals 32.1% against 11.7%, with special needs 28.1% against 16.1%.
FREE_MEALS: Final[Mapping[str, float]] = {"primary": 0.70, "secondary": 0.70, "special": 0.40}
SPECIAL_NEEDS: Final[Mapping[str, float]] = {"primary": 0.32, "secondary": 0.38}
# "Unclassified" pupils were persistently absent in 52% (primary) and 72% (secondary) of cases.
UNKNOWN: Final = 1.9
# Salford secondary by year group 7 to 11: 23.9, 27.9, 32.1, 35.5 and 33.0% persistent.
YEAR_GROUPS: Final[Mapping[int, float]] = {0: 0.1, 1: 0.1, 2: 0.05, 8: 0.13, 9: 0.27, 10: 0.37, 11: 0.30}

# Absence of each weekday against the week's mean, 8 to 12 September 2025: Wednesday lowest, Friday highest.
WEEKDAYS: Final = (0.02, -0.02, -0.06, -0.04, 0.10, 0.0, 0.06)
BEFORE_HALF_TERM: Final = 0.17
FIRST_WEEK: Final = -0.10
WINTER: Final = 0.05

# Shares of pupils in Salford's bands of 2022/23.
SHARE_FREE_MEALS: Final[Mapping[str, float]] = {"primary": 0.335, "secondary": 0.342, "special": 0.578}
SHARE_SPECIAL_NEEDS: Final[Mapping[str, float]] = {"primary": 0.165, "secondary": 0.150, "special": 0.0}
SHARE_EHC_PLAN: Final[Mapping[str, float]] = {"primary": 0.035, "secondary": 0.035, "special": 1.0}
SHARE_UNKNOWN: Final = 0.01


def _survival(figures: PhaseFigures, above_five: float) -> Floats:
    """Shares of pupils above each edge, in per cent, with persistent and severe absence as published."""
    bands = figures.bands
    scale = (figures.persistent - figures.severe) / sum(bands[_FIRST_PERSISTENT:_SEVERE])
    above = [100.0, above_five, figures.persistent]
    for share in bands[_FIRST_PERSISTENT:_SEVERE]:
        above.append(above[-1] - share * scale)
    return np.array([*above[:-1], figures.severe, figures.wholly])


def _at(survival: Floats, ranks: Floats) -> Floats:
    """Rates in per cent: the logarithm of the survival is linear between edges."""
    return np.interp(np.log1p(-ranks), np.log(survival[::-1] / 100), np.array(_EDGES[::-1], dtype=float))


@cache
def _fitted(phase: str) -> tuple[float, ...]:
    figures = FIGURES[phase]
    ranks = (np.arange(20_000) + 0.5) / 20_000
    low, high = figures.persistent + 1.0, 99.0
    for _ in range(40):
        middle = (low + high) / 2
        if _at(_survival(figures, middle), ranks).mean() > 100 - figures.attendance:
            high = middle
        else:
            low = middle
    return tuple(_survival(figures, low))


def absence_rates(phase: str, ranks: Floats) -> Floats:
    """The absence, 0 to 1, of pupils ranked from 0 (least absent) to 1, so that the published shape results.

    The share of pupils above 5 per cent is solved for, so that the mean is the published one.
    """
    return _at(np.array(_fitted(phase)), ranks) / 100
