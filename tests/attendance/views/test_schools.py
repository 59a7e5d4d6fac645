"""Schools: the list, one school, its pupils by tier, advice and support."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from attendance.actions.standings import recount
from attendance.models import (
    Enrolment,
    NamedOfficer,
    SchoolFlag,
    SchoolFlagMove,
    SupportAgreement,
    SupportVisit,
)
from tests.attendance.views.test_home import children, standing
from tests.factories import PupilFactory, RegisterFactory, SchoolFactory, UserFactory, enrol

pytestmark = pytest.mark.django_db


def queries(client, url):
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len([query for query in seen if "SAVEPOINT" not in query["sql"]])


def late_file(school):
    return SchoolFlag.objects.create(
        school=school, rule="late-file", key="2026-11-16", year=2026, began_on="2026-11-09",
        reached_on="2026-11-17", raised_on="2026-11-17", sessions=10,
    )  # fmt: skip


def test_the_list_costs_the_same_for_two_schools_and_for_twenty(world, client_for):
    client = client_for("attendance_leader")
    counts = []
    for number in (2, 18):
        for _ in range(number):
            SchoolFactory(authority=world.authority, team=world.agencies.north)
        counts.append(queries(client, reverse("schools")))
    assert counts[0] == counts[1] <= 15


def test_a_school_page_costs_the_same_for_two_pupils_and_for_twenty(world, client_for):
    client = client_for("welfare_officer")
    counts = []
    for number in (2, 18):
        for child in children(world, number):
            RegisterFactory(enrolment=child.enrolments.get(), year=2026)
        counts.append(queries(client, reverse("school", args=[world.school.urn])))
    assert counts[0] == counts[1] <= 16


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("school_lead", 200),
        ("welfare_officer", 200),
        ("improvement_officer", 200),
        ("assistant_director", 200),
        ("other_school_lead", 404),
        ("other_team_officer", 404),
        ("stranger_officer", 404),
        ("nurse", 403),
        ("elected_member", 403),
    ],
)
def test_who_may_open_a_school(world, client_for, name, status):
    assert client_for(name).get(reverse("school", args=[world.school.urn])).status_code == status


def test_a_school_stands_beside_its_phase_and_its_authority(world, client_for):
    children(world, 2)
    other = enrol(world.other_school)
    standing(other, attended=100, authorised=0, unauthorised=0, pupil_absent=0, tier=0)
    recount(schools=[world.other_school.pk], year=2026)
    response = client_for("school_lead").get(reverse("school", args=[world.school.urn]))
    own, authority = response.context["compared"].own, response.context["compared"].authority
    assert (own.attended, own.possible) == (160, 200)
    assert (authority.attended, authority.possible) == (260, 300)
    beside = dict(response.context["beside"])
    assert (beside["This school"].pupils, beside["This school"].attendance) == ("2", "80.0%")
    assert set(vars(beside["All schools of Irwell Council"]).values()) == {"withheld"}
    leader = client_for("attendance_leader").get(reverse("school", args=[world.school.urn]))
    assert dict(leader.context["beside"])["All schools of Irwell Council"].attendance == "86.7%"


def test_pupils_of_a_tier_are_listed_with_the_key_worker_who_should_act(world, client_for):
    child = children(world, 1)[0]
    hidden = enrol(world.school, PupilFactory(restricted=True))
    standing(hidden)
    page = (
        client_for("school_lead")
        .get(reverse("school-pupils", args=[world.school.urn]), {"tier": "2"})
        .content.decode()
    )
    assert str(child) in page
    assert "Named education welfare officer" in page
    assert "20 of 100" in page
    assert hidden.pupil.surname not in page


def test_an_improvement_officer_reads_figures_but_no_list_of_children(world, client_for):
    assert (
        client_for("improvement_officer").get(reverse("school-pupils", args=[world.school.urn])).status_code
        == 403
    )


@pytest.mark.parametrize(("name", "labels"), [("improvement_officer", 1), ("school_lead", 2)])
def test_the_tiers_of_year_groups_are_for_who_may_read_the_children(world, client_for, name, labels):
    for group in ("7", "8"):
        enrolment = enrol(world.school)
        Enrolment.objects.filter(pk=enrolment.pk).update(year_group=group)
        standing(enrolment)
    recount(schools=[world.school.pk], year=2026)
    tiers = client_for(name).get(reverse("school", args=[world.school.urn])).context["tiers"]
    assert len(tiers.labels) == labels
    assert ("Year 7" in tiers.labels) == (name == "school_lead")


def test_advice_reaches_the_school_once(world, client_for):
    flag = late_file(world.school)
    officer = client_for("welfare_officer")
    url = reverse("school-advice", args=[world.school.urn, flag.pk])
    for _ in range(2):
        assert officer.post(url, {"advice": "Please send Monday to Friday together."}).status_code == 302
    assert SchoolFlagMove.objects.filter(flag=flag).count() == 1
    page = client_for("school_lead").get(reverse("school", args=[world.school.urn])).content.decode()
    assert "Please send Monday to Friday together." in page
    assert officer.post(url, {"advice": ""}, follow=True).content.decode().count("Write the advice") == 1


def test_a_school_cannot_advise_itself(world, client_for):
    flag = late_file(world.school)
    url = reverse("school-advice", args=[world.school.urn, flag.pk])
    assert client_for("school_lead").post(url, {"advice": "x"}).status_code == 403
    assert client_for("other_team_officer").post(url, {"advice": "x"}).status_code == 404


def test_support_is_agreed_recorded_and_shown(world, client_for):
    officer = client_for("welfare_officer")
    url = reverse("school-support", args=[world.school.urn])
    person = world.people["welfare_officer"].user
    officer.post(url, {"form": "officer", "officer": person.pk})
    officer.post(url, {"form": "agreement", "visits_a_term": "6", "reason": "High persistent absence"})
    for _ in range(2):
        officer.post(url, {"form": "visit", "on": "2026-10-05", "purpose": "Register check"})
    assert NamedOfficer.objects.get(ended_on=None).officer == person
    assert SupportAgreement.objects.get().visits_a_term == 6
    assert SupportVisit.objects.count() == 1
    page = client_for("school_lead").get(reverse("school", args=[world.school.urn])).content.decode()
    assert "6 visits a term" in page
    assert "Register check" in page


def test_a_named_officer_follows_another_without_a_gap(world, client_for):
    manager = client_for("team_manager")
    url = reverse("school-support", args=[world.school.urn])
    for name in ("welfare_officer", "team_manager", "team_manager"):
        manager.post(url, {"form": "officer", "officer": world.people[name].user.pk})
    rows = list(NamedOfficer.objects.order_by("pk").values_list("officer__name", "ended_on"))
    assert [name for name, _ in rows] == ["Welfare Officer", "Team Manager"]
    assert rows[0][1] is not None
    assert rows[1][1] is None


def test_somebody_outside_the_team_cannot_be_named(world, client_for):
    url = reverse("school-support", args=[world.school.urn])
    response = client_for("team_manager").post(url, {"form": "officer", "officer": UserFactory().pk})
    assert response.status_code == 200
    assert not NamedOfficer.objects.exists()


def test_a_visit_to_come_is_refused(world, client_for):
    url = reverse("school-support", args=[world.school.urn])
    response = client_for("team_manager").post(url, {"form": "visit", "on": "2099-01-05", "purpose": "x"})
    assert "still to come" in response.content.decode()
