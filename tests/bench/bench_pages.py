"""Pages of a country-sized database, in every role that may open them: time, size, queries, and who waits longest.

A server with production's settings answers an ordinary client over loopback, one request at a time. Roles take
turns request by request, so that whatever else the machine does falls on all of them alike. The time is the
server's own, from its request log; queries are counted in a second pass through the same views in this process.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from statistics import median, quantiles

from django.db import connection, reset_queries
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agencies.acting import Acting
from agencies.models import Membership
from agencies.rules.roles import ROLES, Permission
from attendance.models import Pupil, School
from attendance.rules.flags import RULES
from attendance.rules.register import year_of
from tests.bench.crowd import build
from tests.bench.crowd_places import PLACES
from tests.bench.database import measured_database
from tests.bench.results import Context, Result, at_most, figure
from tests.bench.serving import Answer, Site, served, session_cookie
from tests.personas import signed_in

CHOSEN = 200
COUNTED = 8
LIMIT_MS, LIMIT_KB, LIMIT_QUERIES, LIMIT_RATIO = 100, 300, 15, 1.5
WIDEST = "attendance_leader"
NARROW = ("partner", "police_officer", "looked_after_manager", "school_lead")
LAST_YEAR = year_of(timezone.localdate()) - 1
TRANSACTIONS = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


@dataclass(frozen=True)
class Ask:
    """A page to ask for, and what is posted beforehand."""

    path: str
    posted: dict[str, str] | None = None


@dataclass
class Person:
    """Somebody with the children and schools that they may see: 200 of each, at random; perhaps with cases."""

    membership: Membership
    cookie: str
    pupils: list[Pupil] = field(default_factory=list)
    schools: list[int] = field(default_factory=list)
    cases: list[str] = field(default_factory=list)


@dataclass
class Measured:
    """What one role's requests for one page took."""

    ms: list[float] = field(default_factory=list)
    own: list[float] = field(default_factory=list)
    size: int = 0
    statements: int = 0
    transactions: int = 0

    def add(self, answer: Answer) -> None:
        """Keep what a request took, and what it would have taken with a processor free at once."""
        self.ms.append(answer.ms)
        self.own.append(max(answer.ms - answer.waited, 0))
        self.size = max(self.size, answer.size)

    @property
    def p95(self) -> float:
        """The 95th percentile of the server's milliseconds."""
        return quantiles(self.ms, n=20, method="inclusive")[-1]

    @property
    def own_p95(self) -> float:
        """The same, without the time in line for a processor."""
        return quantiles(self.own, n=20, method="inclusive")[-1]


def home(_: Person, __: int) -> Ask:
    """The first page."""
    return Ask("/")


def search(person: Person, turn: int) -> Ask:
    """A child whom they may see, looked for in one of the ways in which people do."""
    pupil = person.pupils[turn % len(person.pupils)]
    born = pupil.born_on
    ways: tuple[dict[str, str], ...] = (
        {"name": pupil.surname},
        {"name": f"{pupil.forename} {pupil.surname}"},
        {"name": f"{pupil.surname}, {pupil.forename[:-1]}"},
        {"name": pupil.surname[:3]},
        {"upn": pupil.upn},
        {"born_on_day": str(born.day), "born_on_month": str(born.month), "born_on_year": str(born.year)},
    )
    return Ask("/search/", ways[turn % len(ways)])


def school(person: Person, turn: int) -> Ask:
    """One of their schools."""
    return Ask(f"/schools/{person.schools[turn % len(person.schools)]}/")


def pupil(person: Person, turn: int) -> Ask:
    """One of their children, the year before in every second turn: a whole year of marks."""
    return Ask(
        f"/pupils/{person.pupils[turn % len(person.pupils)].ref}/"
        + (f"?year={LAST_YEAR}" if turn % 2 else "")
    )


def flags(person: Person, turn: int) -> Ask:
    """All flags, those of a rule, of a year group, or already seen; the first page or the third."""
    rule = RULES[turn % len(RULES)].key
    ways = ("", f"rule={rule}", "year_group=9", "state=seen", "page=3", "state=raised&rule=persistent")
    return Ask(f"/flags/?{ways[turn % len(ways)]}")


Page = tuple[Callable[[Person, int], Ask], Permission | None]
PAGES: dict[str, Page] = {
    "home": (home, None),
    "search": (search, Permission.SEARCH),
    "school": (school, Permission.VIEW_SCHOOL),
    "pupil": (pupil, Permission.VIEW_PUPIL),
    "flags": (flags, Permission.VIEW_FLAGS),
}
Table = dict[tuple[str, str], Measured]


def people(role: str, most: int = 4) -> list[Person]:
    """Some who hold a role, each with things that they may open."""
    held = list(
        Membership.objects.filter(role_name=role).select_related("user", "agency__authority").order_by("pk")
    )
    return [_person(each) for each in random.Random(role).sample(held, min(most, len(held)))]


