"""A child's year: the marks as a grid, the counts, what stands beside them, and patterns in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction
from functools import reduce
from operator import add

import numpy as np
from django.db.models import Q, Sum

from agencies.charts import Chart, Series
from agencies.visibility import Viewer
from attendance.grid import Cell, Kind, YearGrid, year_grid
from attendance.models import Calendar, Enrolment, MarkChange, Pupil, Register, School, SchoolStanding
from attendance.queries.registers import KnownLine, known_lines
from attendance.rules.age import compulsory_age, year_group, year_group_in_words
from attendance.rules.calendar import OPEN, as_sessions
from attendance.rules.codes import Class, UnknownCode, code_at
from attendance.rules.counting import Flags, Tally, classify, count, percent
from attendance.rules.dated import day_in_words
from attendance.rules.habits import Stretch, by_half_term, by_week, habits
from attendance.rules.register import (
    AFTERNOON,
    CLOSED,
    NO_MARK,
    NOT_ON_ROLL,
    SESSIONS_A_DAY,
    as_array,
    day_at,
    position,
    session_at,
    year_in_words,
    year_of,
    year_span,
)
from attendance.rules.school_week import fit_to_week, plain_year, weekdays_of

KINDS = {
    Class.P: Kind.PRESENT,
    Class.E: Kind.APPROVED,
    Class.A: Kind.AUTHORISED,
    Class.U: Kind.UNAUTHORISED,
    Class.N: Kind.UNCOUNTED,
    Class.X: Kind.CLOSED,
    Class.DATA_QUALITY: Kind.UNMARKED,
}


@dataclass(frozen=True)
class Counted:
    """A line of the table of counts: at one school, or at all of them together."""

    label: str
    tally: Tally


@dataclass(frozen=True)
class Beside:
    """A rate of attendance that the child's stands beside; None where nothing was possible."""

    label: str
    percent: Fraction | None


@dataclass(frozen=True)
class Year:
    """Everything the page of one child's academic year shows."""

    year: int
    years: tuple[int, ...]
    grids: tuple[YearGrid, ...]
    counted: tuple[Counted, ...]
    beside: tuple[Beside, ...]
    patterns: tuple[str, ...]
    weeks: Chart | None
    half_terms: tuple[Stretch, ...]

    @property
    def words(self) -> str:
        """The academic year as people read it: "2025/26"."""
        return year_in_words(self.year)

    @property
    def total(self) -> Tally:
        """The counts at all schools together."""
        return self.counted[0].tally if self.counted else Tally()


@dataclass(frozen=True)
class Now:
    """Where a child is in school life on a day, in words."""

    enrolments: list[Enrolment]
    current: list[Enrolment]
    year_group: str
    age: int
    compulsory: str


def now_of(pupil: Pupil, enrolments: list[Enrolment], on: date) -> Now:
    """The schools of today, the usual year group, the age, and whether school is compulsory."""
    current = [e for e in enrolments if e.began_on <= on and (e.ended_on is None or e.ended_on >= on)]
    span = compulsory_age(pupil.born_on)
    if span.holds(on):
        compulsory = f"Of compulsory school age until {day_in_words(span.ended_on)}"
    elif on < span.began_on:
        compulsory = f"Not yet of compulsory school age: that begins on {day_in_words(span.began_on)}"
    else:
        compulsory = f"Above compulsory school age since {day_in_words(span.ended_on)}"
    age = on.year - pupil.born_on.year - ((on.month, on.day) < (pupil.born_on.month, pupil.born_on.day))
    group = next((_group(e.year_group) for e in current if e.year_group), "")
    usual = year_group_in_words(year_group(pupil.born_on, year_of(on)))
    return Now(enrolments, current, group or usual, age, compulsory)


def _group(written: str) -> str:
    if written.isdigit() and int(written):
        return f"Year {written}"
    return "Reception" if written in ("R", "0") else "Nursery"


