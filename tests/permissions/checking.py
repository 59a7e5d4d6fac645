"""The matrix applied: what is answered against what its line says, and routes without a line."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.test import Client

from tests.permissions.answers import Api, Library, Page, Status
from tests.permissions.browsing import ask, header_faults
from tests.permissions.matrix import LINES, WORKSHOP
from tests.permissions.rights import Person
from tests.permissions.routes import Route, routes
from tests.permissions.things import Thing, things_of
from tests.permissions.world import Aviary

CLOSED = (401, 403, 404)


@contextmanager
def taken_back() -> Iterator[None]:
    """Whatever is written within is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def missing(found: list[Route]) -> list[str]:
    """What to do about each route without a line, and each line without a route."""
    names = {route.name for route in found}
    return [
        *(f"{name} ({route.pattern}) has no line: add one to LINES in tests/permissions/matrix.py"
          for route in found if (name := route.name) not in LINES),
        *(f"{name} is in tests/permissions/matrix.py and in no URLconf"
          for name in LINES if name not in names | WORKSHOP),
    ]  # fmt: skip


def lines(kind: type) -> list[tuple[Route, Page | Api | Library]]:
    """The routes that have a line of a kind."""
    return [(route, LINES[route.name]) for route in routes() if isinstance(LINES.get(route.name), kind)]


def wanted(status: Status) -> tuple[int, ...]:
    """The statuses as a tuple."""
    return status if isinstance(status, tuple) else (status,)


def expected(aviary: Aviary, line: Page | Api, person: Person, thing: Thing, method: str) -> tuple[int, ...]:
    """What somebody is answered, were it a page: 403 for the role, 404 for the row, else what the line says."""
    full = wanted(line.get if method == "GET" else line.post)
    if not person.may(line.needs):
        return (403, 405) if full == (405,) else (403,)
    seen = thing.seen(aviary.rights, person, line.row or line.needs)
    if not seen:
        return (404, 405) if full == (405,) else (404,)
    return full


def asked_for(aviary: Aviary, line: Page | Api, person: Person) -> list[Thing]:
    """The things to try: all of them, but for a role that is shut out whatever it asks for one is enough."""
    found = things_of(aviary, line.of)
    return found if person.may(line.needs) else found[:1]


def check(
    aviary: Aviary, client: Client, route: Route, line: Page | Api, person: Person, thing: Thing, method: str
) -> list[str]:
    """The faults of one answer."""
    address = route.address(**thing.arguments) + line.query
    given = (
        {"data": "{}", "content_type": "application/json"}
        if isinstance(line, Api) and method == "POST"
        else {}
    )
    answer = ask(client, method, address, **given)
    what = f"{person.name}: {method} {route.name} of {thing.name}"
    right = expected(aviary, line, person, thing, method)
    faults = [] if answer.status in right else [f"{what}: {answer.status} instead of {right}"]
    if answer.changed and (method == "GET" or answer.status in CLOSED):
        faults.append(f"{what} changed {', '.join(sorted(answer.changed))}")
    return faults + [f"{what}: {fault}" for fault in header_faults(answer.response)]


def refused(client: Client, route: Route, thing: Thing, method: str, status: int) -> list[str]:
    """The faults where a program must be turned away, whatever it asks for."""
    answer = ask(client, method, route.address(**thing.arguments))
    what = f"{method} {route.name} of {thing.name}"
    faults = [] if answer.status == status else [f"{what}: {answer.status} instead of {status}"]
    if answer.changed:
        faults.append(f"{what} changed {', '.join(sorted(answer.changed))}")
    return faults + [f"{what}: {fault}" for fault in header_faults(answer.response)]
