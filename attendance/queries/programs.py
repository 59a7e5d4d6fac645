"""What programs ask about children, beyond what pages show."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from agencies.acting import Acting
from agencies.rules.roles import Permission
from attendance.models import Characteristic, Enrolment, FormerUpn, Pupil, Register, Standing
from attendance.queries.registers import KnownLine, known_lines
from attendance.rules.codes import UnknownCode, code_at
from attendance.rules.register import NO_MARK, NOT_ON_ROLL, day_at, session_at

SESSIONS = ("AM", "PM")
MOST_FOUND = 20


def pupils_listed(by: Acting, *, urn: int | None = None, year_group: str = "") -> "QuerySet[Pupil]":
    """The children this person may see; where a school or year group is given, those on roll there today."""
    rows = Pupil.objects.visible_to(by)
    if urn is None and not year_group:
        return rows
    on_roll = Enrolment.objects.on_roll(by.on)
    if urn is not None:
        on_roll = on_roll.filter(school__urn=urn)
    if year_group:
        on_roll = on_roll.filter(year_group=year_group)
    return rows.filter(pk__in=on_roll.values("pupil"))


def pupils_by_upn(by: Acting, upn: str) -> list[Pupil]:
    """The children this person may find who have a number now or had it before; mostly one, or none."""
    former = FormerUpn.objects.filter(upn=upn).values("pupil")
    found = Pupil.objects.permits(by, Permission.SEARCH).filter(Q(upn=upn) | Q(pk__in=former))
    return list(found.order_by("pk")[:MOST_FOUND])


@dataclass(frozen=True)
class PupilDetail:
    """A child with what stands beside the name; `characteristics` is None where casework is not open."""

    pupil: Pupil
    enrolments: list[Enrolment]
    standings: list[Standing]
    characteristics: list[Characteristic] | None


def pupil_detail(by: Acting, pupil: Pupil) -> PupilDetail:
    """The detail of a child for whom the door is open; four queries at most."""
    enrolments = Enrolment.objects.filter(pupil=pupil).select_related("school").order_by("-began_on", "-pk")
    standings = Standing.objects.filter(pupil=pupil).select_related("school").order_by("-year", "-enrolment")
    characteristics = None
    if Pupil.objects.permits(by, Permission.VIEW_CASEWORK).filter(pk=pupil.pk).exists():
        characteristics = list(Characteristic.objects.filter(pupil=pupil).order_by("-began_on", "kind"))
    return PupilDetail(pupil, list(enrolments), list(standings), characteristics)


@dataclass(frozen=True)
class SessionMark:
    """A mark of one session at one school, read by the code list of its own date.

    Where the list of that date has no such code, `meaning` says so and `statistical_class` is empty.
    """

    date: date
    session: str
    school: int
    code: str
    meaning: str
    statistical_class: str


def marks_of(pupil: Pupil, year: int, at: datetime | None) -> list[SessionMark]:
    """The marks of an academic year of a child for whom the door is open, as known now or at an instant.

    In order of date, session and school; sessions without a mark, and those not on roll, are left out.
    """
    held = Register.objects.filter(pupil=pupil, year=year).select_related("school").order_by("enrolment")
    found = [mark for line in known_lines(held, at=at) for mark in _marks(line)]
    return sorted(found, key=lambda mark: (mark.date, mark.session, mark.school))


def _marks(line: KnownLine) -> list[SessionMark]:
    year, urn = line.register.year, line.register.school.urn
    return [
        _mark(symbol, day_at(year, where), SESSIONS[session_at(where)], urn)
        for where, symbol in enumerate(line.marks)
        if symbol not in (NO_MARK, NOT_ON_ROLL)
    ]


def _mark(symbol: str, day: date, session: str, urn: int) -> SessionMark:
    try:
        code = code_at(symbol, day)
    except UnknownCode as unknown:
        return SessionMark(day, session, urn, symbol, str(unknown), "")
    return SessionMark(day, session, urn, code.code, code.meaning, code.class_.value)
