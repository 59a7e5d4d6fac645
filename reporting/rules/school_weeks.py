"""Sessions of every pupil in every school week: what comparisons of windows are made of."""

from collections.abc import Sequence

import numpy as np

from attendance.rules.codes import Flag
from attendance.rules.counting import has
from attendance.rules.register import Bools, Ints
from reporting.rules.periods import Period
from reporting.rules.sums import SchoolSums


def weekly(sums: SchoolSums, weeks: Sequence[Period]) -> tuple[Ints, Ints]:
    """Possible sessions and sessions of absence of each enrolment in each of these weeks: both (n, weeks)."""
    flags = sums.flags
    absent = has(flags, Flag.AUTHORISED) | has(flags, Flag.UNAUTHORISED)
    return _by_week(has(flags, Flag.POSSIBLE), weeks), _by_week(absent, weeks)


def _by_week(sessions: Bools, weeks: Sequence[Period]) -> Ints:
    """How many of the sessions lie in each week, from sums kept up to each session: a holiday is in no week."""
    up_to = np.zeros((sessions.shape[0], sessions.shape[1] + 1), dtype=np.int32)
    np.cumsum(sessions, axis=1, out=up_to[:, 1:])
    firsts = [week.columns.start for week in weeks]
    lasts = [week.columns.stop for week in weeks]
    found: Ints = (up_to[:, lasts] - up_to[:, firsts]).astype(np.int64)
    return found


def column_of(days: Ints, weeks: Sequence[Period]) -> Ints:
    """The column of the week that each day (ordinal) lies in, or of the next one where it lies in a holiday.

    A day after the last week gets the number of weeks, which is no column.
    """
    ends = np.array([week.last.toordinal() for week in weeks], dtype=np.int64)
    found: Ints = np.searchsorted(ends, days, side="left").astype(np.int64)
    return found
