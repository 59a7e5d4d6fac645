"""What a number is, is one step away from every page of numbers, for everybody who reads the page."""

import re

import pytest
from django.urls import reverse

from reporting.rules.defined import DEFINITIONS
from reporting.rules.indicators import IN_BREAKDOWNS, INDICATORS
from tests.reporting.figures import authority

pytestmark = pytest.mark.django_db
TO_DEFINITION = re.compile(r'href="(/figures/numbers/([a-z0-9-]+)/[^"]*)"')


def defined_on(client, url):
    """The keys of the numbers that a page defines, each of which answers."""
    answer = client.get(url)
    assert answer.status_code == 200
    found = dict(TO_DEFINITION.findall(answer.content.decode()))
    for address in found:
        assert client.get(address.replace("&amp;", "&")).status_code == 200
    return list(found.values())


@pytest.mark.parametrize(
    ("page", "keys"),
    [
        ("/figures/concerns/", ["attendance", "persistent"]),
        ("/figures/individual-targets/", ["individual-targets"]),
        ("/figures/timeliness/", ["workload"]),
        ("/figures/enforcement/", ["notices", "prosecutions"]),
        ("/figures/initiatives/", ["initiatives"]),
        ("/figures/fairness/", ["fairness"]),
        ("/figures/what-worked/", ["what-worked"]),
    ],
)
def test_a_page_of_numbers_opens_what_they_are(world, client_for, page, keys):
    authority(world)
    client = client_for("attendance_leader")
    client.post(
        reverse("school-plan", args=[world.school.urn]), {"form": "concern", "concern-reason": "Falling"}
    )
    assert set(keys) <= set(defined_on(client, page))


def test_the_dashboard_and_the_pack_define_each_heading(world, client_for):
    authority(world)
    client = client_for("assistant_director")
    shown = [each.key for each in IN_BREAKDOWNS]
    headline = defined_on(client, "/figures/?year=2025&period=71")
    assert set(shown) < set(headline)
    body = client.get("/figures/?year=2025&period=71").content.decode()
    for key in shown:
        # Once in the headline, once over the breakdown.
        assert len([name for _, name in TO_DEFINITION.findall(body) if name == key]) == 2
    assert set(defined_on(client, reverse("meeting-pack", args=[world.school.urn]))) == set(shown)


def test_legal_officers_open_what_their_numbers_are_and_go_back_where_they_may(world, client_for):
    authority(world)
    client = client_for("legal_officer")
    for url in ("/figures/numbers/", "/figures/numbers/notices/", "/figures/numbers/attendance/"):
        body = client.get(url).content.decode()
        assert f'href="{reverse("more")}"' in body
        assert f'href="{reverse("figures")}"' not in body
    assert defined_on(client, "/figures/enforcement/")
    assert defined_on(client, "/figures/concerns/") == []


def test_help_has_every_number_once():
    assert not set(INDICATORS) & set(DEFINITIONS)
    for each in DEFINITIONS.values():
        assert all((each.name, each.formula, each.population, each.dates, each.source, each.rules))
