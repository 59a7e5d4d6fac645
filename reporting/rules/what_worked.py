"""What worked: attendance around each kind of intervention beside that of similar pupils without it.

Difference in differences: how attendance changed from the window before to the windows during and after, less the
same change among similar pupils. What both share (the season, the school year, and the return towards the usual of
pupils chosen when their absence was high) falls away. It is refused rather than guessed where numbers are too few.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from attendance.rules.register import Bools, Ints
from reporting.rules.comparing import AFTER, DURING, Definition, Floats, Pupils, Registers, Starts
from reporting.rules.effects import Estimate, Sample, estimate
from reporting.rules.matching import ABSENCE_NAMES, NOBODY, Matches, match


class Why(StrEnum):
    """Why there is no answer."""

    FEW_PUPILS = "few pupils"
    FEW_SCHOOLS = "few schools"
    FEW_MATCHED = "few matched"
    UNLIKE = "unlike"


@dataclass(frozen=True)
class Numbers:
    """How many pupils began it, had their windows in the registers, were complete in them, and were matched."""

    began: int
    within: int
    complete: int
    matched: int
    schools: int
    similar: int


@dataclass(frozen=True)
class Balance:
    """How alike the groups are in one respect: their means, and the gap before and after matching.

    Gaps are standardised mean differences: the difference of means over the root of the mean of two variances,
    that of the pupils with the intervention and that of all pupils (Austin, 2011).
    """

    name: str
    ours: float
    theirs: float
    gap_unmatched: float
    gap: float


@dataclass(frozen=True)
class Sessions:
    """Sessions of absence and possible ones in one window; those of similar pupils are weighted, so not whole."""

    absent: float
    possible: float

    @property
    def attendance(self) -> float:
        """Attendance in percent: the sum over the sum."""
        return 100 - 100 * self.absent / self.possible


@dataclass(frozen=True)
class Answer:
    """What became of attendance. Estimates are in percentage points of attendance gained beyond similar pupils.

    `ours` and `theirs` are the windows before, during and after. `by_itself` is how much the attendance of similar
    pupils changed without it from before to during and to after, in percentage points.
    """

    kind: int
    numbers: Numbers
    during: Estimate
    after: Estimate
    ours: tuple[Sessions, Sessions, Sessions]
    theirs: tuple[Sessions, Sessions, Sessions]
    by_itself: tuple[float, float]
    balance: tuple[Balance, ...]

    @property
    def most_unlike(self) -> Balance:
        """Where the two groups differ most."""
        return max(self.balance, key=lambda each: abs(each.gap))


@dataclass(frozen=True)
class Refusal:
    """No answer, with the reason and the numbers so far."""

    kind: int
    numbers: Numbers
    why: Why
    balance: tuple[Balance, ...] = ()


def what_worked(
    registers: Registers, pupils: Pupils, starts: Starts, definition: Definition | None = None
) -> list[Answer | Refusal]:
    """An answer or a refusal for every kind among the starts, in the order of their numbers."""
    chosen = definition or Definition()
    matches = match(registers, pupils, starts, chosen)
    return list(answers(matches, pupils, starts, chosen))


def answers(
    matches: Matches, pupils: Pupils, starts: Starts, definition: Definition
) -> Iterator[Answer | Refusal]:
    """The answers one by one, for a job that tells how far it is."""
    for kind in np.unique(starts.kind):
        rows = np.flatnonzero(matches.kind == kind)
        began = len(np.unique(starts.pupil[starts.kind == kind]))
        yield _answer(int(kind), _Group(matches, rows, pupils), began, definition)


@dataclass(frozen=True)
class _Group:
    """The starts of one kind."""

    matches: Matches
    rows: Ints
    pupils: Pupils

    @property
    def matched(self) -> Ints:
        """Those of the rows that have similar pupils."""
        found: Ints = self.rows[self.matches.is_matched[self.rows]]
        return found

    @property
    def filled(self) -> Bools:
        """Which places for similar pupils are taken, (matched, neighbours)."""
        found: Bools = self.matches.controls[self.matched] != NOBODY
        return found

    @property
    def shares(self) -> Floats:
        """The weight of each similar pupil, in the order of `filled`: those of one start weigh one together."""
        filled = self.filled
        found: Floats = (filled / filled.sum(axis=1, keepdims=True))[filled]
        return found

    def numbers(self, began: int) -> Numbers:
        """How many there are at each stage."""
        matched = self.matched
        return Numbers(
            began=began,
            within=len(self.rows),
            complete=int(self.matches.is_complete[self.rows].sum()),
            matched=len(matched),
            schools=len(np.unique(self.pupils.school[self.matches.pupil[matched]])),
            similar=len(np.unique(self.matches.controls[matched][self.filled])),
        )

    def sample(self) -> Sample:
        """Pupils with it, then those without, with their weights and what is adjusted for."""
        found, ours, filled = self.matches, self.matched, self.filled
        controls = found.controls[ours][filled]
        return Sample(
            treated=np.r_[np.ones(len(ours)), np.zeros(len(controls))].astype(np.bool_),
            weight=np.r_[np.ones(len(ours)), self.shares],
            school=self.pupils.school[np.r_[found.pupil[ours], controls]],
            covariates=np.r_[found.features[ours], found.control_features[ours][filled]],
        )

    def gains(self) -> Floats:
        """Attendance gained since the window before, in percentage points: (during and after, rows of sample)."""
        sessions = np.r_[
            self.matches.windows[self.matched], self.matches.control_windows[self.matched][self.filled]
        ]
        absence = 100 * sessions[:, :, 0] / sessions[:, :, 1]
        gained: Floats = (absence[:, :1] - absence[:, 1:]).T
        return gained


def _answer(kind: int, group: _Group, began: int, definition: Definition) -> Answer | Refusal:
    numbers = group.numbers(began)
    if numbers.matched == 0 or numbers.complete < definition.least_pupils:
        return Refusal(kind, numbers, Why.FEW_PUPILS)
    balance = _balance(group)
    if why := _refused(numbers, balance, definition):
        return Refusal(kind, numbers, why, balance)
    sample, gains = group.sample(), group.gains()
    without = gains[:, ~sample.treated] @ group.shares / group.shares.sum()
    theirs = group.matches.control_windows[group.matched][group.filled] * group.shares[:, None, None]
    return Answer(
        kind=kind,
        numbers=numbers,
        during=estimate(gains[DURING], sample, confidence=definition.confidence),
        after=estimate(gains[AFTER], sample, confidence=definition.confidence),
        ours=_sessions(group.matches.windows[group.matched]),
        theirs=_sessions(theirs),
        by_itself=(float(without[DURING]), float(without[AFTER])),
        balance=balance,
    )


def _refused(numbers: Numbers, balance: tuple[Balance, ...], definition: Definition) -> Why | None:
    if numbers.matched < definition.least_matched * numbers.complete:
        return Why.FEW_MATCHED
    if numbers.matched < definition.least_pupils:
        return Why.FEW_PUPILS
    if numbers.schools < max(definition.least_schools, 2):
        return Why.FEW_SCHOOLS
    if any(abs(each.gap) > definition.most_difference for each in balance):
        return Why.UNLIKE
    return None


def _balance(group: _Group) -> tuple[Balance, ...]:
    """The means of both groups in each respect, and the gap between them in standard deviations."""
    found, ours = group.matches, group.matched
    mean = found.features[ours].mean(axis=0)
    without = group.shares @ found.control_features[ours][group.filled] / group.shares.sum()
    pool = found.pool_mean[ours].mean(axis=0)
    spread = np.sqrt((found.pool_spread[ours] ** 2).mean(axis=0) / 2 + found.features[ours].var(axis=0) / 2)
    scale = np.where(spread > 0, spread, 1)
    table = zip(
        (*ABSENCE_NAMES, *group.pupils.trait_names),
        mean,
        without,
        (mean - pool) / scale,
        (mean - without) / scale,
        strict=True,
    )
    return tuple(Balance(name, *(float(figure) for figure in figures)) for name, *figures in table)


def _sessions(windows: Ints | Floats) -> tuple[Sessions, Sessions, Sessions]:
    before, during, after = windows.sum(axis=0)
    return Sessions(*before.tolist()), Sessions(*during.tolist()), Sessions(*after.tolist())
