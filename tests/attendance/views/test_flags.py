"""Flags: the list, its filters, and what people do about them."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from attendance.actions.flags import mark_acted, mark_seen
from attendance.models import Flag, FlagMove, Involvement, SavedFilter
from attendance.models.flag import FlagState
from tests.attendance.views.test_home import children
from tests.factories import FlagFactory, PupilFactory, enrol

pytestmark = pytest.mark.django_db


@pytest.fixture
def flag(world):
    return FlagFactory(pupil=enrol(world.school).pupil, school=world.school)


def test_the_list_costs_the_same_for_two_flags_and_for_twenty(world, client_for):
    client = client_for("welfare_officer")
    counts = []
    for number in (2, 18):
        children(world, number)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("flags")).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 15


def test_filters_narrow_the_list_and_nonsense_narrows_nothing(world, client_for, flag):
    severe = FlagFactory(pupil=enrol(world.school).pupil, school=world.school, rule="severe", severity=5)
    client = client_for("welfare_officer")

    def listed(**chosen):
        return [row.pk for row in client.get(reverse("flags"), chosen).context["page"]]

    assert listed() == [severe.pk, flag.pk]
    assert listed(rule="severe") == [severe.pk]
    assert listed(rule="severe", school=world.school.urn, year_group="8") == [severe.pk]
    assert listed(year_group="9") == []
    assert listed(state="cleared") == []
    assert listed(rule="nonsense", school="x' or 1=1", state="?", page="-7") == [severe.pk, flag.pk]


def test_a_filter_is_kept_for_its_owner_alone(world, client_for):
    client = client_for("welfare_officer")
    client.post(reverse("filter-save"), {"rule": "severe", "name": "Severe ones"})
    assert "Severe ones" in client.get(reverse("flags")).content.decode()
    assert "Severe ones" not in client_for("team_manager").get(reverse("flags")).content.decode()
    saved = SavedFilter.objects.get()
    assert client_for("team_manager").post(reverse("filter-remove", args=[saved.pk])).status_code == 404
    client.post(reverse("filter-remove", args=[saved.pk]))
    assert not SavedFilter.objects.exists()


def test_a_flag_is_seen_once_however_often_it_is_pressed(world, client_for, flag):
    client = client_for("welfare_officer")
    for _ in range(2):
        client.post(reverse("flags-seen"), {"flag": [flag.pk]})
    flag.refresh_from_db()
    assert flag.state == FlagState.SEEN
    assert [move.state for move in FlagMove.objects.all()] == [FlagState.SEEN]


def test_what_was_done_is_in_the_life_of_the_flag(world, client_for, flag):
    client = client_for("school_lead")
    url = reverse("flag", args=[flag.pk])
    for _ in range(2):
        client.post(url, {"note": "Spoke to the parent"})
    flag.refresh_from_db()
    assert flag.state == FlagState.ACTED
    assert FlagMove.objects.count() == 1
    assert "Spoke to the parent" in client_for("welfare_officer").get(url).content.decode()
    assert client.post(url, {"note": ""}).status_code == 200


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("school_lead", 200),
        ("legal_officer", 200),
        ("other_school_lead", 404),
        ("nurse", 404),
        ("elected_member", 403),
    ],
)
def test_who_may_open_a_flag(client_for, flag, name, status):
    assert client_for(name).get(reverse("flag", args=[flag.pk])).status_code == status


def test_somebody_elses_flags_cannot_be_marked(world, client_for, flag):
    client_for("other_school_lead").post(reverse("flags-seen"), {"flag": [flag.pk]})
    assert client_for("legal_officer").post(reverse("flags-seen"), {"flag": [flag.pk]}).status_code == 403
    flag.refresh_from_db()
    assert flag.state == FlagState.RAISED


def test_rights_are_asked_again_when_the_act_is_done(world, flag):
    officer = world.acting("welfare_officer")
    Involvement.objects.all().delete()
    for act in (
        lambda: mark_seen(flag=flag, by=officer),
        lambda: mark_acted(flag=flag, by=officer, note="x"),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert not FlagMove.objects.exists()


def test_a_flag_that_cleared_meanwhile_says_so_and_stays_as_it_is(world, client_for, flag):
    Flag.objects.filter(pk=flag.pk).update(state=FlagState.CLEARED, cleared_on="2026-11-01")
    page = (
        client_for("welfare_officer")
        .post(reverse("flag", args=[flag.pk]), {"note": "Visited"})
        .content.decode()
    )
    assert "no longer holds" in page
    mark_seen(flag=flag, by=world.acting("welfare_officer"))
    flag.refresh_from_db()
    assert flag.state == FlagState.CLEARED
    assert not FlagMove.objects.exists()


def test_a_restricted_childs_flag_is_in_nobodys_list(world, client_for):
    hidden = enrol(world.school, PupilFactory(restricted=True)).pupil
    flag = FlagFactory(pupil=hidden, school=world.school)
    for name in ("school_lead", "welfare_officer", "attendance_leader"):
        client = client_for(name)
        assert len(client.get(reverse("flags")).context["page"]) == 0
        assert client.get(reverse("flag", args=[flag.pk])).status_code == 404
