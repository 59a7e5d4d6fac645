"""The list behind a number: as many as the number, for those with the right, and nobody's who is closed to them."""

from datetime import date
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.named import name_person
from agencies.rules.roles import Scope
from attendance.actions.restrictions import set_restricted
from attendance.models import Pupil, School
from reporting.actions.figures import count_schools
from reporting.queries import behind
from reporting.rules.groups import KIND_WORDS, Kind, is_group, packed
from tests.attendance.nights import absent_from, calendar_of, line_of
from tests.factories import (
    AddressFactory,
    ContactFactory,
    InvolvementFactory,
    PupilFactory,
    RegisterFactory,
    WardFactory,
    enrol,
)
from tests.reporting.figures import authority, child, count

pytestmark = pytest.mark.django_db
URL = "/figures/list/?year=2025&period=71&of=persistent"


def test_the_list_has_as_many_as_the_number(world, client_for):
    authority(world)
    client = client_for("assistant_director")
    lines = client.get("/figures/?year=2025&period=71").context["lines"]
    figure = next(each.now for each in lines if each.now.indicator.key == "persistent")
    found = client.get(f"/figures/list/?{figure.link}").context["found"]
    assert (found.number, len(found.rows)) == (2, 2)
    assert figure.value == 25


def links_of(client, world):
    """Every number of the dashboard and of a pack that opens a list: its address, and how many it counts."""
    for way in ("phase", "team", "school", *KIND_WORDS):
        page = client.get(f"/figures/?year=2025&period=71&by={way}").context
        lines, rows = page["lines"], page["rows"]
        for figure in (each for line in lines for each in (line.now, line.term_before, line.year_before)):
            yield figure, None
        for row in rows:
            yield row, row.number
            yield from ((cell, row.number) for cell in row.cells)
    pack = client.get(f"/schools/{world.school.urn}/meeting-pack/").context["pack"]
    for each in pack.beside:
        yield from ((figure, None) for figure in (each.shown, *each.others))
    for line in pack.groups:
        yield line, line.pupils
        yield from ((figure, line.pupils) for figure in line.figures)


@pytest.mark.parametrize("most", [0, 10_000])
def test_every_number_opens_the_list_that_makes_it(world, client_for, monkeypatch, most):
    """Whether the children are few enough to be named in the query or not."""
    monkeypatch.setattr(behind, "MOST_NAMED", most)
    School.objects.filter(pk=world.school.pk).update(phase="secondary")
    School.objects.filter(pk=world.other_school.pk).update(phase="primary", team=world.agencies.south)
    authority(world)
    child(world.other_school, absent=40, kinds=("fsm", "lac"))
    count(world)
    client, opened = client_for("assistant_director"), set()
    for shown, pupils in links_of(client, world):
        if not shown.link:
            continue
        found = client.get(f"/figures/list/?{shown.link}").context["found"]
        assert found.not_theirs == 0, shown.link
        assert found.number == len(found.rows) > 0, shown.link
        of = "pupils" if "of=pupils" in shown.link else ""
        if pupils is not None and of:
            assert found.number == pupils, shown.link
        if "of=persistent" in shown.link and pupils is not None:
            assert Fraction(100 * found.number, pupils) == shown.value, shown.link
        opened.add(shown.link)
    assert len(opened) > 50


@pytest.mark.parametrize("name", ["school_lead", "welfare_officer", "improvement_officer"])
def test_a_number_opens_for_the_others_what_is_theirs_and_for_some_nothing(world, client_for, name):
    authority(world)
    child(world.other_school, absent=40, kinds=("fsm",))
    count(world)
    client, theirs = client_for(name), Pupil.objects.visible_to(world.acting(name))
    allowed = set(theirs.values_list("pk", flat=True))
    links = {shown.link for shown, _ in links_of(client, world) if shown.link}
    assert bool(links) == (name != "improvement_officer")
    for link in links:
        response = client.get(f"/figures/list/?{link}")
        assert {line.pupil.pk for line in response.context["lines"]} <= allowed, link


