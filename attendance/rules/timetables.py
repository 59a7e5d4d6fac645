"""Part-time timetables: how their sessions are marked, how long they may run, and marks that disagree.

Sources: SI 2024/208 reg 10 (C2 from 19 August 2024: leave, an authorised absence; X only outside compulsory
school age); before it, C by the department's guidance. That a timetable is short and reviewed is guidance
("Working together to improve school attendance"); six weeks is what councils ask for, and no law.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from attendance.rules.age import compulsory_age
from attendance.rules.calendar import OPEN, Calendars
from attendance.rules.code_list import REGULATIONS_2024, Class
from attendance.rules.codes import UnknownCode, code_at
from attendance.rules.dated import day_in_words
from attendance.rules.register import NO_MARK, NOT_ON_ROLL, SESSIONS_A_DAY, position, year_of

SESSIONS_A_WEEK = 14
USUAL_LENGTH = timedelta(weeks=6)
REQUIRED = "1"
_OUTSIDE = frozenset({Class.N, Class.X, Class.DATA_QUALITY})


@dataclass(frozen=True)
class Agreed:
    """A timetable as the rules see it: fourteen characters from Monday morning, "1" required; its days."""

    sessions: str
    began_on: date
    ended_on: date | None

    def covers(self, on: date) -> bool:
        """Whether the timetable runs on a day."""
        return self.began_on <= on and (self.ended_on is None or on <= self.ended_on)

    def requires(self, on: date, session: int) -> bool:
        """Whether the pupil is to come for a session."""
        return self.sessions[SESSIONS_A_DAY * on.weekday() + session] == REQUIRED


@dataclass(frozen=True)
class Disagreement:
    """A mark that does not fit: where it stands, the code, and in words what a timetable asks for."""

    on: date
    session: int
    code: str
    why: str


def code_for(born_on: date, on: date) -> str:
    """The code of a session on which a pupil with a part-time timetable is not required to come."""
    if not compulsory_age(born_on).holds(on):
        return "X"
    return "C2" if on >= REGULATIONS_2024 else "C"


def code_in_words(born_on: date, on: date) -> str:
    """How the sessions away are marked on a day, and what that does to the figures."""
    code = code_for(born_on, on)
    if code == "X":
        return "Sessions away are marked X: outside compulsory school age they do not count at all."
    return (
        f"Sessions away are marked {code}, an authorised absence: each of them lowers attendance, and they "
        "can make the pupil persistently or severely absent."
    )


def code_changes(born_on: date, began_on: date, ended_on: date | None) -> list[tuple[date, str]]:
    """The codes that hold in a period with the day from which each does, the first at its start."""
    age = compulsory_age(born_on)
    days = (began_on, age.began_on, age.ended_on + timedelta(days=1), REGULATIONS_2024)
    within = sorted({day for day in days if day >= began_on and (ended_on is None or day <= ended_on)})
    found: list[tuple[date, str]] = []
    for day in within:
        code = code_for(born_on, day)
        if not found or found[-1][1] != code:
            found.append((day, code))
    return found


def is_long(began_on: date, ended_on: date | None) -> bool:
    """Whether a timetable has no end, or runs for more than six weeks."""
    return ended_on is None or ended_on > began_on + USUAL_LENGTH - timedelta(days=1)


def check_dates(*, began_on: date, ended_on: date | None, review_on: date, today: date) -> None:
    """Raises ValueError, with a sentence, for dates that cannot be agreed."""
    if ended_on is not None and ended_on < began_on:
        raise ValueError("The last day comes before the first.")
    if review_on <= began_on:
        raise ValueError("The review comes after the first day.")
    if review_on < today:
        raise ValueError(f"The review is still to come: {day_in_words(today)} or later.")
    if ended_on is not None and review_on > ended_on:
        raise ValueError("The review comes on the last day or before: decide then whether to go on.")


def disagreements(
    line: str, year: int, calendars: Calendars, timetables: Sequence[Agreed], born_on: date, up_to: date
) -> list[Disagreement]:
    """Marks of a year that a part-time timetable contradicts, or that stand as part-time without one.

    ``timetables`` are those of the enrolment, none overlapping. Sessions without a mark, or that were no
    possible attendance for another reason, contradict nothing.
    """
    return [
        Disagreement(on, session, code, why)
        for on, session, mark in _marks(line, year, calendars, up_to)
        for code, why in [_against(mark, on, session, timetables, born_on)]
        if why
    ]


def _marks(line: str, year: int, calendars: Calendars, up_to: date) -> Iterator[tuple[date, int, str]]:
    """The marks of a year's sessions on which the school met, up to a day."""
    met, on = calendars[year], date(year, 8, 1)
    while on <= up_to and year_of(on) == year:
        for session in range(SESSIONS_A_DAY):
            where = position(on, session)
            if met[where] == OPEN and line[where] not in (NO_MARK, NOT_ON_ROLL):
                yield on, session, line[where]
        on += timedelta(days=1)


def _against(
    mark: str, on: date, session: int, timetables: Sequence[Agreed], born_on: date
) -> tuple[str, str]:
    """The code of a mark and why it does not fit; no reason where it does."""
    try:
        code = code_at(mark, on)
    except UnknownCode:
        return mark, ""
    running = next((agreed for agreed in timetables if agreed.covers(on)), None)
    expected = code_for(born_on, on)
    if running is None:
        return code.code, "C2 without an agreed timetable" if code.code == "C2" else ""
    if running.requires(on, session):
        away = code.code in ("C2", "X")
        return code.code, "the pupil was required to come" if away else ""
    if code.code == expected or (code.class_ in _OUTSIDE and code.code != "X"):
        return code.code, ""
    return code.code, f"the pupil was not required to come: {expected}"
