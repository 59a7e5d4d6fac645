"""Lists to take away: the same rows as the page, for those who may, on record, and nobody's who is closed to them."""

import csv
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.models import AccessRecord
from agencies.models.access import AccessAct
from attendance.actions.restrictions import set_restricted
from tests.factories import FlagFactory, enrol
from tests.reporting.figures import authority, child, count

pytestmark = pytest.mark.django_db
FIGURE = "year=2025&period=71&of=persistent"


def lines(response):
    assert response.status_code == 200
    return list(csv.reader(StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))


def children(found):
    return [row[0] for row in found[1 : found.index([])]]


def address(name, *args, **query):
    return reverse(name, args=args, query={"as": "csv", **query})


@pytest.fixture
def counted(world):
    """The authority with figures, and one child more whose record is closed."""
    authority(world)
    set_restricted(child(world.school, absent=40, surname="Hidden"), restricted=True)
    count(world)
    FlagFactory(pupil=enrol(world.school).pupil, school=world.school)
    return world


def test_the_list_behind_a_number_is_taken_away_as_the_page_shows_it(counted, client_for):
    client = client_for("assistant_director")
    page = client.get(f"/figures/list/?{FIGURE}").context["lines"]
    found = lines(client.get(f"/figures/list/download/?as=csv&{FIGURE}"))
    assert found[0] == ["Child", "School", "Sessions missed", "Unauthorised", "Possible", "Missed (%)"]
    assert children(found) == [str(line.pupil) for line in page]
    about = {row[0]: row[1] for row in found[found.index([]) + 1 :]}
    assert about["Title"].startswith("Persistently absent pupils, ")
    assert about["As on"] == "5 December 2025"
    assert "Persistent absence: " in about["Rule set"]
    assert about["Rows"] == "2"
    kept = AccessRecord.objects.filter(act=AccessAct.EXPORT).latest("pk")
    assert (kept.page, kept.results) == ("figure-list-download", 2)


def test_a_spreadsheet_holds_the_same(counted, client_for):
    response = client_for("assistant_director").get(f"/figures/list/download/?as=xlsx&{FIGURE}")
    with ZipFile(BytesIO(b"".join(response.streaming_content))) as book:
        texts = b"".join(book.read(name) for name in book.namelist()).decode(errors="ignore")
    assert "Sessions missed" in texts
    assert counted.school.name in texts


def test_pupils_of_a_tier_are_taken_away(counted, client_for):
    client, urn = client_for("welfare_officer"), counted.school.urn
    page = client.get(reverse("school-pupils", args=[urn], query={"tier": "2"})).context["page"]
    found = lines(client.get(address("school-pupils-download", urn, tier="2")))
    assert children(found) == [str(row.pupil) for row in page.rows] != []


def test_flags_are_taken_away_as_they_are_narrowed(counted, client_for):
    client = client_for("welfare_officer")
    page = client.get(reverse("flags")).context["page"]
    assert (
        children(lines(client.get(address("flags-download")))) == [str(row.pupil) for row in page.rows] != []
    )
    assert children(lines(client.get(address("flags-download", state="cleared")))) == []


@pytest.mark.parametrize("name", ["flags-download", "figure-list-download"])
def test_no_list_is_taken_away_without_the_right_nor_as_another_kind_of_file(counted, client_for, name):
    assert client_for("nurse").get(address(name)).status_code == 403
    assert client_for("elected_member").get(address(name)).status_code == 403
    assert client_for("welfare_officer").get(reverse(name)).status_code == 404
    assert client_for("welfare_officer").get(reverse(name, query={"as": "exe"})).status_code == 404


@pytest.mark.parametrize("who", ["assistant_director", "welfare_officer", "school_lead"])
def test_a_closed_record_is_in_no_file(counted, client_for, who):
    client = client_for(who)
    addresses = [
        f"/figures/list/download/?as=csv&{FIGURE}",
        address("flags-download"),
        address("school-pupils-download", counted.school.urn, tier="3"),
    ]
    assert not [each for each in addresses if "Hidden" in str(lines(client.get(each)))]


def test_the_page_offers_its_files_to_those_who_may_alone(counted, client_for):
    assert (
        "Take this away" in client_for("assistant_director").get(f"/figures/list/?{FIGURE}").content.decode()
    )
    assert "Take this away" not in client_for("nurse").get(f"/figures/list/?{FIGURE}").content.decode()


def test_a_file_costs_as_many_queries_for_two_flags_as_for_twenty(counted, client_for):
    client, counts = client_for("welfare_officer"), []
    for more in (2, 18):
        for _ in range(more):
            FlagFactory(pupil=enrol(counted.school).pupil, school=counted.school)
        with CaptureQueriesContext(connection) as queries:
            lines(client.get(address("flags-download")))
        counts.append(len(queries))
    assert counts[0] == counts[1]
