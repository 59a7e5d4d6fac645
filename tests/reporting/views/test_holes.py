"""A year with holes: what is missing is said, and nothing that is not known is shown as a figure."""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from agencies.acting import Acting
from attendance.models import Term
from attendance.rules.register import position
from reporting.models import (
    CountedSchool,
    SchoolFigure,
)
from reporting.queries.asked import ask
from reporting.queries.dashboard import holes
from reporting.queries.outcome import YearSums, outcomes
from reporting.queries.sums import coverage
from reporting.rules.periods import periods_of
from tests.attendance.nights import absent_from, line_of
from tests.factories import PupilFactory, RegisterFactory, SchoolFactory, enrol
from tests.reporting.figures import authority, count

pytestmark = pytest.mark.django_db
URL = "/figures/?year=2025&period=71"


def line(response, key):
    return next(each for each in response.context["lines"] if each.now.indicator.key == key)


def test_a_school_without_registers_is_named_and_in_no_sum(world, client_for):
    authority(world)
    SchoolFactory(authority=world.authority, team=world.agencies.north, name="Silent School")
    body = client_for("assistant_director").get(URL).content.decode()
    assert "1 of 3 schools have no figures" in body
    assert "Silent School" in body
    assert "Silent School" not in client_for("school_lead").get(URL).content.decode()


@pytest.mark.parametrize(
    ("opened", "closed", "missing"),
    [
        (None, date(2025, 8, 31), 0),
        (None, date(2025, 9, 1), 0),
        (None, date(2025, 9, 2), 1),  # the first day on which schools met
        (date(2025, 12, 19), None, 1),  # the last one
        (date(2025, 12, 20), None, 0),
        (date(2026, 1, 4), None, 0),
    ],
)
def test_a_school_that_had_no_session_in_the_period_is_not_missing(
    world, client_for, opened, closed, missing
):
    authority(world)
    SchoolFactory(authority=world.authority, name="Predecessor School", opened_on=opened, closed_on=closed)
    response = client_for("assistant_director").get(URL)
    covered = response.context["covered"]
    assert (covered.expected, len(covered.without)) == (2 + missing, missing)
    assert ("Predecessor School" in response.content.decode()) == bool(missing)


def test_a_pack_says_what_the_dashboard_says_of_the_term(world, client_for):
    authority(world)
    client = client_for("attendance_leader")
    url = reverse("meeting-pack", args=[world.school.urn])
    said = "Autumn term 2025/26 is not counted to its end: figures go up to 5 December 2025."
    assert said in client.get(url).content.decode()
    file = client.get(reverse("meeting-pack-download", args=[world.school.urn]), {"as": "csv"})
    assert said in file.getvalue().decode()
    count(world, date(2025, 12, 19))
    assert client.get(url).context["pack"].holes == []


def test_before_a_measure_began_it_has_no_figure_rather_than_nought(world, client_for):
    authority(world)
    SchoolFigure.objects.update(year=2022)
    CountedSchool.objects.update(year=2022, on=date(2022, 12, 5))
    for row in SchoolFigure.objects.all():
        row.pk, row.year, row.severe = None, 2021, 0
        row.save()
    client = client_for("assistant_director")
    response = client.get("/figures/?year=2022&period=71")
    assert line(response, "severe").year_before.text == "no rate"
    assert line(response, "persistent").year_before.text != "no rate"
    pack = client.get(reverse("meeting-pack", args=[world.school.urn])).context["pack"]
    severe = next(each for each in pack.beside if each.indicator.key == "severe")
    assert severe.others[pack.columns.index("A year before")].text == "no rate"
    assert {
        each.indicator.key: each.before
        for each in outcomes(world.authority.pk, 2022, YearSums(world.authority.pk, 2022))
    }["severe"] is None


@pytest.mark.parametrize(
    ("year", "said"),
    [(2009, []), (2010, ["15%"]), (2011, []), (2012, ["six half terms"]), (2015, ["10% or more"])],
)
def test_a_change_of_what_persistent_absence_is_between_the_years_compared_is_said(world, year, said):
    authority(world)
    asked, _ = ask(world.acting("improvement_officer"), {"year": 2025, "period": 71}, teams=(), school=None)
    covered = coverage(asked.scope, asked.period, [world.school.pk], asked.by)
    then = replace(asked, period=periods_of(year)[71], before=periods_of(year - 1))
    found = [each for each in holes(then, covered) if "measured by another rule" in each]
    assert len(found) == len(said)
    assert all(word in each for word, each in zip(said, found, strict=True))


