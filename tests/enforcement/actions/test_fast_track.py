"""The fast track from entry to its end."""

from datetime import date, timedelta

import pytest

from attendance.actions.doors import NotAllowed
from cases.actions.doors import Refused
from enforcement.actions.fast_track import end_track, enter_track, finish_step, move_step, prepare_track
from enforcement.actions.gates import GateShut
from enforcement.actions.notices import issue_notice
from enforcement.models import FastTrack
from enforcement.rules.facts import Step
from tests.enforcement.households import MISSED, ON, mark_line

OFFICER, MANAGER = "welfare_officer", "team_manager"


def prepared(family) -> FastTrack:
    return prepare_track(
        case=family.case, parent=family.mother.parent, by=family.acting(OFFICER), equality_considered_on=ON
    )


def entered(family) -> FastTrack:
    row = prepared(family)
    return enter_track(track=row, by=family.acting(MANAGER), version=row.version, signs=[])


def test_a_second_person_enters_and_twelve_weeks_are_laid_out(family) -> None:
    row = entered(family)
    due = list(row.steps.order_by("week").values_list("week", "due_on"))
    assert due[0] == (0, ON)
    assert due[-1] == (12, ON + timedelta(weeks=12))
    assert row.case.holds.filter(lifted_on=None, kind="court").count() == 1
    assert row.decision.step == Step.FAST_TRACK.value


def test_the_drafter_does_not_enter_it(family) -> None:
    row = prepared(family)
    FastTrack.objects.filter(pk=row.pk).update(drafted_by=family.acting(MANAGER).user)
    with pytest.raises(GateShut, match="same person"):
        enter_track(track=row, by=family.acting(MANAGER), version=row.version)
    with pytest.raises(NotAllowed):
        enter_track(track=row, by=family.acting(OFFICER), version=row.version)


def test_under_the_share_a_manager_signs(family) -> None:
    family.register.marks = mark_line(MISSED[:2])
    family.register.save()
    row = prepared(family)
    by = family.acting(MANAGER)
    with pytest.raises(GateShut, match="2 of 56 sessions"):
        enter_track(track=row, by=by, version=row.version)
    assert enter_track(track=row, by=by, version=row.version, signs=["entry"]).state == "running"


@pytest.mark.parametrize(("count", "met"), [(8, False), (9, True)])
def test_fifteen_percent_of_the_fifty_six_sessions_of_six_weeks_are_nine(family, count, met) -> None:
    family.register.marks = mark_line(MISSED[:count])
    family.register.save()
    row = prepared(family)
    if met:
        assert enter_track(track=row, by=family.acting(MANAGER), version=row.version).state == "running"
        return
    with pytest.raises(GateShut, match="8 of 56"):
        enter_track(track=row, by=family.acting(MANAGER), version=row.version)


def test_steps_are_moved_and_done(family) -> None:
    row, by = entered(family), family.acting(OFFICER)
    visit = row.steps.get(key="visit")
    assert move_step(step=visit, due_on=ON + timedelta(days=9), by=by).due_on == date(2026, 12, 4)
    with pytest.raises(Refused, match="before the fast track"):
        move_step(step=visit, due_on=ON - timedelta(days=1), by=by)
    with pytest.raises(Refused, match="ahead"):
        finish_step(step=visit, done_on=ON + timedelta(days=1), note="", by=by)
    assert finish_step(step=visit, done_on=ON, note="Seen at home.", by=by).note == "Seen at home."


def test_improved_it_ends_and_no_longer_holds_the_case(family) -> None:
    row = entered(family)
    with pytest.raises(Refused, match="Say why"):
        end_track(track=row, move="improve", reason=" ", by=family.acting(OFFICER))
    ended = end_track(track=row, move="improve", reason="Two full weeks.", by=family.acting(OFFICER))
    assert ended.state == "improved"
    assert not row.case.holds.filter(lifted_on=None).exists()
    with pytest.raises(Refused, match="possible in the state"):
        end_track(track=ended, move="stop", reason="Again.", by=family.acting(OFFICER))


def test_T76_decided_for_court_no_notice_is_given(family) -> None:
    row = entered(family)
    end_track(track=row, move="to-court", reason="No change.", by=family.acting(MANAGER))
    draft = family.prepare()
    with pytest.raises(GateShut, match="contemplated"):
        issue_notice(notice=draft, by=family.acting(MANAGER), version=draft.version)
