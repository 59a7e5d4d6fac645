"""Flags of pattern: absence that gathers on a weekday, a half of the day or round holidays, and lateness."""

from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from attendance.rules.codes import Flag
from attendance.rules.counting import has
from attendance.rules.levels import ABSENT, block_starts
from attendance.rules.night import Breach, Night
from attendance.rules.open_points import LATES_IN_BLOCK
from attendance.rules.register import AFTERNOON, MORNING, SESSIONS_A_DAY, Bools, Ints

LEAST_SESSIONS = 6
LEAST_EDGE_SESSIONS = 4
HOLIDAY_GAP = 8
"""School days this far apart have a holiday between them, and not only a long weekend."""

_HALVES = {MORNING: "mornings", AFTERNOON: "afternoons"}


def weekday(night: Night) -> list[Breach]:
    """Half or more of a pupil's absence falls on the same weekday: six sessions or more."""
    days = (night.met_days[night.this_year] - 1) % 7
    found = []
    for day in np.unique(days):
        gathered = _gathered(night, days == day, LEAST_SESSIONS, share=2)
        name = f"{date.min + timedelta(days=int(day)):%A}"
        found += _breaches(night, "weekday-pattern", f"{night.year}:{name.lower()}", gathered, name)
    return found


def half_day(night: Night) -> list[Breach]:
    """Three quarters or more of a pupil's absence falls on mornings, or on afternoons: six or more."""
    halves = night.met[night.this_year] % SESSIONS_A_DAY
    found = []
    for half, name in _HALVES.items():
        total = _absent_sessions(night)
        here = _absent_in(night, halves == half)
        held = (here >= LEAST_SESSIONS) & (4 * here >= 3 * total)
        found += _breaches(night, "half-day-pattern", f"{night.year}:{name}", (here, held), name)
    return found


def around_holidays(night: Night) -> list[Breach]:
    """Half or more of a pupil's absence falls on the last day before a holiday or the first day after one."""
    gathered = _gathered(night, _edges(night), LEAST_EDGE_SESSIONS, share=2)
    return _breaches(night, "holiday-pattern", f"{night.year}:holidays", gathered, "holidays")


def _edges(night: Night) -> Bools:
    """Which of this year's sessions lie on a day next to a holiday."""
    days = night.met_days[night.this_year]
    school_days, which = np.unique(days, return_inverse=True)
    gaps = np.diff(school_days) >= HOLIDAY_GAP
    edge = np.zeros(len(school_days), dtype=np.bool_)
    edge[:-1] |= gaps
    edge[1:] |= gaps
    found: Bools = edge[which]
    return found


def _absence(night: Night) -> npt.NDArray[np.uint8]:
    return has(night.year_flags, ABSENT).view(np.uint8)


def _absent_in(night: Night, columns: Bools) -> Ints:
    sessions: Ints = _absence(night)[:, columns].sum(axis=1, dtype=np.int64)
    return sessions


def _absent_sessions(night: Night) -> Ints:
    sessions: Ints = _absence(night).sum(axis=1, dtype=np.int64)
    return sessions


def _gathered(night: Night, columns: Bools, least: int, share: int) -> tuple[Ints, Bools]:
    """Absent sessions in some columns, and who has enough of them: one in ``share`` of all, and ``least``."""
    here = _absent_in(night, columns)
    return here, (here >= least) & (share * here >= _absent_sessions(night))


def _breaches(night: Night, rule: str, key: str, gathered: tuple[Ints, Bools], what: str) -> list[Breach]:
    here, held = gathered
    rows = np.flatnonzero(held & night.view.on_roll)
    absence = has(night.year_flags[rows], ABSENT)
    found = []
    for place, row in enumerate(rows):
        first = night.day(night.this_year.start + int(absence[place].argmax()))
        detail = (("on", what), ("absent", int(here[row])), ("of", int(absence[place].sum())))
        found.append(Breach(int(row), rule, key, first, night.on, int(here[row]), detail))
    return found


def lates(night: Night) -> list[Breach]:
    """Late six times or more in a block of four school weeks, before or after the register closed."""
    starts = block_starts(night)
    if not starts:
        return []
    late = has(night.year_flags[:, starts[-1] :], Flag.LATE).sum(axis=1)
    first = night.day(night.this_year.start + starts[-1])
    rows = np.flatnonzero((late >= night.view.answers.to(LATES_IN_BLOCK)) & night.view.on_roll)
    return [
        Breach(
            int(row), "lates", first.isoformat(), first, night.on, int(late[row]), (("late", int(late[row])),)
        )
        for row in rows
    ]
