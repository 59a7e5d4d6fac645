"""Initiatives: the register is kept by those who set targets, its impact read by all who read figures."""

import csv
import importlib
from datetime import date
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from attendance.actions.restrictions import set_restricted
from attendance.models import Enrolment
from reporting.actions.initiatives import load_initiatives
from reporting.models import Initiative, InitiativePupil, InitiativeSchool
from reporting.rules.initiatives import STRATEGY
from tests.factories import PupilFactory, RegisterFactory, SchoolFactory, enrol
from tests.reporting.figures import authority, child, count, present

pytestmark = pytest.mark.django_db
URL = "/figures/initiatives/"


@pytest.fixture
def running(world):
    """An initiative in one of two secondary schools from 13 October 2025: its pupils were away before, and then not."""
    authority(world, pupils=6)
    type(world.school).objects.filter(pk__in=[world.school.pk, world.other_school.pk]).update(
        phase="secondary"
    )
    row = Initiative.objects.create(authority=world.authority, name="Connexions", began_on=date(2025, 10, 13))
    InitiativeSchool.objects.create(initiative=row, school=world.school, began_on=date(2025, 10, 13))
    world.row = row
    return world


def days(prefix, name, day):
    parts = (day.day, day.month, day.year) if day else ("", "", "")
    return {f"{prefix}{name}_{box}": part for box, part in zip(("day", "month", "year"), parts, strict=True)}


@pytest.mark.parametrize(
    ("name", "status"),
    [("assistant_director", 200), ("school_lead", 200), ("elected_member", 403), ("nurse", 403)],
)
def test_who_reads_it(running, client_for, name, status):
    client = client_for(name)
    assert client.get(URL).status_code == status
    assert client.get(reverse("initiative", args=[running.row.pk])).status_code == status
    assert client.get(reverse("initiatives-download", query={"as": "csv"})).status_code == status


def test_another_authority_s_initiative_is_not_found(running, client_for):
    stranger = client_for("stranger_officer")
    assert stranger.get(reverse("initiative", args=[running.row.pk])).status_code == 404
    assert (
        stranger.get(
            reverse("initiatives-download", query={"as": "csv", "initiative": running.row.pk})
        ).status_code
        == 404
    )


def test_its_school_is_held_beside_the_other_of_the_phase(running, client_for):
    response = client_for("improvement_officer").get(reverse("initiative", args=[running.row.pk]))
    (stretch,) = response.context["told"].stretches
    # Twenty sessions missed from 8 September by one of six, at both schools; 25 school days before 13 October.
    assert stretch.label == "Secondary schools, from 13 October 2025"
    assert (stretch.schools, stretch.others) == (1, 1)
    before = stretch.ours.before
    assert before.possible - before.attended == 20
    assert stretch.ours.during.rate == 100
    assert stretch.theirs.before.rate == stretch.ours.before.rate
    assert stretch.during.value == 0
    body = response.content.decode()
    assert "regression to the mean" in body
    assert "With fewer than 5 schools on one side nobody can say" in body
    assert "Attendance: Secondary schools, from 13 October 2025" in body


def test_schools_are_named_to_those_who_see_them(running, client_for):
    url = reverse("initiative", args=[running.row.pk])
    assert running.school.name in client_for("assistant_director").get(url).content.decode()
    assert running.school.name not in client_for("other_school_lead").get(url).content.decode()


def test_the_register_is_kept_by_those_who_set_targets(running, client_for):
    given = {
        "name": "Education Action Zone",
        "about": "Schools together.",
        **days("", "began_on", date(2025, 9, 1)),
    }
    assert client_for("improvement_officer").post(URL, given).status_code == 200
    assert not Initiative.objects.filter(name="Education Action Zone").exists()
    leader = client_for("attendance_leader")
    for _ in range(2):
        assert leader.post(URL, given).status_code == 302
    row = Initiative.objects.get(name="Education Action Zone")
    assert (row.began_on, row.set_by) == (date(2025, 9, 1), running.people["attendance_leader"].user)
    wrong = given | {"name": "Other", **days("", "ended_on", date(2025, 8, 31))}
    assert "The last day is before the first" in leader.post(URL, wrong).content.decode()
    assert "Enter a real date" in leader.post(URL, given | {"began_on_month": "13"}).content.decode()


def test_two_who_change_it_see_each_other_s_change(running, client_for):
    url, row = reverse("initiative-change", args=[running.row.pk]), running.row
    leader, director = client_for("attendance_leader"), client_for("assistant_director")
    given = {"name": "Connexions", "about": "", "version": 1, **days("", "began_on", date(2025, 10, 13))}
    assert leader.post(url, given | {"about": "Advisers."}).status_code == 302
    answer = director.post(url, given | {"about": "Careers."})
    assert "Somebody else changed this initiative" in answer.content.decode()
    assert "Advisers." in answer.content.decode()
    row.refresh_from_db()
    assert (row.about, row.version) == ("Advisers.", 2)
    assert director.post(url, given | {"about": "Careers.", "version": 2}).status_code == 302
    Initiative.objects.create(authority=row.authority, name="Taken")
    assert "has this name" in director.post(url, given | {"name": "Taken", "version": 3}).content.decode()


