"""Fast-track case management: when it opens, and its twelve weeks as a plan with dates, each of them editable."""

from dataclasses import dataclass
from datetime import date, timedelta

from attendance.rules.calendar import Calendars
from attendance.rules.enforcement_points import FAST_TRACK_ENTRY_WEEKS, FAST_TRACK_PERCENT
from attendance.rules.open_point import DEFAULTS, Answers
from attendance.rules.weeks import SchoolWeeks, school_weeks
from enforcement.rules.provision import Basis, Provision

STARTED = date(2003, 1, 1)
WEEKS = 12

TWELVE_WEEKS = Provision(
    "fast-track-twelve-weeks",
    "Fast track to attendance",
    STARTED,
    "Case management against time: a plan with targets within four weeks, a hearing within twelve, stopped as "
    "soon as attendance improves, and looked at again after closure.",
    "The department's model of 2003",
    Basis.GUIDANCE,
)
ENTRY = Provision(
    "fast-track-entry",
    "Entry to the fast track",
    STARTED,
    "A share of sessions missed without authority over some school weeks, as the authority sets it; exactly the "
    "share is enough.",
    "One authority's rule: 15 percent over six school weeks",
    Basis.LOCAL,
)
PROVISIONS = (TWELVE_WEEKS, ENTRY)


@dataclass(frozen=True)
class Milestone:
    """Something due in a week of the fast track, with its proposed day."""

    key: str
    title: str
    week: int
    due_on: date


PLAN = (
    ("entry", "Entry, and a letter to each parent", 0),
    ("visit", "Home visit", 1),
    ("panel", "Panel at the school, and a plan with targets", 2),
    ("plan-at-work", "The plan at work", 3),
    ("review", "Review of the plan", 6),
    (
        "decision",
        "Decision, education supervision order considered, interview under caution",
        7,
    ),
    ("summons", "Summons", 8),
    ("hearing", "Hearing", WEEKS),
)


def timetable(entered_on: date) -> tuple[Milestone, ...]:
    """The twelve weeks from the day of entry, in order; the same weekday each time."""
    return tuple(Milestone(key, title, week, entered_on + timedelta(weeks=week)) for key, title, week in PLAN)


def entry_weeks(calendars: Calendars, on: date, *, answers: Answers = DEFAULTS) -> SchoolWeeks:
    """The school weeks over which the share is taken, up to a day. Raises LookupError without calendars."""
    return school_weeks(calendars, on, answers.to(FAST_TRACK_ENTRY_WEEKS))


def is_entry_met(unauthorised: int, possible: int, *, answers: Answers = DEFAULTS) -> bool:
    """Whether the share missed without authority opens the fast track, in whole numbers."""
    return possible > 0 and unauthorised * 100 >= answers.to(FAST_TRACK_PERCENT) * possible
