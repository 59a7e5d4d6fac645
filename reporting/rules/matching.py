"""Similar pupils: for each pupil with an intervention, those without it whose absence ran alike until it began.

Matched exactly on phase and year group, and by distance on absence in the window before the start, on its level
and trend over the windows before that, and on characteristics. Whoever had the same kind of intervention in any
of the windows is nobody's comparison. Absence is compared as it stood at the same date.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.spatial.distance import cdist

from attendance.rules.register import Bools, Ints
from reporting.rules.comparing import Around, Definition, Floats, Pupils, Registers, Starts, Windows

ABSENCE_NAMES: Final = ("Absence before", "Absence over the windows before", "Trend of absence before")
NOBODY: Final = -1
TRAIT_APART: Final = 1.0  # a characteristic not shared is as far as one standard deviation of absence
_NO_SPREAD: Final = 1e-9


@dataclass(frozen=True)
class Matches:
    """Starts with the pupils who are like them. All arrays are by start; `controls` is filled up with NOBODY.

    `features` and `control_features` hold prior absence and characteristics, `windows` and `control_windows` the
    sessions of absence and the possible ones of the windows before, during and after: (…, 3, 2).
    `pool_mean` and `pool_spread` describe all pupils who had complete windows then.
    """

    kind: Ints
    pupil: Ints
    is_complete: Bools
    controls: Ints
    features: Floats
    control_features: Floats
    windows: Ints
    control_windows: Ints
    pool_mean: Floats
    pool_spread: Floats

    @property
    def is_matched(self) -> Bools:
        """Which starts have at least one similar pupil."""
        found: Bools = (self.controls != NOBODY).any(axis=1)
        return found


def match(registers: Registers, pupils: Pupils, starts: Starts, definition: Definition) -> Matches:
    """Similar pupils for the first start of each pupil and kind that has its windows within the registers."""
    first = starts.first_of_each()
    fits = (first.week >= definition.before) & (first.week + definition.following <= registers.weeks)
    chosen = Starts(first.pupil[fits], first.week[fits], first.kind[fits])
    matches = _empty(chosen, definition, len(ABSENCE_NAMES) + len(pupils.trait_names))
    windows, stratum = Windows(registers), pupils.stratum
    for week in np.unique(chosen.week):
        around = windows.at(int(week), definition)
        pool = _Pool(around, _features(around, pupils, definition), stratum)
        had = _had_it(starts, int(week), definition, len(stratum))
        _match_week(matches, np.flatnonzero(chosen.week == week), pool, had, definition)
    return matches


@dataclass(frozen=True)
class _Pool:
    """Everybody's windows and features around one week."""

    around: Around
    features: Floats
    stratum: Ints

    @property
    def spread(self) -> Floats:
        """The standard deviation of each feature among those with complete windows."""
        known = self.features[self.around.is_complete]
        return known.std(axis=0) if len(known) else np.zeros(self.features.shape[1])


def _empty(starts: Starts, definition: Definition, features: int) -> Matches:
    count, near = len(starts.pupil), definition.neighbours
    return Matches(
        kind=starts.kind,
        pupil=starts.pupil,
        is_complete=np.zeros(count, dtype=np.bool_),
        controls=np.full((count, near), NOBODY, dtype=np.int64),
        features=np.zeros((count, features)),
        control_features=np.zeros((count, near, features)),
        windows=np.zeros((count, 3, 2), dtype=np.int64),
        control_windows=np.zeros((count, near, 3, 2), dtype=np.int64),
        pool_mean=np.zeros((count, features)),
        pool_spread=np.zeros((count, features)),
    )


def _features(around: Around, pupils: Pupils, definition: Definition) -> Floats:
    """Absence before, its level and its slope from window to window, then the characteristics: (pupils, …)."""
    prior = around.rates[: definition.prior]
    steps = np.arange(definition.prior) - (definition.prior - 1) / 2
    slope = steps @ prior / max(float(steps @ steps), _NO_SPREAD)
    return np.column_stack([prior[-1], prior.mean(axis=0), slope, pupils.traits])


