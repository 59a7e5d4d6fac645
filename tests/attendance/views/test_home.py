"""The first page of every role: the work that waits, in as many queries for twenty rows as for two."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.rules.roles import ROLES
from attendance.actions.standings import recount
from attendance.models import NamedOfficer, School, SchoolFlag, Standing
from attendance.queries.home import PANELS
from tests.factories import FlagFactory, InvolvementFactory, PupilFactory, enrol
from tests.personas import PERSONAS

pytestmark = pytest.mark.django_db


def standing(enrolment, **changes):
    counts = {
        "possible": 100, "attended": 80, "authorised": 12, "unauthorised": 8,
        "late": 3, "no_reason": 1, "missing": 0,
        "recent_possible": 40, "recent_absent": 8, "before_possible": 40, "before_absent": 8,
        "pupil_possible": 100, "pupil_absent": 20, "tier": 2, "on_roll": True,
    }  # fmt: skip
    return Standing.objects.create(
        enrolment=enrolment, pupil=enrolment.pupil, school=enrolment.school, year=2026, on="2026-11-20",
        **(counts | changes),
    )  # fmt: skip


def children(world, number):
    made = []
    for _ in range(number):
        enrolment = enrol(world.school)
        standing(enrolment)
        FlagFactory(pupil=enrolment.pupil, school=world.school, severity=4)
        InvolvementFactory(pupil=enrolment.pupil, agency=world.agencies.nursing)
        made.append(enrolment.pupil)
    recount(schools=[world.school.pk], year=2026)
    return made


def test_every_role_has_a_first_page():
    assert set(PANELS) == set(ROLES)


@pytest.mark.parametrize("name", sorted(PERSONAS))
def test_the_first_page_costs_the_same_for_two_children_and_for_twenty(world, client_for, name):
    counts = []
    client = client_for(name)
    client.get(reverse("home"))  # Django remembers content types from the first page on.
    for number in (2, 18):
        children(world, number)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            response = client.get(reverse("home"))
        assert response.status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1], counts
    assert counts[1] <= 30


def test_an_officer_reads_new_flags_of_their_own_children_only(world, client_for):
    mine = children(world, 1)[0]
    theirs = enrol(world.other_school).pupil
    FlagFactory(pupil=theirs, school=world.other_school)
    page = client_for("welfare_officer").get(reverse("home")).content.decode()
    assert str(mine) in page
    assert str(theirs) not in page


def test_a_partner_reads_why_it_is_involved(world, client_for):
    child = children(world, 1)[0]
    page = client_for("nurse").get(reverse("home")).content.decode()
    assert str(child) in page
    assert "Because the agency was asked to help, since 2 September 2024" in page
    assert "80.0%" in page


def test_an_elected_member_reads_figures_and_no_name(world, client_for):
    child = children(world, 5)[0]
    page = client_for("elected_member").get(reverse("home")).content.decode()
    assert "Secondary" in page
    assert "80.0%" in page
    assert child.surname not in page


def test_a_phase_of_few_children_is_told_to_who_sees_each_school(world, client_for):
    """One school may be a phase. Of ten pupils four are persistently absent; of another phase there are four."""
    for _ in range(6):
        standing(enrol(world.school), tier=0)
    for _ in range(4):
        standing(enrol(world.school), tier=2)
        standing(enrol(world.other_school))
    School.objects.filter(pk=world.other_school.pk).update(phase="special")
    recount(schools=[world.school.pk, world.other_school.pk], year=2026)

    def rows(name):
        panels = client_for(name).get(reverse("home")).context["panels"]
        panel = next(each for each in panels if each.template == "headline")
        return {label: row for label, row, _ in panel.rows}

    known, told = rows("assistant_director"), rows("elected_member")
    assert (known["Secondary"].persistent, known["Special"].pupils) == ("40.0%", "4")
    assert (told["Secondary"].pupils, told["Secondary"].persistent, told["Secondary"].severe) == (
        "10", "withheld", "0.0%",
    )  # fmt: skip
    assert set(vars(told["Special"]).values()) == {"withheld"}


def test_a_restricted_child_changes_no_figure(world, client_for):
    children(world, 3)
    before = main_of(client_for("assistant_director").get(reverse("home")))
    hidden = enrol(world.school, PupilFactory(restricted=True))
    standing(hidden, attended=0, authorised=0, unauthorised=100, tier=3, pupil_absent=100)
    FlagFactory(pupil=hidden.pupil, school=world.school, rule="severe", severity=5)
    recount(schools=[world.school.pk], year=2026)
    assert main_of(client_for("assistant_director").get(reverse("home"))) == before


def main_of(response):
    return response.content.decode().partition("<main")[2].partition("</main>")[0]


def test_a_manager_sees_schools_without_an_officer_and_how_the_work_is_spread(world, client_for):
    children(world, 2)
    page = client_for("team_manager").get(reverse("home")).content.decode()
    assert "Schools without a named officer" in page
    NamedOfficer.objects.create(
        school=world.school, officer=world.people["welfare_officer"].user, began_on="2026-09-01"
    )
    page = client_for("team_manager").get(reverse("home")).content.decode()
    assert "Schools without a named officer" not in page
    assert "Welfare Officer" in page


def test_registers_that_need_attention_are_shown_to_those_who_can_mend_them(world, client_for):
    SchoolFlag.objects.create(
        school=world.school, rule="late-file", key="2026-11-16", year=2026, began_on="2026-11-09",
        reached_on="2026-11-17", raised_on="2026-11-17", sessions=10,
    )  # fmt: skip
    for name, shown in (("school_lead", True), ("welfare_officer", True), ("other_school_lead", False)):
        page = client_for(name).get(reverse("home")).content.decode()
        assert ("Registers late" in page) is shown


@pytest.mark.parametrize(
    "topic", ["first-steps", "registers", "flags", "numbers", "rights", "api", "accessibility", "privacy"]
)
def test_help_is_there_for_everybody(client_for, topic):
    assert client_for("elected_member").get(reverse("help-topic", args=[topic])).status_code == 200


def test_unknown_help_is_not_found(client_for):
    assert client_for("nurse").get(reverse("help-topic", args=["nothing"])).status_code == 404
