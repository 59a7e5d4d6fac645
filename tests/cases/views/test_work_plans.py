"""What plans, reviews and re-checks put on My work."""

from datetime import timedelta

import pgtrigger
import pytest
from django.urls import reverse

from cases.actions.assessments import Found, assess
from cases.actions.cases import move_case, open_case
from cases.actions.reviews import Reviewed, hold_review
from cases.models import Audience, Case, Owner, Plan, PlanAction, PlanKind, Recheck, Review
from tests.factories import InvolvementFactory, PupilFactory, enrol

DAY = timedelta(days=1)
DONE = reverse("work-done")


@pytest.fixture
def case(world) -> Case:
    """A case of the north team's officer, allocated today."""
    pupil = PupilFactory()
    enrol(world.school, pupil)
    case, _ = open_case(
        pupil=pupil, school=world.school, reason="Often away.", by=world.acting("welfare_officer")
    )
    officer = world.people["welfare_officer"].user
    return move_case(case=case, move="allocate", officer=officer, by=world.acting("team_manager"))


def lines(client) -> str:
    return client.get("/work/").content.decode().split("<main")[1].split("</main")[0]


def plan(case: Case, world, review_on) -> Plan:
    return Plan.objects.create(
        case=case, kind=PlanKind.ATTENDANCE, aim="Back to school.", began_on=case.opened_on,
        review_on=review_on, by=world.people["welfare_officer"].user,
    )  # fmt: skip


def action(case: Case, world, **fields) -> PlanAction:
    by = world.acting("welfare_officer")
    given = {
        "case": case, "pupil": case.pupil, "what": "Ring every Monday.", "owner": Owner.AGENCY, "due_on": by.on,
        "agency": by.agency, "by": by.user, "audience": Audience.SCHOOL,
    }  # fmt: skip
    return PlanAction.objects.create(**given | fields)


def test_a_case_without_a_plan_says_so_until_there_is_one(case, world, client_for) -> None:
    client = client_for("welfare_officer")
    assert "has no plan yet" in lines(client)
    plan(case, world, case.opened_on + 40 * DAY)
    assert "Nothing waits for you" in lines(client)


@pytest.mark.parametrize(
    ("days", "shown"), [(-1, "Overdue"), (0, "Today"), (7, "In the next seven days"), (8, "")]
)
def test_a_review_comes_a_week_before_its_day(case, world, client_for, days, shown) -> None:
    Case.objects.filter(pk=case.pk).update(opened_on=case.opened_on - 60 * DAY)
    case.refresh_from_db()
    plan(case, world, world.acting("welfare_officer").on + days * DAY)
    page = lines(client_for("welfare_officer"))
    assert ("is to be reviewed" in page) is bool(shown)
    assert not shown or shown in page


def test_an_action_waits_for_the_agency_that_took_it_on_and_for_nobody_else(case, world, client_for) -> None:
    nursing = world.agencies.nursing
    InvolvementFactory(pupil=case.pupil, agency=nursing, scope=2)
    action(case, world, owner_agency=nursing)
    assert "Ring every Monday." in lines(client_for("nurse"))
    assert "Ring every Monday." not in lines(client_for("school_lead"))


def test_an_action_of_a_person_waits_for_that_person(case, world, client_for) -> None:
    held = world.people["welfare_officer"]
    row = action(case, world, owner_agency=held.agency, owner_person=held.user)
    assert "Ring every Monday." in lines(client_for("welfare_officer"))
    assert "Ring every Monday." not in lines(client_for("team_manager"))
    PlanAction.objects.filter(pk=row.pk).update(done_on=row.due_on)
    assert "Ring every Monday." not in lines(client_for("welfare_officer"))


def test_a_closed_case_comes_back_to_be_looked_at(case, world, client_for) -> None:
    by = world.acting("welfare_officer")
    move_case(case=case, move="close", reason="Back at school.", by=by)
    assert "Attendance since" not in lines(client_for("welfare_officer"))
    Recheck.objects.filter(due_on=by.on + 42 * DAY).update(due_on=by.on + 7 * DAY)
    assert "Attendance since" in lines(client_for("welfare_officer"))


def test_chosen_actions_are_done_together_by_those_who_took_them_on(case, world, client_for) -> None:
    held = world.people["welfare_officer"]
    rows = [action(case, world, what=f"Step {n}.", owner_agency=held.agency) for n in range(2)]
    sealed = action(
        case, world, what="For the nurse.", owner_agency=world.agencies.nursing, audience="agency"
    )
    ticks = {"tick": [f"action-{row.pk}" for row in (*rows, sealed)]}
    client_for("other_team_officer").post(DONE, ticks)
    assert not PlanAction.objects.filter(done_on__isnull=False).exists()
    client = client_for("welfare_officer")
    assert f'value="action-{rows[0].pk}"' in lines(client)
    client.post(DONE, {"tick": [f"action-{row.pk}" for row in rows]})
    assert "Step" not in lines(client)
    assert set(PlanAction.objects.filter(done_by=held.user)) == set(rows)


@pytest.mark.parametrize(
    ("days", "shown"), [(-49, "In the next seven days"), (-48, ""), (-56, "Today"), (-57, "Overdue")]
)
def test_a_review_without_a_plan_comes_after_eight_weeks(case, world, client_for, days, shown) -> None:
    taken = world.acting("welfare_officer").on + days * DAY
    Case.objects.filter(pk=case.pk).update(opened_on=taken, allocated_on=taken, state="supported")
    page = lines(client_for("welfare_officer"))
    assert ("The case is to be reviewed." in page) is bool(shown)
    assert shown in page


def test_the_last_review_says_when_the_next_is(case, world, client_for) -> None:
    by = world.acting("welfare_officer")
    reviewed = Reviewed("Found.", "step_up", "It is time.", by.on + 8 * DAY)
    hold_review(case=case, reviewed=reviewed, version=case.version, by=by)
    assert "The case is to be reviewed." not in lines(client_for("welfare_officer"))
    with pgtrigger.ignore("cases.Review:review_stays"):
        Review.objects.update(next_on=by.on + 7 * DAY)
    assert "The case is to be reviewed." in lines(client_for("welfare_officer"))


@pytest.mark.parametrize(("days", "shown"), [(7, True), (8, False)])
def test_an_assessment_comes_back_on_its_day_by_the_newest_version(
    case, world, client_for, days, shown
) -> None:
    by = world.acting("welfare_officer")
    assess(case=case, found=Found("First.", by.on + DAY), seen=0, by=by)
    assess(case=case, found=Found("Second.", by.on + days * DAY), seen=1, by=by)
    assert ("The assessment is to be looked at again." in lines(client_for("welfare_officer"))) is shown
