"""Casework at its full size, in every role that may open it: lists of cases, a case, its timeline, My work, search.

One case for every fourth child with 33 entries, the plan, actions, requests and re-checks of a case so far along;
each person measured has one case with 10,000 entries besides.
"""

from time import perf_counter

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from agencies.acting import Acting
from agencies.rules.roles import Permission
from cases.actions.handovers import move_caseload
from cases.models import Case
from tests.bench import bench_pages, casework_sql
from tests.bench.bench_pages import NARROW, WIDEST, Ask, Page, Person
from tests.bench.crowd import build
from tests.bench.crowd_places import PLACES
from tests.bench.database import measured_database
from tests.bench.results import Context, Result, at_most
from tests.bench.serving import served

TABLES = (
    "cases_case", "cases_entry", "cases_plan", "cases_planaction", "cases_agencyrequest", "cases_recheck",
    "cases_referral",
)  # fmt: skip
CHOSEN = 100
MOVED, MOVED_WITHIN = 150, 2


def work(_: Person, __: int) -> Ask:
    """What waits for them."""
    return Ask("/work/")


def cases(_: Person, turn: int) -> Ask:
    """Their list of cases; the second page in every other turn."""
    return Ask("/cases/?page=2" if turn % 2 else "/cases/")


def caseload(_: Person, __: int) -> Ask:
    """Their own cases."""
    return Ask("/cases/?mine=1")


def queue(_: Person, __: int) -> Ask:
    """What waits for their teams, and who holds how much."""
    return Ask("/queue/")


def case(person: Person, turn: int) -> Ask:
    """One of their cases."""
    return Ask(f"/cases/{_ref(person, turn)}/")


def timeline(person: Person, turn: int) -> Ask:
    """The timeline of one of their cases."""
    return Ask(f"/cases/{_ref(person, turn)}/timeline/")


def long_timeline(person: Person, turn: int) -> Ask:
    """The timeline of the case with 10,000 entries."""
    return Ask(f"/cases/{_ref(person, 0)}/timeline/")


def _ref(person: Person, turn: int) -> str:
    return person.cases[turn % len(person.cases)]


PAGES: dict[str, Page] = {
    "work": (work, Permission.VIEW_CASE),
    "cases": (cases, Permission.VIEW_CASE),
    "caseload": (caseload, Permission.WORK_CASES),
    "queue": (queue, Permission.TRIAGE),
    "case": (case, Permission.VIEW_CASE),
    "timeline": (timeline, Permission.VIEW_CASE),
    "long": (long_timeline, Permission.VIEW_CASE),
    "search": (bench_pages.search, Permission.SEARCH),
}


def fill() -> None:
    """Cases and entries for the crowd in the database in use."""
    given = {"on": timezone.localdate()}
    with transaction.atomic(), connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"alter table {table} disable trigger user")
        for statement in casework_sql.ALL:
            cursor.execute(statement, given)
        cursor.execute("set constraints all immediate")
        for table in TABLES:
            cursor.execute(f"alter table {table} enable trigger user")
    _vacuum()


def workers(role: str) -> list[Person]:
    """Some who hold a role, each with cases that they may open; the first is made long."""
    found = bench_pages.people(role, most=2)
    for person in found:
        rows = Case.objects.visible_to(Acting.today(person.membership)).order_by(F("id") * 7919 % 10007, "pk")
        person.cases = list(rows.values_list("ref", flat=True)[:CHOSEN])
        with connection.cursor() as cursor:
            cursor.execute(casework_sql.LONG, {"on": timezone.localdate(), "refs": person.cases[:1]})
    _vacuum()
    return found


def _vacuum() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"vacuum analyze {', '.join(TABLES)}")


def moved() -> Result:
    """Seconds in which a team manager gives many cases of one officer to another."""
    manager = Acting.today(bench_pages.people("team_manager", most=1)[0].membership)
    officers = [each.membership for each in bench_pages.people("welfare_officer", most=100)]
    first, second = [each for each in officers if each.agency_id in manager.reach][:2]
    rows = Case.objects.permits(manager, Permission.TRIAGE).filter(team=first.agency, officer=first.user)
    keys = list(rows.live().values_list("pk", flat=True)[:MOVED])
    began = perf_counter()
    move_caseload(
        team=first.agency,
        taken_from=first.user,
        given_to=second.user,
        by=manager,
        cases=keys,
    )
    return at_most(f"a move of {len(keys)} cases", perf_counter() - began, MOVED_WITHIN, "s")


def run(ctx: Context) -> list[Result]:
    """One authority with all children."""
    roles = [
        role
        for role in PLACES
        if role in (WIDEST, "welfare_officer", "team_manager", "head_teacher", *NARROW)
    ]
    with measured_database("bench_cases"):
        build(ctx.large, 1)
        fill()
        with served(ctx.workspace) as site:
            table, idle = bench_pages.measure(site, roles, ctx.requests, PAGES, workers)
        made, move = Case.objects.count(), moved()
    bench_pages.show(table, idle)
    return [*bench_pages.results(table, f"{made:,} cases", PAGES), move]