@pytest.mark.parametrize(
    ("name", "status", "listed"),
    [
        ("welfare_officer", 200, 1),
        ("school_lead", 200, 1),
        ("attendance_leader", 200, 2),
        ("nurse", 200, 0),
        ("elected_member", 403, 0),
        ("improvement_officer", 403, 0),
        ("stranger_officer", 200, 0),
    ],
)
def test_each_sees_the_children_who_are_theirs(world, client_for, name, status, listed):
    authority(world)
    response = client_for(name).get(URL)
    assert response.status_code == status
    if status == 200:
        assert len(response.context["lines"]) == listed


def test_the_most_absent_come_first_with_their_sessions(world, client_for):
    authority(world)
    worst = child(world.school, absent=60, forename="Worst")
    count(world)
    response = client_for("attendance_leader").get(URL)
    assert response.context["lines"][0].pupil == worst
    assert response.context["lines"][0].absent == 60


def test_a_restricted_child_is_in_no_list_not_even_for_those_named(world, client_for):
    authority(world)
    hidden = child(world.school, absent=40, forename="Hidden")
    count(world)
    set_restricted(hidden, restricted=True)
    name_person(world.people["team_manager"].user, hidden)
    assert "Hidden" not in client_for("team_manager").get(URL).content.decode()
    count(world)
    assert client_for("attendance_leader").get(URL).context["found"].number == 2


def test_that_a_child_is_looked_after_is_told_to_those_alone_who_may_see_casework(world, client_for):
    authority(world)
    looked_after = child(world.school, absent=40, kinds=("lac",), forename="Looked")
    count(world)
    InvolvementFactory(pupil=looked_after, agency=world.agencies.police, scope=Scope.MARKS)
    url = f"{URL}&kind=looked-after&value=1"
    assert "Looked" in client_for("attendance_leader").get(url).content.decode()
    for name in ("school_lead", "police_officer"):
        assert client_for(name).get(url).context["lines"] == []


def test_where_a_child_lives_and_of_which_origin_is_told_to_those_who_may_see_the_family(world, client_for):
    ward = WardFactory(authority=world.authority)
    authority(world)
    known = child(world.school, absent=40, forename="Known", ethnicity="WIRT", ward=ward)
    count(world)
    InvolvementFactory(pupil=known, agency=world.agencies.police, scope=Scope.MARKS)
    assert "Known" in client_for("police_officer").get(URL).content.decode()
    for group in (f"kind=ward&value={ward.pk}", f"kind=ethnicity&value={packed('WIRT')}"):
        assert "Known" in client_for("attendance_leader").get(f"{URL}&{group}").content.decode()
        assert client_for("police_officer").get(f"{URL}&{group}").context["lines"] == []


def test_a_child_with_a_sealed_address_is_listed_in_no_ward_and_missed_in_none(world, client_for):
    ward = WardFactory(authority=world.authority)
    authority(world)
    hidden = child(world.school, absent=40, forename="Sealed", ward=ward)
    child(world.school, absent=40, forename="Other", ward=ward)
    count(world)
    client, url = client_for("attendance_leader"), f"{URL}&kind=ward&value={ward.pk}"
    assert "Sealed" in client.get(url).content.decode()
    AddressFactory(parent=ContactFactory(pupil=hidden).parent, sealed=True)
    assert "Sealed" not in client.get(url).content.decode()
    count(world)
    found = client.get(url).context["found"]
    assert (found.number, found.not_theirs) == (1, 0)
    assert client.get(URL).context["found"].number == 4


def test_how_many_of_a_group_are_not_theirs_is_told_to_nobody(world, client_for):
    """A school is told its own numbers, but of its looked-after children and young carers no page tells it any."""
    authority(world)
    for _ in range(2):
        child(world.school, absent=40, kinds=("lac", "carer"))
    count(world)
    school = f"{URL}&school={world.school.pk}"
    for group in ("looked-after", "carer"):
        for name, number in (("school_lead", 0), ("attendance_leader", 2)):
            found = client_for(name).get(f"{school}&kind={group}&value=1").context["found"]
            assert (found.number, found.not_theirs) == (number, 0), (name, group)
    assert client_for("school_lead").get(school).context["found"].number == 3


