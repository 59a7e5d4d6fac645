"""Flags of level: how much of the year a pupil has missed, and looked-after children's 10 and 25 days.

Every function finds the breaches of one rule; its docstring is the sentence that people read.
"""

from datetime import date

import numpy as np

from attendance.rules.codes import Flag
from attendance.rules.counting import count, has
from attendance.rules.night import Breach, Night
from attendance.rules.open_points import FLAG_MINIMUM_SESSIONS, SHARP_FALL_POINTS
from attendance.rules.persistence import judged_sessions, period_at, persistent_rows, severe_rows
from attendance.rules.register import LENGTH, SESSIONS_A_DAY, Bools, Ints, position

ABSENT = Flag.AUTHORISED | Flag.UNAUTHORISED
BLOCK_WEEKS = 4


def persistent(night: Night) -> list[Breach]:
    """Persistently absent: since 2015/16, a tenth or more of possible sessions missed this year."""
    return _level(night, "persistent", _persistent(night, _judged_absence(night)))


def severe(night: Night) -> list[Breach]:
    """Absent for half or more of possible sessions this year."""
    rows = severe_rows(night.counts.absent, night.counts.possible, on=night.on)
    return _level(night, "severe", rows)


def at_risk(night: Night) -> list[Breach]:
    """Half way to persistent absence or further: today, 5% or more and less than 10% missed."""
    absent = _judged_absence(night)
    return _level(night, "at-risk", _persistent(night, 2 * absent) & ~_persistent(night, absent))


def _judged_absence(night: Night) -> Ints:
    """Sessions of absence that the measure of the night counts, (n,)."""
    judged = judged_sessions(night.ages, on=night.on)
    if judged is None:
        return night.counts.absent
    return count(night.flags[:, LENGTH:], 0, position(night.on, 1), judged).absent


def _persistent(night: Night, absent: Ints) -> Bools:
    return persistent_rows(absent, night.counts.possible, night.ages, on=night.on, period=period_at(night.on))


def _level(night: Night, rule: str, held: Bools) -> list[Breach]:
    """One breach a year for each pupil on roll who has had enough sessions to be judged."""
    counts, least = night.counts, night.view.answers.to(FLAG_MINIMUM_SESSIONS)
    judged = held & night.view.on_roll & (counts.possible >= least)
    rows = np.flatnonzero(judged)
    firsts = _first_days(night, rows)
    return [
        Breach(
            int(row),
            rule,
            str(night.year),
            began_on,
            night.on,
            int(counts.absent[row]),
            (("absent", int(counts.absent[row])), ("possible", int(counts.possible[row]))),
        )
        for row, began_on in zip(rows, firsts, strict=True)
    ]


def _first_days(night: Night, rows: Ints) -> list[date]:
    """The day of each pupil's first absence of the year; the night's own where the calendar has none."""
    absent = has(night.year_flags[rows], ABSENT)
    if not absent.shape[1]:
        return [night.on for _ in rows]
    columns = absent.argmax(axis=1) + night.this_year.start
    return [
        night.day(int(column)) if any_at_all else night.on
        for column, any_at_all in zip(columns, np.any(absent, axis=1).tolist(), strict=True)
    ]


def block_starts(night: Night) -> list[int]:
    """The first of this year's columns of each block of four school weeks, in order."""
    weeks = night.met_weeks[night.this_year]
    firsts = np.flatnonzero(np.diff(weeks, prepend=0))
    return [int(first) for first in firsts[::BLOCK_WEEKS]]


def sharp_fall(night: Night) -> list[Breach]:
    """Attendance fell by 15 percentage points or more from one block of four school weeks to the next."""
    starts = block_starts(night)
    if len(starts) < 2:
        return []
    before = _attended(night, slice(starts[-2], starts[-1]))
    now = _attended(night, slice(starts[-1], None))
    answers = night.view.answers
    points, least = answers.to(SHARP_FALL_POINTS), answers.to(FLAG_MINIMUM_SESSIONS)
    fall = 100 * (before[0] * now[1] - now[0] * before[1])
    held = (fall >= points * before[1] * now[1]) & (before[1] >= least) & (now[1] >= least)
    first = night.day(night.this_year.start + starts[-1])
    return [
        Breach(
            int(row),
            "sharp-fall",
            first.isoformat(),
            first,
            night.on,
            int(now[1][row] - now[0][row]),
            (
                ("attended_before", int(before[0][row])),
                ("possible_before", int(before[1][row])),
                ("attended", int(now[0][row])),
                ("possible", int(now[1][row])),
            ),
        )
        for row in np.flatnonzero(held & night.view.on_roll)
    ]


def _attended(night: Night, columns: slice) -> tuple[Ints, Ints]:
    flags = night.year_flags[:, columns]
    attended, possible = has(flags, Flag.ATTENDED), has(flags, Flag.POSSIBLE)
    return attended.sum(axis=1, dtype=np.int64), possible.sum(axis=1, dtype=np.int64)


def looked_after_10(night: Night) -> list[Breach]:
    """A looked-after child has missed 10 days or more this year, and belongs in the quarterly report."""
    return _looked_after(night, "looked-after-10", 10)


def looked_after_25(night: Night) -> list[Breach]:
    """A looked-after child has missed 25 days or more this year: audit the absence and plan action."""
    return _looked_after(night, "looked-after-25", 25)


def _looked_after(night: Night, rule: str, days: int) -> list[Breach]:
    """Pupils looked after on the night who missed so many days of this year while looked after."""
    today = night.on.toordinal()
    began, ended = night.view.looked_after_from, night.view.looked_after_to
    rows = np.flatnonzero((began > 0) & (began <= today) & (today <= ended) & night.view.on_roll)
    when = night.met_days[night.this_year]
    absent = has(night.year_flags[rows], ABSENT) & (when >= began[rows, None])
    missed = absent.sum(axis=1)
    found = []
    for place in np.flatnonzero(missed >= days * SESSIONS_A_DAY):
        first = night.day(night.this_year.start + int(absent[place].argmax()))
        sessions = int(missed[place])
        detail = (("sessions", sessions), ("days", days))
        found.append(Breach(int(rows[place]), rule, str(night.year), first, night.on, sessions, detail))
    return found