def _had_it(starts: Starts, week: int, definition: Definition, pupils: int) -> dict[int, Bools]:
    """By kind, who began it in any of the windows around a week."""
    inside = (starts.week >= week - definition.before) & (starts.week < week + definition.following)
    found = {}
    for kind in np.unique(starts.kind[starts.week == week]):
        found[int(kind)] = np.zeros(pupils, dtype=np.bool_)
        found[int(kind)][starts.pupil[inside & (starts.kind == kind)]] = True
    return found


def _match_week(
    matches: Matches, rows: Ints, pool: _Pool, had: dict[int, Bools], definition: Definition
) -> None:
    """Fill in the rows of one week, one phase and year group after the other."""
    complete = pool.around.is_complete
    spread = pool.spread
    scaled = _scaled(pool)
    _describe(matches, rows, pool, spread, definition)
    pupils = matches.pupil[rows]
    for stratum in np.unique(pool.stratum[pupils]):
        some = rows[(pool.stratum[pupils] == stratum) & complete[pupils]]
        others = np.flatnonzero((pool.stratum == stratum) & complete)
        if len(some) and len(others):
            barred = np.stack([had[int(kind)][others] for kind in matches.kind[some]])
            found = _nearest(scaled[matches.pupil[some]], scaled[others], barred, definition)
            controls = np.where(found == NOBODY, NOBODY, others[found])
            matches.controls[some, : controls.shape[1]] = controls
    held = matches.controls[rows]
    matches.control_features[rows] = pool.features[held]
    matches.control_windows[rows] = _three(pool.around, definition)[held]


def _scaled(pool: _Pool) -> Floats:
    """Absence in standard deviations, each characteristic as a distance of TRAIT_APART.

    Absence before and its level go through the arcsine of the root, which makes one step as likely by chance at
    30 % as at 3 %; otherwise few would be near those absent most.
    """
    even = pool.features.copy()
    even[:, :2] = np.arcsin(np.sqrt(even[:, :2]))
    spread = even[pool.around.is_complete].std(axis=0)
    spread[len(ABSENCE_NAMES) :] = 1 / TRAIT_APART
    found: Floats = even / np.where(spread > _NO_SPREAD, spread, 1)
    return found


def _describe(matches: Matches, rows: Ints, pool: _Pool, spread: Floats, definition: Definition) -> None:
    """Write down what the pupils of some starts are like, and what everybody was like then."""
    pupils, complete = matches.pupil[rows], pool.around.is_complete
    matches.is_complete[rows] = complete[pupils]
    matches.features[rows] = pool.features[pupils]
    matches.windows[rows] = _three(pool.around, definition)[pupils]
    matches.pool_mean[rows] = pool.features[complete].mean(axis=0) if complete.any() else 0
    matches.pool_spread[rows] = spread


def _three(around: Around, definition: Definition) -> Ints:
    """Absence and possible sessions of the windows before, during and after: (pupils, 3, 2)."""
    last = slice(definition.prior - 1, definition.prior + 2)
    return np.stack([around.absent[last].T, around.possible[last].T], axis=2)


def _nearest(ours: Floats, theirs: Floats, barred: Bools, definition: Definition) -> Ints:
    """The places in `theirs` of the nearest to each of `ours`, nearest first, NOBODY where too few are near."""
    distance = cdist(ours, theirs)
    gap = cdist(ours[:, :2], theirs[:, :2], "chebyshev")
    distance[barred | (gap > definition.caliper)] = np.inf
    near = min(definition.neighbours, theirs.shape[0])
    found = np.argpartition(distance, near - 1, axis=1)[:, :near]
    found = np.take_along_axis(found, np.argsort(np.take_along_axis(distance, found, 1), axis=1), 1)
    usable = np.isfinite(np.take_along_axis(distance, found, 1))
    return np.where(usable, found, NOBODY)
