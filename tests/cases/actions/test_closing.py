"""Closing a case that has something open, and opening it again."""

from datetime import timedelta

import pytest

from cases.actions.cases import move_case, open_case
from cases.actions.doors import Refused
from cases.actions.requests import send_request
from cases.models import Case, PlanAction
from cases.workflow import State


def close(case: Case, world, **more) -> Case:
    return move_case(
        case=case, move="close", reason="Moved away.", by=world.acting("welfare_officer"), **more
    )


def test_open_work_is_named_with_its_remedy_and_can_be_passed_knowingly(worked, world) -> None:
    by = world.acting("welfare_officer")
    PlanAction.objects.create(
        case=worked, pupil=worked.pupil, what="Ring on Monday.", owner="agency", owner_agency=by.agency,
        due_on=by.on, agency=by.agency, by=by.user,
    )  # fmt: skip
    send_request(
        pupil=worked.pupil, to=world.agencies.nursing, what="A check.", scope=2, by=by,
        answer_by=by.on + timedelta(days=5),
    )  # fmt: skip
    with pytest.raises(Refused) as refused:
        close(worked, world)
    assert "1 action of the plan is still open. Say of each" in str(refused.value)
    assert "1 request to an agency is still open." in str(refused.value)
    assert close(worked, world, anyway=True).state == State.CLOSED


def test_a_second_open_case_is_not_made_by_reopening(worked, world) -> None:
    closed, by = close(worked, world), world.acting("welfare_officer")
    open_case(pupil=closed.pupil, school=world.school, reason="Away again.", by=by)
    with pytest.raises(Refused, match="another open case"):
        move_case(case=closed, move="reopen", reason="Relapse.", by=by)


def test_a_case_is_opened_again_by_an_officer_of_the_team(worked, world) -> None:
    closed = close(worked, world)
    by = world.acting("team_manager")
    held = world.people["welfare_officer"]
    held.ended_on = by.on - timedelta(days=1)
    held.began_on = by.on - timedelta(days=100)
    held.save()
    with pytest.raises(Refused, match="Choose an officer who works in North team"):
        move_case(case=closed, move="reopen", reason="Relapse.", by=by)
    again = move_case(case=closed, move="reopen", reason="Relapse.", officer=by.user, by=by)
    assert (again.officer, again.state, again.outcome) == (by.user, State.ASSESSING, "Moved away.")
