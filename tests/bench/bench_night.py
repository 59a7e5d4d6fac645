"""The night: end to end through real workers with all writes, against one SQL aggregate of rows per mark."""

import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from django.db import connection

from attendance.actions.review_jobs import begin_date, plan, schools_in
from attendance.queries.job_runs import run_on
from attendance.queries.registers import load_registers
from attendance.rules.counting import classify, count
from attendance.rules.register import position
from attendance.tasks import review_chunk
from config.celery import app
from tests.bench.authority import ON, YEAR, build, mark_day, next_school_day, row_per_mark
from tests.bench.database import measured_database, switched_to
from tests.bench.results import Context, Result, at_least, at_most, figure
from tests.workers import wait_until, workers

PRESENT = r"code in ('/','\','L','K','V','P','W','B')"
AUTHORISED = "code in ('C','c','d','M','j','S','T','R','I','E')"
UNAUTHORISED = "code in ('G','N','O','U')"
POSSIBLE = f"({PRESENT} or {AUTHORISED} or {UNAUTHORISED})"
SINCE, RECENT, BEFORE, WINDOW = (
    f"on_day >= date '{day}'" for day in ("2025-08-01", "2026-02-09", "2026-01-06", "2025-12-15")
)
AGGREGATE = f"""
select enrolment_id,
    count(*) filter (where {SINCE} and {POSSIBLE}), count(*) filter (where {SINCE} and {PRESENT}),
    count(*) filter (where {SINCE} and {AUTHORISED}), count(*) filter (where {SINCE} and {UNAUTHORISED}),
    count(*) filter (where {SINCE} and code in ('L', 'U')), count(*) filter (where {SINCE} and code = 'N'),
    count(*) filter (where {RECENT} and {POSSIBLE}),
    count(*) filter (where {RECENT} and ({AUTHORISED} or {UNAUTHORISED})),
    count(*) filter (where {BEFORE} and not {RECENT} and {POSSIBLE}),
    count(*) filter (where {BEFORE} and not {RECENT} and ({AUTHORISED} or {UNAUTHORISED})),
    count(*) filter (where {WINDOW} and {UNAUTHORISED})
from bench_mark where on_day <= date '{ON}' group by enrolment_id
"""
SMALL = "bench_night_small"
SCAN = "select sum(length(marks)) from attendance_register"
RESULTS = (
    "attendance_flagmove, attendance_flag, attendance_schoolflagmove, attendance_schoolflag, "
    "attendance_standing, attendance_schoolstanding, attendance_jobrun"
)


def timed(work: Callable[[], object]) -> float:
    """Seconds that some work takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def execute(statement: str) -> None:
    """Run a statement and fetch what it answers."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
        if cursor.description:
            cursor.fetchall()


def night(on: date) -> None:
    """One date from the first message to the last chunk done, by the workers that are running."""
    for chunk in begin_date(on, again=True):
        review_chunk.delay(on.isoformat(), chunk)
    wait_until(lambda: run_on(on).is_over, seconds=1_800, every=0.05)
    if run_on(on).failed:
        raise RuntimeError(f"The night failed: {', '.join(run_on(on).errors)}.")


def forget() -> None:
    """Back to the evening before the first night."""
    execute(f"truncate {RESULTS} restart identity")


def first_night(processes: int) -> tuple[float, float]:
    """Seconds of a night that finds nothing and writes all, and a worker's peak memory in megabytes."""
    forget()
    app.control.purge()
    with workers(app, processes=processes) as started:
        seconds = timed(lambda: night(ON))
        return seconds, started[0].peak_memory()


def read_and_count() -> None:
    """Read and classify both years' registers; count the year to date and ten weeks. In this process."""
    first, last = position(ON - timedelta(weeks=10), 0), position(ON, 1)
    for chunk in plan(ON):
        schools = schools_in(str(chunk))
        for year in (YEAR - 1, YEAR):
            flags = classify(load_registers(schools, year).lines, year)
        count(flags, 0, last)
        count(flags, first, last)


def small(pupils: int) -> list[Result]:
    """The authority of usual size: against SQL, and again unchanged. Each is the best of several, in turn."""
    build(pupils)
    for statement in row_per_mark():
        execute(statement)
    aggregates, firsts, usuals, agains = [], [], [], []
    for _ in range(3):
        aggregates.append(timed(lambda: execute(AGGREGATE)))
        firsts.append(first_night(2)[0])
    following = ON
    with workers(app, processes=2):
        for _ in range(3):
            following = next_school_day(following)
            mark_day(following)
            usuals.append(timed(partial(night, following)))
            agains.append(timed(partial(night, following)))
    best, size = min(aggregates), f"{pupils:,} pupils"
    return [
        figure(f"one SQL aggregate of rows per mark, {size}", best, "s"),
        at_most(f"first night, all written : SQL aggregate, {size}", min(firsts) / best, 1.0),
        at_most(f"a usual night, all written : SQL aggregate, {size}", min(usuals) / best, 1.0),
        at_most(f"unchanged re-run : SQL aggregate, {size}", min(agains) / best, 0.5),
        figure(f"unchanged re-run : usual night, {size}", min(agains) / min(usuals), "×"),
    ]


def large(pupils: int, fewer: int) -> list[Result]:
    """A large authority: reading against a scan, workers and sizes against each other, memory.

    What is compared is measured in turn, so that whatever else the machine does falls on both.
    """
    build(pupils)
    scans, countings, ones, twos, smalls, memory = [], [], [], [], [], 0.0
    for _ in range(3):
        scans.append(timed(lambda: execute(SCAN)))
        countings.append(timed(read_and_count))
    for _ in range(2):
        ones.append(first_night(1)[0])
        seconds, held = first_night(2)
        twos.append(seconds)
        memory = max(memory, held)
        with switched_to(SMALL):
            smalls.append(first_night(2)[0])
    scan, counting, one, two = (min(each) for each in (scans, countings, ones, twos))
    cost, size = two / pupils * fewer / min(smalls), f"{pupils:,} pupils"
    return [
        at_most(f"reading and counting : plain scan, {size}", counting / scan, 6.0),
        at_most(f"cost per pupil, {size} : {fewer:,}", cost, 1.2),
        at_least(f"one worker : two workers, {size}", one / two, 1.4),
        at_most(f"a worker's peak memory, {size}", memory, 400, "MB"),
        figure(f"first night, two workers, {size}", two, "s"),
    ]


def run(ctx: Context) -> list[Result]:
    """All figures of the night."""
    with measured_database(SMALL):
        results = small(ctx.small)
        execute("drop table bench_mark")
        with measured_database("bench_night_large"):
            return results + large(ctx.large, ctx.small)
