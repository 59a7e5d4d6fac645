"""From one school's register lines to its figures: sessions and pupils by period and group.

The official view: enrolments of pupils aged 5 to 15 at 31 August, boarders and those first enrolled in the second
half of the summer term left out, without the sixth half term at 15 nor before 2012/13 (rulebook 2.4). All
arithmetic is on integers; a rate is made only where it is shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

from attendance.rules.calendar import statistical_periods
from attendance.rules.codes import Flag
from attendance.rules.counting import Flags, classify, count, has
from attendance.rules.dated import in_force
from attendance.rules.persistence import (
    OLDEST,
    REGIMES,
    YOUNGEST,
    official_sessions,
    period_at,
    persistent_rows,
    severe_rows,
)
from attendance.rules.persistence import Period as Judged
from attendance.rules.register import LENGTH, Bools, Ints, Lines, position
from reporting.rules.groups import Kind
from reporting.rules.periods import HALVES, TERMS, WHOLE_YEAR, Period, halves_within

SESSIONS: Final = (
    "possible", "attended", "authorised", "unauthorised", "late", "illness", "no_reason", "missing",
)  # fmt: skip
PUPILS: Final = ("pupils", "with_unauthorised", "persistent", "severe")
COUNTED: Final = (*SESSIONS, *PUPILS)
_FLAGS: Final = tuple(Flag[name.upper()] for name in SESSIONS)
AGE_BEFORE_YEAR_ONE: Final = 4

Groups = Mapping[Kind, Ints]


@dataclass(frozen=True, eq=False)
class SchoolView:
    """One school's year on the evening of ``on``, without restricted children.

    ``lines``: the marks up to that evening, (n, sessions). ``met``: where the school met, (732,). ``ages`` at
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
    """Each counted pupil in a period: rows of the view, sessions, tests and groups, each of shape (m,).

    The groups are those of a half term, ``half``, the last of the period that has begun.
    """

    half: int
    rows: Ints
    sessions: Mapping[str, Ints]
    persistent: Bools
    severe: Bools
    groups: Groups

    @property
    def absent(self) -> Ints:
        """Sessions missed, authorised or not."""
        return self.sessions["authorised"] + self.sessions["unauthorised"]


