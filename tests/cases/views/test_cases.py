"""The pages of cases, as the people they are for."""

import csv
from io import StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.models import AccessRecord
from attendance.actions.restrictions import set_restricted
from cases.actions.cases import open_case
from cases.models import Case, Entry
from tests.factories import MembershipFactory, PupilFactory, enrol


@pytest.fixture
def case(world) -> Case:
    """A case in the queue of the north team."""
    return made(world)


def made(world) -> Case:
    pupil = PupilFactory()
    enrol(world.school, pupil)
    return open_case(
        pupil=pupil, school=world.school, reason="Often away.", by=world.acting("welfare_officer")
    )[0]


def test_an_officer_opens_a_case_from_the_childs_record(world, client_for) -> None:
    pupil = PupilFactory()
    enrol(world.school, pupil)
    client = client_for("welfare_officer")
    page = client.get(reverse("pupil-cases", args=[pupil.ref])).content.decode()
    assert reverse("case-open", args=[pupil.ref]) in page
    response = client.post(reverse("case-open", args=[pupil.ref]), {"reason": "Away every Monday."})
    case = Case.objects.get(pupil=pupil)
    assert response["Location"] == reverse("case", args=[case.ref])
    assert "Away every Monday." in client.get(response["Location"]).content.decode()


def test_a_school_follows_the_case_and_reads_what_is_meant_for_it(case, world, client_for) -> None:
    officer = client_for("welfare_officer")
    address = reverse("case-note", args=[case.ref])
    officer.post(address, {"text": "Seen by the nurse.", "audience": "school"})
    officer.post(address, {"text": "Grandfather is in prison.", "audience": "agencies"})
    assert Entry.objects.filter(case=case, kind="note").count() == 2
    page = client_for("school_lead").get(reverse("case-timeline", args=[case.ref])).content.decode()
    assert "Seen by the nurse." in page
    assert "prison" not in page


def test_a_manager_allocates(case, world, client_for) -> None:
    client = client_for("team_manager")
    address = reverse("case-move", args=[case.ref, "allocate"])
    assert "Welfare Officer" in client.get(address).content.decode()
    officer = world.people["welfare_officer"].user
    response = client.post(address, {"officer": officer.pk, "version": case.version})
    assert response.status_code == 302
    case.refresh_from_db()
    assert (case.officer, case.state) == (officer, "assessing")


def test_what_is_refused_is_said(case, client_for) -> None:
    client = client_for("team_manager")
    address = reverse("case-move", args=[case.ref, "support"])
    page = client.post(address, {"version": case.version}).content.decode()
    assert "is possible while a case is" in page


def test_two_managers_who_allocate_at_once_see_each_others_choice(case, world, client_for) -> None:
    first, second = client_for("team_manager"), client_for("attendance_leader")
    other = MembershipFactory(agency=world.agencies.north, role_name="welfare_officer").user
    address = reverse("case-move", args=[case.ref, "allocate"])
    sheet = {"officer": world.people["welfare_officer"].user.pk, "version": case.version}
    assert first.post(address, sheet).status_code == 302
    page = second.post(address, {**sheet, "officer": other.pk}).content.decode()
    compared = page.split("Where the two versions differ</span>")[1].split("</table>")[0]
    assert "Welfare Officer" in compared
    assert other.name in compared
    case.refresh_from_db()
    assert f'name="version" value="{case.version}"' in page
    assert case.officer != other
    assert (
        first.post(address, sheet).status_code == 302
    )  # the first manager's second click is no third version
    assert Case.objects.get(pk=case.pk).version == case.version


@pytest.mark.parametrize("name", ["cases", "timeline"])
def test_queries_do_not_grow_with_rows(world, client_for, django_assert_max_num_queries, name) -> None:
    client = client_for("welfare_officer")

    def count(address: str) -> int:
        with django_assert_max_num_queries(20) as queries:
            client.get(address)
        return len(queries)

    case = made(world)
    address = reverse("cases") if name == "cases" else reverse("case-timeline", args=[case.ref])
    few = count(address)
    for number in range(20):
        made(world)
        client.post(reverse("case-note", args=[case.ref]), {"text": f"Note {number}", "audience": "agencies"})
    assert count(address) == few


def test_the_list_is_taken_away_as_it_is_narrowed(case, world, client_for) -> None:
    made(world)
    client, address = client_for("welfare_officer"), reverse("cases-download", query={"as": "csv"})
    page = client.get(reverse("cases")).context["page"]
    content = b"".join(client.get(address).streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(StringIO(content)))
    assert [row[0] for row in rows[1 : rows.index([])]] == [str(each.pupil) for each in page.rows] != []
    assert rows[1][2:4] == [case.school.name, ""]
    mine = b"".join(client.get(f"{address}&mine=1").streaming_content).decode("utf-8-sig")
    assert str(case.pupil) not in mine
    kept = AccessRecord.objects.filter(page="cases-download").earliest("pk")
    assert (kept.act, kept.results) == ("export", 2)


def test_nobody_takes_cases_away_without_the_right_and_no_closed_record_is_in_a_file(
    case, world, client_for
) -> None:
    address = reverse("cases-download", query={"as": "csv"})
    assert client_for("nurse").get(address).status_code == 403
    set_restricted(case.pupil, restricted=True)
    content = b"".join(client_for("team_manager").get(address).streaming_content).decode()
    assert str(case.pupil) not in content
    assert reverse("cases-download") not in client_for("nurse").get(reverse("cases")).content.decode()


def test_a_file_of_cases_costs_as_many_queries_for_two_as_for_twenty(case, world, client_for) -> None:
    client, counts = client_for("welfare_officer"), []
    for more in (1, 18):
        for _ in range(more):
            made(world)
        with CaptureQueriesContext(connection) as queries:
            b"".join(client.get(reverse("cases-download", query={"as": "csv"})).streaming_content)
        counts.append(len(queries))
    assert counts[0] == counts[1]
