"""The dashboard: who sees what, figures against targets and comparisons, and what is missing said."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from agencies.models import LocalAuthority, Membership, Postcode
from attendance.actions.restrictions import set_restricted
from attendance.actions.wards import place_wards
from attendance.formats.reading import Upload
from attendance.models import Pupil, School
from reporting.actions.figures import count_schools
from reporting.actions.published import load_file
from reporting.actions.targets import load_strategy
from reporting.models import (
    Comparison,
    MissedReason,
    PublishedFigure,
    Target,
)
from tests.attendance.formats.files import published
from tests.attendance.nights import absent_from, calendar_of, line_of
from tests.factories import (
    AddressFactory,
    ContactFactory,
    PupilFactory,
    RegisterFactory,
    SchoolFactory,
    WardFactory,
    enrol,
)
from tests.reporting.figures import authority, child, count

pytestmark = pytest.mark.django_db
URL = "/figures/?year=2025&period=71"


def line(response, key):
    return next(each for each in response.context["lines"] if each.now.indicator.key == key)


def queries(client, url):
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len([query for query in seen if "SAVEPOINT" not in query["sql"]])


def publish(
    indicator,
    value,
    *,
    period="2025/26 Autumn term",
    area="E92000001",
    level="National",
    withheld="",
    phase="Total",
):
    PublishedFigure.objects.create(
        source="EES_aut_data", period=period, level=level, area_code=area, area_name=f"Area {area}", phase=phase,
        indicator=indicator, value=value, withheld=withheld,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("assistant_director", 200),
        ("attendance_leader", 200),
        ("improvement_officer", 200),
        ("elected_member", 403),
        ("school_lead", 200),
        ("nurse", 403),
        ("legal_officer", 403),
    ],
)
def test_who_reads_the_figures(world, client_for, name, status):
    authority(world)
    assert client_for(name).get(URL).status_code == status


def test_the_headline_is_sum_over_sum_with_the_target_the_year_before_and_england(world, client_for):
    authority(world, pupils=5)
    Target.objects.create(
        authority=world.authority, indicator="attendance", year=2025, value=Decimal("97.5"), source="Cabinet",
        set_on=date(2025, 9, 1),
    )  # fmt: skip
    publish("attendance_perc", Decimal("93.12"))
    response = client_for("assistant_director").get(URL)
    attendance = line(response, "attendance")
    # 64 school days to 5 December 2025, ten pupils, of whom two missed twenty sessions.
    assert attendance.now.value == Fraction(100 * (10 * 128 - 40), 10 * 128)
    assert attendance.is_missed
    assert attendance.beside[0].text == "93.12%"
    body = response.content.decode()
    assert "No reason is recorded yet" in body
    assert "EES_aut_data" in body
    assert "has not ended" not in body


def test_a_withheld_figure_is_words_and_never_nought(world, client_for):
    authority(world)
    publish("attendance_perc", None, withheld="suppressed")
    assert (
        line(client_for("improvement_officer").get(URL), "attendance").beside[0].text
        == "withheld to protect privacy"
    )


def test_an_older_published_year_says_which(world, client_for):
    authority(world)
    publish("attendance_perc", Decimal("92.9"), period="2023/24 Autumn term")
    beside = line(client_for("assistant_director").get(URL), "attendance").beside[0]
    assert (beside.text, beside.is_older, beside.period) == ("92.90%", True, "2023/24 Autumn term")


def test_england_s_weeks_stand_beside_ours_where_the_weekly_file_is_loaded(world, client_for):
    authority(world)
    client = client_for("assistant_director")
    assert len(client.get(URL).context["charts"][0].series) == 1
    with Upload(published("dfe-attendance/EES_weekly_data_2025_wk37-45.csv")) as upload:
        load_file(upload, source="EES_weekly", authorities=["355"])
    PublishedFigure.objects.filter(period="2025 Week 39", area_code="E92000001").update(
        value=None, withheld="suppressed"
    )
    by_week, by_half = client.get(f"{URL}&phase=secondary").context["charts"]
    _, england = by_week.series
    assert england.name == "England (EES_weekly)"
    told = dict(zip(by_week.labels, england.values, strict=True))
    # Week 37 of the file: 29,894,654 sessions attended of 31,670,500 possible ones.
    assert round(told["8 Sep"], 4) == round(100 * 29_894_654 / 31_670_500, 4)
    assert (told["22 Sep"], told["1 Sep"], told["17 Nov"]) == (None, None, None)
    assert len(by_half.series) == 1
    pack = client.get(reverse("meeting-pack", args=[world.school.urn])).context["pack"]
    assert pack.charts[0].series[1].name == "England (EES_weekly)"


def test_neighbours_are_added_up_and_those_without_a_figure_left_out(world, client_for):
    authority(world)
    for code, part, whole in (("E1", 90, 100), ("E2", 1_920, 2_000), ("E3", None, 50)):
        Comparison.objects.create(authority=world.authority, kind="neighbour", area_code=code, area_name=code)
        for phase in ("Primary", "Secondary", "Special"):
            publish(
                "overall_attendance",
                part,
                area=code,
                level="Local authority",
                phase=phase,
                withheld="" if part else "suppressed",
            )
            publish("possible_sessions", whole, area=code, level="Local authority", phase=phase)
    beside = line(client_for("assistant_director").get(URL), "attendance").beside[2]
    assert beside.label == "2 of 3 statistical neighbours"
    assert beside.text == "95.71%"  # 2,010 of 2,100: not the mean of 90 and 96


def test_the_reason_is_recorded_by_those_who_set_targets_and_read_by_all(world, client_for):
    authority(world)
    target = Target.objects.create(
        authority=world.authority, indicator="attendance", year=2025, value=Decimal("99"), source="Cabinet",
        set_on=date(2025, 9, 1),
    )  # fmt: skip
    url = reverse("target-reason", args=[target.pk, 71])
    assert client_for("improvement_officer").get(url).status_code == 403
    leader = client_for("attendance_leader")
    for _ in range(2):
        answer = leader.post(url, {"reason": "Influenza in November"})
        assert (answer.status_code, answer["Location"]) == (302, f"{URL}&phase=")
    assert MissedReason.objects.count() == 1
    assert "Influenza in November" in client_for("improvement_officer").get(URL).content.decode()
    assert client_for("stranger_officer").get(url).status_code == 404


def test_a_target_has_a_lead_officer_who_alone_says_why_it_was_missed(world, client_for):
    authority(world)
    leader, director = (world.people[name].user for name in ("attendance_leader", "assistant_director"))
    given = {
        "indicator": "attendance",
        "phase": "",
        "year": "2025",
        "value": "99",
        "source": "Cabinet",
        "lead": str(leader.pk),
    }
    assert client_for("assistant_director").post(reverse("targets"), given).status_code == 302
    target = Target.objects.get()
    assert (target.set_by, target.lead) == (director, leader)
    url = reverse("target-reason", args=[target.pk, 71])
    refused = client_for("assistant_director").post(url, {"reason": "Influenza in November"})
    assert "is the lead officer of this target" in refused.content.decode()
    assert not MissedReason.objects.exists()
    dashboard = client_for("assistant_director").get(URL).content.decode()
    assert f"It is for {leader.name}, the lead officer, to say why." in dashboard
    assert url not in dashboard
    assert url in client_for("attendance_leader").get(URL).content.decode()
    assert client_for("attendance_leader").post(url, {"reason": "Influenza in November"}).status_code == 302
    Membership.objects.filter(user=leader).update(ended_on=date(2025, 9, 2))
    assert url in client_for("assistant_director").get(URL).content.decode()


def test_nobody_leads_a_target_who_may_set_none(world, client_for):
    other = world.people["improvement_officer"].user
    given = {
        "indicator": "attendance",
        "year": "2025",
        "value": "99",
        "source": "Cabinet",
        "lead": str(other.pk),
    }
    answer = client_for("assistant_director").post(reverse("targets"), given)
    assert "Select a valid choice" in answer.content.decode()
    assert not Target.objects.exists()


def test_the_breakdown_by_school_shows_the_schools_within_reach(world, client_for):
    authority(world)
    rows = client_for("school_lead").get(f"{URL}&by=school").context["rows"]
    assert [row.label for row in rows] == ["Northgate High School"]
    assert len(client_for("assistant_director").get(f"{URL}&by=school").context["rows"]) == 2


@pytest.mark.parametrize(
    "way",
    [
        "phase",
        "team",
        "school",
        "year-group",
        "free-meals",
        "needs",
        "looked-after",
        "carer",
        "ethnicity",
        "ward",
    ],
)
def test_every_breakdown_adds_up_to_the_whole(world, client_for, way):
    authority(world)
    child(world.school, absent=9, kinds=("fsm", "sen", "lac", "carer"), ethnicity="WBRI")
    count(world)
    rows = client_for("assistant_director").get(f"{URL}&by={way}").context["rows"]
    assert sum(int(row.pupils) for row in rows) == 9


def test_a_gazetteer_puts_pupils_into_wards(world, client_for):
    authority(world)
    count(world)
    client = client_for("assistant_director")
    page = client.get(f"{URL}&by=ward")
    assert [row.label for row in page.context["rows"]] == ["Not recorded"]
    assert "by the authority’s gazetteer" in page.content.decode()
    assert "gazetteer" not in client.get(f"{URL}&by=team").content.decode()
    Postcode.objects.create(code="M992BB", ward=WardFactory(authority=world.authority, name="Weaste"))
    for pupil in Pupil.objects.all():
        AddressFactory(parent=ContactFactory(pupil=pupil).parent)
    place_wards(on=timezone.localdate())
    count(world)
    assert [row.label for row in client.get(f"{URL}&by=ward").context["rows"]] == ["Weaste"]


def test_small_groups_are_withheld_from_those_who_do_not_see_every_child(world, client_for):
    authority(world, pupils=12)
    child(world.school, kinds=("lac",))
    count(world)
    member = client_for("improvement_officer").get(f"{URL}&by=looked-after")
    assert {row.pupils for row in member.context["rows"]} == {"withheld"}
    assert "figures/list" not in member.content.decode()
    assert [
        row.pupils for row in client_for("assistant_director").get(f"{URL}&by=looked-after").context["rows"]
    ] == ["24", "1"]
    # For one phase alone who sees no child is not offered groups at all.
    assert member.client.get(f"{URL}&by=looked-after&phase=secondary").context["rows"] == []


def test_how_many_of_a_large_group_are_absent_is_withheld_where_it_is_small(world, client_for):
    authority(world, pupils=8)
    for number in range(8):
        child(world.school, kinds=("lac",), absent=20 if number < 2 else 0)
    for _ in range(4):
        child(world.school, absent=20)
    count(world)
    member, director = client_for("improvement_officer"), client_for("assistant_director")
    url = f"{URL}&by=looked-after"
    rows = member.get(url).context["rows"]
    assert [row.pupils for row in rows] == ["20", "8"]
    texts = [[cell.text for cell in row.cells if cell.indicator.key == "persistent"] for row in rows]
    assert texts == [["withheld"], ["withheld"]]
    assert "from 1 to 4" in member.get(url).content.decode()
    assert "withheld" not in director.get(url).content.decode()


def test_programs_are_told_as_little(world, client_for):
    authority(world)
    rows = client_for("improvement_officer").get(f"{URL}&by=phase").context["rows"]
    for row in rows:
        assert all(cell.value is None for cell in row.cells if cell.is_held_back)


def test_a_phase_of_few_absent_pupils_is_withheld_from_those_who_do_not_see_its_schools(world, client_for):
    authority(world, pupils=12)
    url = f"{URL}&by=team&phase={world.school.phase}"
    member = client_for("school_lead").get(url)
    assert line(member, "persistent").now.text == "withheld"
    assert {cell.text for row in member.context["rows"] for cell in row.cells[3:4]} == {"withheld"}
    officer = client_for("improvement_officer").get(url)
    assert line(officer, "persistent").now.text != "withheld"


def test_the_strategy_s_targets_are_kept_once(world, client_for):
    old = LocalAuthority.objects.get(pk=world.authority.pk)
    assert load_strategy(old) == 10
    assert load_strategy(old) == 0
    body = client_for("attendance_leader").get("/figures/targets/").content.decode()
    assert "BVPI 45" in body
    assert "a local series without a label" in body


@pytest.mark.parametrize(
    ("indicator", "value", "is_set"),
    [
        ("attendance", "94.5", True),
        ("attendance", "100", True),
        ("attendance", "100.01", False),
        ("attendance", "945", False),
        ("days-unauthorised", "118", True),
    ],
)
def test_a_percentage_without_its_point_is_no_target(world, client_for, indicator, value, is_set):
    lead = str(world.people["assistant_director"].user_id)
    given = {"indicator": indicator, "year": "2026", "value": value, "source": "Cabinet", "lead": lead}
    answer = client_for("assistant_director").post("/figures/targets/", given)
    assert Target.objects.exists() == is_set
    assert is_set or "Enter a percentage from 0 to 100" in answer.content.decode()


def test_a_target_stands_in_its_own_year_alone(world, client_for):
    authority(world)
    load_strategy(world.authority)
    School.objects.filter(pk=world.school.pk).update(phase="secondary", type_code="01")
    calendar_of(world.authority, 2006)
    enrolment = enrol(world.school, PupilFactory(born_on=date(1994, 3, 4)), began_on=date(2005, 9, 5))
    RegisterFactory(
        enrolment=enrolment, year=2006, marks=absent_from(date(2006, 9, 11), 30, "I", line_of(2006), 2006)
    )
    count_schools(on=date(2007, 7, 20), schools=[world.school.pk])
    client = client_for("assistant_director")
    then = client.get("/figures/?year=2006&period=80")
    told = {each.now.indicator.key: each.target_text for each in then.context["lines"]}
    assert (told["bvpi-45"], told["bvpi-46"], told["any-unauthorised"]) == ("9.63%", "5.89%", "none set")
    secondary = line(then, "bvpi-45")
    # Of 314 sessions to the May half term (73, 55 and 29 days) thirty were missed, and 9.63% is reached.
    assert (secondary.now.text, secondary.is_missed) == ("9.55%", False)
    narrowed = line(client.get("/figures/?year=2006&period=80&phase=secondary"), "bvpi-45")
    assert (narrowed.now.text, narrowed.target_text) == ("9.55%", "9.63%")
    # Whether it was set for all schools or for those that it is about, it is one target.
    Target.objects.filter(indicator="bvpi-45", year=2006).update(phase="secondary")
    for url in ("/figures/?year=2006&period=80", "/figures/?year=2006&period=80&phase=secondary"):
        assert line(client.get(url), "bvpi-45").target_text == "9.63%"
    # Nobody is at a primary school: no rate, and neither met nor missed.
    assert (line(then, "bvpi-46").now.text, line(then, "bvpi-46").is_missed) == ("no rate", False)
    assert {each.target_text for each in client.get(URL).context["lines"]} == {"none set"}


def test_a_restricted_child_is_in_no_figure(world, client_for):
    authority(world)
    hidden = child(world.school, absent=30)
    count(world)
    before = line(client_for("assistant_director").get(URL), "persistent").now.value
    set_restricted(hidden, restricted=True)
    count(world)
    assert line(client_for("assistant_director").get(URL), "persistent").now.value < before


def test_the_dashboard_costs_the_same_for_two_schools_and_for_twenty(world, client_for):
    client = client_for("assistant_director")
    authority(world)
    counts = [queries(client, f"{URL}&by=school")]
    for _ in range(18):
        school = SchoolFactory(authority=world.authority, team=world.agencies.north)
        child(school, absent=20)
        count_one(world, school)
    counts.append(queries(client, f"{URL}&by=school"))
    assert counts[0] == counts[1] <= 30


def count_one(world, school):
    world.school = school
    count(world)


def test_nonsense_in_the_address_shows_the_newest_term(world, client_for):
    authority(world)
    response = client_for("assistant_director").get("/figures/?year=x&period=9&phase=y&team=-1&by=z")
    assert response.status_code == 200
    assert response.context["asked"].period.label == "Autumn term 2025/26"
    assert client_for("school_lead").get(f"{URL}&school={world.other_school.pk}").status_code == 404


def test_every_number_says_what_it_is(world, client_for):
    client = client_for("improvement_officer")
    assert "Persistently absent enrolments" in client.get("/figures/numbers/").content.decode()
    page = client.get("/figures/numbers/persistent/").content.decode()
    assert "enrolment view" in page
    assert "10% or more" in page
    assert client.get("/figures/numbers/nonsense/").status_code == 404
