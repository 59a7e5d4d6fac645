"""The page of fairness: who sees it, what it counts, what it withholds, and that restricted children are in none."""

import csv
from datetime import date
from io import StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from attendance.actions.restrictions import set_restricted
from attendance.actions.review import review
from attendance.models import Flag, Pupil
from reporting.actions.figures import count_schools
from reporting.queries import fairness as queries
from reporting.queries.enforced_report import held_of
from reporting.queries.school_views import authority_periods
from reporting.rules.counted import cell
from reporting.rules.enforced import PARTS, Step
from tests.attendance.nights import calendar_of
from tests.factories import FlagFactory, SchoolFactory
from tests.reporting.figures import ON, authority, child, count
from tests.reporting.impact import kinds_of, support

pytestmark = pytest.mark.django_db
URL = "/figures/fairness/?year=2025"


@pytest.fixture
def fined(world, monkeypatch):
    """Forty persistently absent children, half of them with free meals; of those twelve fined, of the others six."""
    authority(world)
    pupils = [child(world.school, absent=20, kinds=("fsm",) if number < 20 else ()) for number in range(40)]
    count(world)
    with_notice = [*pupils[:12], *pupils[20:26]]
    real = queries._done

    def done(first, last):
        rows = Pupil.objects.filter(pk__in=[pupil.pk for pupil in with_notice], restricted=False)
        return real(first, last) | {"notice": queries._ids(rows.values_list("pk", flat=True))}

    monkeypatch.setattr(queries, "_done", done)
    world.fined = pupils
    return world


def rows(response):
    """The rows of the page as {name: (children, {measure: number})}."""
    keys = [each.key for each in response.context["measures"]]
    return {
        name: (base, dict(zip(keys, (part for part, _ in cells), strict=True)))
        for name, base, cells in response.context["rows"]
    }


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("assistant_director", 200),
        ("elected_member", 403),
        ("school_lead", 200),
        ("nurse", 403),
        ("legal_officer", 403),
    ],
)
def test_who_reads_it(fined, client_for, name, status):
    assert client_for(name).get(URL).status_code == status
    assert client_for(name).get(reverse("fairness-download", query={"as": "csv"})).status_code == status


def test_who_reads_every_pack_is_not_told_the_groups_that_packs_hide(fined, client_for):
    """Three of one school are not persistently absent, all without free meals; the other has nobody with them."""
    found = rows(client_for("improvement_officer").get(URL))
    assert (found["Eligible"][0], found["all"][0]) == ("withheld", "42")


@pytest.mark.parametrize("name", ["assistant_director", "school_lead"])
def test_enforcement_of_the_persistently_absent_by_free_meals(fined, client_for, name):
    response = client_for(name).get(URL)
    found = rows(response)
    assert found["Eligible"][0] == "20"
    assert found["Eligible"][1]["notice"] == "12"
    assert found["Not eligible"] == ("22", found["Not eligible"][1])
    assert found["Not eligible"][1]["notice"] == "6"
    assert found["all"][1]["notice"] == "18"
    words = {each.name: said for each, said in response.context["beside"]}
    assert words["Eligible"].startswith("Eligible: 60.0% beside 27.3% of others")
    body = response.content.decode()
    assert "60.0 of 100" in body
    assert "A difference is a question and no answer" in body


def test_small_numbers_are_withheld_from_everybody(fined, client_for):
    by = fined.acting("welfare_officer")
    for pupil in (*fined.fined[:3], *fined.fined[20:30]):
        support(pupil, by, kinds_of(by)[0], on=date(2025, 10, 6))
    response = client_for("assistant_director").get(URL)
    found = rows(response)
    assert [found[name][1]["support"] for name in ("Eligible", "Not eligible", "all")] == [
        "withheld", "withheld", "13",
    ]  # fmt: skip
    assert "from 1 to 4" in response.content.decode()
    text = b"".join(
        client_for("assistant_director")
        .get(reverse("fairness-download", query={"as": "csv", "year": 2025}))
        .streaming_content
    ).decode("utf-8-sig")
    taken = next(line for line in csv.reader(StringIO(text)) if line and line[0] == "Eligible")
    assert taken[1:4] == ["20", "withheld", ""]


def test_support_that_was_corrected_and_that_of_another_year_do_not_count(fined, client_for):
    by = fined.acting("welfare_officer")
    kind = kinds_of(by)[0]
    for pupil in fined.fined[:8]:
        wrong = support(pupil, by, kind, on=date(2025, 10, 6))
        support(pupil, by, kind, on=date(2025, 7, 4), corrects=wrong)
    assert rows(client_for("assistant_director").get(URL))["all"][1]["support"] == "0"
    for pupil in fined.fined[:8]:
        support(pupil, by, kind, on=date(2025, 10, 6))
    assert rows(client_for("assistant_director").get(URL))["all"][1]["support"] == "8"


