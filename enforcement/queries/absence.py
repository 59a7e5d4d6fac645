"""A child's absence on a day, as steps rest on it: lines, calendars, the stand, the sessions."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from attendance.models import Enrolment, Pupil, Register, School
from attendance.queries.calendars import calendar_lines
from attendance.rules.age import compulsory_age
from attendance.rules.calendar import OPEN
from attendance.rules.codes import code_at
from attendance.rules.open_point import Answers
from attendance.rules.register import NO_MARK, NOT_ON_ROLL, day_at, position, session_at, year_of
from enforcement.rules.charges import Missed
from enforcement.rules.fast_track import entry_weeks
from enforcement.rules.threshold import Session, Stand, stand_on

Line = dict[int, str]


@dataclass(frozen=True)
class Marks:
    """A child's lines at one school and the school's calendars, by year, as held now."""

    pupil: Pupil
    school: School
    lines: Line
    calendars: Line

    def code(self, session: Session) -> str:
        """The code of a session as held now; "" where the child was not on the roll or no register is held."""
        line = self.lines.get(year_of(session[0]))
        if line is None:
            return ""
        symbol = line[position(*session)]
        return "" if symbol == NOT_ON_ROLL else code_at(symbol, session[0]).code

    def missed(self, sessions: tuple[Session, ...]) -> tuple[Missed, ...]:
        """Sessions with their codes as held now."""
        return tuple(self._missed(session) for session in sessions)

    def _missed(self, session: Session) -> Missed:
        line = self.lines.get(year_of(session[0]))
        symbol = line[position(*session)] if line else NOT_ON_ROLL
        if symbol == NOT_ON_ROLL:
            return Missed(session, "", is_unauthorised=False)
        code = code_at(symbol, session[0])
        return Missed(session, code.code, is_unauthorised=code.unauthorised)

    @cached_property
    def held(self) -> tuple[Missed, ...]:
        """Every session on which the school met with its code as held now, in order: read once for all steps."""
        sessions = [
            (day_at(year, place), session_at(place))
            for year, calendar in sorted(self.calendars.items())
            for place, kind in enumerate(calendar)
            if kind in OPEN
        ]
        return self.missed(tuple(sessions))

    def _within(self, first: date, last: date) -> tuple[Missed, ...]:
        """The sessions held from one day to another, both included."""
        begins = bisect_left(self.held, (first, 0), key=lambda missed: missed.session)
        ends = bisect_right(self.held, (last, 1), key=lambda missed: missed.session)
        return self.held[begins:ends]

    def met(self, first: date, last: date) -> list[Session]:
        """The sessions of the school from one day to another, both included."""
        return [missed.session for missed in self._within(first, last)]

    def between(self, first: date, last: date) -> tuple[Missed, ...]:
        """The unauthorised sessions from one day to another, both included, on which the school met."""
        return tuple(missed for missed in self._within(first, last) if missed.is_unauthorised)

    def possible_between(self, first: date, last: date) -> int:
        """How many sessions the school held for the child from one day to another."""
        return sum(missed.code not in ("", "#", "-") for missed in self._within(first, last))


def joined(rows: Iterable[tuple[int, str]]) -> Line:
    """A child's lines at one school by year, earlier enrolments first: who left and came back has both on one line."""
    found: Line = {}
    for year, line in rows:
        held = found.get(year)
        found[year] = (
            line if held is None else "".join(map(_later, held, line))  # both have the geometry of the year
        )
    return found


def _later(before: str, after: str) -> str:
    """The mark of the later enrolment, unless the child was not on its roll, or it has none and the earlier one has."""
    if after == NOT_ON_ROLL or (after == NO_MARK and before != NOT_ON_ROLL):
        return before
    return after


def marks_of(pupil: Pupil, school: School, on: date) -> Marks:
    """The lines and calendars of the year of a day and the year before; five queries."""
    years = (year_of(on) - 1, year_of(on))
    rows = Register.objects.filter(pupil=pupil, school=school, year__in=years)
    lines = joined(rows.order_by("enrolment__began_on", "pk").values_list("year", "marks"))
    calendars = {year: line for (_, year), line in calendar_lines([school], years).items()}
    return Marks(pupil, school, lines, calendars)


def stand_of(marks: Marks, on: date, *, used: frozenset[Session], answers: Answers) -> Stand | None:
    """How the child stands on a day; None where no calendar says when the school met."""
    try:
        return stand_on(
            marks.lines, marks.calendars, on, compulsory=compulsory_age(marks.pupil.born_on), used=used,
            answers=answers,
        )  # fmt: skip
    except LookupError:
        return None


def last_months(marks: Marks, on: date, months: int = 6) -> tuple[Missed, ...]:
    """The unauthorised sessions of about the last months up to a day."""
    return marks.between(on - timedelta(days=31 * months), on)


def entry_from(marks: Marks, on: date, *, answers: Answers) -> date | None:
    """The first day of the weeks over which entry to the fast track is measured; None where no calendar says."""
    try:
        weeks = entry_weeks(marks.calendars, on, answers=answers).first_days
    except LookupError:
        return None
    return min(weeks) if weeks else None


def entry_sessions(marks: Marks, on: date, *, answers: Answers) -> tuple[Session, ...]:
    """The settled unauthorised sessions of those weeks."""
    first = entry_from(marks, on, answers=answers)
    found = marks.between(first, on) if first else ()
    return tuple(each.session for each in found if each.is_settled)


def is_on_roll(pupil: Pupil, school: School, on: date) -> bool:
    """Whether the child is on the school's roll on a day."""
    return Enrolment.objects.on_roll(on).filter(pupil=pupil, school=school).exists()
