"""No persona meets a canary that is not theirs, in any page, part, search, file, answer, header, address or log."""

import pytest

from tests.permissions.answers import Api, Page
from tests.permissions.browsing import Browsers
from tests.permissions.checking import lines, taken_back
from tests.permissions.crawling import Crawl
from tests.permissions.searches import PROGRAM_SEARCHES, SEARCHES
from tests.permissions.surroundings import surroundings
from tests.personas import PERSONAS

NAMES = [*PERSONAS, "two_agencies", "two_agencies_elsewhere"]
# What each of these must meet, or the crawl walks past the pages.
MUST_MEET = {
    "welfare_officer": {"own"},
    "team_manager": {"own", "restricted"},
    "attendance_leader": {"own", "other", "looked after"},
    "school_lead": {"own"},
    "other_school_lead": {"other", "looked after"},
    "nurse": {"own", "other"},
    "youth_offending": {"own"},
    "police_officer": {"own", "other"},
    "safeguarding_officer": {"restricted elsewhere"},
    "looked_after_manager": {"looked after"},
    "stranger_officer": {"stranger"},
    "two_agencies": {"own", "other"},
    "two_agencies_elsewhere": {"own"},
}


@pytest.mark.parametrize("name", NAMES)
def test_pages_and_searches(aviary, settings, name) -> None:
    client = Browsers(aviary).of(name)
    crawl = Crawl(aviary, aviary.person(name), client)
    with surroundings(settings) as kept, taken_back():
        crawl.follow()
        for route, line in lines(Page):
            crawl.guess(route, line)
        for search in SEARCHES:
            crawl.search(search)
    faults = [*map(str, crawl.leaks), *kept.found(aviary.cage), *crawl.failures]
    assert not faults, "\n".join(faults)
    met = {aviary.cage.held[text].about for text in crawl.met}
    assert MUST_MEET.get(name, set()) <= met


@pytest.mark.parametrize("name", NAMES)
def test_programs(aviary, settings, name) -> None:
    browsers, person, faults = Browsers(aviary), aviary.person(name), []
    with surroundings(settings) as kept, taken_back():
        for scope in ("read", "write", "registers", "casework"):
            crawl = Crawl(aviary, person, browsers.token(name, scope))
            for route, line in lines(Api):
                crawl.guess(route, line)
            for search in PROGRAM_SEARCHES:
                crawl.search(search)
            faults += [*map(str, crawl.leaks), *crawl.failures]
    faults += kept.found(aviary.cage)
    assert not faults, "\n".join(faults)
