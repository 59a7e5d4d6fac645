"""Schools: actions with their review, targets, the list of concern, and who reads the pack for the meeting."""

from datetime import timedelta
from fractions import Fraction

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from reporting.models import SchoolAction, SchoolConcern, SchoolFigure, SchoolTarget
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


def test_each_terms_review_stays_to_be_read(world, client_for):
    client = client_for("improvement_officer")
    agree(world, client)
    review = url(world, "school-action-review", SchoolAction.objects.get().pk)
    today = timezone.now()
    for days, state, became in (
        (0, "open", "Calls are not maed."),
        (0, "open", "Calls are not made."),
        (100, "done", "Calls are made."),
    ):
        with time_machine.travel(today + timedelta(days=days)):
            improving = client_for("improvement_officer")
            assert improving.post(review, {"state": state, "became": became}).status_code == 302
    page = client_for("school_lead").get(url(world)).content.decode()
    assert page.index("Calls are made.") < page.index("Before that, in hand: Calls are not made.")
    assert "maed" not in page


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


def test_a_school_on_the_list_stays_on_it_where_it_sent_no_registers(world, client_for):
    authority(world)
    SchoolFigure.objects.filter(school=world.school).delete()
    client = client_for("improvement_officer")
    assert client.get("/figures/concerns/").context["rows"] == []
    client.post(url(world), {"form": "concern", "concern-reason": "No register since Easter"})
    [row] = client.get("/figures/concerns/").context["rows"]
    assert (row.attendance_text, row.persistent_text, row.reasons) == ("no rate", "no rate", [])
    assert client.get("/figures/concerns/download/", {"as": "csv"}).status_code == 200


def test_the_figures_name_a_school_far_below_its_phase(world, client_for):
    authority(world)
    for _ in range(6):
        child(world.school, absent=60)
    count(world)
    rows = client_for("assistant_director").get("/figures/concerns/").context["rows"]
    assert [row.school for row in rows] == [world.school]
    assert "points below its phase" in rows[0].reasons[0]
    assert client_for("other_school_lead").get("/figures/concerns/").context["rows"] == []


def test_what_is_withheld_of_a_phase_stands_in_no_sentence(world, client_for):
    """Four of both schools together are persistently absent: the dashboard withholds that from who sees one of them."""
    authority(world, pupils=12)
    for _ in range(2):
        child(world.school, absent=60)
    count(world)
    address = f"/figures/?year=2025&period=71&phase={world.school.phase}"
    for name, said in (
        ("school_lead", "Persistent absence is 21.43%, a quarter or more above its phase"),
        ("improvement_officer", "Persistent absence is 21.43% against 15.38% in its phase"),
    ):
        client = client_for(name)
        [row] = client.get("/figures/concerns/").context["rows"]
        assert said in row.reasons
        lines = client.get(address).context["lines"]
        persistent = next(each.now for each in lines if each.now.indicator.key == "persistent")
        assert persistent.is_held_back == (name == "school_lead")
        file = client.get("/figures/concerns/download/", {"as": "csv"})
        assert said in b"".join(file.streaming_content).decode()


def test_the_figures_of_a_school_of_concern_open_their_lists(world, client_for):
    authority(world)
    for _ in range(6):
        child(world.school, absent=60)
    count(world)
    client = client_for("assistant_director")
    [row] = client.get("/figures/concerns/").context["rows"]
    assert [len(client.get(f"/figures/list/?{link}").context["found"].rows) for link in row.links] == [10, 7]
    [row] = client_for("improvement_officer").get("/figures/concerns/").context["rows"]
    assert row.links == ("", "")