Cell = tuple[int, int, int]
"""Period, kind and value of a figure."""


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
        """What each mark counts as, nought where it is not counted: (n, 732)."""
        view = self.view
        flags = np.zeros((len(view.lines), LENGTH), dtype=np.uint16)
        flags[:, : view.lines.shape[1]] = classify(view.lines, view.year)
        flags[:, ~view.met] &= np.uint16(0xFFFF ^ Flag.MISSING)
        flags[~self.counted] = 0
        late = [age for age in np.unique(view.ages) if YOUNGEST <= age <= OLDEST]
        for age in late:
            outside = ~official_sessions(view.year, np.array([age]))[0]
            flags[np.ix_(view.ages == age, outside)] = 0
        return flags

    @cached_property
    def begun(self) -> list[Period]:
        """The half terms begun by the day."""
        found = (self.view.periods[key] for key in HALVES)
        return [period for period in found if period.first <= self.view.on]

    @cached_property
    def halves(self) -> dict[int, dict[str, Ints]]:
        """Every pupil's sessions in each half term begun: name to (n,)."""
        found = {}
        for period in self.begun:
            columns = period.columns
            counts = count(self.flags, columns.start, columns.stop - 1)
            found[period.key] = {name: getattr(counts, name) for name in SESSIONS}
        return found

    def added(self, halves: list[Period]) -> dict[str, Ints]:
        """Every pupil's sessions over some half terms together."""
        kept = [self.halves[half.key] for half in halves if half.key in self.halves]
        nothing = np.zeros(len(self.view.lines), dtype=np.int64)
        return {name: sum((half[name] for half in kept), nothing) for name in SESSIONS}

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
        rows = np.flatnonzero(sessions["possible"])
        kept = {name: column[rows] for name, column in sessions.items()}
        half = halves[-1].key
        bare = PeriodCounts(
            half, rows, kept, np.zeros(len(rows), np.bool_), np.zeros(len(rows), np.bool_),
            {kind: values[rows] for kind, values in self.view.groups[half].items()},
        )  # fmt: skip
        return self._judged(bare, period)

    def _judged(self, counts: PeriodCounts, period: Period) -> PeriodCounts:
        """With who is persistently and severely absent at the end of the period, or on the day."""
        on, ages = min(period.last, self.view.on), self.view.ages[counts.rows]
        absent, possible = counts.absent, counts.sessions["possible"]
        severe = severe_rows(absent, possible, on=on)
        if not in_force(REGIMES, on).tenths:
            # A fixed count is reached from the first day of the year on, never within a later term alone.
            so_far = self.added([half for half in self.begun if half.first <= on])
            absent = (so_far["authorised"] + so_far["unauthorised"])[counts.rows]
            possible = so_far["possible"][counts.rows]
        judged = _judged_on(period, on)
        persistent = persistent_rows(absent, possible, ages, on=on, period=judged)
        return replace(counts, persistent=persistent, severe=severe)

    @cached_property
    def members(self) -> dict[int, tuple[list[tuple[int, int]], npt.NDArray[np.float32]]]:
        """The groups of each half term begun, and who belongs to them."""
        return {half.key: membership(self.view.groups[half.key]) for half in self.begun}

    def _grouped(self, counts: PeriodCounts) -> dict[tuple[int, int], Ints]:
        """The sums over the pupils of every group that has one: (kind, value) to one number for each of ``COUNTED``."""
        cells, members = self.members[counts.half]
        columns = [counts.sessions[name] for name in SESSIONS]
        columns += [
            np.ones(len(counts.rows), dtype=np.int64),
            (counts.sessions["unauthorised"] > 0).astype(np.int64),
            counts.persistent.astype(np.int64),
            counts.severe.astype(np.int64),
        ]
        inside = members[:, counts.rows].astype(np.float64)
        # Sums of one school stay far below 2**53, up to which a double holds every whole number.
        sums = (inside @ np.stack(columns, axis=1).astype(np.float64)).astype(np.int64)
        return {cells[at]: sums[at] for at in np.flatnonzero(inside.any(axis=1))}

    def weeks(self) -> dict[Cell, Ints]:
        """Sessions of every week begun, by kind and group: cell to one number for each of ``SESSIONS``."""
        weeks = [p for p in self.view.periods.values() if p.is_week and p.first <= self.view.on]
        found: dict[Cell, Ints] = {}
        for half in self.begun:
            inside = [week for week in weeks if half.first <= week.first <= half.last]
            if inside:
                found |= self._weeks_of(half, inside)
        return found

    def _weeks_of(self, half: Period, weeks: list[Period]) -> dict[Cell, Ints]:
        cells, members = self.members[half.key]
        starts = np.array([week.columns.start for week in weeks])
        block = self.flags[:, starts[0] : weeks[-1].columns.stop]
        # Of every pupil in every week, then of every group: a group is far wider than a week is long.
        own = [
            np.add.reduceat(has(block, flag), starts - starts[0], axis=1, dtype=np.int16) for flag in _FLAGS
        ]
        # (flag, group, week): a week in which a group had no session is no figure at all.
        sums = (members @ np.stack(own).astype(np.float32)).astype(np.int64)
        return {
            (week.key, *cells[group]): sums[:, group, at]
            for at, week in enumerate(weeks)
            for group in np.flatnonzero(sums[:, :, at].any(axis=0))
        }

    def figures(self) -> dict[Cell, Ints]:
        """Every figure of the school: cell to one number for each of ``COUNTED``."""
        nobody = np.zeros(len(PUPILS), dtype=np.int64)
        found = {cell: np.concatenate([sums, nobody]) for cell, sums in self.weeks().items()}
        for key, counts in self.judged.items():
            found |= {(key, *cell): sums for cell, sums in self._grouped(counts).items()}
        return found


def _judged_on(period: Period, on: date) -> Judged:
    """The stretch on which persistent absence is judged where it is a fixed count."""
    if period.key in (TERMS[0], *HALVES[:2]):
        return Judged.AUTUMN
    if period.key in (TERMS[1], *HALVES[2:4]):
        return Judged.AUTUMN_AND_SPRING
    return Judged.FIVE_HALF_TERMS if period.key == HALVES[4] else period_at(on)


def membership(groups: Groups) -> tuple[list[tuple[int, int]], npt.NDArray[np.float32]]:
    """Every group that has a pupil, as (kind, value), and who belongs to it: shape (groups, n)."""
    cells, rows = [], []
    for kind, values in groups.items():
        for value in np.unique(values):
            cells.append((int(kind), int(value)))
            rows.append(values == value)
    width = len(next(iter(groups.values())))
    return cells, np.array(rows, dtype=np.float32).reshape(len(rows), width)


def year_groups(ages: Ints) -> Ints:
    """The national curriculum year by age at 31 August: 5 is year 1, 15 is year 11."""
    return ages - AGE_BEFORE_YEAR_ONE


def sessions_met(calendar: Bools, on: date) -> Bools:
    """Where a school had met by the evening of a day, (732,)."""
    return calendar & (np.arange(LENGTH) <= position(on, 1))
