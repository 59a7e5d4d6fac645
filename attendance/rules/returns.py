"""What a school must return to the authority, how long registers are kept, and the duties behind both.

Sources: SI 2006/1751 reg 12; SI 2024/208 regs 7, 10 and 13; Education Act 1996 s436A; the attendance and
sickness returns from 19 August 2024 as councils describe them. Which date selects the rule is the date of
the event. When a name may be deleted is in ``deletions``.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from attendance.rules.calendar import Calendars, add_school_days
from attendance.rules.dated import in_force, is_in_force
from attendance.rules.open_points import SICKNESS_IN_SESSIONS
from attendance.rules.register import SESSIONS_A_DAY


@dataclass(frozen=True)
class Duty:
    """A duty or strategy, the day from which it binds (None: not in force), and the user's sentence."""

    key: str
    from_: date | None
    sentence: str


REGISTERS_2006 = date(2006, 9, 1)
REGISTERS_2024 = date(2024, 8, 19)

CHILDREN_MISSING_EDUCATION = Duty(
    "children-missing-education",
    date(2007, 2, 27),
    "The authority must have arrangements to identify children of compulsory school age who are on no "
    "school's roll and are not suitably educated otherwise (Education Act 1996 s436A).",
)
STRATEGY_2007 = Duty(
    "strategy-2007",
    date(2007, 2, 5),
    "The attendance strategy signed on 26 January 2007, in force unless called in.",
)
ADDITIONS_AND_DELETIONS = Duty(
    "additions-and-deletions",
    date(2016, 9, 1),
    "Schools tell the authority of every pupil added, within five days, and of every pupil deleted.",
)
SICKNESS_RETURN = Duty(
    "sickness-return",
    REGISTERS_2024,
    "Schools name pupils marked I whom they believe will miss 15 days, one after another or over the year.",
)
REGISTER_OF_CHILDREN_NOT_IN_SCHOOL = Duty(
    "children-not-in-school",
    None,
    "The authority keeps a register of children not in school "
    "(Children's Wellbeing and Schools Act 2026, s38).",
)
SCHOOL_ATTENDANCE_ORDERS_2026 = Duty(
    "school-attendance-orders-2026",
    None,
    "A preliminary notice comes before a school attendance order (the same Act, s39).",
)
DUTIES = (
    STRATEGY_2007,
    CHILDREN_MISSING_EDUCATION,
    ADDITIONS_AND_DELETIONS,
    SICKNESS_RETURN,
    REGISTER_OF_CHILDREN_NOT_IN_SCHOOL,
    SCHOOL_ATTENDANCE_ORDERS_2026,
)


@dataclass(frozen=True)
class AttendanceReturn:
    """How often schools name pupils who attend irregularly or miss ten school days without authority."""

    from_: date | None
    days: int
    at_least_monthly: bool
    sentence: str


ATTENDANCE_RETURNS = (
    AttendanceReturn(REGISTERS_2006, 10, False, "At the intervals that the school and the authority agree."),
    AttendanceReturn(REGISTERS_2024, 10, True, "At least once in every calendar month."),
)


