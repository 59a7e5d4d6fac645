"""What plans, reviews and re-checks put on My work."""

from datetime import timedelta

import pytest

from cases.actions.cases import move_case, open_case
from cases.models import Audience, Case, Owner, Plan, PlanAction, PlanKind, Recheck
from tests.factories import InvolvementFactory, PupilFactory, enrol

DAY = timedelta(days=1)


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
    closed = move_case(case=case, move="close", reason="Back at school.", by=by)
    Recheck.objects.create(case=closed, closed_on=by.on, due_on=by.on + 7 * DAY, officer=by.user)
    assert "has the return held?" in lines(client_for("welfare_officer"))


def test_chosen_actions_are_done_together_by_those_who_took_them_on(case, world, client_for) -> None:
    held = world.people["welfare_officer"]
    rows = [action(case, world, what=f"Step {n}.", owner_agency=held.agency) for n in range(2)]
    sealed = action(
        case, world, what="For the nurse.", owner_agency=world.agencies.nursing, audience="agency"
    )
    ticks = {"tick": [f"action-{row.pk}" for row in (*rows, sealed)]}
    client_for("other_team_officer").post("/work/done/", ticks)
    assert not PlanAction.objects.filter(done_on__isnull=False).exists()
    client = client_for("welfare_officer")
    assert f'value="action-{rows[0].pk}"' in lines(client)
    client.post("/work/done/", {"tick": [f"action-{row.pk}" for row in rows]})
    assert "Step" not in lines(client)
    assert set(PlanAction.objects.filter(done_by=held.user)) == set(rows)
