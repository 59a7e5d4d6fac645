"""A child's part-time timetables, what their marks say against them, and who may agree them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from agencies.acting import Acting
from agencies.models import AgencyKind
from agencies.rules.roles import Permission
from attendance.models import Enrolment, Pupil, Register, Timetable
from attendance.queries.calendars import calendar_lines
from attendance.rules.register import year_of
from attendance.rules.timetables import Agreed, Disagreement, code_in_words, disagreements, is_long


@dataclass(frozen=True)
class TimetableLine:
    """A timetable as a page shows it on a day."""

    timetable: Timetable
    state: str
    is_long: bool
    review_overdue: bool


@dataclass(frozen=True)
class TimetableSection:
    """What a child's record shows: the timetables, newest first, and whether more may be agreed."""

    lines: tuple[TimetableLine, ...]
    code: str
    may_agree: bool


@dataclass(frozen=True)
class SchoolMarks:
    """Marks at one school that do not fit the timetables there."""

    school: str
    found: tuple[Disagreement, ...]


def timetable_section(pupil: Pupil, by: Acting) -> TimetableSection:
    """The part-time timetables of a child for whom the door is open; two queries."""
    rows = Timetable.objects.filter(enrolment__pupil=pupil).select_related("enrolment__school", "agreed_by")
    may_agree = enrolments_to_agree(pupil, by).exists()
    return TimetableSection(
        tuple(_line(row, by.on) for row in rows.order_by("-began_on", "-pk")),
        code_in_words(pupil.born_on, by.on),
        may_agree,
    )


def _line(row: Timetable, on: date) -> TimetableLine:
    ended = row.ended_on is not None and row.ended_on < on
    state = "ended" if ended else "planned" if row.began_on > on else "running"
    return TimetableLine(
        row, state, is_long(row.began_on, row.ended_on), state == "running" and row.review_on < on
    )


def enrolments_to_agree(pupil: Pupil, by: Acting) -> QuerySet[Enrolment]:
    """The enrolments not ended on which somebody may agree a timetable: a school only its own."""
    rows = Enrolment.objects.permits(by, Permission.AGREE_TIMETABLE).filter(pupil=pupil)
    if by.agency.kind == AgencyKind.SCHOOL:
        rows = rows.filter(school__agency=by.agency_id)
    return rows.exclude(ended_on__lt=by.on).select_related("school").order_by("-began_on")


def against_timetables(pupil: Pupil, by: Acting) -> list[SchoolMarks]:
    """This academic year's marks that do not fit the child's timetables, school by school; six queries."""
    year = year_of(by.on)
    registers = list(
        Register.objects.filter(pupil=pupil, year=year).select_related("school").order_by("school__name")
    )
    calendars = calendar_lines([register.school_id for register in registers], [year])
    agreed = _agreed([register.enrolment_id for register in registers])
    found = [
        SchoolMarks(
            register.school.name,
            tuple(
                disagreements(
                    register.marks,
                    year,
                    {year: calendars[register.school_id, year]},
                    agreed[register.enrolment_id],
                    pupil.born_on,
                    by.on,
                )
            ),
        )
        for register in registers
    ]
    return [each for each in found if each.found]


def _agreed(enrolments: Sequence[int]) -> dict[int, list[Agreed]]:
    found: dict[int, list[Agreed]] = defaultdict(list)
    for row in Timetable.objects.filter(enrolment__in=enrolments).order_by("-began_on"):
        found[row.enrolment_id].append(Agreed(row.sessions, row.began_on, row.ended_on))
    return found
