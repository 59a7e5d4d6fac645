"""A case that goes to another team or another authority, and who sees the child afterwards."""

from datetime import timedelta

import pytest

from agencies.models import Message
from attendance.actions.doors import NotAllowed
from attendance.models import Enrolment, Involvement
from attendance.models.involvement import Basis
from cases.actions.cases import move_case
from cases.actions.doors import ChangedMeanwhile, Refused
from cases.actions.holds import place_hold
from cases.actions.requests import send_request
from cases.actions.transfers import transfer_away, transfer_to_team
from cases.models import AgencyRequest, Case, Entry, HoldKind, PlanAction
from cases.workflow import State
from tests.factories import MembershipFactory, enrol

DAY = timedelta(days=1)


@pytest.fixture
def south_manager(world):
    """A manager of the south team, as a persona."""
    held = MembershipFactory(agency=world.agencies.south, role_name="team_manager")
    world.people["south_manager"] = held
    return held


def to_south(case: Case, world, name: str = "team_manager", **more) -> Case:
    given = {"reason": "The family moved.", "version": case.version, **more}
    return transfer_to_team(case=case, team=world.agencies.south, by=world.acting(name), **given)


def sees(case: Case, world, name: str) -> bool:
    return Case.objects.visible_to(world.acting(name)).filter(pk=case.pk).exists()


def test_the_new_team_has_the_case_in_its_queue_and_sees_the_child(worked, world, south_manager) -> None:
    assert not sees(worked, world, "south_manager")
    seen = worked.version
    for _ in range(2):
        row = to_south(worked, world, version=seen)
    assert (row.team, row.officer, row.state, row.queued_on) == (
        world.agencies.south, None, State.REFERRED, world.acting("nurse").on,
    )  # fmt: skip
    assert sees(row, world, "south_manager")
    assert sees(row, world, "team_manager")  # by the child's school
    told = {(m.membership, m.kind) for m in Message.objects.all()}
    assert (south_manager, "case-transferred") in told
    assert (world.people["welfare_officer"], "case-taken") in told
    assert (
        Entry.objects.filter(case=row, text__startswith="The case was transferred", audience="school").count()
        == 1
    )
    assert Entry.objects.get(case=row, text__contains="The family moved").audience == "agencies"
    given = move_case(
        case=row,
        move="allocate",
        officer=world.people["other_team_officer"].user,
        by=world.acting("south_manager"),
    )
    assert given.state == State.ASSESSING


@pytest.mark.parametrize("state", ["pause", "settle"])
def test_a_paused_or_settled_case_goes_too(worked, world, state) -> None:
    by = world.acting("welfare_officer")
    row = move_case(case=worked, move=state, reason="Away.", until=by.on + 9 * DAY, by=by)
    gone = to_south(row, world)
    assert (gone.state, gone.paused_until) == (State.REFERRED, None)


def test_going_on_the_first_new_team_sees_the_child_no_longer(worked, world, south_manager) -> None:
    row = to_south(worked, world)
    back = transfer_to_team(
        case=row, team=world.agencies.north, reason="Back again.", version=row.version,
        by=world.acting("south_manager"),
    )  # fmt: skip
    assert back.team == world.agencies.north
    assert not sees(back, world, "south_manager")


def test_a_team_takes_over_a_child_that_moved_into_its_area(worked, world, south_manager) -> None:
    on = world.acting("nurse").on
    enrol(world.other_school, worked.pupil)
    Enrolment.objects.filter(pupil=worked.pupil, school=world.school).update(ended_on=on - DAY)
    rows = Involvement.objects.filter(pupil=worked.pupil, agency=world.agencies.north, basis=Basis.AREA)
    rows.update(began_on=on - 9 * DAY, ended_on=on - DAY)
    assert not sees(worked, world, "team_manager")
    row = to_south(worked, world, "south_manager")
    assert (row.team, row.school) == (world.agencies.south, world.other_school)


def test_what_cannot_go(worked, world) -> None:
    with pytest.raises(NotAllowed):
        to_south(worked, world, "welfare_officer")
    with pytest.raises(ChangedMeanwhile):
        to_south(worked, world, version=99)
    with pytest.raises(Refused, match="has the case already"):
        transfer_to_team(
            case=worked,
            team=world.agencies.north,
            reason="x",
            version=worked.version,
            by=world.acting("team_manager"),
        )
    with pytest.raises(Refused, match="open team"):
        transfer_to_team(
            case=worked, team=world.agencies.nursing, reason="x", version=worked.version,
            by=world.acting("team_manager"),
        )  # fmt: skip
    closed = move_case(case=worked, move="close", reason="Back.", by=world.acting("team_manager"))
    with pytest.raises(Refused, match="The case is closed"):
        to_south(closed, world)


def hand_over(case: Case, world, **more) -> Case:
    given = {
        "authority": "Salt Council", "receiver": "Duty officer, attendance team", "handed": ["plan", "summary"],
        "reason": "", "version": case.version, **more,
    }  # fmt: skip
    return transfer_away(case=case, by=world.acting("team_manager"), **given)


def test_another_authority_takes_the_case_and_agencies_lose_what_they_had(worked, world) -> None:
    by = world.acting("team_manager")
    send_request(
        pupil=worked.pupil,
        to=world.agencies.nursing,
        what="A check.",
        scope=2,
        by=by,
        answer_by=by.on + 5 * DAY,
    )
    action = PlanAction.objects.create(
        case=worked, pupil=worked.pupil, what="Ring.", owner="agency", owner_agency=by.agency, due_on=by.on,
        agency=by.agency, by=by.user,
    )  # fmt: skip
    seen = worked.version
    for _ in range(2):
        closed = hand_over(worked, world, version=seen)
    assert (closed.state, closed.outcome) == (State.CLOSED, "Transferred to Salt Council.")
    assert AgencyRequest.objects.get().state == "revoked"
    assert not Involvement.objects.live(by.on).filter(agency=world.agencies.nursing).exists()
    action.refresh_from_db()
    assert action.dropped
    told = Entry.objects.get(case=closed, text__startswith="Handed over to")
    assert "a summary of the case, the plan with its reviews" in told.text
    assert Entry.objects.filter(
        case=closed, audience="school", text__contains="Salt Council goes on"
    ).exists()


def test_a_hold_keeps_a_case_from_going_to_another_authority(worked, world) -> None:
    by = world.acting("team_manager")
    place_hold(case=worked, kind=HoldKind.ORDER, key="order:1", by=by, on=by.on)
    with pytest.raises(Refused, match="An order is in force"):
        hand_over(worked, world)
    with pytest.raises(Refused, match="what was handed over"):
        hand_over(worked, world, handed=[])