def test_a_restricted_child_is_in_no_number(fined, client_for):
    set_restricted(fined.fined[0], restricted=True)
    found = rows(client_for("assistant_director").get(URL))
    assert found["Eligible"][1]["notice"] == "11"
    count(fined)
    assert rows(client_for("assistant_director").get(URL))["Eligible"][0] == "19"


def test_of_those_who_met_the_threshold(fined, client_for):
    for pupil in fined.fined[:32]:
        FlagFactory(pupil=pupil, school=fined.school, rule="penalty-threshold", year=2025)
    assert Flag.objects.filter(rule="penalty-threshold", year=2025).count() >= 32
    found = rows(client_for("assistant_director").get(f"{URL}&of=threshold"))
    assert (found["Eligible"][0], found["Eligible"][1]["notice"]) == ("20", "12")
    assert found["Not eligible"][0] == "12"


@pytest.mark.parametrize("way", ["year-group", "needs", "looked-after", "carer", "ethnicity", "ward", "sex"])
def test_every_way_has_the_same_total(fined, client_for, way):
    assert rows(client_for("improvement_officer").get(f"{URL}&by={way}"))["all"][0] == "42"


def test_schools_are_for_those_who_see_each_of_them(fined, client_for):
    found = rows(client_for("improvement_officer").get(f"{URL}&by=school"))
    assert set(found) == {"2 other schools", "all"}
    assert client_for("school_lead").get(f"{URL}&by=school").context["asked"].way == "free-meals"


@pytest.mark.parametrize(
    ("name", "shown"), [("improvement_officer", [None, None, None]), ("attendance_leader", [None, "6", None])]
)
def test_what_the_page_of_enforcement_holds_back_of_a_school_does_not_follow(
    world, client_for, monkeypatch, name, shown
):
    """Each notice is of another child, so both pages count alike: the one hides the first and the last school, because
    of that of two and of the one child without a notice; the other the first and the second.
    """
    calendar_of(world.authority)
    schools = [SchoolFactory(authority=world.authority, name=f"School {place}") for place in "ABC"]
    fined = []
    for school, notices in zip(schools, (2, 6, 11), strict=True):
        pupils = [child(school, absent=20) for _ in range(12)]
        fined += [(pupil.pk, school.pk) for pupil in pupils[:notices]]
    keys = [school.pk for school in schools]
    review(on=ON, schools=keys)
    count_schools(on=ON, schools=keys)
    real = queries._done
    ids = queries._ids(pupil for pupil, _ in fined)
    monkeypatch.setattr(queries, "_done", lambda *days: real(*days) | {"notice": ids})
    steps = [Step(pupil, pupil, school, date(2025, 10, 6), "running") for pupil, school in fined]
    monkeypatch.setattr(queries, "steps_of", lambda part, *_: steps if part == "notices" else [])
    held = held_of(PARTS["notices"], steps, authority_periods(world.authority.pk, 2025))
    assert [held.text(cell(school=str(key))) for key in keys] == ["x", "x", "11"]
    found = rows(client_for(name).get(f"{URL}&by=school"))
    expected = ["withheld" if each is None else each for each in shown]
    assert [found[f"School {place}"][1]["notice"] for place in "ABC"] == expected
    assert found["all"][1]["notice"] == "19"


def test_nonsense_shows_the_newest_year_and_an_empty_one_says_so(world, client_for):
    assert (
        "No figures for this year"
        in client_for("improvement_officer").get("/figures/fairness/").content.decode()
    )
    authority(world)
    response = client_for("improvement_officer").get("/figures/fairness/?year=x&by=y&of=z&what=w")
    assert response.status_code == 200
    assert response.context["measure"].key == "notice"


@pytest.mark.parametrize("kind", ["csv", "xlsx", "pdf"])
def test_it_is_taken_away(fined, client_for, kind):
    url = reverse("fairness-download", query={"as": kind, "year": 2025, "by": "sex"})
    response = client_for("improvement_officer").get(url)
    assert response.status_code == 200
    assert f"fairness-2025.{kind}" in response["Content-Disposition"]


def test_it_costs_the_same_for_two_schools_and_for_twenty(fined, client_for):
    client, counts = client_for("assistant_director"), []
    for more in (0, 18):
        for _ in range(more):
            school = SchoolFactory(authority=fined.authority, team=fined.agencies.north)
            child(school, absent=20)
            fined.other_school = school
            count(fined)
        with CaptureQueriesContext(connection) as seen:
            client.get(f"{URL}&by=school")
        counts.append(len(seen))
    assert counts[0] == counts[1]
