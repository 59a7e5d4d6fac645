"""The page of open points in the browser."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from attendance.actions.settings import decide_open_point
from attendance.models import LocalSetting
from attendance.rules.open_points import OPEN_POINTS

pytestmark = pytest.mark.django_db


def posted(day, **more):
    return {"began_on_day": day.day, "began_on_month": day.month, "began_on_year": day.year, **more}


def test_every_open_point_is_shown_with_its_source(client_for):
    page = client_for("improvement_officer").get(reverse("settings")).content.decode()
    assert page.count('<h2 class="govuk-heading-m" id="') == len(OPEN_POINTS)
    assert "Decide<" not in page
    assert "Norfolk lists G, O and U" in page


@pytest.mark.parametrize("persona", ["nurse", "police_officer", "operator", "legal_officer"])
def test_roles_without_figures_do_not_see_it(client_for, persona):
    assert client_for(persona).get(reverse("settings")).status_code == 403


@pytest.mark.parametrize(
    ("key", "given", "kept"),
    [("threshold_counts_n", "no", False), ("closed_week_counts", "yes", True), ("lates_in_block", "9", 9)],
)
def test_the_leader_decides(world, client_for, key, given, kept):
    client, by = client_for("attendance_leader"), world.acting("attendance_leader")
    url = reverse("setting-decide", args=[key])
    assert client.get(url).status_code == 200
    answer = client.post(url, posted(by.on, value=given, reason="Agreed with heads"))
    assert answer.status_code == 302
    assert LocalSetting.objects.get().value == kept
    assert "Agreed with heads" in client.get(reverse("settings")).content.decode()


def test_a_day_in_the_past_is_an_error_at_the_date(world, client_for):
    by = world.acting("attendance_leader")
    url = reverse("setting-decide", args=["lates_in_block"])
    page = client_for("attendance_leader").post(
        url, posted(by.on - timedelta(days=1), value="9", reason="Late")
    )
    assert "cannot change the past" in page.content.decode()
    assert not LocalSetting.objects.exists()


def test_a_point_that_no_rule_takes_cannot_be_decided(client_for):
    client = client_for("attendance_leader")
    assert client.get(reverse("setting-decide", args=["spring_alone"])).status_code == 404
    url = reverse("setting-decide", args=["lates_in_block"])
    assert client_for("team_manager").get(url).status_code == 403


def test_a_planned_answer_is_withdrawn(world, client_for):
    by = world.acting("attendance_leader")
    row = decide_open_point(
        key="lates_in_block", value=9, began_on=by.on + timedelta(days=9), reason="Soon", by=by
    )
    client = client_for("attendance_leader")
    assert client.get(reverse("setting-withdraw", args=[row.pk])).status_code == 405
    client.post(reverse("setting-withdraw", args=[row.pk]))
    assert not LocalSetting.objects.exists()


def test_the_number_of_queries_does_not_grow(world, client_for):
    by, client = world.acting("attendance_leader"), client_for("attendance_leader")
    client.get(reverse("settings"))
    counts = []
    for days in (range(2), range(2, 20)):
        for day in days:
            decide_open_point(
                key="lates_in_block", value=9, began_on=by.on + timedelta(days=day), reason="So", by=by
            )
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("settings"))
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_help_says_which_flags_rest_on_an_open_point(client_for):
    page = client_for("school_lead").get(reverse("help-topic", args=["flags"])).content.decode()
    assert reverse("settings") + "#threshold_counts_n" in page
    other = client_for("nurse").get(reverse("help-topic", args=["flags"])).content.decode()
    assert reverse("settings") not in other
    assert "Unless the council decides otherwise" in other
