"""The difference between two differences, and how sure it is.

What would have become of the pupils with the intervention is foretold from the similar pupils without it, by a
weighted regression of their change on what the matching left unlike; the effect is the mean of what happened less
what was foretold ("bias-corrected matching": Abadie and Imbens, 2011). Pupils of one school share what happens
there, so that uncertainty comes from leaving out one school after the other (the cluster jackknife, "CR3": MacKinnon,
Nielsen and Webb, "Fast and reliable jackknife and bootstrap methods for cluster-robust inference", 2023), and the
interval from Student's t with as many degrees of freedom as there are schools in effect, less one.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from attendance.rules.register import Bools, Ints
from reporting.rules.comparing import Floats


@dataclass(frozen=True)
class Estimate:
    """A figure with its interval, its standard error and the degrees of freedom the interval rests on."""

    value: float
    low: float
    high: float
    error: float
    freedom: float

    @property
    def is_clear(self) -> bool:
        """Whether the whole interval lies on one side of nought."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True)
class Sample:
    """Pupils with and without, one row each: whether with, weight, school, and what is adjusted for."""

    treated: Bools
    weight: Floats
    school: Ints
    covariates: Floats

    @property
    def schools_in_effect(self) -> float:
        """How many schools of equal size would tell as much as those that the pupils with it go to."""
        sizes = np.bincount(np.unique(self.school[self.treated], return_inverse=True)[1])
        return float(sizes.sum() ** 2 / (sizes**2).sum())


def estimate(change: Floats, sample: Sample, *, confidence: float) -> Estimate:
    """The effect on `change`, one figure a row of the sample, with an interval of the given confidence.

    Raises ValueError where the pupils with the intervention go to one school only: nothing then tells the
    intervention from the school.
    """
    if len(np.unique(sample.school[sample.treated])) < 2:
        raise ValueError("An effect needs pupils of at least two schools.")
    sums = _sums_by_school(change, sample)
    whole = tuple(each.sum(axis=0, keepdims=True) for each in sums)
    value = float(_effect(*whole)[0])
    left_out = _effect(*(total - each for total, each in zip(whole, sums, strict=True)))
    schools = len(left_out)
    error = float(np.sqrt((schools - 1) / schools * ((left_out - value) ** 2).sum()))
    freedom = max(sample.schools_in_effect - 1, 1.0)
    reach = float(stdtrit(freedom, 0.5 + confidence / 2)) * error
    return Estimate(value, value - reach, value + reach, error, freedom)


def _sums_by_school(change: Floats, sample: Sample) -> tuple[Floats, Floats, Floats, Floats]:
    """For each school: the squares and products of the regression without, and the sums of those with."""
    spread = sample.covariates.std(axis=0)
    varied = sample.covariates[:, spread > 0]
    scaled = (varied - varied.mean(axis=0)) / spread[spread > 0]
    order = np.argsort(sample.school, kind="stable")
    firsts = np.flatnonzero(np.diff(sample.school[order], prepend=-1))
    design = np.column_stack([np.ones(len(change)), scaled])[order]
    result, treated = change[order, None], sample.treated[order, None]
    weighted = design * np.where(treated, 0, sample.weight[order, None])
    return (
        np.add.reduceat(weighted[:, :, None] * design[:, None, :], firsts, axis=0),
        np.add.reduceat(weighted * result, firsts, axis=0),
        np.add.reduceat(design * treated, firsts, axis=0),
        np.add.reduceat(result * treated, firsts, axis=0),
    )


def _effect(squares: Floats, products: Floats, ours: Floats, result: Floats) -> Floats:
    """What happened less what was foretold, for many sums at once; a column that says nothing new is passed over."""
    slopes = (np.linalg.pinv(squares, hermitian=True) @ products[:, :, None])[:, :, 0]
    found: Floats = (result[:, 0] - (ours * slopes).sum(axis=1)) / ours[:, 0]
    return found
