"""From one school's register lines to its figures: sessions and pupils by period and group.

The official view: enrolments of pupils aged 5 to 15 at 31 August, boarders and those first enrolled in the second
half of the summer term left out, without the sixth half term at 15 nor before 2012/13 (rulebook 2.4). All
arithmetic is on integers; a rate is made only where it is shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

from attendance.rules.calendar import statistical_periods
from attendance.rules.codes import Flag
from attendance.rules.counting import Flags, classify, has
from attendance.rules.dated import in_force
from attendance.rules.persistence import (
    OLDEST,
    REGIMES,
    YOUNGEST,
    official_last_day,
    period_at,
    persistent_rows,
    severe_rows,
)
from attendance.rules.persistence import Period as Judged
from attendance.rules.register import Bools, Ints, Lines, position
from reporting.rules.groups import Kind
from reporting.rules.periods import HALVES, TERMS, WHOLE_YEAR, Period, halves_within

SESSIONS: Final = (
    "possible", "attended", "authorised", "unauthorised", "late", "illness", "no_reason", "missing",
)  # fmt: skip
PUPILS: Final = ("pupils", "with_unauthorised", "persistent", "severe")
COUNTED: Final = (*SESSIONS, *PUPILS)
POSSIBLE, _AUTHORISED, _UNAUTHORISED = map(SESSIONS.index, ("possible", "authorised", "unauthorised"))
_EXCEPT_MISSING: Final = np.uint16(0xFFFF ^ Flag.MISSING)
AGE_BEFORE_YEAR_ONE: Final = 4

Groups = Mapping[Kind, Ints]


@dataclass(frozen=True, eq=False)
class SchoolView:
    """One school's year on the evening of ``on``, without restricted children.

    ``lines``: the marks up to that evening, (n, sessions). ``met``: where the school met, (sessions,). ``ages`` at
    31 August; ``began`` ordinals; all of shape (n,). ``groups`` holds, for each half term begun by then, every kind's
    group of each pupil.
    """

    on: date
    year: int
    periods: Mapping[int, Period]
    lines: Lines
    met: Bools
    ages: Ints
    began: Ints
    boarder: Bools
    groups: Mapping[int, Groups]


@dataclass(frozen=True, eq=False)
class PeriodCounts:
    """Each counted pupil in a period: rows of the view, tests and groups of shape (m,), ``sessions`` (m, 8).

    The groups are those of a half term, ``half``, the last of the period that has begun.
    """

    half: int
    rows: Ints
    sessions: Ints
    persistent: Bools
    severe: Bools
    groups: Groups


@dataclass(frozen=True, eq=False)
class Figures:
    """Figures of a school: ``cells`` are period, kind and value, (k, 3); ``sums`` what they count, (k, 12)."""

    cells: Ints
    sums: Ints


@dataclass(frozen=True, eq=False)
class SchoolSums:
    """The figures of a view, computed when first asked for."""

    view: SchoolView

    @cached_property
    def counted(self) -> Bools:
        """Which enrolments official statistics count at all, (n,)."""
        view = self.view
        latest = statistical_periods(view.year).fifth_half_term_ends.toordinal()
        of_age = (view.ages >= YOUNGEST) & (view.ages <= OLDEST)
        found: Bools = of_age & ~view.boarder & (view.began <= latest)
        return found

    @cached_property
    def flags(self) -> Flags:
        """What each mark counts as, nought where it is not counted: the shape of the lines."""
        view = self.view
        flags = classify(view.lines, view.year)
        flags &= np.where(view.met, np.uint16(0xFFFF), _EXCEPT_MISSING)
        flags[~self.counted] = 0
        for age in range(YOUNGEST, OLDEST + 1):
            end = position(official_last_day(view.year, age), 1) + 1
            if end < flags.shape[1]:
                flags[view.ages == age, end:] = 0
        return flags

    @cached_property
    def begun(self) -> list[Period]:
        """The half terms begun by the day."""
        found = (self.view.periods[key] for key in HALVES)
        return [period for period in found if period.first <= self.view.on]

    @cached_property
    def weeks(self) -> list[Period]:
        """The weeks begun by the day, in order; they make up the half terms begun."""
        return [
            period for period in self.view.periods.values() if period.is_week and period.first <= self.view.on
        ]

    @cached_property
    def weekly(self) -> npt.NDArray[np.uint8]:
        """Every pupil's sessions of each kind in each week begun: (n, weeks, 8)."""
        starts = [week.columns.start for week in self.weeks]
        added = np.add.reduceat(_session_bytes().take(self.flags), starts, axis=1)
        return added.view(np.uint8).reshape(*added.shape, len(SESSIONS))

    def _weeks_in(self, half: Period) -> slice:
        """The columns of ``weekly`` that make up a half term."""
        inside = [at for at, week in enumerate(self.weeks) if half.first <= week.first <= half.last]
        return slice(inside[0], inside[-1] + 1)

    @cached_property
    def halves(self) -> dict[int, Ints]:
        """Every pupil's sessions of each kind in each half term begun, (n, 8)."""
        return {
            half.key: self.weekly[:, self._weeks_in(half)].sum(axis=1, dtype=np.int64) for half in self.begun
        }

    def added(self, halves: list[Period]) -> Ints:
        """Every pupil's sessions of each kind over some half terms together, (n, 8)."""
        kept = [self.halves[half.key] for half in halves if half.key in self.halves]
        found: Ints = np.sum(kept, axis=0)
        return found

    @cached_property
    def judged(self) -> dict[int, PeriodCounts]:
        """The counted pupils of the half terms, the terms and the year, as far as they have begun."""
        found = {key: self._period(self.view.periods[key]) for key in (*HALVES, *TERMS, WHOLE_YEAR)}
        return {key: counts for key, counts in found.items() if counts is not None and len(counts.rows)}

    def _period(self, period: Period) -> PeriodCounts | None:
        halves = [half for half in halves_within(period, self.view.periods) if half.key in self.halves]
        if not halves:
            return None
        sessions = self.added(halves)
        rows = np.flatnonzero(sessions[:, POSSIBLE])
        persistent, severe = self._judged(rows, sessions[rows], period)
        half = halves[-1].key
        groups = {kind: values[rows] for kind, values in self.view.groups[half].items()}
        return PeriodCounts(half, rows, sessions[rows], persistent, severe, groups)

    def _judged(self, rows: Ints, sessions: Ints, period: Period) -> tuple[Bools, Bools]:
        """Who is persistently and who severely absent at the end of the period, or on the day: (m,) each."""
        on = min(period.last, self.view.on)
        severe = severe_rows(absences(sessions), sessions[:, POSSIBLE], on=on)
        if not in_force(REGIMES, on).tenths:
            # A fixed count is reached from the first day of the year on, never within a later term alone.
            sessions = self.added([half for half in self.begun if half.first <= on])[rows]
        persistent = persistent_rows(
            absences(sessions),
            sessions[:, POSSIBLE],
            self.view.ages[rows],
            on=on,
            period=_judged_on(period, on),
        )
        return persistent, severe

    @cached_property
    def members(self) -> dict[int, tuple[Ints, npt.NDArray[np.float32]]]:
        """The groups of each half term begun, and who belongs to them."""
        return {half.key: membership(self.view.groups[half.key]) for half in self.begun}

    def _of_period(self, key: int, counts: PeriodCounts) -> Figures:
        """What is counted of every group that has a pupil in a half term, a term or the year."""
        cells, members = self.members[counts.half]
        everybody = np.ones(len(counts.rows), dtype=np.bool_)
        with_unauthorised = counts.sessions[:, _UNAUTHORISED] > 0
        tests = np.column_stack([everybody, with_unauthorised, counts.persistent, counts.severe])
        # Sums of one school stay far below 2**53, up to which a double holds every whole number.
        columns = np.concatenate([counts.sessions, tests], axis=1, dtype=np.float64)
        sums = (members[:, counts.rows].astype(np.float64) @ columns).astype(np.int64)
        return _figures(np.full(len(cells), key), cells, sums, sums[:, len(SESSIONS)] > 0)

    def _of_weeks(self, half: Period) -> Figures:
        """The sessions of every group in every week of a half term in which it had one."""
        cells, members = self.members[half.key]
        inside = self._weeks_in(half)
        weekly = self.weekly[:, inside].astype(np.float32)
        pupils, weeks, kinds = weekly.shape
        added = (members @ weekly.reshape(pupils, weeks * kinds)).astype(np.int64).reshape(-1, kinds)
        nobody = np.zeros((len(added), len(PUPILS)), dtype=np.int64)
        sums = np.concatenate([added, nobody], axis=1)
        held: Bools = np.any(added, axis=1)
        keys = [week.key for week in self.weeks[inside]]
        return _figures(np.tile(keys, len(cells)), np.repeat(cells, len(keys), axis=0), sums, held)

    def figures(self) -> Figures:
        """Every figure of the school, in no order: a group without a session in a period has none."""
        found = [self._of_weeks(half) for half in self.begun]
        found += [self._of_period(key, counts) for key, counts in self.judged.items()]
        return Figures(
            np.concatenate([each.cells for each in found]), np.concatenate([each.sums for each in found])
        )


