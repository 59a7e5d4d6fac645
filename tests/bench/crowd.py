"""Authorities full of children for the pages: everything that pages read, made by a few statements in SQL.

Children go to four schools in turn of 210, 280, 390 and 1,000; each school turns to one of five locality teams.
Every child has an involvement of their school and of its team. Partner agencies have 100,000 live involvements
among 240,000 children besides, spread at random, so that no order of any list favours them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import numpy as np
from django.db import connection, transaction
from django.utils import timezone

from attendance.actions.standings import recount
from attendance.demo.names import BACKGROUNDS
from attendance.rules.counting import classify, count
from attendance.rules.register import position, year_of
from tests.bench import crowd_sql as sql
from tests.bench.authority import lines
from tests.bench.crowd_places import lay_out

TEMPLATES = 4_000
"""Lines of marks that differ; children share them, at different schools."""
FILLED = (
    "attendance_pupil",
    "attendance_pupilname",
    "attendance_enrolment",
    "attendance_involvement",
    "attendance_register",
    "attendance_standing",
    "attendance_flag",
    "attendance_flagmove",
    "attendance_markchange",
    "attendance_registerimport",
    "attendance_importpart",
)
BY_LETTERS = "open_names_by_letters"


def build(pupils: int, authorities: int, *, seed: int = 1) -> None:
    """Fill the database in use, which must be empty, with so many children in so many authorities."""
    on = timezone.localdate()
    year = year_of(on)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select setseed(%s)", [1 / (1 + seed)])
        cursor.execute("set local max_parallel_workers_per_gather = 0")
        lay_out(pupils, authorities, year)
        _templates((year - 1, year), on, seed)
        with _in_bulk():
            for statement in sql.STATEMENTS:
                cursor.execute(statement, _given(pupils, on, year))
        cursor.execute("select id from attendance_school order by id")
        schools = [key for (key,) in cursor.fetchall()]
        for each in (year - 1, year):
            recount(schools=schools, year=each)
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze")


def _given(pupils: int, on: date, year: int) -> dict[str, object]:
    """What the statements are told."""
    names = BACKGROUNDS.values()
    return {
        "began": date(year - 2, 9, 1),
        "year": year,
        "on": on,
        "days": max((on - date(year, 9, 1)).days, 1),
        "surnames": [name for each in names for name in each.surnames],
        "forenames": [name for each in names for name in (*each.girls, *each.boys)],
        "lapsed": on - timedelta(days=30),
        "partners": round(pupils * 100_000 / 240_000),
        "flags": round(pupils * 50_000 / 240_000),
        "templates": TEMPLATES,
    }


@contextmanager
def _in_bulk() -> Iterator[None]:
    """While it lasts, rows go in without history; keys of other tables are checked together at the end."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select conrelid::regclass::text, conname, pg_get_constraintdef(oid) from pg_constraint"
            " where contype = 'f' and conrelid = any(%s::regclass[])",
            [list(FILLED)],
        )
        keys = cursor.fetchall()
        cursor.execute("set constraints all immediate")
        for table in FILLED:
            cursor.execute(f"alter table {table} disable trigger user")
        for table, name, _ in keys:
            cursor.execute(f'alter table {table} drop constraint "{name}"')
        cursor.execute(f"alter index {BY_LETTERS} set (fastupdate = on)")
        yield
        cursor.execute("select gin_clean_pending_list(%s)", [BY_LETTERS])
        cursor.execute(f"alter index {BY_LETTERS} set (fastupdate = off)")
        for table, name, definition in keys:
            cursor.execute(f'alter table {table} add constraint "{name}" {definition}')
        for table in FILLED:
            cursor.execute(f"alter table {table} enable trigger user")


def _templates(years: tuple[int, int], on: date, seed: int) -> None:
    """Distinct lines of both years with their counts, in a table of this transaction alone."""
    random = np.random.default_rng(seed)
    with connection.cursor() as cursor:
        cursor.execute(sql.TEMPLATE_TABLE)
        for year in years:
            marks = lines(TEMPLATES, year, on, random)
            later = np.arange(marks.shape[1]) > (position(on, 1) if year == years[-1] else marks.shape[1])
            marks[:, later & (marks[0] != ord("#"))] = ord("-")
            counts = count(classify(marks, year))
            for row, line in enumerate(marks):
                told = counts.tally(row)
                cursor.execute(
                    "insert into bench_line values (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
                    [
                        *(row, year, line.tobytes().decode(), told.attended, told.authorised),
                        *(told.unauthorised, told.late, told.no_reason, told.missing),
                    ],
                )