def enrolments_of(pupil: Pupil) -> list[Enrolment]:
    """The child's enrolments, newest first; one query."""
    rows = Enrolment.objects.filter(pupil=pupil).select_related("school")
    return list(rows.order_by("-began_on", "-pk"))


def pupil_year(
    pupil: Pupil,
    by: Viewer,
    *,
    enrolments: list[Enrolment],
    year: int | None = None,
    at: datetime | None = None,
) -> Year:
    """One academic year of a child, the latest held unless said, as known now or at an instant.

    Five queries as known now, seven as known then, however many marks, changes and schools.
    """
    held = list(Register.objects.visible_to(by).filter(pupil=pupil).select_related("school"))
    years = tuple(sorted({register.year for register in held}, reverse=True)) or (year_of(by.on),)
    chosen = year if year is not None and year in years else years[0]
    lines = known_lines([register for register in held if register.year == chosen], at=at)
    lines.sort(key=lambda line: line.register.enrolment_id)
    last = min(by.on, at.date()) if at else by.on
    calendars = calendars_of({line.register.school for line in lines}, chosen)
    changed = changed_positions(pupil, chosen, at)
    flags = _flags(lines, chosen)
    together = np.bitwise_or.reduce(flags, axis=0) if len(flags) else None
    main = _main_calendar(lines, flags, calendars)
    return Year(
        year=chosen,
        years=years,
        grids=tuple(_grid(line, calendars[line.register.school_id], changed, last) for line in lines),
        counted=tuple(_counted(lines, flags, calendars, last)),
        beside=tuple(_beside(pupil, by, enrolments, chosen)),
        patterns=tuple(habits(together, chosen, main)) if together is not None else (),
        weeks=_chart(by_week(together, chosen), chosen) if together is not None else None,
        half_terms=tuple(by_half_term(together, chosen, main)) if together is not None else (),
    )


def calendars_of(schools: Iterable[School], year: int) -> dict[int, str]:
    """The calendar line of each school: its own, its authority's made to fit, or its weekdays; one query."""
    listed = list(schools)
    template = Q(school__isnull=True, authority__in=[school.authority_id for school in listed])
    rows = Calendar.objects.filter(Q(school__in=listed) | template, year=year)
    own: dict[int, str] = {}
    shared: dict[int, str] = {}
    for row in rows:
        if row.school_id is None:
            shared[row.authority_id] = row.sessions
        else:
            own[row.school_id] = row.sessions
    return {school.pk: own.get(school.pk) or _fitted(school, year, shared) for school in listed}


def _fitted(school: School, year: int, shared: Mapping[int, str]) -> str:
    weekdays = weekdays_of(school.school_week)
    template = shared.get(school.authority_id)
    return fit_to_week(template, year, weekdays) if template else plain_year(year, weekdays, None)


def changed_positions(pupil: Pupil, year: int, at: datetime | None) -> dict[tuple[int, int], int]:
    """The newest change of each mark by (register, position), as far as known at an instant; one query."""
    rows = MarkChange.objects.filter(pupil=pupil, register__year=year)
    if at is not None:
        rows = rows.filter(at__lte=at)
    kept = rows.order_by("at", "pk").values_list("register", "position", "pk")
    return {(register, where): pk for register, where, pk in kept}


def _flags(lines: list[KnownLine], year: int) -> Flags:
    return classify(as_array([line.marks for line in lines]), year)


def _counted(lines: list[KnownLine], flags: Flags, calendars: Mapping[int, str], last: date) -> list[Counted]:
    """The counts at each school, those of all first; a mark is missing only where a session was."""
    if not lines:
        return []
    counts = count(flags)
    due = np.arange(flags.shape[1]) <= _last_position(lines[0].register.year, last)
    met = np.stack([as_sessions(calendars[line.register.school_id]) for line in lines]) & due
    missing = count(flags, mask=met).missing
    each = [
        Counted(line.register.school.name, replace(counts.tally(row), missing=int(missing[row])))
        for row, line in enumerate(lines)
    ]
    total = reduce(add, (row.tally for row in each))
    return [Counted("All schools", total), *each] if len(each) > 1 else each


