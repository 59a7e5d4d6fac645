"""One pupil's year in words, such as "Absent on 9 of 12 Mondays", and its weeks and half terms.

Source: the strategy of January 2007, section 5: schools look for patterns, among them particular days,
single half-days, days around holidays and repeated lateness. A sentence is for people and says less than a
flag: it is shown earlier. What is unusual enough to be said is a choice of ours, stated with each function.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

import numpy as np

from attendance.rules.calendar import school_days
from attendance.rules.codes import Flag
from attendance.rules.counting import Flags, has, percent
from attendance.rules.register import SESSIONS_A_DAY, Bools, Ints, day_at, year_span
from attendance.rules.weeks import monday_of

WEEKDAYS = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")
LEAST = 3
LEAST_BESIDE_HOLIDAYS = 2
HOLIDAY_GAP = timedelta(days=8)
"""School days further apart than a weekend with a bank holiday at each end have a holiday between them."""


@dataclass(frozen=True)
class Days:
    """One pupil's year by calendar day: arrays of shape (366,); ``weekday`` is 0 on Mondays."""

    possible: Bools
    absent: Bools
    half: Bools
    morning_only: Bools
    late: Ints
    weekday: Ints

    def of(self, chosen: Bools) -> tuple[int, int]:
        """Days with absence and days with a possible session, among the chosen days."""
        return int((self.absent & chosen).sum()), int((self.possible & chosen).sum())


def by_day(flags: Flags, year: int) -> Days:
    """The days of one pupil's year, from the flags of its sessions, shape (732,)."""
    possible = has(flags, Flag.POSSIBLE).reshape(-1, SESSIONS_A_DAY)
    absent = has(flags, Flag.AUTHORISED | Flag.UNAUTHORISED).reshape(-1, SESSIONS_A_DAY)
    half = possible.all(axis=1) & (absent.sum(axis=1) == 1)
    return Days(
        possible=possible.max(axis=1),
        absent=absent.max(axis=1),
        half=half,
        morning_only=half & absent[:, 0],
        late=has(flags, Flag.LATE).reshape(-1, SESSIONS_A_DAY).sum(axis=1, dtype=np.int64),
        weekday=(np.arange(len(possible)) + year_span(year)[0].weekday()) % len(WEEKDAYS),
    )


def habits(flags: Flags, year: int, calendar: str) -> list[str]:
    """Every pattern of one pupil's year in a sentence; empty where nothing stands out.

    ``flags`` are those of the sessions, shape (732,); ``calendar`` is the school's line of that year.
    """
    days = by_day(flags, year)
    found = [*_weekdays(days), _half_days(days), _beside_holidays(days, year, calendar), _lates(days)]
    return [sentence for sentence in found if sentence]


def _stands_out(here: tuple[int, int], elsewhere: tuple[int, int]) -> bool:
    """Whether the rate of absence here is twice that elsewhere, or more."""
    return here[0] * elsewhere[1] >= 2 * elsewhere[0] * here[1]


def _weekdays(days: Days) -> list[str]:
    """Weekdays with 3 days of absence or more, a fifth of them at least, and twice the rate of other days."""
    found = []
    for weekday, name in enumerate(WEEKDAYS):
        on = days.weekday == weekday
        here, others = days.of(on), days.of(~on)
        if here[0] >= LEAST and here[0] * 5 >= here[1] and _stands_out(here, others):
            said = f"Absent on {here[0]} of {here[1]} {name}, and on {others[0]} of {others[1]} other days."
            found.append((here[0], said))
    return [sentence for _, sentence in sorted(found, reverse=True)]


def _half_days(days: Days) -> str:
    """Absent for one half of a day 3 times or more, and on a third or more of the days with absence."""
    halves, absences = int(days.half.sum()), int(days.absent.sum())
    if halves < LEAST or halves * 3 < absences:
        return ""
    mornings = int(days.morning_only.sum())
    counts = (("the morning only", mornings), ("the afternoon only", halves - mornings))
    said = " and ".join(f"for {half} on {number}" for half, number in counts if number)
    return f"Absent {said} of {absences} days with absence."


def _beside_holidays(days: Days, year: int, calendar: str) -> str:
    """Absent on 2 or more, and half or more, of the days next to a holiday, at twice the rate of others."""
    first = year_span(year)[0]
    beside = np.zeros(len(days.possible), dtype=np.bool_)
    for block in half_terms(calendar, year):
        beside[[(block[0] - first).days, (block[1] - first).days]] = True
    here, others = days.of(beside), days.of(~beside)
    if here[0] < LEAST_BESIDE_HOLIDAYS or here[0] * 2 < here[1] or not _stands_out(here, others):
        return ""
    elsewhere = f"{others[0]} of {others[1]} other days"
    return f"Absent on {here[0]} of {here[1]} days next to a holiday, and on {elsewhere}."


def _lates(days: Days) -> str:
    """Late 3 times or more; a weekday is named where it has 3 and half of them or more."""
    lates = int(days.late.sum())
    if lates < LEAST:
        return ""
    on = [int(days.late[days.weekday == weekday].sum()) for weekday in range(len(WEEKDAYS))]
    most = max(range(len(WEEKDAYS)), key=lambda weekday: on[weekday])
    if on[most] >= LEAST and on[most] * 2 >= lates:
        return f"Late {lates} times, {on[most]} of them on {WEEKDAYS[most]}."
    return f"Late {lates} times, on no particular day."


def half_terms(calendar: str, year: int) -> list[tuple[date, date]]:
    """The first and last school day of each stretch of a calendar line without a holiday in it."""
    found: list[tuple[date, date]] = []
    for day in school_days(calendar, year):
        if found and day - found[-1][1] < HOLIDAY_GAP:
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found


@dataclass(frozen=True)
class Stretch:
    """Sessions attended of those possible from a day until a day, both included."""

    began_on: date
    ended_on: date
    attended: int
    possible: int

    @property
    def percent(self) -> Fraction | None:
        """Attendance as an exact percentage; None where nothing was possible."""
        return percent(self.attended, self.possible)


def by_week(flags: Flags, year: int) -> list[Stretch]:
    """Each week, Monday to Sunday, in which a session was possible."""
    where = np.flatnonzero(has(flags, Flag.POSSIBLE))
    mondays = sorted({monday_of(day_at(year, int(place))) for place in where})
    return [_stretch(flags, year, monday, monday + timedelta(days=6)) for monday in mondays]


def by_half_term(flags: Flags, year: int, calendar: str) -> list[Stretch]:
    """Each half term of the calendar in which a session was possible."""
    found = [_stretch(flags, year, *block) for block in half_terms(calendar, year)]
    return [stretch for stretch in found if stretch.possible]


def _stretch(flags: Flags, year: int, began_on: date, ended_on: date) -> Stretch:
    first, last = year_span(year)
    start = SESSIONS_A_DAY * (max(began_on, first) - first).days
    end = SESSIONS_A_DAY * ((min(ended_on, last) - first).days + 1)
    attended, possible = (int(has(flags[start:end], flag).sum()) for flag in (Flag.ATTENDED, Flag.POSSIBLE))
    return Stretch(began_on, ended_on, attended, possible)