def attendance_return_due(reached_on: date) -> date | None:
    """The last day for naming a pupil whose tenth school day was ``reached_on``.

    The last day of the next calendar month, since returns are at least monthly; None where the interval is
    the one agreed. Raises LookupError before 1 September 2006.
    """
    if not in_force(ATTENDANCE_RETURNS, reached_on).at_least_monthly:
        return None
    month_after_next = reached_on.year * 12 + reached_on.month - 1 + 2
    return date(month_after_next // 12, month_after_next % 12 + 1, 1) - timedelta(days=1)


SICK_DAYS = 15


def sickness_return_due(
    on: date,
    *,
    sick_sessions: int,
    sick_dates: int = 0,
    expected_days: int = 0,
    already_returned: bool = False,
    in_sessions: bool = SICKNESS_IN_SESSIONS.default,
) -> bool:
    """Whether a pupil is to be named for sickness: 15 days missed, or a letter that says so many are to come.

    ``sick_sessions`` and ``sick_dates`` are those marked I in the year; which of the two decides is an open
    point. One return is enough for one continuous period of illness, which ``already_returned`` says was
    made.
    """
    if not is_in_force(SICKNESS_RETURN, on) or already_returned:
        return False
    missed = sick_sessions >= SICK_DAYS * SESSIONS_A_DAY if in_sessions else sick_dates >= SICK_DAYS
    return missed or expected_days >= SICK_DAYS


NEW_PUPIL_DAYS = 5
GROUNDS_RETURNED_FROM_2006 = frozenset("degim")
"""Paragraphs of SI 2006/1751 reg 8(1): the only deletions returned before September 2016."""


def new_pupil_return_due(
    entered_on: date, *, first_day_of_the_lowest_class: bool = False, authority_asked: bool = False
) -> date | None:
    """The last day for telling the authority of a new pupil: the fifth day after the day of entry.

    Calendar days, on the words of the regulation. None before September 2016, and for the youngest class on
    the first day of the year unless the authority asked.
    """
    if not is_in_force(ADDITIONS_AND_DELETIONS, entered_on):
        return None
    if first_day_of_the_lowest_class and not authority_asked:
        return None
    return entered_on + timedelta(days=NEW_PUPIL_DAYS)


def deletion_return_due(
    deleted_on: date,
    *,
    end_of_the_top_class: bool = False,
    authority_asked: bool = False,
    paragraph: str = "",
) -> date | None:
    """The last day for telling the authority that a name is deleted: the day of the deletion.

    From September 2016 every deletion, but for leavers at the end of the most senior class unless the
    authority asked; from 1 September 2006 those on the grounds of some paragraphs of SI 2006/1751 reg 8(1)
    alone. None where no return is due.
    """
    if is_in_force(ADDITIONS_AND_DELETIONS, deleted_on):
        return None if end_of_the_top_class and not authority_asked else deleted_on
    bound = deleted_on >= REGISTERS_2006 and paragraph in GROUNDS_RETURNED_FROM_2006
    return deleted_on if bound else None


def n_deadline(on: date, calendars: Calendars) -> date:
    """The last day for replacing an N of ``on``: five school days after it (SI 2024/208 reg 10(7) to (9)).

    From the day after, the mark must be O. Raises LookupError where the calendars end too soon.
    """
    return add_school_days(on, 5, calendars)


def is_missing_education(
    on: date, *, on_a_roll: bool, suitably_educated_otherwise: bool, of_compulsory_age: bool
) -> bool:
    """Whether a child is missing education under s436A; a non-attender on a roll is not."""
    known_duty = is_in_force(CHILDREN_MISSING_EDUCATION, on)
    return known_duty and of_compulsory_age and not on_a_roll and not suitably_educated_otherwise


class StopOutcome(Enum):
    """What follows when a sweep stops a pupil."""

    PLAN = "Personal Attendance Plan"
    CLOSED = "closed, no plan"
    NOT_APPLICABLE = "no sweep rule in force"


def sweep_outcome(
    on: date, *, on_authorised_leave: bool = False, home_educated: bool = False, excused_session: bool = False
) -> StopOutcome:
    """A pupil stopped while absent without leave gets a plan; one who was entitled to be out does not."""
    if not is_in_force(STRATEGY_2007, on):
        return StopOutcome.NOT_APPLICABLE
    entitled = on_authorised_leave or home_educated or excused_session
    return StopOutcome.CLOSED if entitled else StopOutcome.PLAN


@dataclass(frozen=True)
class Retention:
    """For how many years from the entry a register is kept."""

    from_: date | None
    years: int


RETENTIONS = (Retention(REGISTERS_2006, 3), Retention(REGISTERS_2024, 6))


def keep_until(entered_on: date) -> date:
    """The day until which a register entry is kept at least. Raises LookupError before 1 September 2006."""
    years = in_force(RETENTIONS, entered_on).years
    if (entered_on.month, entered_on.day) == (2, 29):
        return date(entered_on.year + years, 3, 1)
    return entered_on.replace(year=entered_on.year + years)
