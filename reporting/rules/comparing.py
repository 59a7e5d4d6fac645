"""What is needed to ask whether an intervention worked: registers by week, pupils, starts and the definition.

"Equal windows": the school weeks just before a start, from the start, and after those, each as long as the others.
A column of the registers is a week in which schools met, so that a holiday is in no window.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from attendance.rules.register import Bools, Ints

Floats = npt.NDArray[np.float64]

DURING: Final = 0
AFTER: Final = 1


@dataclass(frozen=True)
class Definition:
    """How the question is put; every number here is shown with the answer.

    `weeks` is the length of each window and `prior` how many windows before the start must be alike; a pupil
    counts with `least_possible` sessions in every window; `neighbours` similar pupils are sought for each, none
    further away in prior absence than `caliper` standard deviations. The answer is refused with fewer pupils or
    schools than `least_pupils` and `least_schools`, with less than `least_matched` of the pupils matched, or
    where the two groups still differ by more than `most_difference` standard deviations.
    """

    weeks: int = 6
    prior: int = 3
    least_possible: int = 20
    neighbours: int = 3
    caliper: float = 0.4
    least_pupils: int = 30
    least_schools: int = 5
    least_matched: float = 0.7
    most_difference: float = 0.25
    confidence: float = 0.98

    @property
    def before(self) -> int:
        """Weeks needed before a start."""
        return self.weeks * self.prior

    @property
    def following(self) -> int:
        """Weeks needed from a start on: the window during and the window after."""
        return self.weeks * 2


@dataclass(frozen=True)
class Registers:
    """Possible sessions and sessions of absence of every pupil in every school week, both (pupils, weeks)."""

    possible: Ints
    absent: Ints

    def __post_init__(self) -> None:
        if self.possible.shape != self.absent.shape or self.possible.ndim != 2:
            raise ValueError("Possible and absent sessions need one shape: (pupils, weeks).")
        if (self.absent < 0).any() or (self.absent > self.possible).any():
            raise ValueError("A week has more absence than possible sessions, or less than none.")

    @property
    def weeks(self) -> int:
        """How many school weeks there are."""
        return int(self.possible.shape[1])


@dataclass(frozen=True)
class Pupils:
    """What is known of every pupil, one row each: `traits` is (pupils, names), nought or one.

    Only pupils of one phase and year group are ever compared with each other.
    """

    school: Ints
    phase: Ints
    year_group: Ints
    traits: Ints
    trait_names: tuple[str, ...]

    def __post_init__(self) -> None:
        shape = (len(self.school), len(self.trait_names))
        if self.traits.shape != shape or not len(self.school) == len(self.phase) == len(self.year_group):
            raise ValueError("School, phase, year group and traits need a row for every pupil.")

    @property
    def stratum(self) -> Ints:
        """A number for each phase and year group together."""
        pairs = np.stack([self.phase, self.year_group], axis=1)
        found: Ints = np.unique(pairs, axis=0, return_inverse=True)[1].reshape(-1).astype(np.int64)
        return found


@dataclass(frozen=True)
class Starts:
    """Interventions as they began: the pupil's row, the week's column, and the kind (or the agency) as a number."""

    pupil: Ints
    week: Ints
    kind: Ints

    def __post_init__(self) -> None:
        if not len(self.pupil) == len(self.week) == len(self.kind):
            raise ValueError("A start needs a pupil, a week and a kind.")

    def first_of_each(self) -> "Starts":
        """Each pupil's first start of each kind: a second one is part of the first one's story."""
        order = np.lexsort((self.week, self.pupil, self.kind))
        pupil, week, kind = self.pupil[order], self.week[order], self.kind[order]
        fresh = np.ones(len(order), dtype=np.bool_)
        fresh[1:] = (pupil[1:] != pupil[:-1]) | (kind[1:] != kind[:-1])
        return Starts(pupil[fresh], week[fresh], kind[fresh])


class Windows:
    """Sums over runs of weeks, for all pupils at once, from sums kept up to each week."""

    def __init__(self, registers: Registers) -> None:
        self.possible, self.absent = (_up_to(each) for each in (registers.possible, registers.absent))

    def at(self, week: int, definition: Definition) -> "Around":
        """The windows around a start in a week: those before it, oldest first, then during and after."""
        firsts = range(week - definition.before, week + definition.following, definition.weeks)
        possible, absent = (
            np.stack([sums[first + definition.weeks] - sums[first] for first in firsts])
            for sums in (self.possible, self.absent)
        )
        enough: Bools = np.all(possible >= definition.least_possible, axis=0)
        return Around(possible, absent, enough)


@dataclass(frozen=True)
class Around:
    """Every pupil's windows around one week, (windows, pupils), and who has enough sessions in all of them."""

    possible: Ints
    absent: Ints
    is_complete: Bools

    @property
    def rates(self) -> Floats:
        """Absence of each window as a share of its possible sessions; nought where there were none."""
        return self.absent / np.maximum(self.possible, 1)


def _up_to(sessions: Ints) -> Ints:
    """Sums of the weeks before each week, (weeks + 1, pupils): a row is read in one piece."""
    sums = np.zeros((sessions.shape[1] + 1, sessions.shape[0]), dtype=np.int64)
    np.cumsum(sessions.T, axis=0, out=sums[1:])
    return sums
