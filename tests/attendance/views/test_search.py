"""The search in the browser."""

from django.urls import reverse

from agencies.models import AccessRecord
from attendance.models import Pupil
from tests.factories import PupilFactory, enrol

URL = "/search/"


def test_a_search_is_posted_and_nothing_typed_stands_in_an_address(world, client_for):
    enrol(world.school, PupilFactory(forename="Ann", surname="Smith"))
    client = client_for("welfare_officer")
    answer = client.post(URL, {"name": "Ann Smith"}, follow=True)
    assert answer.redirect_chain == [(URL, 302)]
    assert b"Smith, Ann" in answer.content
    assert b"Smith, Ann" in client.get(URL).content, "coming back shows the last search"
    assert b"Smith, Ann" not in client.get(URL, {"clear": 1}, follow=True).content


def test_a_search_leaves_the_number_of_results_and_no_terms(world, client_for):
    enrol(world.school, PupilFactory(forename="Ann", surname="Smith"))
    client_for("welfare_officer").post(URL, {"name": "Ann Smith"}, follow=True)
    record = AccessRecord.objects.get(act="search")
    assert (record.page, record.results, record.pupil_id) == ("search", 1, None)


def test_a_search_must_say_whom_it_looks_for(world, client_for):
    client = client_for("welfare_officer")
    assert b"Enter a name, a UPN or a date of birth" in client.post(URL, {"year_group": "8"}).content
    assert b"at least two letters" in client.post(URL, {"name": "a"}).content


def test_roles_without_children_have_no_search(world, client_for):
    assert client_for("elected_member").get(URL).status_code == 403


def test_the_last_search_is_forgotten_under_another_agency(world, client_for):
    enrol(world.school, PupilFactory(forename="Ann", surname="Smith"))
    client = client_for("two_agencies_elsewhere")
    assert b"Smith, Ann" in client.post(URL, {"name": "Smith"}, follow=True).content
    client.post(reverse("choose-agency"), {"membership": world.people["two_agencies"].pk})
    assert b"Smith" not in client.get(URL).content


def test_pages_follow_without_terms_in_the_address(world, client_for):
    for _ in range(30):
        enrol(world.school, PupilFactory(forename="Ann", surname="Smith"))
    client = client_for("welfare_officer")
    first = client.post(URL, {"name": "Smith"}, follow=True)
    assert b'href="?page=2"' in first.content
    second = client.get(URL, {"page": 2})
    assert second.content.count(b"Smith, Ann") == 5
    assert Pupil.objects.count() == 30
