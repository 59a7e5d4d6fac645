"""Opening, moving and closing cases, with what the timeline keeps of it."""

from datetime import timedelta

import pytest
from django.db import InternalError, transaction

from attendance.actions.doors import NotAllowed
from cases.actions.cases import move_case, open_case
from cases.actions.doors import ChangedMeanwhile, Refused
from cases.actions.holds import lift_hold, place_hold
from cases.actions.notes import write_note
from cases.models import Audience, Case, Entry, HoldKind
from cases.workflow import State
from tests.factories import PupilFactory, enrol


@pytest.fixture
def case(world) -> Case:
    """A case in the queue of the north team."""
    pupil = PupilFactory()
    enrol(world.school, pupil)
    found, opened = open_case(
        pupil=pupil, school=world.school, reason="Absent since May.", by=world.acting("welfare_officer")
    )
    assert opened
    return found


def allocated(case: Case, world) -> Case:
    """The case with the north team's officer."""
    return move_case(
        case=case,
        move="allocate",
        officer=world.people["welfare_officer"].user,
        by=world.acting("team_manager"),
    )


def test_a_child_has_one_live_case(case, world) -> None:
    again, opened = open_case(
        pupil=case.pupil, school=world.school, reason="Again.", by=world.acting("team_manager")
    )
    assert (again, opened) == (case, False)
    assert Entry.objects.filter(case=case).count() == 1


def test_another_team_may_not_open_one(case, world) -> None:
    with pytest.raises(NotAllowed):
        open_case(
            pupil=case.pupil, school=world.school, reason="Mine.", by=world.acting("other_team_officer")
        )


def test_allocation_is_the_managers_and_needs_an_officer(case, world) -> None:
    with pytest.raises(NotAllowed):
        move_case(case=case, move="allocate", by=world.acting("welfare_officer"))
    with pytest.raises(Refused, match="Choose an officer"):
        move_case(case=case, move="allocate", by=world.acting("team_manager"))
    assert allocated(case, world).state == State.ASSESSING


def test_a_move_not_in_the_table_is_refused_in_words(case, world) -> None:
    with pytest.raises(Refused, match="Waiting for an officer"):
        move_case(case=case, move="support", by=world.acting("welfare_officer"))


def test_the_database_refuses_what_the_table_has_not(case) -> None:
    with pytest.raises(InternalError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(state=State.CLOSING)


def test_a_second_click_moves_once(case, world) -> None:
    row = allocated(case, world)
    seen = row.version
    for _ in range(2):
        move_case(case=row, move="support", by=world.acting("welfare_officer"), version=seen)
    assert Entry.objects.filter(case=case, text__startswith="Support under a plan").count() == 1


def test_two_people_see_each_others_change(case, world) -> None:
    row = allocated(case, world)
    seen = row.version
    move_case(case=row, move="support", by=world.acting("welfare_officer"), version=seen)
    with pytest.raises(ChangedMeanwhile, match="Somebody else changed this"):
        move_case(
            case=row, move="enforce", reason="No change.", by=world.acting("team_manager"), version=seen
        )


def test_a_hold_keeps_a_case_open_until_it_is_lifted(case, world) -> None:
    by = world.acting("team_manager")
    for _ in range(2):
        place_hold(case=case, kind=HoldKind.NOTICE, key="notice:1", by=by, on=by.on)
    assert case.holds.count() == 1
    with pytest.raises(Refused, match="A penalty notice is unpaid"):
        move_case(case=case, move="close", reason="Moved away.", by=by)
    lift_hold(case=case, kind=HoldKind.NOTICE, key="notice:1", by=by, on=by.on)
    closed = move_case(case=case, move="close", reason="Moved away.", by=by)
    assert (closed.state, closed.closed_on, closed.outcome) == (State.CLOSED, by.on, "Moved away.")


def test_closing_says_why(case, world) -> None:
    with pytest.raises(Refused, match="Say why"):
        move_case(case=case, move="close", by=world.acting("team_manager"))


def test_a_pause_has_an_end_and_going_on_forgets_it(case, world) -> None:
    row, by = allocated(case, world), world.acting("welfare_officer")
    until = by.on + timedelta(days=21)
    paused = move_case(case=row, move="pause", reason="In hospital.", until=until, by=by)
    assert paused.paused_until == until
    assert move_case(case=paused, move="resume-assessing", by=by).paused_until is None


def test_a_note_is_written_once_and_corrected_by_another(case, world) -> None:
    by = world.acting("welfare_officer")
    notes = [write_note(case=case, text="Mother rang.", audience=Audience.AGENCIES, by=by) for _ in range(2)]
    assert notes[0] == notes[1]
    better = write_note(
        case=case, text="Grandmother rang.", audience=Audience.AGENCIES, by=by, corrects=notes[0]
    )
    assert better.corrects == notes[0]
    with pytest.raises(InternalError), transaction.atomic():
        Entry.objects.filter(pk=notes[0].pk).update(text="Father rang.")
    with pytest.raises(InternalError), transaction.atomic():
        Entry.objects.filter(pk=better.pk).delete()


def test_a_note_for_named_people_names_somebody(case, world) -> None:
    with pytest.raises(Refused, match="Name at least one"):
        write_note(case=case, text="Quiet.", audience=Audience.NAMED, by=world.acting("welfare_officer"))


def test_nobody_writes_what_they_could_not_read(case, world) -> None:
    with pytest.raises(Refused, match="legal records"):
        write_note(case=case, text="Court.", audience=Audience.LEGAL, by=world.acting("school_lead"))
