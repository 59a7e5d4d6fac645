"""Pupils with more than one enrolment in a year, and their marks at all schools laid into one line."""

from dataclasses import dataclass

import numpy as np

from attendance.queries.night import NightRead
from attendance.rules.codes import Flag
from attendance.rules.counting import classify, has
from attendance.rules.register import Ints, Lines


@dataclass(frozen=True)
class Everywhere:
    """Rows of the roll whose pupil has another enrolment, in order, (m,), and whole lines, (m, 732)."""

    rows: Ints
    lines: Lines

    def lines_of(self, rows: Ints) -> Lines:
        """The whole lines of some of these rows."""
        return self.lines[np.searchsorted(self.rows, rows)]


def lines_everywhere(read: NightRead) -> Everywhere:
    """For each enrolment whose pupil has another one this year, its line with the other's marks laid in.

    Where its own mark is no possible session (blank, or attending elsewhere), the other school's stands if
    that is one. A session possible at both schools counts once, at its own.
    """
    pupils = np.concatenate([read.roll.pupil, read.elsewhere.pupil])
    _, pupil_of, times = np.unique(pupils, return_inverse=True, return_counts=True)
    several = np.flatnonzero(times[pupil_of] > 1)
    lines = np.concatenate([read.lines, read.elsewhere.lines])[several]
    possible = has(classify(lines, read.year), Flag.POSSIBLE)
    whole = lines.copy()
    for place, other in _others(pupil_of[several]):
        laid = possible[other] & ~has(classify(whole[place : place + 1], read.year), Flag.POSSIBLE)[0]
        whole[place, laid] = lines[other, laid]
    here = several < len(read.roll)
    return Everywhere(several[here], whole[here])


def _others(pupil_of: Ints) -> list[tuple[int, int]]:
    """Pairs of places with the same pupil, in both directions."""
    order = np.argsort(pupil_of, kind="stable")
    groups = np.split(order, np.flatnonzero(np.diff(pupil_of[order])) + 1)
    return [
        (int(place), int(other)) for group in groups for place in group for other in group if place != other
    ]
