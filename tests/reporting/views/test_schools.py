"""Schools: actions with their review, targets, the list of concern, and the pack for the meeting."""

from datetime import date
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.models import Case
from reporting.models import SchoolAction, SchoolConcern, SchoolTarget
from tests.reporting.figures import authority, child, count

pytestmark = pytest.mark.django_db
ACTION = {
    "form": "action",
    "action-what": "Calls home by ten",
    "action-lead": "Head of year",
    "action-due_on": "2027-03-05",
}


def url(world, name="school-plan", *more):
    return reverse(name, args=[world.school.urn, *more])


def agree(world, client):
    return client.post(url(world), ACTION)


def test_an_action_is_agreed_once_and_reviewed(world, client_for):
    client = client_for("improvement_officer")
    for _ in range(2):
        assert agree(world, client).status_code == 302
    action = SchoolAction.objects.get()
    review = url(world, "school-action-review", action.pk)
    assert client.post(review, {"state": "done"}).status_code == 200
    assert client.post(review, {"state": "done", "became": "Calls are made."}).status_code == 302
    page = client_for("school_lead").get(url(world)).content.decode()
    assert "Calls are made." in page
    assert "Done" in page
    assert "Agree an action" not in page


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("school_lead", 200),
        ("welfare_officer", 200),
        ("other_school_lead", 404),
        ("nurse", 403),
        ("elected_member", 403),
    ],
)
def test_who_reads_a_plan_and_a_pack(world, client_for, name, status):
    authority(world)
    client = client_for(name)
    for page in ("school-plan", "meeting-pack", "meeting-pack-pdf"):
        assert client.get(url(world, page)).status_code == status


def test_only_those_who_improve_schools_agree_and_review(world, client_for):
    agree(world, client_for("school_lead"))
    assert not SchoolAction.objects.exists()
    agree(world, client_for("attendance_leader"))
    action = SchoolAction.objects.get()
    review = url(world, "school-action-review", action.pk)
    assert client_for("school_lead").post(review, {"state": "done", "became": "x"}).status_code == 403
    assert client_for("stranger_officer").get(review).status_code == 404


def test_a_target_stands_beside_the_figure(world, client_for):
    authority(world)
    client = client_for("attendance_leader")
    client.post(
        url(world),
        {"form": "target", "target-indicator": "attendance", "target-year": "2026", "target-value": "95"},
    )
    SchoolTarget.objects.update(year=2025)
    pack = client.get(url(world, "meeting-pack")).context["pack"]
    attendance = pack.beside[0]
    assert attendance.target_text == "95.00%, met"
    # Four pupils with 128 possible sessions each, of whom one missed twenty.
    assert attendance.now == Fraction(100 * (4 * 128 - 20), 4 * 128)


def test_a_school_put_on_the_list_is_on_it_until_it_is_taken_off(world, client_for):
    authority(world)
    client = client_for("improvement_officer")
    for reason in ("Falling since Easter", "Falling since Whitsun"):
        client.post(url(world), {"form": "concern", "concern-reason": reason})
    assert SchoolConcern.objects.count() == 1
    assert "Falling since Whitsun" in client.get("/figures/concerns/").content.decode()
    for _ in range(2):
        assert client.post(url(world, "school-concern-end")).status_code == 302
    assert "Falling since Whitsun" not in client.get("/figures/concerns/").content.decode()


def test_the_figures_name_a_school_far_below_its_phase(world, client_for):
    authority(world)
    for _ in range(6):
        child(world.school, absent=60)
    count(world)
    rows = client_for("assistant_director").get("/figures/concerns/").context["rows"]
    assert [row.school for row in rows] == [world.school]
    assert "points below its phase" in rows[0].reasons[0]
    assert client_for("other_school_lead").get("/figures/concerns/").context["rows"] == []


def test_the_pack_lists_the_children_of_those_who_may_read_them_with_their_case(world, client_for):
    authority(world)
    worst = child(world.school, absent=70, forename="Worst")
    count(world)
    leader = world.people["attendance_leader"].user
    Case.objects.create(
        pupil=worst,
        school=world.school,
        team=world.agencies.north,
        opened_on=date(2025, 12, 1),
        opened_by=leader,
    )
    pack = client_for("attendance_leader").get(url(world, "meeting-pack")).context["pack"]
    assert [(each.line.absent, each.severe, each.has_case) for each in pack.children] == [
        (70, True, True),
        (20, False, False),
    ]
    blind = client_for("improvement_officer").get(url(world, "meeting-pack"))
    assert blind.context["pack"].numbers == {"severe": 1, "persistent": 2}
    assert "Worst" not in blind.content.decode()
    assert "withheld" in blind.content.decode()


def test_the_pack_is_a_pdf(world, client_for):
    authority(world)
    agree(world, client_for("attendance_leader"))
    response = client_for("attendance_leader").get(url(world, "meeting-pack-pdf"))
    assert response.content.startswith(b"%PDF")
    assert f"meeting-pack-{world.school.urn}.pdf" in response["Content-Disposition"]
    again = client_for("attendance_leader").get(url(world, "meeting-pack-pdf"))
    assert again.content == response.content


def test_a_school_without_figures_has_a_pack_that_says_so(world, client_for):
    page = client_for("attendance_leader").get(url(world, "meeting-pack")).content.decode()
    assert "Nothing is counted for this school yet" in page
    assert client_for("attendance_leader").get(url(world, "meeting-pack-pdf")).content.startswith(b"%PDF")


def test_the_pack_costs_the_same_for_two_pupils_and_for_twenty(world, client_for):
    client, counts = client_for("attendance_leader"), []
    authority(world)
    for more in (0, 18):
        for _ in range(more):
            child(world.school, absent=30)
        count(world)
        with CaptureQueriesContext(connection) as seen:
            client.get(url(world, "meeting-pack"))
        counts.append(len([each for each in seen if "SAVEPOINT" not in each["sql"]]))
    assert counts[0] == counts[1] <= 45
