"""What the register says of the periods of warnings, for many at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from attendance.models import Register
from attendance.queries.calendars import calendar_lines
from attendance.queries.settings import answers_on
from attendance.rules.calendar import OPEN
from attendance.rules.codes import code_at
from attendance.rules.open_point import Answers
from attendance.rules.register import NOT_ON_ROLL, day_at, session_at, year_of
from enforcement.models import WarningLetter
from enforcement.rules.threshold import Session
from enforcement.rules.warning import Progress, progress


@dataclass(frozen=True)
class Watched:
    """A period as the register has it: missed without authority, without a reason yet, and what follows."""

    missed: tuple[Session, ...]
    unsettled: int
    proposed: Progress


def running_at(schools: Sequence[int]) -> list[int]:
    """The keys of warnings at these schools whose period is watched."""
    rows = WarningLetter.objects.filter(school__in=schools, state="served")
    return list(rows.order_by("pk").values_list("pk", flat=True))


def watched_on(warnings: Sequence[WarningLetter], on: date) -> dict[int, Watched]:
    """How the periods of served warnings go on a day; three queries, however many, and one for each authority."""
    years = sorted({year for row in warnings for year in _years(row, on)})
    schools = list({row.school for row in warnings})
    calendars = calendar_lines(schools, years)
    lines: dict[tuple[int, int, int], str] = {}
    registers = Register.objects.filter(pupil__in={row.pupil_id for row in warnings}, school__in=schools)
    for pupil, school, year, marks in registers.order_by("enrolment__began_on").values_list(
        "pupil", "school", "year", "marks"
    ):
        lines[pupil, school, year] = marks
    answers: dict[int, Answers] = {}
    for row in warnings:
        authority = row.school.authority_id
        if authority not in answers:
            answers[authority] = answers_on(authority, on)
    return {row.pk: _watch(row, on, lines, calendars, answers[row.school.authority_id]) for row in warnings}


def _years(row: WarningLetter, on: date) -> range:
    if row.received_on is None:
        return range(0)
    return range(year_of(row.received_on), year_of(min(on, row.ends_on or on)) + 1)


def _watch(
    row: WarningLetter,
    on: date,
    lines: dict[tuple[int, int, int], str],
    calendars: dict[tuple[int, int], str],
    answers: Answers,
) -> Watched:
    missed: list[Session] = []
    unsettled = 0
    ends_on = row.ends_on or on
    for year in _years(row, on):
        line, calendar = lines.get((row.pupil_id, row.school_id, year)), calendars.get((row.school_id, year))
        if line is None or calendar is None:
            continue
        for place, kind in enumerate(calendar):
            if kind not in OPEN or line[place] == NOT_ON_ROLL:
                continue
            day = day_at(year, place)
            if row.received_on is None or not row.received_on < day <= min(on, ends_on):
                continue
            code = code_at(line[place], day)
            if code.code == "N":
                unsettled += 1
            elif code.unauthorised:
                missed.append((day, session_at(place)))
    proposed = progress(
        on, ends_on, unauthorised=missed, unsettled=unsettled, tolerated=row.tolerated, answers=answers
    )
    return Watched(tuple(missed), unsettled, proposed)
