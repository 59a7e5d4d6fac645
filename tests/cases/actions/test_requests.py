"""Requests to agencies: the involvement begins and ends with them, and each side makes its own moves."""

from datetime import timedelta

import pytest
from django.db import InternalError, transaction

from agencies.acting import Acting
from agencies.models import Message
from agencies.rules.roles import Permission, Scope
from attendance.actions.doors import NotAllowed
from attendance.models import Involvement, Pupil
from cases.actions.doors import Refused
from cases.actions.requests import USUAL, move_request, send_request
from cases.models import AgencyRequest, Entry
from tests.factories import AgencyFactory, PupilFactory, enrol


@pytest.fixture
def pupil(world) -> Pupil:
    """A child at the school of the north team, in year 8."""
    child = PupilFactory()
    enrol(world.school, child, year_group="8")
    return child


def sent(world, pupil, **changes) -> AgencyRequest:
    """A request of the officer to the nurses."""
    by = world.acting("welfare_officer")
    given = {
        "to": world.agencies.nursing, "what": "Please see the child about asthma.", "scope": Scope.CASEWORK,
        "answer_by": by.on + timedelta(days=14), "by": by, **changes,
    }  # fmt: skip
    return send_request(pupil=pupil, **given)


def scope_of(world, pupil, name="nurse", *, later=0) -> int:
    """How much of the record somebody sees some days from now; 0 is nothing."""
    held = world.acting(name)
    by = Acting(held.membership, held.on + timedelta(days=later))
    if not Pupil.objects.visible_to(by).filter(pk=pupil.pk).exists():
        return 0
    seen = Pupil.objects.permits(by, Permission.VIEW_CASEWORK).filter(pk=pupil.pk).exists()
    return 2 if seen else 1


def test_the_agency_sees_the_marks_until_it_has_answered_and_no_longer(world, pupil) -> None:
    assert scope_of(world, pupil) == 0
    sent(world, pupil)
    assert [scope_of(world, pupil, later=days) for days in (0, 14, 15)] == [1, 1, 0]


def test_accepting_opens_what_was_asked_until_the_last_day(world, pupil) -> None:
    row = sent(world, pupil)
    moved = move_request(row=row, move="accept", by=world.acting("nurse"))
    assert moved.state == "accepted"
    assert [scope_of(world, pupil, later=days) for days in (0, USUAL.days, USUAL.days + 1)] == [2, 2, 0]


def test_the_agency_may_stay_shorter_and_not_longer_than_asked(world, pupil) -> None:
    on = world.acting("nurse").on
    row = sent(world, pupil, until=on + timedelta(days=30))
    with pytest.raises(Refused, match="asked for help until"):
        move_request(row=row, move="accept", until=on + timedelta(days=31), by=world.acting("nurse"))
    move_request(row=row, move="accept", until=on + timedelta(days=20), by=world.acting("nurse"))
    assert [scope_of(world, pupil, later=days) for days in (20, 21)] == [2, 0]


@pytest.mark.parametrize("move", ["decline", "revoke"])
def test_declined_or_taken_back_the_access_is_over_at_once(world, pupil, move) -> None:
    row = sent(world, pupil)
    by = world.acting("nurse" if move == "decline" else "welfare_officer")
    move_request(row=row, move=move, reason="There is no room.", by=by)
    assert scope_of(world, pupil) == 0
    assert not Involvement.objects.filter(basis="request").exists()


def test_finished_the_access_lasts_out_the_day(world, pupil) -> None:
    row = sent(world, pupil)
    move_request(row=row, move="accept", by=world.acting("nurse"))
    done = move_request(row=row, move="finish", reason="Inhaler agreed.", by=world.acting("nurse"))
    assert (done.state, done.answer, done.ended_on) == ("done", "Inhaler agreed.", world.acting("nurse").on)
    assert [scope_of(world, pupil, later=days) for days in (0, 1)] == [2, 0]


def test_a_waiting_list_keeps_the_marks_open(world, pupil) -> None:
    row = sent(world, pupil)
    move_request(row=row, move="wait", by=world.acting("nurse"))
    assert [scope_of(world, pupil, later=days) for days in (15, 91, 92)] == [1, 1, 0]
    assert move_request(row=row, move="accept", by=world.acting("nurse")).state == "accepted"


def test_each_side_makes_its_own_moves(world, pupil) -> None:
    row = sent(world, pupil)
    with pytest.raises(NotAllowed):
        move_request(row=row, move="accept", by=world.acting("welfare_officer"))
    with pytest.raises(NotAllowed):
        move_request(row=row, move="revoke", reason="No.", by=world.acting("nurse"))
    with pytest.raises(NotAllowed):
        move_request(row=row, move="accept", by=world.acting("youth_offending"))


def test_a_reason_is_asked_for_and_a_move_not_in_the_table_is_refused(world, pupil) -> None:
    row, nurse = sent(world, pupil), world.acting("nurse")
    with pytest.raises(Refused, match="Why can you not help"):
        move_request(row=row, move="decline", by=nurse)
    with pytest.raises(Refused, match="is possible while a request is"):
        move_request(row=row, move="finish", reason="Done.", by=nurse)
    with pytest.raises(InternalError), transaction.atomic():
        AgencyRequest.objects.filter(pk=row.pk).update(state="done")


def test_the_same_twice_is_asked_and_moved_once(world, pupil) -> None:
    rows = [sent(world, pupil) for _ in range(2)]
    assert rows[0] == rows[1]
    for _ in range(2):
        move_request(row=rows[0], move="accept", by=world.acting("nurse"))
    assert Entry.objects.filter(kind="request").count() == 2
    with pytest.raises(Refused, match="asked already"):
        sent(world, pupil, what="Something else.")


def test_both_sides_are_told_and_nobody_of_their_own_act(world, pupil) -> None:
    row = sent(world, pupil)
    told = Message.objects.filter(kind="request-received")
    assert {m.membership.user.name for m in told} == {"Nurse", "Two Agencies"}
    move_request(row=row, move="accept", by=world.acting("nurse"))
    answered = Message.objects.get(kind="request-answered")
    assert answered.membership == world.people["welfare_officer"]
    assert pupil.surname not in answered.path


def test_a_restricted_record_and_a_wider_scope_are_refused(world, pupil) -> None:
    Involvement.objects.filter(pupil=pupil, agency=world.agencies.north).update(scope=2)
    with pytest.raises(Refused, match="own agency sees"):
        sent(world, pupil, scope=Scope.LEGAL)
    Pupil.objects.filter(pk=pupil.pk).update(restricted=True)
    with pytest.raises((NotAllowed, Refused)):
        sent(world, pupil)


def test_connexions_is_asked_from_year_nine(world, pupil) -> None:
    to = AgencyFactory(authority=world.authority, kind="connexions", name="Connexions")
    with pytest.raises(Refused, match="Connexions works with children from year 9"):
        sent(world, pupil, to=to)
    pupil.enrolments.update(year_group="9")
    assert sent(world, pupil, to=to).to == to


def test_who_may_not_give_access_may_not_ask(world, pupil) -> None:
    with pytest.raises(NotAllowed):
        sent(world, pupil, by=world.acting("school_lead"))
