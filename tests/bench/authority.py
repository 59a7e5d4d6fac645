"""A made-up authority of any size, written straight into tables: registers with a plausible mix of marks."""

import io
from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np
from django.db import connection, transaction

from agencies.models import Agency, AgencyKind, LocalAuthority
from attendance.models import Calendar, School
from attendance.rules.calendar import Term, as_sessions, calendar_line
from attendance.rules.register import LENGTH, position, year_of

YEAR = 2025
PUPILS_A_SCHOOL = 370
ON = date(2026, 3, 12)
FIRST_URN = 800_000
_BLOCK = 4_000
_ABSENCES = np.frombuffer(b"IIIIIIIIIIMMCOOOOGGGEUN", dtype=np.uint8)


def school_year(year: int) -> str:
    """A calendar of six half terms."""
    day = date
    return calendar_line(
        year,
        terms=[
            Term(day(year, 9, 2), day(year, 12, 19), (day(year, 10, 27), day(year, 10, 31))),
            Term(day(year + 1, 1, 6), day(year + 1, 3, 27), (day(year + 1, 2, 16), day(year + 1, 2, 20))),
            Term(day(year + 1, 4, 13), day(year + 1, 7, 21), (day(year + 1, 5, 25), day(year + 1, 5, 29))),
        ],
    )


def build(pupils: int, *, on: date = ON, last_year: bool = True, seed: int = 1) -> list[int]:
    """Schools, pupils, enrolments and registers up to ``on``; returns the ids of the schools."""
    with transaction.atomic():
        schools = _schools(-(-pupils // PUPILS_A_SCHOOL))
        _people(pupils, schools)
    random = np.random.default_rng(seed)
    for year in (YEAR - 1, YEAR) if last_year else (YEAR,):
        _registers(pupils, year, on, random)
    with connection.cursor() as cursor:
        cursor.execute("analyze")
    return schools


def _schools(number: int) -> list[int]:
    authority, _ = LocalAuthority.objects.get_or_create(code="999", defaults={"name": "Measured Council"})
    names = [f"Measured School {each}" for each in range(number)]
    agencies = Agency.objects.bulk_create(
        [Agency(authority=authority, kind=AgencyKind.SCHOOL, name=name) for name in names]
    )
    schools = School.objects.bulk_create(
        [
            School(
                urn=FIRST_URN + place, authority=authority, agency=agency, name=agency.name, phase="secondary"
            )
            for place, agency in enumerate(agencies)
        ]
    )
    for year in (YEAR - 1, YEAR):
        Calendar.objects.create(authority=authority, year=year, sessions=school_year(year))
    return [school.pk for school in schools]


def _people(pupils: int, schools: list[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            insert into attendance_pupil (ref, upn, upn_state, surname, forename, middle_names, known_as,
                born_on, sex, ethnicity, first_language, restricted)
            select 'M' || lpad(n::text, 9, '0'), '', 'none', 'Measured', 'Pupil ' || n, '', '',
                date '2009-09-01' + n %% 1800, 'F', '', '', false
            from generate_series(0, %s) n
            """,
            [pupils - 1],
        )
        cursor.execute(
            """
            insert into attendance_enrolment (pupil_id, school_id, registration, year_group, form, boarder,
                began_on, left_because)
            select id, (%s::bigint[])[1 + substr(ref, 2)::int / %s], 'C',
                (7 + substr(ref, 2)::int %% 5)::text, '', false, date '2024-09-02', ''
            from attendance_pupil where ref like 'M%%'
            """,
            [schools, PUPILS_A_SCHOOL],
        )


def _registers(pupils: int, year: int, on: date, random: np.random.Generator) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select id, pupil_id, school_id from attendance_enrolment order by id")
        rows = cursor.fetchall()
        for first in range(0, pupils, _BLOCK):
            block = rows[first : first + _BLOCK]
            marks = lines(len(block), year, on, random)
            escaped = (line.tobytes().decode().replace("\\", "\\\\") for line in marks)
            text = "".join(
                f"{enrolment}\t{pupil}\t{school}\t{year}\t{line}\n"
                for (enrolment, pupil, school), line in zip(block, escaped, strict=True)
            )
            cursor.copy_expert(
                "copy attendance_register (enrolment_id, pupil_id, school_id, year, marks) from stdin",
                io.StringIO(text),
            )


def lines(number: int, year: int, on: date, random: np.random.Generator) -> np.ndarray:
    """Lines of marks, shape (number, 732), with no mark after ``on``; one pupil in five misses a tenth."""
    calendar = as_sessions(school_year(year))
    found = np.full((number, LENGTH), ord("#"), dtype=np.uint8)
    present = np.tile(np.frombuffer(b"/\\", dtype=np.uint8), LENGTH // 2)
    rate = random.beta(0.9, 13, size=(number, 1)).astype(np.float32)
    drawn = random.random((number, LENGTH), dtype=np.float32)
    reasons = _ABSENCES[(drawn * 9973).astype(np.int64) % len(_ABSENCES)]
    # N becomes another code within days: old ones are rare.
    reasons[(reasons == ord("N")) & (drawn > rate / 40)] = ord("I")
    marks = np.where(drawn < rate, reasons, np.where(drawn > 0.985, ord("L"), present))
    found[:, calendar] = marks[:, calendar]
    if year == YEAR:
        later = np.arange(LENGTH) > position(on, 1)
        found[:, calendar & later] = ord("-")
    return found


def mark_day(on: date, *, seed: int = 7) -> None:
    """Give every register the marks of one more school day, in one statement."""
    random = np.random.default_rng(seed)
    absent = float(random.uniform(0.06, 0.08))
    with connection.cursor() as cursor:
        cursor.execute(
            """
            update attendance_register
            set marks = overlay(marks placing case when random() < %s then 'II' else '/\\' end from %s for 2)
            where year = %s
            """,
            [absent, position(on, 0) + 1, year_of(on)],
        )


def next_school_day(day: date) -> date:
    """The first day after ``day`` with a session in the measured year."""
    open_sessions = as_sessions(school_year(YEAR))
    day += timedelta(days=1)
    while not open_sessions[position(day, 0)]:
        day += timedelta(days=1)
    return day


def row_per_mark() -> Iterator[str]:
    """Statements that lay the same marks out as one row each, in a table of their own without an index."""
    yield "drop table if exists bench_mark"
    yield "create unlogged table bench_mark (enrolment_id bigint, on_day date, session smallint, code text)"
    yield """
        insert into bench_mark
        select r.enrolment_id, make_date(r.year, 8, 1) + (place::int - 1) / 2, (place - 1) % 2, mark
        from attendance_register r
        cross join lateral string_to_table(r.marks, null) with ordinality as held (mark, place)
        where mark not in ('#', ' ', '-')
    """
    yield "vacuum analyze bench_mark"
