"""Flags on a school's own registers: late files, gaps, impossible codes, late changes, reasons never sought.

Every function finds the breaches of one rule; its docstring is the sentence people read. The sources are the
duty to keep registers session by session (SI 2006/1751 reg 6; SI 2024/208 reg 10) and the strategy of
January 2007, which has officers see that registers are up to date and accurate.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from attendance.rules.codes import Flag
from attendance.rules.counting import has
from attendance.rules.levels import ABSENT
from attendance.rules.night import SCHOOL, Breach, Night
from attendance.rules.register import Bools, Ints
from attendance.rules.weeks import WEEK, monday_of

MANY_CHANGES = 20
"""Marks changed in one week, each more than a fortnight after its session. Our choice."""
LATE_AFTER = timedelta(days=14)
WEEKS_WITHOUT_N = 8
ABSENCES_WITHOUT_N = 100
"""Absences in at least so many school weeks among which an N would be expected. Our choice."""


@dataclass(frozen=True, eq=False)
class SchoolNight:
    """A school's night with what its marks alone do not say.

    ``due`` is the weekday (0 is Monday) by whose end the registers of the week before should have come.
    ``late_changes`` are this week's changes of marks older than a fortnight; ``n_replaced`` says that an N
    was once held and replaced this year.
    """

    night: Night
    due: int
    late_changes: int
    n_replaced: bool

    @property
    def last_due(self) -> date:
        """The last day whose registers should have come by the end of ``on``."""
        monday = monday_of(self.night.on)
        weeks = 1 if self.night.on.weekday() >= self.due else 2
        return monday - timedelta(days=WEEK * (weeks - 1) + 1)


@dataclass(frozen=True)
class SchoolRule:
    """A rule about a school's registers: its key, its title and how its breaches are found."""

    key: str
    title: str
    find: Callable[[SchoolNight], list[Breach]]

    @property
    def sentence(self) -> str:
        """What the rule says, in one sentence or a few."""
        return " ".join((self.find.__doc__ or "").split())


def late_file(at: SchoolNight) -> list[Breach]:
    """The registers of a whole week have not come by the day on which they were due."""
    weeks, met, missing = _due_weeks(at)
    return [_week_breach("late-file", week, met, met) for week, met in _pairs(weeks, met, missing == met)]


def missing_registers(at: SchoolNight) -> list[Breach]:
    """Some sessions of a week have no mark for more than half of the pupils on roll."""
    weeks, met, missing = _due_weeks(at)
    gaps = (missing > 0) & (missing < met)
    return [
        _week_breach("missing-registers", week, sessions, int(total))
        for (week, total), sessions in zip(_pairs(weeks, met, gaps), missing[gaps], strict=True)
    ]


def _due_weeks(at: SchoolNight) -> tuple[Ints, Ints, Ints]:
    """This year's weeks whose registers are due: their Mondays, sessions met, and sessions without marks."""
    night = at.night
    columns = night.this_year
    due = night.met_days[columns] <= at.last_due.toordinal()
    empty = _without_marks(night)[due]
    weeks, week_of = np.unique(night.met_weeks[columns][due], return_inverse=True)
    met = np.bincount(week_of, minlength=len(weeks))
    return weeks, met, np.bincount(week_of, empty, len(weeks)).astype(np.int64)


def _without_marks(night: Night) -> Bools:
    """This year's sessions without a mark for more than half of the roll; all where there is no register."""
    if not len(night.flags):
        return np.ones(night.this_year.stop - night.this_year.start, dtype=np.bool_)
    missing = has(night.year_flags, Flag.MISSING).sum(axis=0)
    rostered = (night.year_flags != 0).sum(axis=0)
    found: Bools = 2 * missing > rostered
    return found


def _pairs(weeks: Ints, numbers: Ints, chosen: Bools) -> list[tuple[date, int]]:
    return [
        (date.fromordinal(int(week)), int(number))
        for week, number in zip(weeks[chosen], numbers[chosen], strict=True)
    ]


def _week_breach(rule: str, week: date, sessions: int, met: int) -> Breach:
    detail = (("sessions", int(sessions)), ("met", met))
    return Breach(
        SCHOOL, rule, week.isoformat(), week, week + timedelta(days=WEEK - 1), int(sessions), detail
    )


def impossible_codes(at: SchoolNight) -> list[Breach]:
    """Marks that are not codes on their day, or attendance on a day on which the school did not meet."""
    night = at.night
    this_year = night.flags[:, night.span.start(night.year) :]
    days = night.span.ordinals[night.span.start(night.year) :]
    past = (days > 0) & (days <= night.on.toordinal())
    met = np.isin(night.span.start(night.year) + np.arange(len(days)), night.met)
    unknown = (has(this_year, Flag.UNKNOWN) & past).sum(axis=0)
    attended = (has(this_year, Flag.ATTENDED) & past & ~met).sum(axis=0)
    where = np.flatnonzero(unknown + attended)
    if not len(where):
        return []
    detail = (("unknown", int(unknown.sum())), ("attended_while_closed", int(attended.sum())))
    first, last = (date.fromordinal(int(days[place])) for place in (where[0], where[-1]))
    total = int(unknown.sum() + attended.sum())
    return [Breach(SCHOOL, "impossible-codes", str(night.year), first, last, total, detail)]


def late_changes(at: SchoolNight) -> list[Breach]:
    """Twenty marks or more were changed within a week, each more than a fortnight after its session."""
    if at.late_changes < MANY_CHANGES:
        return []
    week = monday_of(at.night.on)
    detail = (("changes", at.late_changes),)
    return [Breach(SCHOOL, "late-changes", week.isoformat(), week, at.night.on, at.late_changes, detail)]


def never_n(at: SchoolNight) -> list[Breach]:
    """No absence was ever coded N in eight school weeks or more: were the reasons really known at once?"""
    night = at.night
    absences = int(has(night.year_flags, ABSENT).sum())
    weeks = len(np.unique(night.met_weeks[night.this_year]))
    used = at.n_replaced or bool(has(night.year_flags, Flag.NO_REASON).any())
    if used or weeks < WEEKS_WITHOUT_N or absences < ABSENCES_WITHOUT_N:
        return []
    first = night.day(night.this_year.start)
    detail = (("absent", absences), ("weeks", weeks))
    return [Breach(SCHOOL, "never-n", str(night.year), first, night.on, absences, detail)]


SCHOOL_RULES: tuple[SchoolRule, ...] = (
    SchoolRule("late-file", "Registers late", late_file),
    SchoolRule("missing-registers", "Registers not taken", missing_registers),
    SchoolRule("impossible-codes", "Impossible codes", impossible_codes),
    SchoolRule("late-changes", "Many late changes", late_changes),
    SchoolRule("never-n", "Code N never used", never_n),
)
SCHOOL_RULE_BY_KEY = {rule.key: rule for rule in SCHOOL_RULES}


def review_school(at: SchoolNight) -> list[Breach]:
    """Every breach of the rules about a school's registers; none before its first session of the year."""
    if not len(at.night.met[at.night.this_year]):
        return []
    return [breach for rule in SCHOOL_RULES for breach in rule.find(at)]