def _last_position(year: int, last: date) -> int:
    """The last position of a year that has come by the end of a day; -1 where none has."""
    first, end = year_span(year)
    return position(min(last, end), AFTERNOON) if last >= first else -1


def _main_calendar(lines: list[KnownLine], flags: Flags, calendars: Mapping[int, str]) -> str:
    """The calendar of the school at which most sessions were possible."""
    if not lines:
        return ""
    most = int(np.argmax(count(flags).possible))
    return calendars[lines[most].register.school_id]


def _grid(line: KnownLine, calendar: str, changed: Mapping[tuple[int, int], int], last: date) -> YearGrid:
    register = line.register
    first, final = calendar.find(OPEN), calendar.rfind(OPEN)
    title = f"{register.school.name}, {year_in_words(register.year)}"
    days = (year_span(register.year)[1] - year_span(register.year)[0]).days + 1
    cells = (
        _cell(line, where, calendar[where], changed.get((register.pk, where)))
        for where in range(SESSIONS_A_DAY * days)
        if line.marks[where] not in (NO_MARK, CLOSED)
        or (first <= where <= final and day_at(register.year, where) <= last)
    )
    return year_grid(title, cells)


def _cell(line: KnownLine, where: int, kept: str, change: int | None) -> Cell:
    symbol, year = line.marks[where], line.register.year
    day, session = day_at(year, where), session_at(where)
    url = f"changes/?year={year}#change-{change}" if change else ""
    if symbol == NOT_ON_ROLL or (symbol == NO_MARK and kept != OPEN):
        kind = Kind.OFF if symbol == NOT_ON_ROLL or kept in "w " else Kind.CLOSED
        return Cell(day, session, "" if kind is Kind.OFF else "#", "", kind, url)
    try:
        code = code_at(symbol, day)
    except UnknownCode:
        return Cell(day, session, symbol, "Not a code on this day", Kind.UNMARKED, url)
    if code.class_ is Class.X and kept == "w":
        return Cell(day, session, "", "", Kind.OFF, url)
    return Cell(day, session, code.code, code.meaning, KINDS[code.class_], url)


def _beside(pupil: Pupil, by: Viewer, enrolments: list[Enrolment], year: int) -> list[Beside]:
    """The rates of the child's school, its year group there and the authority; sums over sums, one query."""
    first, last = year_span(year)
    then = (e for e in enrolments if e.began_on <= last and (e.ended_on is None or e.ended_on >= first))
    main = next(then, None)
    if main is None:
        return []
    school, group = Q(school=main.school_id), Q(school=main.school_id, year_group=main.year_group)
    found = SchoolStanding.objects.filter(year=year, school__authority=main.school.authority_id).aggregate(
        **{
            f"{name}_{field}": Sum(field, filter=only)
            for name, only in (("school", school), ("group", group), ("all", None))
            for field in ("attended", "possible")
        }
    )
    group_name = f"{_group(main.year_group)} at {main.school}"
    labels = {"group": group_name, "school": str(main.school), "all": "The authority"}
    return [
        Beside(label, percent(found[f"{name}_attended"] or 0, found[f"{name}_possible"] or 0))
        for name, label in labels.items()
    ]


def _chart(weeks: list[Stretch], year: int) -> Chart | None:
    if not weeks:
        return None
    return Chart(
        title=f"Attendance by week, {year_in_words(year)}",
        labels=tuple(f"{week.began_on.day} {week.began_on:%b}" for week in weeks),
        series=(Series("Attendance", tuple(float(week.percent or 0) for week in weeks)),),
        unit="%",
        of="Week of",
    )
