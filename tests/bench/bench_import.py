"""A whole year of registers imported by the command, against COPY of the same bytes: whole processes, both.

The file has one row for each pupil with 730 marks in the style of 2024 (commas between them). It is read,
matched, previewed and applied by `manage.py import_registers`; COPY puts its rows into a table of text columns
without an index. Both are timed from the start of the process to its end, on the same server, in turn, so that what
else the machine does weighs on both; the middle one of each counts (the import's database is emptied of registers
in between).
"""

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit, urlunsplit

import psycopg2
from django.conf import settings

from attendance.rules.upn import check_letter
from tests.bench.results import Context, Result, at_most

ROOT = Path(__file__).resolve().parent.parent.parent
DATABASE = "bench_import"
SENDER = "bench@example.org"
SCHOOLS = 97
TIMES = 3
LIMIT = 4.0
COPY = """
import sys, psycopg2
with psycopg2.connect(**eval(sys.argv[1])) as held, held.cursor() as cursor, open(sys.argv[2], "rb") as file:
    cursor.copy_expert("copy plain from stdin with (format csv, header)", file)
"""
PEOPLE = """
insert into agencies_localauthority (code, gss_code, name) values ('998', '', 'Bench');
insert into agencies_agency (authority_id, kind, name, email, telephone, is_open)
select a.id, 'local_authority', 'Bench', '', '', true from agencies_localauthority a
union all
select a.id, 'school', 'School ' || n, '', '', true from agencies_localauthority a, generate_series(1, %(schools)s) n;
insert into agencies_user (password, is_superuser, email, name, is_active, joined_at)
values ('!', false, %(sender)s, 'Bench', true, now());
insert into agencies_membership (user_id, agency_id, role_name, began_on)
select u.id, a.id, 'attendance_leader', '2020-01-01' from agencies_user u, agencies_agency a
where a.kind = 'local_authority';
insert into attendance_school (urn, authority_id, establishment_number, agency_id, name, phase, type_code, type_name,
    street, locality, town, postcode, telephone, head_title, head_first_name, head_last_name, ukprn, uprn,
    school_week, registers_due)
select 900000 + n, a.authority_id, lpad(n::text, 4, '0'), a.id, a.name, 'secondary', '', '', '', '', '', '', '',
    '', '', '', '', '', '01234', 1
from (select *, substr(name, 8)::int n from agencies_agency where kind = 'school') a;
"""
PUPILS = """
insert into attendance_pupil (ref, upn, upn_state, surname, forename, middle_names, known_as, born_on, sex,
    ethnicity, first_language, restricted)
select 'R' || lpad(n::text, 9, '0'), upn, 'permanent', 'Surname' || n, 'Forename' || n, '', '', '2012-03-04', '',
    '', '', false
from unnest(%(upns)s) with ordinality as given(upn, n);
insert into attendance_enrolment (pupil_id, school_id, registration, year_group, form, boarder, began_on, left_because)
select p.id, s.id, 'C', '8', '8A', false, '2023-09-01', ''
from attendance_pupil p join attendance_school s on s.urn = 900001 + (substr(p.ref, 2)::int %% %(schools)s);
analyze;
"""


def run(ctx: Context) -> list[Result]:
    """The import's time as a multiple of COPY's."""
    upns = [
        check_letter(rest) + rest
        for rest in (f"998{4000 + n // 1000:04d}20{n % 1000:03d}" for n in range(ctx.small))
    ]
    file = ctx.workspace / "registers.csv"
    write_file(file, upns)
    kept = tempfile.TemporaryDirectory(dir=ctx.workspace)
    environment = {**make_database(upns), "MEDIA_ROOT": kept.name}
    connect = parameters()
    copy = [sys.executable, "-c", COPY, repr(connect), str(file)]
    command = [sys.executable, "manage.py", "import_registers", str(file), "--as", SENDER, "--force"]
    runs = [
        (timed(copy, environment, _empty_plain), timed(command, environment, _empty_registers))
        for _ in range(TIMES)
    ]
    copied, imported = (median(each) for each in zip(*runs, strict=True))
    start = timed([sys.executable, "manage.py", "version"], environment, lambda: None)
    kept.cleanup()
    print(
        f"  import: COPY of {file.stat().st_size / 1e6:.0f} MB {copied:.2f} s, import {imported:.2f} s, "
        f"of which starting Django {start:.2f} s; load of the machine {os.getloadavg()[0]:.1f}"
    )
    return [
        at_most(
            f"whole-year import of {ctx.small:,} registers : COPY of its bytes",
            imported / copied,
            LIMIT,
        )
    ]


def write_file(path: Path, upns: list[str]) -> None:
    """A year of marks for each pupil: mostly present, weekends and holidays closed, some absence."""
    chance = random.Random(2024)
    weeks = []
    for _ in range(500):
        days = [
            (chance.choices("/LIOGN", (93, 2, 3, 1, 0.5, 0.5))[0], chance.choices("\\IO", (96, 3, 1))[0])
            for _ in range(5)
        ]
        weeks.append([mark for day in days for mark in day])
    closed = ["#"] * 14
    with path.open("w") as file:
        file.write("URN,UPN,Start date,Marks\r\n")
        for number, upn in enumerate(upns, 1):
            # 1 August 2024 is a Thursday; 39 weeks of school from Monday 2 September.
            marks = ["#"] * 64
            for week in range(47):
                marks += (
                    closed
                    if week in (8, 16, 17, 24, 32, 33, 39, 46)
                    else [*chance.choice(weeks), "#", "#", "#", "#"]
                )
            line = ",".join((marks + closed)[:730])
            file.write(f'{900_001 + number % SCHOOLS},{upn},2024-08-01,"{line}"\r\n')


def parameters() -> dict[str, object]:
    """How psycopg2 reaches the bench's own database."""
    held = settings.DATABASES["default"]
    given = {
        "dbname": DATABASE,
        "user": held["USER"],
        "password": held["PASSWORD"],
        "host": held["HOST"],
        "port": held["PORT"],
    }
    return {key: value for key, value in given.items() if value}


def make_database(upns: list[str]) -> dict[str, str]:
    """Make the bench's database anew with its schools and pupils; the environment of processes that use it."""
    server = psycopg2.connect(**{**parameters(), "dbname": "postgres"})
    server.autocommit = True
    with server.cursor() as cursor:
        cursor.execute(f"drop database if exists {DATABASE}")
        cursor.execute(f"create database {DATABASE}")
    server.close()
    address = urlsplit(os.environ["DATABASE_URL"])
    environment = {
        **os.environ,
        "DJANGO_DEBUG": "0",
        "DATABASE_URL": urlunsplit(address._replace(path=f"/{DATABASE}")),
    }
    subprocess.run([sys.executable, "manage.py", "migrate", "-v", "0"], cwd=ROOT, env=environment, check=True)
    _run(PEOPLE, schools=SCHOOLS, sender=SENDER)
    _run(PUPILS, upns=upns, schools=SCHOOLS)
    _run("create table plain (urn text, upn text, start_date text, marks text)")
    return environment


def _run(sql: str, **given: object) -> None:
    with psycopg2.connect(**parameters()) as held, held.cursor() as cursor:
        cursor.execute(sql, given)
    held.close()


def _empty_plain() -> None:
    _run("truncate plain")


def _empty_registers() -> None:
    _run("truncate attendance_register, attendance_registerimport cascade")


def timed(command: list[str], environment: dict[str, str], before: Callable[[], None]) -> float:
    """Seconds from the start of a process to its end; raises CalledProcessError where it fails."""
    before()
    began = time.monotonic()
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - began