def test_a_school_is_put_in_once_and_taken_out(running, client_for):
    url, leader = reverse("initiative", args=[running.row.pk]), client_for("attendance_leader")
    given = {"form": "school", "school-school": running.other_school.pk}
    for first in (date(2025, 9, 1), date(2025, 11, 3)):
        assert leader.post(url, given | days("school-", "began_on", first)).status_code == 302
    place = InitiativeSchool.objects.get(initiative=running.row, school=running.other_school)
    assert place.began_on == date(2025, 11, 3)
    assert "Enter a date" in leader.post(url, given).content.decode()
    out = reverse("initiative-school-out", args=[running.row.pk, place.pk])
    assert client_for("improvement_officer").post(out).status_code == 403
    for _ in range(2):
        assert leader.post(out).status_code == 302
    assert not InitiativeSchool.objects.filter(pk=place.pk).exists()


def test_pupils_are_put_in_by_number_and_told_apart_from_none_that_is_not_theirs(running, client_for):
    pupils = [child(running.school, upn=f"A{number:012}", upn_state="permanent") for number in range(6)]
    hidden = child(running.school, surname="Hidden", upn="B000000000001", upn_state="permanent")
    set_restricted(hidden, restricted=True)
    count(running)
    url, leader = reverse("initiative", args=[running.row.pk]), client_for("attendance_leader")
    numbers = "\n".join([*(pupil.upn for pupil in pupils), hidden.upn, "X999999999999"])
    answer = leader.post(
        url,
        {"form": "pupils", "pupils-numbers": numbers, **days("pupils-", "began_on", date(2025, 8, 1))},
        follow=True,
    )
    body = answer.content.decode()
    assert "Pupils in it by this list: 6." in body
    assert "whose record you may open: 2." in body
    assert "Hidden" not in body
    assert InitiativePupil.objects.count() == 6
    assert str(pupils[0]) in body
    assert str(pupils[0]) not in client_for("improvement_officer").get(url).content.decode()


def test_the_attendance_of_five_pupils_is_told_and_of_four_not(running, client_for):
    enrolments = Enrolment.objects.filter(school=running.school).order_by("pk")
    url, member = reverse("initiative", args=[running.row.pk]), client_for("improvement_officer")
    for number, enrolment in enumerate(enrolments[:5], 1):
        InitiativePupil.objects.create(
            initiative=running.row, pupil=enrolment.pupil, began_on=date(2025, 8, 1)
        )
        found = member.get(url).context
        told = found["told"].of_pupils
        assert bool(found["few"]) == (number < 5)
        assert (told is None) == (number < 5)
    assert told.label == "5 pupils named"
    assert told.ours.during.possible - told.ours.during.attended == 20
    assert told.theirs.during.rate == 100
    set_restricted(enrolments[0].pupil, restricted=True)
    assert member.get(url).context["told"].of_pupils is None


def test_it_is_taken_away_as_it_is_shown(running, client_for):
    client = client_for("improvement_officer")
    text = b"".join(client.get(reverse("initiatives-download", query={"as": "csv"})).streaming_content)
    lines = list(csv.reader(StringIO(text.decode("utf-8-sig"))))
    assert lines[1][:4] == ["Connexions", "Secondary schools, from 13 October 2025", "1", "1"]
    assert lines[1][5] == "100.0"
    only = reverse("initiatives-download", query={"as": "pdf", "initiative": running.row.pk})
    assert client.get(only)["Content-Type"] == "application/pdf"


def test_a_register_costs_the_same_for_two_schools_and_for_twenty(running, client_for):
    client, counts = client_for("assistant_director"), []
    for more in (0, 18):
        for number in range(more):
            school = SchoolFactory(
                authority=running.authority, team=running.agencies.north, phase="secondary"
            )
            enrolment = enrol(school, PupilFactory())
            RegisterFactory(enrolment=enrolment, year=2025, marks=present())
            row = Initiative.objects.create(authority=running.authority, name=f"Number {number}")
            InitiativeSchool.objects.create(initiative=row, school=school, began_on=date(2025, 10, 13))
            InitiativePupil.objects.create(initiative=row, pupil=enrolment.pupil, began_on=date(2025, 10, 13))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(URL).status_code == 200
        counts.append(len(queries))
    assert counts[1] <= counts[0] + 3  # the rolls of named pupils are read once there are any


def test_those_of_the_strategy_are_kept_once(world):
    assert load_initiatives(world.authority) == 5
    Initiative.objects.filter(name="Connexions").update(about="Ours.")
    assert load_initiatives(world.authority) == 0
    assert Initiative.objects.get(authority=world.authority, name="Connexions").about == "Ours."
    call_command("load_strategy", world.authority.code)
    assert Initiative.objects.filter(authority=world.authority).count() == 5


def test_the_migration_puts_the_same_on_the_register_and_takes_it_back(world):
    migration = importlib.import_module("reporting.migrations.0009_strategy_initiatives")
    assert dict(STRATEGY) == migration.STRATEGY
    for _ in range(2):
        migration.add(apps, None)
    rows = Initiative.objects.filter(authority=world.authority)
    assert set(rows.values_list("name", flat=True)) == set(STRATEGY)
    rows.filter(name="Connexions").update(version=2)
    migration.remove(apps, None)
    assert list(rows.values_list("name", flat=True)) == ["Connexions"]
