"""Ten sessions in ten school weeks: the threshold for considering a penalty notice, from 19 August 2024.

A school week is any week, Monday to Sunday unless the authority says otherwise, with at least one school
session. Weeks belong to the school
and not to the pupil, so a week for which a pupil had leave still counts; weeks without a session vanish,
and a window may reach across holidays and academic years. Sessions need not follow one another, and any mix
of G, N, O and U counts. Meeting the threshold means that the school must consider a notice, not that one is
given.

Sources: codes of conduct under the national framework, as councils publish them; what they leave open is in
``open_points``.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np

from attendance.rules.age import CompulsoryAge
from attendance.rules.calendar import CLOSURE, OPEN, Calendars, as_sessions
from attendance.rules.codes import Flag
from attendance.rules.counting import Flags, classify, has
from attendance.rules.dated import in_force
from attendance.rules.open_points import (
    CLOSED_WEEK_COUNTS,
    SESSIONS_BEFORE_AUGUST_2024,
    THRESHOLD_COUNTS_N,
    WEEK_STARTS_ON,
)
from attendance.rules.register import (
    EMPTY_LINE,
    Bools,
    Ints,
    Span,
    as_array,
    session_at,
    year_in_words,
    year_of,
)

WEEK = 7


@dataclass(frozen=True)
class ThresholdRule:
    """So many unauthorised sessions within so many school weeks."""

    from_: date | None
    sessions: int
    weeks: int


NATIONAL_THRESHOLD = (ThresholdRule(date(2024, 8, 19), 10, 10),)
"""Before this day each authority had a threshold of its own, which is a dated setting and not a rule."""


def national_threshold(on: date) -> ThresholdRule:
    """The threshold of a day. Raises LookupError before 19 August 2024."""
    return in_force(NATIONAL_THRESHOLD, on)


@dataclass(frozen=True)
class SchoolWeeks:
    """The last school weeks up to a day, each by its first day, in order."""

    first_days: tuple[date, ...]

    @property
    def first_day(self) -> date:
        return self.first_days[0]

    @property
    def last_day(self) -> date:
        return self.first_days[-1] + timedelta(days=WEEK - 1)


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def span_of(calendars: Calendars) -> Span:
    """The years held, end to end. Raises LookupError where there are none, or a year between is missing."""
    if not calendars or len(calendars) != max(calendars) - min(calendars) + 1:
        raise LookupError("The school's calendars must follow one another without a gap.")
    return Span(min(calendars), len(calendars))


def calendar_sessions(calendars: Calendars, kinds: str = OPEN) -> Bools:
    """Where the school's calendars hold one of ``kinds``, end to end, shape (years x 732,)."""
    span = span_of(calendars)
    return np.concatenate([as_sessions(calendars[span.first_year + n], kinds) for n in range(span.years)])


def week_numbers(span: Span, starts_on: int = WEEK_STARTS_ON.default) -> Ints:
    """The week of each position as the ordinal of its first day, shape (length,); 0 where no day exists.

    Weeks start on the weekday ``starts_on``, 0 being Monday.
    """
    ordinals = span.ordinals
    # Ordinal 1 is a Monday.
    return np.where(ordinals > 0, ordinals - (ordinals - 1 - starts_on) % WEEK, 0)


def school_weeks(
    calendars: Calendars,
    up_to: date,
    n: int = 10,
    *,
    closed_weeks_count: bool = CLOSED_WEEK_COUNTS.default,
    week_starts_on: int = WEEK_STARTS_ON.default,
) -> SchoolWeeks:
    """The last ``n`` school weeks up to the week of ``up_to``; fewer where the calendars hold fewer.

    A week whose every session was cancelled is left out unless ``closed_weeks_count``.
    Raises LookupError where the year of ``up_to`` is not held, and where no school week is by then.
    """
    span = span_of(calendars)
    if year_of(up_to) not in calendars:
        raise LookupError(f"No school calendar is held for {year_in_words(year_of(up_to))}.")
    kinds = OPEN + CLOSURE if closed_weeks_count else OPEN
    last_day = up_to + timedelta(days=WEEK - 1 - (up_to.weekday() - week_starts_on) % WEEK)
    met = calendar_sessions(calendars, kinds) & (span.ordinals <= last_day.toordinal())
    first_days = np.unique(week_numbers(span, week_starts_on)[met])[-n:]
    if not len(first_days):
        raise LookupError("The school had no week with a session by then.")
    return SchoolWeeks(tuple(date.fromordinal(int(day)) for day in first_days))


@dataclass(frozen=True)
class Threshold:
    """How one pupil at one school stands against the threshold on a day.

    ``sessions`` are those that count, as (day, session). ``tenth`` is the session with which the number was
    reached; the day on which anybody came to know of it is another matter. ``provisional`` says that an N is
    among them: the threshold is then a reason to look, and never one to issue.
    """

    rule: ThresholdRule
    weeks: SchoolWeeks
    sessions: tuple[tuple[date, int], ...]
    provisional: bool

    @property
    def count(self) -> int:
        return len(self.sessions)

    @property
    def met(self) -> bool:
        return self.count >= self.rule.sessions

    @property
    def tenth(self) -> tuple[date, int] | None:
        return self.sessions[self.rule.sessions - 1] if self.met else None

    @property
    def missing(self) -> int:
        """How many more sessions would meet the threshold."""
        return max(0, self.rule.sessions - self.count)


