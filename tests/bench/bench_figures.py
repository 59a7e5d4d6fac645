"""The dashboard of a large authority, whole and narrowed, and what counting its figures adds to a night.

Figures of two years are counted; the night and the counting are each done in this process, one after the other, over
the same children. The dashboard and the packs for meetings with schools are asked of a server with production's
settings by those who read them, nothing cached.
"""

import time
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from statistics import median

from django.utils import timezone

from agencies.rules.roles import Permission
from attendance.actions.review_jobs import begin_date, plan, run_chunk, schools_in
from attendance.rules.calendar import MONDAY_TO_FRIDAY
from attendance.rules.register import year_of, year_span
from reporting.actions.figures import count_schools
from reporting.rules.groups import KIND_WORDS
from tests.bench import bench_pages
from tests.bench.authority import mark_day
from tests.bench.bench_pages import Ask, Page, Person
from tests.bench.crowd import build
from tests.bench.database import measured_database
from tests.bench.results import Context, Result, at_most
from tests.bench.serving import served

READERS = ["assistant_director", "attendance_leader", "head_teacher"]
LIMIT_MS, LIMIT_NARROWED_MS, LIMIT_PACK_MS, LIMIT_ADDED = 300, 500, 3_000, 0.3
NARROWED = (
    "phase=secondary",
    "phase=primary&period=4",
    *(f"by={word}" for word in KIND_WORDS),
    "by=school&phase=secondary",
    "by=team",
    f"year={year_of(timezone.localdate()) - 1}",
)


def whole(_: Person, __: int) -> Ask:
    """The dashboard as it opens."""
    return Ask("/figures/")


def narrowed(_: Person, turn: int) -> Ask:
    """The dashboard by another breakdown, phase, period or year in each turn."""
    return Ask(f"/figures/?{NARROWED[turn % len(NARROWED)]}")


def pack(person: Person, turn: int) -> Ask:
    """The pack for the meeting with one of their schools, on paper, another school in each turn."""
    return Ask(f"/schools/{person.schools[turn % len(person.schools)]}/meeting-pack.pdf")


PAGES: dict[str, Page] = {
    "figures": (whole, Permission.VIEW_STATISTICS),
    "narrowed": (narrowed, Permission.VIEW_STATISTICS),
    "meeting pack": (pack, Permission.VIEW_SCHOOL),
}


def _seconds(acts: Iterable[Callable[[], object]]) -> float:
    began = time.perf_counter()
    for act in acts:
        act()
    return time.perf_counter() - began


def _count_last_year() -> None:
    on = year_span(year_of(timezone.localdate()) - 1)[1]
    for chunk in plan(on):
        count_schools(on=on, schools=schools_in(str(chunk)))


def _added() -> list[Result]:
    """What counting costs for each second of the night before it: of the first night, and one school day later."""
    today = timezone.localdate()
    first = _added_to_night(today)
    coming = (today + timedelta(days=ahead) for ahead in range(1, 8))
    following = next(day for day in coming if day.weekday() in MONDAY_TO_FRIDAY)
    mark_day(following)
    return [
        at_most("counting figures : the first night", first, LIMIT_ADDED),
        at_most("counting figures : a usual night", _added_to_night(following), LIMIT_ADDED),
    ]


def _added_to_night(on: date) -> float:
    chunks = begin_date(on, again=True)
    night = _seconds(lambda chunk=chunk: run_chunk(on=on, chunk=chunk) for chunk in chunks)
    counting = _seconds(
        lambda chunk=chunk: count_schools(on=on, schools=schools_in(chunk)) for chunk in chunks
    )
    return counting / night


def run(ctx: Context) -> list[Result]:
    """One authority with all children."""
    with measured_database("bench_figures"):
        build(ctx.large, 1)
        _count_last_year()
        added = _added()
        with served(ctx.workspace) as site:
            table, idle = bench_pages.measure(site, READERS, ctx.requests, PAGES)
    bench_pages.show(table, idle)
    found = added
    for page, limit in (
        ("figures", LIMIT_MS),
        ("narrowed", LIMIT_NARROWED_MS),
        ("meeting pack", LIMIT_PACK_MS),
    ):
        rows = {role: each for (name, role), each in table.items() if name == page}
        slowest = max(rows, key=lambda role: median(rows[role].ms))
        label = f"{ctx.large:,} pupils"
        found.append(at_most(f"{page}, 95th percentile ({slowest}), {label}", rows[slowest].p95, limit, "ms"))
    return found