@cache
def _session_bytes() -> npt.NDArray[np.uint64]:
    """For every combination of flags a word whose bytes say which of ``SESSIONS`` it is, to be added up as one.

    A byte does not run over within a week, which has fourteen sessions.
    """
    flags = np.arange(1 << 16, dtype=np.uint16)
    held = [has(flags, Flag[name.upper()]) for name in SESSIONS]
    return np.stack(held, axis=1).view(np.uint64).ravel()


def _figures(keys: Ints, cells: Ints, sums: Ints, kept: Bools) -> Figures:
    """The rows that are figures at all, each with the key of its period before its kind and value."""
    return Figures(np.column_stack([keys, cells])[kept], sums[kept])


def absences(sessions: Ints) -> Ints:
    """Sessions missed, authorised or not, where the last axis is that of ``SESSIONS``: it is added up."""
    found: Ints = sessions[..., _AUTHORISED] + sessions[..., _UNAUTHORISED]
    return found


def _judged_on(period: Period, on: date) -> Judged:
    """The stretch on which persistent absence is judged where it is a fixed count."""
    if period.key in (TERMS[0], *HALVES[:2]):
        return Judged.AUTUMN
    if period.key in (TERMS[1], *HALVES[2:4]):
        return Judged.AUTUMN_AND_SPRING
    return Judged.FIVE_HALF_TERMS if period.key == HALVES[4] else period_at(on)


def membership(groups: Groups) -> tuple[Ints, npt.NDArray[np.float32]]:
    """Every group that has a pupil, as kind and value, (groups, 2), and who belongs to it, (groups, n)."""
    cells, rows = [], []
    for kind, values in groups.items():
        held = np.unique(values)
        cells.append(np.column_stack([np.full(len(held), int(kind)), held]))
        rows.append(held[:, None] == values)
    return np.concatenate(cells), np.concatenate(rows).astype(np.float32)


def year_groups(ages: Ints) -> Ints:
    """The national curriculum year by age at 31 August: 5 is year 1, 15 is year 11."""
    return ages - AGE_BEFORE_YEAR_ONE


def sessions_met(calendar: Bools, on: date) -> Bools:
    """Where a school met on the sessions up to the evening of a day, (sessions,)."""
    return calendar[: position(on, 1) + 1]
