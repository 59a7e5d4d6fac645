"""Tests of the tests: a leak of each kind, planted, is found. A check that cannot fail keeps nothing."""

import pytest
from django.http import HttpResponse

from agencies.rules.roles import Permission as P
from tests.architecture.test_visible_lint import without_needs
from tests.permissions import planting
from tests.permissions.answers import Api, Page
from tests.permissions.browsing import Browsers, header_faults
from tests.permissions.checking import check, missing, taken_back
from tests.permissions.crawling import Crawl
from tests.permissions.hiding import changed_pages
from tests.permissions.routes import Route, routes
from tests.permissions.searches import Search, by_hand
from tests.permissions.surroundings import surroundings
from tests.permissions.things import NOTHING

FOR_ALL = [
    "page", "part", "export", "download", "file_name", "address", "header", "choice", "relation",
]  # fmt: skip
OF_CHILD = ["sealed_address", "sealed_reason", "casework"]


def planted() -> Route:
    return next(route for route in routes() if route.name == "planted")


def crawled(aviary, name: str, line, *, scope: str = "") -> Crawl:
    """One persona's crawl of the planted route alone."""
    browsers = Browsers(aviary)
    client = browsers.token(name, scope) if scope else browsers.of(name)
    crawl = Crawl(aviary, aviary.person(name), client)
    with taken_back():
        crawl.guess(planted(), line)
    assert not crawl.failures
    return crawl


@pytest.mark.parametrize("view", FOR_ALL)
def test_a_view_that_shows_every_child_is_found(aviary, settings, view) -> None:
    planting.plant(settings, getattr(planting, view))
    assert crawled(aviary, "school_lead", Page()).leaks


@pytest.mark.parametrize("view", OF_CHILD)
def test_a_view_that_shows_all_of_a_child_is_found(aviary, settings, view) -> None:
    planting.plant(settings, getattr(planting, view), "planted/<slug:ref>/")
    leaks = crawled(aviary, "nurse", Page(P.VIEW_PUPIL, "pupil")).leaks
    assert {leak.canary.label.split(".")[1] for leak in leaks} <= {"Address", "Involvement", "Characteristic"}
    assert leaks


def test_a_search_that_finds_every_child_is_found(aviary, settings) -> None:
    planting.plant(settings, planting.posted_search)
    crawl = crawled(aviary, "nurse", Page())
    assert not crawl.leaks
    with taken_back():
        crawl.search(Search("planted", by_hand))
    assert "attendance.Pupil.forename" in {leak.canary.label for leak in crawl.leaks}


def test_an_endpoint_open_to_every_token_is_found(aviary, settings) -> None:
    planting.plant(settings, planting.Endpoint.as_view())
    assert crawled(aviary, "police_officer", Api(None, ("read",)), scope="read").leaks
    assert without_needs(routes()) == []  # of no app of ours: the crawl is what finds it


@pytest.mark.parametrize("view", ["log_line", "e_mail", "cache_key"])
def test_what_is_left_behind_is_found(aviary, settings, view) -> None:
    planting.plant(settings, getattr(planting, view))
    with surroundings(settings) as kept:
        crawl = crawled(aviary, "school_lead", Page())
    assert not crawl.leaks
    assert len(kept.found(aviary.cage)) >= 1


def test_a_count_of_every_child_is_found(aviary, settings) -> None:
    planting.plant(settings, planting.number)
    assert not crawled(aviary, "school_lead", Page()).leaks
    assert changed_pages(aviary, Browsers(aviary).of("school_lead"), ["/planted/", "/help/"]) == ["/planted/"]


def test_a_route_without_a_line_is_named(settings) -> None:
    planting.plant(settings, planting.page)
    assert missing(routes()) == [
        "planted (planted/) has no line: add one to LINES in tests/permissions/matrix.py"
    ]


@pytest.mark.parametrize(
    ("view", "line", "fault"),
    [
        ("page", Page(P.RUN_JOBS), "200 instead of (403,)"),
        ("for_operators", Page(P.VIEW_SCHOOL), "403 instead of (200,)"),
        ("writes_on_get", Page(), "changed agencies_agency"),
    ],
)
def test_a_page_that_answers_otherwise_than_its_line_is_named(aviary, settings, view, line, fault) -> None:
    planting.plant(settings, getattr(planting, view))
    client, person = Browsers(aviary).of("school_lead"), aviary.person("school_lead")
    with taken_back():
        [found] = check(aviary, client, planted(), line, person, NOTHING, "GET")
    assert fault in found


def test_an_answer_that_a_cache_may_keep_is_named() -> None:
    faults = header_faults(HttpResponse("x", headers={"Cache-Control": "max-age=60"}))
    assert faults[0].startswith("Cache-Control is max-age=60")
    assert len(faults) == 11
    loose = {
        "Cache-Control": "private, no-store",
        "Content-Security-Policy": "script-src 'self' 'unsafe-inline'",
    }
    assert "the policy has no script-src 'self'" in header_faults(HttpResponse("x", headers=loose))


def test_a_view_of_ours_without_needs_is_named(settings, monkeypatch) -> None:
    monkeypatch.setattr(planting.page, "__module__", "attendance.views.planted")
    planting.plant(settings, planting.page)
    assert without_needs(routes()) == ["planted: attendance.views.planted.page has no @needs(Permission.…)"]


def test_an_endpoint_of_ours_without_permission_is_named(settings, monkeypatch) -> None:
    monkeypatch.setattr(planting.Endpoint, "__module__", "attendance.api.planted")
    planting.plant(settings, planting.Endpoint.as_view())
    assert without_needs(routes()) == [
        "planted: attendance.api.planted.Endpoint names no permission and scope"
    ]