def _person(membership: Membership) -> Person:
    by = Acting.today(membership)
    pupils = Pupil.objects.visible_to(by).order_by(F("id") * 7919 % 10007)[:CHOSEN]
    schools = School.objects.visible_to(by).order_by("?").values_list("urn", flat=True)[:CHOSEN]
    return Person(membership, session_cookie(membership), list(pupils), list(schools))


def pairs(roles: list[str], pages: dict[str, Page] = PAGES) -> Iterator[tuple[str, str]]:
    """Every page with every role that may open it; a page's roles stand together."""
    for page, (_, permission) in pages.items():
        for role in roles:
            if permission is None or ROLES[role].may(permission):
                yield page, role


def measure(
    site: Site, roles: list[str], requests: int, pages: dict[str, Page] = PAGES,
    find: Callable[[str], list[Person]] = people,
) -> tuple[Table, Measured]:  # fmt: skip
    """All pages in all these roles, and the empty round trip of the health page for comparison."""
    crowd = {role: find(role) for role in roles}
    table: Table = {pair: Measured() for pair in pairs(roles, pages)}
    idle = Measured()
    for page, (make, _) in pages.items():
        for turn in range(-2, requests):
            idle.add(site.ask("/healthz"))
            for role in (role for name, role in table if name == page):
                person = crowd[role][turn % len(crowd[role])]
                _time(site, person, make(person, turn), table[page, role] if turn >= 0 else Measured())
    for (page, role), found in table.items():
        _count(crowd[role][0], pages[page][0], found)
    return table, idle


def _time(site: Site, person: Person, ask: Ask, found: Measured) -> None:
    if ask.posted is not None and site.ask(ask.path, person.cookie, ask.posted).status != 302:
        raise RuntimeError(f"{ask} was not accepted.")
    answer = site.ask(ask.path, person.cookie)
    if answer.status != 200:
        raise RuntimeError(f"{ask.path} answered {answer.status}.")
    found.add(answer)


def _count(person: Person, make: Callable[[Person, int], Ask], found: Measured) -> None:
    """The most statements that a request sends: all of them, sessions and access records too; transactions apart."""
    client: Client = signed_in(person.membership)
    for turn in range(COUNTED):
        ask = make(person, turn)
        if ask.posted is not None:
            client.post(ask.path, ask.posted, secure=True, headers={"host": "localhost"})
        reset_queries()  # the log holds so many statements: a full one would count none
        with CaptureQueriesContext(connection) as captured:
            client.get(ask.path, secure=True, headers={"host": "localhost"})
        if not len(captured):
            raise RuntimeError(f"No statement of {ask.path} was seen: its count would be wrong.")
        around = sum(each["sql"].startswith(TRANSACTIONS) for each in captured)
        found.statements = max(found.statements, len(captured) - around)
        found.transactions = max(found.transactions, around)


def show(table: Table, idle: Measured) -> None:
    """Print every page in every role."""
    print(f"  health page: median {median(idle.ms):.1f} ms, 95th percentile {idle.p95:.1f} ms")
    print("  In ms, all and without the time in line for a processor behind other programs:")
    print(
        f"  {'page':8}{'role':22}{'median':>8}{'own':>7}{'p95':>8}{'own':>7}{'KB':>6}{'queries':>9}{'begin/end':>11}"
    )
    for (page, role), found in table.items():
        times = f"{median(found.ms):8.1f}{median(found.own):7.1f}{found.p95:8.1f}{found.own_p95:7.1f}"
        print(
            f"  {page:8}{role:22}{times}{found.size / 1000:6.0f}{found.statements:9}{found.transactions:11}"
        )


def results(table: Table, label: str, pages: dict[str, Page] = PAGES) -> list[Result]:
    """For each page the slowest, largest and most asking role, and the narrow roles against the widest."""
    found = []
    for page in pages:
        rows = {role: each for (name, role), each in table.items() if name == page}
        slowest = max(rows, key=lambda role: rows[role].p95)
        narrow = max((rows[role].p95 for role in NARROW if role in rows), default=0)
        found += [
            at_most(f"{page}, 95th percentile ({slowest}), {label}", rows[slowest].p95, LIMIT_MS, "ms"),
            figure(
                f"{page}, the same without the time in line for a processor, {label}",
                max(each.own_p95 for each in rows.values()),
                "ms",
            ),
            at_most(
                f"{page}, size, {label}", max(each.size for each in rows.values()) / 1000, LIMIT_KB, "KB"
            ),
            at_most(
                f"{page}, queries, {label}", max(each.statements for each in rows.values()), LIMIT_QUERIES, ""
            ),
            at_most(f"{page}, restricted : widest role, {label}", narrow / rows[WIDEST].p95, LIMIT_RATIO),
        ]
    return found


def run(ctx: Context) -> list[Result]:
    """One authority with all children, and four with a quarter each."""
    found: list[Result] = []
    for authorities, roles in ((1, list(PLACES)), (4, [WIDEST, "welfare_officer", *NARROW])):
        with measured_database("bench_pages"):
            build(ctx.large, authorities)
            with served(ctx.workspace) as site:
                table, idle = measure(site, roles, ctx.requests)
        show(table, idle)
        found += results(table, f"{authorities} × {ctx.large // authorities:,} pupils")
    return found
