"""What a school must return to the authority, when a name may be deleted, and the duties behind both.

Sources: SI 2006/1751 regs 8 and 12; SI 2024/208 regs 9, 11 and 13; Education Act 1996 s436A; guidance on the
sickness return from 19 August 2024. Which date selects the rule is the date of the event.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from attendance.rules.calendar import Calendars, add_school_days
from attendance.rules.codes import code_at
from attendance.rules.dated import in_force, is_in_force
from attendance.rules.open_points import SICKNESS_IN_SESSIONS
from attendance.rules.register import SESSIONS_A_DAY


@dataclass(frozen=True)
class Duty:
    """A duty or strategy, the day from which it binds (None: not in force), and the user's sentence."""

    key: str
    from_: date | None
    sentence: str


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
    AttendanceReturn(
        date(2006, 9, 1), 10, False, "At the intervals that the school and the authority agree."
    ),
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


def n_deadline(on: date, calendars: Calendars) -> date:
    """The last day for replacing an N of ``on``: five school days after it (SI 2024/208 reg 10(7) to (9)).

    From the day after, the mark must be O. Raises LookupError where the calendars end too soon.
    """
    return add_school_days(on, 5, calendars)


DELETION_DAYS = 20


class Ground(Enum):
    """Grounds of deletion on which this system advises; a name is deleted on a listed ground only."""

    CONTINUOUS_ABSENCE = "continuous absence of 20 school days, whereabouts unknown"
    HOME_EDUCATION = "home education, notified in writing"


@dataclass(frozen=True)
class Absence:
    """What is known when a school wants to delete a pupil for continuous absence (ground I).

    ``marks`` are the symbols of every school session of the run, in order, ``began_on`` the day of the first.
    """

    marks: str
    began_on: date
    sickness_believed: bool = False
    school_inquired: bool = False
    authority_inquired: bool = False
    whereabouts_known: bool = False


def deletion_refusals(absence: Absence) -> tuple[str, ...]:
    """Why ground I is not made out, a sentence each; empty where it is."""
    marks = absence.marks
    breaks = [mark for mark in marks if not code_at(mark, absence.began_on).del20]
    held = {
        f"The run has {len(marks)} sessions; 20 school days have {DELETION_DAYS * SESSIONS_A_DAY}.": len(
            marks
        )
        < DELETION_DAYS * SESSIONS_A_DAY,
        f"Only G, N and O may stand in the run; it has {', '.join(dict.fromkeys(breaks))}.": bool(breaks),
        "There is reason to think that sickness or an unavoidable cause, which includes anxiety and other "
        "mental ill health, prevents attendance.": absence.sickness_believed,
        "The school has not made reasonable inquiries.": not absence.school_inquired,
        "The authority has not joined in the inquiries.": not absence.authority_inquired,
        "The pupil's whereabouts are known.": absence.whereabouts_known,
    }
    return tuple(sentence for sentence, holds in held.items() if holds)


@dataclass(frozen=True)
class HomeEducationNotice:
    """A parent's word that a child is to be educated at home, and from when."""

    written: bool
    takes_effect_on: date | None
    named_in_attendance_order: bool = False


def home_education_refusals(notice: HomeEducationNotice, on: date) -> tuple[str, ...]:
    """Why a name may not be deleted for home education on a day, a sentence each; empty where it must be."""
    if notice.named_in_attendance_order:
        return ("A school attendance order names the school: do not delete.",)
    if not notice.written:
        return ("The parent has not said so in writing. Consider telling the authority.",)
    if notice.takes_effect_on is None or on <= notice.takes_effect_on:
        return ("The date on which the pupil leaves has not passed.",)
    return ()


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


RECENT_WARNING_DAYS = 20


@dataclass(frozen=True)
class Removal:
    """The circumstances of a pupil's removal from a roll, for the warnings below."""

    on: date
    ground: Ground | None = None
    case_open: bool = False
    receiving_school: bool = True
    last_warned_on: date | None = None
    absence: Absence | None = None


def off_rolling_warnings(removal: Removal, calendars: Calendars) -> tuple[str, ...]:
    """Signs that a pupil is being moved off a roll in the school's interest, a sentence each.

    ``last_warned_on`` is the day of the last warning, notice to improve, penalty notice or exclusion. Raises
    LookupError where the calendars do not reach 20 school days past it.
    """
    found = []
    if removal.case_open:
        found.append("A case is open.")
    if removal.ground is None:
        found.append("No listed ground is given.")
    if not removal.receiving_school and removal.ground is not Ground.HOME_EDUCATION:
        found.append("No receiving school is named.")
    if removal.ground is Ground.HOME_EDUCATION and removal.last_warned_on is not None:
        limit = add_school_days(removal.last_warned_on, RECENT_WARNING_DAYS, calendars)
        if removal.last_warned_on <= removal.on <= limit:
            found.append("Home education follows a warning, notice or exclusion within 20 school days.")
    if removal.ground is Ground.CONTINUOUS_ABSENCE and removal.absence is not None:
        found.extend(deletion_refusals(removal.absence))
    return tuple(found)


@dataclass(frozen=True)
class Retention:
    """For how many years from the entry a register is kept."""

    from_: date | None
    years: int


RETENTIONS = (Retention(date(2006, 9, 1), 3), Retention(REGISTERS_2024, 6))


def keep_until(entered_on: date) -> date:
    """The day until which a register entry is kept at least. Raises LookupError before 1 September 2006."""
    years = in_force(RETENTIONS, entered_on).years
    if (entered_on.month, entered_on.day) == (2, 29):
        return date(entered_on.year + years, 3, 1)
    return entered_on.replace(year=entered_on.year + years)
