"""Flags that rest on particular sessions: runs, windows, overdue codes and registers not taken."""

from datetime import date, timedelta

import numpy as np

from attendance.rules.calendar import CLOSURE, OPEN
from attendance.rules.codes import Flag
from attendance.rules.counting import has, run_lengths
from attendance.rules.night import SCHOOL, STILL, Breach, Night
from attendance.rules.open_points import (
    CLOSED_WEEK_COUNTS,
    SICKNESS_IN_SESSIONS,
    THRESHOLD_COUNTS_N,
    WEEK_STARTS_ON,
)
from attendance.rules.register import LENGTH, SESSIONS_A_DAY, Bools, Ints
from attendance.rules.returns import REGISTERS_2024, SICK_DAYS
from attendance.rules.weeks import calendar_sessions, national_threshold, week_numbers, window

N_SCHOOL_DAYS = 5
RETURN_SESSIONS = 10 * SESSIONS_A_DAY
SICK_SESSIONS = SICK_DAYS * SESSIONS_A_DAY
RETURN_WITHIN = timedelta(days=31)
"""A run stays on the list for a month after it ends, since the return is monthly."""


def _endings(lengths: Ints) -> Bools:
    """Where a run ends: the next session is not part of it."""
    following = np.zeros_like(lengths)
    following[:, :-1] = lengths[:, 1:]
    found: Bools = (lengths > 0) & (following == 0)
    return found


def continuous(night: Night) -> list[Breach]:
    """Absent without authority for 10 school days in a row: name the pupil on the attendance return."""
    since = int(np.searchsorted(night.met_days, (night.on - RETURN_WITHIN).toordinal()))
    recent = night.met[max(0, since - RETURN_SESSIONS) :]
    enough = has(night.flags[:, recent], Flag.RET10).sum(axis=1) >= RETURN_SESSIONS
    rows = np.flatnonzero(enough & night.view.on_roll)
    held = has(night.met_flags(rows), Flag.RET10) & night.of_age(rows)
    lengths = run_lengths(held)
    ends = _endings(lengths) & (lengths >= RETURN_SESSIONS)
    found = []
    for place, column in np.argwhere(ends):
        until, length = night.day(column), int(lengths[place, column])
        if night.on - until <= RETURN_WITHIN:
            began = night.day(column - length + 1)
            detail = (("sessions", length),)
            found.append(
                Breach(int(rows[place]), "continuous", began.isoformat(), began, until, length, detail)
            )
    return found


def sickness(night: Night) -> list[Breach]:
    """Marked ill for 30 sessions, 15 days, this year: a sickness return is due, one for each period."""
    ill, firsts, needed = _illness(night)
    rows = np.flatnonzero((ill.sum(axis=1) >= needed) & night.view.on_roll)
    held = ill[rows]
    totals, lengths = np.cumsum(held, axis=1), run_lengths(held)
    found = []
    for place, row in enumerate(rows):
        reached = int((totals[place] >= needed).argmax())
        long_runs = np.flatnonzero(lengths[place] == needed)
        for column in (reached, *(int(run) for run in long_runs if run - needed >= reached)):
            began = night.day(int(firsts[column - int(lengths[place, column]) + 1]))
            until = night.day(int(firsts[column]))
            number = int(totals[place, column])
            detail = (("sessions", number),)
            found.append(Breach(int(row), "sickness", began.isoformat(), began, until, number, detail))
    return found


def _illness(night: Night) -> tuple[Bools, Ints, int]:
    """Who was ill in each unit of this year, the column where each unit starts, and how many units are due.

    A unit is a session, or a calendar date where the authority counts dates: an open point of the guidance.
    """
    ill = has(night.year_flags, Flag.ILLNESS)
    start = night.this_year.start
    if night.view.answers.to(SICKNESS_IN_SESSIONS):
        return ill, np.arange(start, start + ill.shape[1]), SICK_SESSIONS
    _, firsts = np.unique(night.met_days[night.this_year], return_index=True)
    dates: Bools = np.logical_or.reduceat(ill, firsts, axis=1)
    return dates, firsts + start, SICK_DAYS


def unexplained(night: Night) -> list[Breach]:
    """A reason was not found within 5 school days: code N must become the right code, failing that O."""
    days = np.unique(night.met_days)
    before = days[days < night.on.toordinal()]
    if len(before) <= N_SCHOOL_DAYS:
        return []
    cutoff = before[-N_SCHOOL_DAYS - 1]
    last_year = days[days < night.span.ordinals[LENGTH]]
    earliest = last_year[-N_SCHOOL_DAYS] if len(last_year) >= N_SCHOOL_DAYS else 0
    earliest = max(int(earliest), REGISTERS_2024.toordinal())
    columns = np.flatnonzero((night.met_days <= cutoff) & (night.met_days >= earliest))
    overdue = has(night.flags[:, night.met[columns]], Flag.NO_REASON) & night.view.on_roll[:, None]
    return _by_week(night, "unexplained", overdue, columns)


