"""What the nightly rules look at: one school's registers on one day, and what is derived from them once.

Times are sessions. Arrays have one row a pupil, shape (n, …). A span of two years, last year and this, lets
runs and windows cross 1 August.
"""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import numpy as np

from attendance.rules.age import ages_at_start, compulsory_spans
from attendance.rules.calendar import Calendars
from attendance.rules.counting import Counts, Flags, classify, count
from attendance.rules.open_points import Answers
from attendance.rules.register import (
    EMPTY_LINE,
    LENGTH,
    Bools,
    Ints,
    Lines,
    Span,
    position,
    year_of,
)
from attendance.rules.weeks import calendar_sessions, end_to_end, week_numbers

SCHOOL = -1
"""The row of a breach that is the school's own and no pupil's."""

STILL = date.max.toordinal()
"""The last ordinal of a looked-after spell that has not ended."""


@dataclass(frozen=True, eq=False)
class SchoolYearView:
    """One school on the evening of ``on``: marks up to and with that day count, later ones do not.

    ``lines`` and ``last_lines``: this and last academic year's register lines, (n, 732); blank where none
    is. ``calendars``: this year's calendar line and, if held, last year's. ``born_on``: ordinals.
    ``looked_after_from``, ``looked_after_to``: ordinals of the spell of this year, both included; 0 and 0
    where there is none, ``STILL`` where it goes on. ``on_roll``: who is on roll on ``on``. ``used``:
    sessions that a live notice or charge rests on, (n, 1464), last year's first; None where none are.
    ``answers``: what the authority decided on open points, in force on ``on``.
    """

    on: date
    lines: Lines
    last_lines: Lines
    calendars: Calendars
    born_on: Ints
    looked_after_from: Ints
    looked_after_to: Ints
    on_roll: Bools
    used: Bools | None = None
    answers: Answers = field(default_factory=Answers)


@dataclass(frozen=True)
class Breach:
    """One rule met by one pupil, or by the school (row -1).

    ``key`` stands for the sessions the breach rests on: the same sessions always have the same key, so that a
    flag is never raised twice for them. ``sessions`` is their number, from ``began_on`` to ``until``.
    ``detail`` holds the figures of the sentence.
    """

    row: int
    rule: str
    key: str
    began_on: date
    until: date
    sessions: int
    detail: tuple[tuple[str, int | str], ...] = ()


@dataclass(frozen=True, eq=False)
class Night:
    """A view with everything that more than one rule needs, computed when first asked for."""

    view: SchoolYearView

    @property
    def on(self) -> date:
        return self.view.on

    @cached_property
    def year(self) -> int:
        return year_of(self.view.on)

    @cached_property
    def span(self) -> Span:
        return Span(self.year - 1, 2)

    @cached_property
    def calendars(self) -> Calendars:
        """Both years' calendars; a year that is not held has no session."""
        return {year: self.view.calendars.get(year, EMPTY_LINE) for year in (self.year - 1, self.year)}

    @cached_property
    def flags(self) -> Flags:
        """Both years' flags end to end, (n, 1464)."""
        return end_to_end(classify(self.view.last_lines, self.year - 1), classify(self.view.lines, self.year))

    @cached_property
    def counts(self) -> Counts:
        """The year to date."""
        return count(self.flags, LENGTH, LENGTH + position(self.on, 1))

    @cached_property
    def ages(self) -> Ints:
        """Ages at 31 August, (n,)."""
        return ages_at_start(self.view.born_on, self.year)

    @cached_property
    def compulsory(self) -> tuple[Ints, Ints]:
        """First and last ordinals of compulsory school age, (n,) each."""
        return compulsory_spans(self.view.born_on)

    @cached_property
    def met(self) -> Ints:
        """The positions of the span on which the school met by the end of the day, in order."""
        open_by_now = calendar_sessions(self.calendars) & (self.span.ordinals <= self.on.toordinal())
        return np.flatnonzero(open_by_now)

    @cached_property
    def met_days(self) -> Ints:
        """The ordinals of ``met``."""
        return self.span.ordinals[self.met]

    @cached_property
    def met_weeks(self) -> Ints:
        """The Mondays of ``met``, as ordinals."""
        return week_numbers(self.span)[self.met]

    @cached_property
    def this_year(self) -> slice:
        """Which of ``met`` lie in this academic year."""
        return slice(int(np.searchsorted(self.met, LENGTH)), len(self.met))

    @cached_property
    def year_flags(self) -> Flags:
        """The flags of this year's sessions to date, (n, sessions)."""
        return self.flags[:, self.met[self.this_year]]

    def met_flags(self, rows: Ints) -> Flags:
        """The flags of both years' sessions to date for some pupils, (rows, sessions)."""
        return self.flags[rows[:, None], self.met]

    def of_age(self, rows: Ints) -> Bools:
        """Whether those pupils were of compulsory school age at each session of ``met``, (rows, sessions)."""
        began, ended = self.compulsory
        found: Bools = (self.met_days >= began[rows, None]) & (self.met_days <= ended[rows, None])
        return found

    def day(self, column: int) -> date:
        """The day of a column of ``met``."""
        return date.fromordinal(int(self.met_days[column]))