@pytest.mark.parametrize(
    ("query", "said"), [("", "all schools"), ("&phase=secondary", "secondary schools"), ("&school={}", "{}")]
)
def test_the_list_and_its_file_say_of_which_schools(world, client_for, query, said):
    authority(world)
    query, said = query.format(world.school.pk), said.format(world.school.name)
    client, url = client_for("attendance_leader"), f"{URL}{query}"
    assert f"Autumn term 2025/26, {said}" in client.get(url).content.decode()
    file = client.get(url.replace("/list/?", "/list/download/?as=csv&"))
    assert f"Autumn term 2025/26, {said}" in b"".join(file.streaming_content).decode()


def test_the_list_costs_the_same_for_two_and_for_twenty(world, client_for):
    client, counts = client_for("attendance_leader"), []
    authority(world)
    for more in (0, 18):
        for _ in range(more):
            child(world.school, absent=30)
        count(world)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(URL).status_code == 200
        counts.append(len([each for each in seen if "SAVEPOINT" not in each["sql"]]))
    assert counts[0] == counts[1] <= 25


def test_an_unknown_measure_is_not_found(world, client_for):
    assert client_for("attendance_leader").get("/figures/list/?of=names").status_code == 404


def test_who_reached_a_fixed_count_in_the_autumn_is_listed_in_the_summer_with_the_reason_why(
    world, client_for
):
    calendar_of(world.authority, 2006)
    enrolment = enrol(world.school, PupilFactory(born_on=date(1994, 3, 4)), began_on=date(2005, 9, 5))
    line = absent_from(date(2006, 9, 11), 64, "I", line_of(2006), 2006)
    RegisterFactory(enrolment=enrolment, year=2006, marks=line)
    count_schools(on=date(2007, 7, 20), schools=[world.school.pk])
    client = client_for("assistant_director")
    url = "/figures/list/?year=2006&of=persistent&period="
    response = client.get(f"{url}73")
    assert [row.absent for row in response.context["lines"]] == [0]
    assert "missed since September" in response.content.decode()
    assert (
        "missed since September"
        in client.get(f"{url.replace('/list/', '/list/download/')}73&as=csv").getvalue().decode()
    )
    assert "missed since September" not in client.get(f"{url}80").content.decode()
    pack = client.get(reverse("meeting-pack", args=[world.school.urn])).content.decode()
    assert "missed since September" in pack


@pytest.mark.parametrize("value", ["2", "4", "99999", "2147483648", "9999999999"])
@pytest.mark.parametrize("kind", ["free-meals", "looked-after", "carer", "ethnicity", "needs", "all"])
def test_a_group_that_there_cannot_be_is_not_found(world, client_for, kind, value):
    authority(world)
    client = client_for("assistant_director")
    is_a_plan = (kind, value) == ("needs", "2")
    for url in (URL, URL.replace("/list/", "/list/download/") + "&as=csv"):
        assert client.get(f"{url}&kind={kind}&value={value}").status_code == (200 if is_a_plan else 404)


@pytest.mark.parametrize(
    ("kind", "value", "is_one"),
    [
        (Kind.ALL, 0, True),
        (Kind.YEAR_GROUP, 11, True),
        (Kind.YEAR_GROUP, 12, False),
        (Kind.ETHNICITY, 0, True),
        (Kind.ETHNICITY, packed("WBRI"), True),
        (Kind.ETHNICITY, packed("WBRI") + (1 << 32), False),
        (Kind.ETHNICITY, packed("wbri"), False),
        (Kind.ETHNICITY, 9_999_999_999, False),
        (Kind.WARD, 2**31 - 1, True),
        (Kind.WARD, 2**31, False),
    ],
)
def test_what_can_be_a_group(kind, value, is_one):
    assert is_group(kind, value) == is_one