def _by_week(night: Night, rule: str, held: Bools, columns: Ints) -> list[Breach]:
    """One breach for each pupil and week with a session held; the key is the week's Monday."""
    places, which = np.nonzero(held)
    weeks = night.met_weeks[columns[which]]
    _, first, number = np.unique(places * STILL + weeks, return_index=True, return_counts=True)
    found = []
    for start, sessions in zip(first, number, strict=True):
        row, week = places[start], weeks[start]
        began = night.day(int(columns[which[start]]))
        until = night.day(int(columns[which[start + sessions - 1]]))
        key = date.fromordinal(int(week)).isoformat()
        found.append(Breach(int(row), rule, key, began, until, int(sessions), (("sessions", int(sessions)),)))
    return found


def missing_registers(night: Night) -> list[Breach]:
    """More than half of the pupils on roll have no mark for a session on which the school met."""
    columns = np.arange(len(night.met))[night.this_year]
    missing = has(night.year_flags, Flag.MISSING).sum(axis=0)
    rostered = (night.year_flags != 0).sum(axis=0)
    held = (2 * missing > rostered)[None, :]
    weeks = _by_week(night, "missing-registers", held, columns)
    return [
        Breach(SCHOOL, each.rule, each.key, each.began_on, each.until, each.sessions, each.detail)
        for each in weeks
    ]


def penalty_threshold(night: Night) -> list[Breach]:
    """Ten sessions without authority in ten school weeks: the school must consider a penalty notice.

    Support comes first. Where an N is among the sessions the count is provisional.
    """
    answers = night.view.answers
    at = window(
        night.calendars,
        night.on,
        closed_weeks_count=answers.to(CLOSED_WEEK_COUNTS),
        week_starts_on=answers.to(WEEK_STARTS_ON),
    )
    recent = night.met >= at.first
    needed = national_threshold(night.on).sessions
    enough = has(night.flags[:, night.met[recent]], Flag.PN10).sum(axis=1) >= needed
    rows = np.flatnonzero(enough & night.view.on_roll)
    held = _countable(night, rows)
    totals = held[:, recent].sum(axis=1)
    met = totals >= needed
    rows, held, totals = rows[met], held[met], totals[met]
    unsettled = (held & has(night.met_flags(rows), Flag.NO_REASON))[:, recent].sum(axis=1)
    found = []
    for place, column in enumerate(_crossings(night, held, needed)):
        began, sessions = night.day(column), int(totals[place])
        key = f"{began.isoformat()}:{int(night.met[column]) % SESSIONS_A_DAY}"
        detail = (
            ("sessions", sessions),
            ("no_reason", int(unsettled[place])),
            ("window_began_on", at.weeks.first_day.isoformat()),
        )
        found.append(Breach(int(rows[place]), "penalty-threshold", key, began, night.on, sessions, detail))
    return found


def _countable(night: Night, rows: Ints) -> Bools:
    """The sessions of both years that may count towards the threshold, (rows, sessions)."""
    start = national_threshold(night.on).from_ or date.min
    held = has(night.met_flags(rows), Flag.PN10) & night.of_age(rows)
    held &= night.met_days >= start.toordinal()
    if not night.view.answers.to(THRESHOLD_COUNTS_N):
        held &= ~has(night.met_flags(rows), Flag.NO_REASON)
    if night.view.used is not None:
        held &= ~night.view.used[rows[:, None], night.met]
    return held


def _crossings(night: Night, held: Bools, needed: int) -> list[int]:
    """For pupils at or over the threshold, the column at which the rolling count last rose to it.

    That column depends on the marks and not on the night, so it stays the same until the count falls below.
    """
    running = np.cumsum(held, axis=1, dtype=np.int64)
    numbers, weeks = _weeks(night)
    met_weeks = numbers[night.met]
    earliest = np.maximum(np.searchsorted(weeks, met_weeks) - national_threshold(night.on).weeks + 1, 0)
    opened = np.searchsorted(met_weeks, weeks[earliest])
    nothing = np.zeros((len(held), 1), dtype=np.int64)
    earlier = np.concatenate([nothing, running], axis=1)[:, opened]
    over = running - earlier >= needed
    risen = over & ~np.concatenate([nothing > 0, over[:, :-1]], axis=1)
    return [int(column) for column in risen.shape[1] - 1 - risen[:, ::-1].argmax(axis=1)]


def _weeks(night: Night) -> tuple[Ints, Ints]:
    """The week of every position, and the school weeks of both years in order, each by its first day.

    Wholly closed weeks are school weeks where the authority counts them.
    """
    kinds = OPEN + CLOSURE if night.view.answers.to(CLOSED_WEEK_COUNTS) else OPEN
    numbers = week_numbers(night.span, night.view.answers.to(WEEK_STARTS_ON))
    return numbers, np.unique(numbers[calendar_sessions(night.calendars, kinds)])
