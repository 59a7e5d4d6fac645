"""When a name may be deleted from a register, and the signs that it is done in the school's interest.

Sources: SI 2006/1751 reg 8; SI 2024/208 reg 9; on ground I and on home education, the guidance about it as
others report it. The signs of off-rolling are a choice of ours.
"""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from attendance.rules.calendar import Calendars, add_school_days
from attendance.rules.code_list import CODES, SYMBOLS
from attendance.rules.dated import day_in_words
from attendance.rules.register import NOT_ON_ROLL, SESSIONS_A_DAY

DELETION_DAYS = 20
MAY_STAND = frozenset(row.symbol for row in CODES if row.del20)
"""G, N and O, under the list of 2006 and that of 2024 alike: a run may cross 19 August 2024."""


class Ground(Enum):
    """Listed grounds of deletion, in short; a name is deleted on a listed ground only, and then must be."""

    CONTINUOUS_ABSENCE = "continuous absence of 20 school days, whereabouts unknown"
    HOME_EDUCATION = "home education, notified in writing"
    ANOTHER_SCHOOL = "registered at another school"
    ORDER_CHANGED = "the school attendance order was amended or revoked"
    DUAL_WITH_CONSENT = "registered at two schools, the other one consenting"
    NURSERY_ENDED = "the end of nursery"


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


def _breaking(mark: str) -> str:
    """The code of a mark that breaks a run, blank where it does not; such codes have never been another's."""
    if mark in MAY_STAND:
        return ""
    if mark == NOT_ON_ROLL:
        return "a blank"
    return next((code for code, symbol in SYMBOLS.items() if symbol == mark), mark)


def deletion_refusals(absence: Absence) -> tuple[str, ...]:
    """Why ground I is not made out, a sentence each; empty where it is."""
    marks = absence.marks
    breaks = [code for mark in marks if (code := _breaking(mark))]
    since, needed = day_in_words(absence.began_on), DELETION_DAYS * SESSIONS_A_DAY
    held = {
        f"The run from {since} has {len(marks)} sessions; 20 school days have {needed}.": len(marks) < needed,
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


RECENT_WARNING_DAYS = 20
NO_MARKS = ("No marks are given that bear out the continuous absence.",)


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
    if removal.ground is Ground.CONTINUOUS_ABSENCE:
        found.extend(NO_MARKS if removal.absence is None else deletion_refusals(removal.absence))
    return tuple(found)
