"""Every route, as every persona, with every thing that could stand in its address: what is answered, what changes."""

import pytest
from django.test import Client

from tests.permissions.answers import Api, Library, Page
from tests.permissions.browsing import Browsers, header_faults
from tests.permissions.checking import asked_for, check, lines, missing, refused, taken_back, wanted
from tests.permissions.routes import routes
from tests.permissions.things import things_of
from tests.personas import PERSONAS

NAMES = [*PERSONAS, "two_agencies", "two_agencies_elsewhere"]
SCOPES = ("read", "write", "registers", "cases", "casework")


@pytest.fixture
def browsers(aviary) -> Browsers:
    return Browsers(aviary)


def test_every_route_has_a_line_and_every_line_a_route() -> None:
    faults = missing(routes())
    assert not faults, "\n".join(faults)


def test_every_argument_of_an_address_is_known(aviary) -> None:
    for route, line in [*lines(Page), *lines(Api)]:
        for thing in things_of(aviary, line.of):
            assert set(thing.arguments) == route.arguments, (
                f"{route.name} takes {set(route.arguments)}: give its line in matrix.py a kind of things.py with these"
            )


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("name", NAMES)
def test_pages(aviary, browsers, name, method) -> None:
    person, client, faults = aviary.person(name), browsers.of(name), []
    for route, line in lines(Page):
        for thing in asked_for(aviary, line, person):
            with taken_back():
                faults += check(aviary, client, route, line, person, thing, method)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("name", NAMES)
def test_programs(aviary, browsers, name) -> None:
    """A token opens what its scope covers and its membership may."""
    person, faults = aviary.person(name), []
    for route, line in lines(Api):
        for thing in asked_for(aviary, line, person):
            for method in ("GET", "POST"):
                with taken_back():
                    client = browsers.token(name, line.scopes[-1])
                    faults += check(aviary, client, route, line, person, thing, method)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("scope", SCOPES)
def test_a_token_of_another_scope_opens_nothing(aviary, browsers, scope) -> None:
    client, faults = browsers.token("attendance_leader", scope), []
    for route, line in lines(Api):
        if scope not in line.scopes:
            for thing in things_of(aviary, line.of):
                for method in ("GET", "POST"):
                    with taken_back():
                        faults += refused(client, route, thing, method, 403)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("name", ["", "attendance_leader"])
def test_programs_need_a_token_and_a_session_is_none(aviary, browsers, name) -> None:
    client, faults = browsers.of(name), []
    for route, line in lines(Api):
        for thing in things_of(aviary, line.of):
            for method in ("GET", "POST"):
                with taken_back():
                    faults += refused(client, route, thing, method, 401)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_nobody_signed_in_is_led_to_the_sign_in(aviary, method) -> None:
    client, faults = Client(), []
    for route, line in lines(Page):
        for thing in things_of(aviary, line.of):
            response = client.generic(method, route.address(**thing.arguments))
            if response.status_code != 302 or not response["Location"].startswith("/accounts/login/?next="):
                faults.append(f"{method} {route.name}: {response.status_code}")
            faults += [f"{route.name}: {fault}" for fault in header_faults(response)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("name", ["", "school_lead", "attendance_leader"])
def test_pages_of_libraries(aviary, browsers, name) -> None:
    client, faults = browsers.of(name), []
    for route, line in lines(Library):
        right = wanted(line.signed_in if name else line.anonymous)
        with taken_back():
            response = client.get(route.address(**dict(line.arguments)))
        if response.status_code not in right:
            faults.append(f"{name or 'nobody'}: {route.name}: {response.status_code} instead of {right}")
        faults += [f"{route.name}: {fault}" for fault in header_faults(response)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("address", ["/pupils/ABC", "/nowhere/", "/schools/900000", "/static-nothing"])
def test_answers_without_a_page_are_private_too(aviary, browsers, address) -> None:
    for name in ("", "school_lead"):
        assert header_faults(browsers.of(name).get(address)) == []
