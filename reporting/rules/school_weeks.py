"""Sessions of every pupil in every school week: what comparisons of windows are made of."""

from collections.abc import Sequence

import numpy as np

from attendance.rules.register import Ints
from reporting.rules.periods import Period
from reporting.rules.sums import POSSIBLE, SchoolSums, absences


def weekly(sums: SchoolSums, weeks: Sequence[Period]) -> tuple[Ints, Ints]:
    """Possible sessions and sessions of absence of each enrolment in each of these weeks: both (n, weeks)."""
    held = {week.key: at for at, week in enumerate(sums.weeks)}
    found = sums.weekly[:, [held[week.key] for week in weeks]].astype(np.int64)
    return found[..., POSSIBLE], absences(found)


def column_of(days: Ints, weeks: Sequence[Period]) -> Ints:
    """The column of the week that each day (ordinal) lies in, or of the next one where it lies in a holiday.

    A day after the last week gets the number of weeks, which is no column.
    """
    ends = np.array([week.last.toordinal() for week in weeks], dtype=np.int64)
    found: Ints = np.searchsorted(ends, days, side="left").astype(np.int64)
    return found