def test_a_period_without_figures_is_said_to_have_none(world, client_for):
    authority(world)
    response = client_for("assistant_director").get("/figures/?year=2025&period=73")
    assert response.context["lines"] == []
    assert "No figures for this period" in response.content.decode()


@pytest.mark.parametrize(
    ("on", "last", "said"),
    [
        (date(2025, 12, 6), 71, "has not ended"),
        (date(2025, 12, 19), 71, "has not ended"),  # the last day on which schools meet
        (date(2025, 12, 20), 71, "is not counted to its end: figures go up to 5 December 2025"),
        (date(2025, 12, 28), 80, "has not ended"),
    ],
)
def test_a_period_that_runs_or_is_not_counted_to_its_end_is_said_to(world, on, last, said):
    authority(world)
    assert said in " ".join(holes_of(world, on, last))


def holes_of(world, on, period):
    """What is said of a period on a day, of the schools that have figures."""
    asked, _ = ask(
        Acting(world.people["improvement_officer"], on),
        {"year": 2025, "period": period},
        teams=(),
        school=None,
    )
    return holes(
        asked, coverage(asked.scope, asked.period, [world.school.pk, world.other_school.pk], asked.by)
    )


@pytest.mark.parametrize("on", [date(2025, 12, 19), date(2025, 12, 22), date(2026, 2, 1)])
def test_a_term_counted_to_its_last_session_is_whole_before_its_holiday_is_over(world, on):
    authority(world)
    count(world, date(2025, 12, 19))
    assert holes_of(world, on, 71) == []
    # The year goes on.
    assert "has not ended" in " ".join(holes_of(world, on, 80))


def test_a_change_of_the_code_list_between_the_years_compared_is_said(world):
    authority(world)
    asked, _ = ask(world.acting("improvement_officer"), {"year": 2025, "period": 71}, teams=(), school=None)
    covered = coverage(asked.scope, asked.period, [world.school.pk], asked.by)
    in_2024 = replace(asked, period=periods_of(2024)[71], before=periods_of(2023))
    assert any("changed on 19 August 2024" in each for each in holes(in_2024, covered))
    assert not any("changed" in each for each in holes(asked, covered))
    in_2006 = replace(asked, period=periods_of(2006)[71], before=periods_of(2005))
    assert not any("1 August 2006" in each for each in holes(in_2006, covered))


def test_who_moved_between_two_schools_is_counted_at_each_with_the_sessions_there(world, client_for):
    authority(world)
    pupil, moved = PupilFactory(), date(2025, 10, 13)
    here, there = line_of(), absent_from(date(2025, 11, 3), 20)
    cut = position(moved, 0)
    former = enrol(world.school, pupil, ended_on=date(2025, 10, 12))
    present = enrol(world.other_school, pupil, began_on=moved)
    RegisterFactory(enrolment=former, year=2025, marks=here[:cut] + " " * (len(here) - cut))
    RegisterFactory(enrolment=present, year=2025, marks=" " * cut + there[cut:])
    before = {
        row.label: int(row.pupils)
        for row in client_for("assistant_director").get(f"{URL}&by=school").context["rows"]
    }
    count(world)
    rows = client_for("assistant_director").get(f"{URL}&by=school").context["rows"]
    assert {row.label: int(row.pupils) for row in rows} == {
        label: number + 1 for label, number in before.items()
    }
    listed = (
        client_for("assistant_director").get("/figures/list/?year=2025&period=71&of=pupils").context["lines"]
    )
    theirs = {each.school: (each.absent, each.possible) for each in listed if each.pupil == pupil}
    # 29 school days from 2 September to 10 October; 35 from 13 October to 5 December.
    assert theirs == {world.school.name: (0, 58), world.other_school.name: (20, 70)}
    persistent = client_for("assistant_director").get("/figures/list/?year=2025&period=71&of=persistent")
    assert [each.school for each in persistent.context["lines"] if each.pupil == pupil] == [
        world.other_school.name
    ]
    assert "a pupil counts once at each school" in client_for("assistant_director").get(URL).content.decode()


def test_an_authority_without_terms_is_counted_by_the_bands_of_official_statistics(world, client_for):
    authority(world)
    assert not Term.objects.filter(authority=world.authority).exists()
    periods = client_for("assistant_director").get(URL).context["asked"].periods
    assert (periods[71].last, periods[72].last) == (date(2025, 12, 27), date(2026, 4, 4))