def threshold(
    lines: Calendars,
    calendars: Calendars,
    up_to: date,
    *,
    compulsory: CompulsoryAge,
    session: int = 1,
    used: Collection[tuple[date, int]] = (),
    closed_weeks_count: bool = CLOSED_WEEK_COUNTS.default,
    counts_n: bool = THRESHOLD_COUNTS_N.default,
    before_2024_counts: bool = SESSIONS_BEFORE_AUGUST_2024.default,
    week_starts_on: int = WEEK_STARTS_ON.default,
    rule: ThresholdRule | None = None,
) -> Threshold:
    """How a pupil stands at the end of a session of ``up_to``, from the register lines of one school by year.

    A mark counts where the school met; one on a holiday, an INSET day or a closed session is no session.
    ``used`` are sessions that a live notice or charge already rests on, which do not count again. Only
    sessions on which the pupil is of compulsory school age count. ``rule`` is an authority's own where the
    national one does not apply. Raises LookupError before 19 August 2024 unless a rule is given, and where
    the calendars are missing.
    """
    rule = rule or national_threshold(up_to)
    weeks = school_weeks(
        calendars, up_to, rule.weeks, closed_weeks_count=closed_weeks_count, week_starts_on=week_starts_on
    )
    span = span_of(calendars)
    flags = span_flags([lines.get(span.first_year + n, EMPTY_LINE) for n in range(span.years)], span)
    counted = has(flags, Flag.PN10) & _inside(span, weeks, up_to, session, compulsory)
    counted &= calendar_sessions(calendars)
    if not counts_n:
        counted &= ~has(flags, Flag.NO_REASON)
    if not before_2024_counts:
        counted &= span.ordinals >= (rule.from_ or date.min).toordinal()
    for day, part in used:
        if year_of(day) in calendars:
            counted[span.position(day, part)] = False
    where = np.flatnonzero(counted)
    sessions = tuple((span.day_at(int(place)), session_at(int(place))) for place in where)
    return Threshold(rule, weeks, sessions, bool(has(flags, Flag.NO_REASON)[where].any()))


def span_flags(lines: list[str], span: Span) -> Flags:
    """The flags of one pupil's lines end to end, shape (years x 732,)."""
    rows = as_array(lines)
    return np.concatenate([classify(rows[n : n + 1], span.first_year + n)[0] for n in range(span.years)])


def _inside(span: Span, weeks: SchoolWeeks, up_to: date, session: int, compulsory: CompulsoryAge) -> Bools:
    """The positions that lie in the window, by the session asked for, and within compulsory school age."""
    ordinals = span.ordinals
    first = max(weeks.first_day, compulsory.began_on).toordinal()
    last = min(up_to, compulsory.ended_on).toordinal()
    inside = (ordinals >= first) & (ordinals <= last)
    inside[span.position(up_to, session) + 1 :] = False
    numbers = week_numbers(span, weeks.first_day.weekday())
    found: Bools = inside & np.isin(numbers, [day.toordinal() for day in weeks.first_days])
    return found


@dataclass(frozen=True)
class Window:
    """The sessions of a school that count towards the threshold on a day, for all its pupils at once.

    Positions ``first`` to ``last``, both included, of the span; ``met`` says where the school met, (positions,).
    """

    span: Span
    weeks: SchoolWeeks
    first: int
    last: int
    met: Bools

    @cached_property
    def days(self) -> Ints:
        """The ordinal of each position of the window, shape (positions,)."""
        return self.span.ordinals[self.first : self.last + 1]


def window(
    calendars: Calendars,
    up_to: date,
    *,
    closed_weeks_count: bool = CLOSED_WEEK_COUNTS.default,
    week_starts_on: int = WEEK_STARTS_ON.default,
) -> Window:
    """The window of a school on a day, from its first week on, and not before the rule's own first day.

    Raises LookupError as ``threshold`` does.
    """
    rule = national_threshold(up_to)
    weeks = school_weeks(
        calendars, up_to, rule.weeks, closed_weeks_count=closed_weeks_count, week_starts_on=week_starts_on
    )
    span = span_of(calendars)
    start = max(weeks.first_day, rule.from_ or date.min, date(span.first_year, 8, 1))
    first, last = span.position(start, 0), span.position(up_to, 1)
    return Window(span, weeks, first, last, calendar_sessions(calendars)[first : last + 1])


def window_sessions(flags: Flags, at: Window, began: Ints, ended: Ints, used: Bools | None = None) -> Bools:
    """Which sessions of the window count for each pupil: shape (n, positions of the window).

    ``flags`` are the school's flags end to end, shape (n, years x 732); ``began`` and ``ended`` the
    ordinals of compulsory school age, shape (n,); ``used`` sessions already relied upon, in the shape of
    ``flags``.
    """
    columns = slice(at.first, at.last + 1)
    counted = has(flags[:, columns], Flag.PN10) & at.met
    days = at.days
    if len(days) and (began.max(initial=0) > days[0] or ended.min(initial=days[-1]) < days[-1]):
        counted &= (days >= began[:, None]) & (days <= ended[:, None])
    if used is not None:
        counted &= ~used[:, columns]
    return counted


def end_to_end(last_year: Flags, this_year: Flags) -> Flags:
    """Two years' flags as one array of shape (n, 1464)."""
    return np.concatenate([last_year, this_year], axis=1)


def reached_at(counted: Bools, number: int) -> Ints:
    """The column at which each row reaches ``number`` counted sessions, shape (n,); -1 where it does not."""
    running = np.cumsum(counted, axis=1, dtype=np.int32)
    reached = running >= number
    return np.where(reached.any(axis=1), reached.argmax(axis=1), -1)
