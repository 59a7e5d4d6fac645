"""Giving cases to officers, one and several."""

import pytest

from agencies.models import Message
from agencies.named import name_person
from attendance.actions.doors import NotAllowed
from attendance.models import NamedOfficer
from cases.actions.allocation import allocate_cases
from cases.actions.cases import move_case, open_case
from cases.actions.doors import Refused
from cases.models import Case, Entry
from cases.workflow import State
from tests.factories import MembershipFactory, PupilFactory, enrol


@pytest.fixture
def queued(world) -> list[Case]:
    """Three cases in the queue of the north team."""
    return [queue_one(world) for _ in range(3)]


def queue_one(world) -> Case:
    pupil = PupilFactory()
    enrol(world.school, pupil)
    by = world.acting("team_manager")
    return open_case(pupil=pupil, school=world.school, reason="Away.", by=by)[0]


def named(world, name: str = "welfare_officer") -> None:
    user, on = world.people[name].user, world.acting("team_manager").on
    NamedOfficer.objects.create(school=world.school, officer=user, began_on=on)


def test_each_goes_to_the_named_officer_who_is_told(queued, world) -> None:
    named(world)
    by = world.acting("team_manager")
    for _ in range(2):
        allocate_cases(
            cases=Case.objects.filter(pk__in=[c.pk for c in queued]), officer=None, reason="", by=by
        )
    officer = world.people["welfare_officer"]
    assert set(Case.objects.values_list("officer", "state")) == {(officer.user_id, State.ASSESSING)}
    assert Message.objects.filter(membership=officer, kind="case-given").count() == 3
    assert Entry.objects.filter(text__startswith="Given to Welfare Officer", audience="agencies").count() == 3
    assert (
        Entry.objects.filter(text__contains="Welfare Officer has this case", audience="school").count() == 3
    )


def test_another_needs_a_reason_that_the_school_does_not_read(queued, world) -> None:
    named(world)
    by = world.acting("team_manager")
    with pytest.raises(Refused, match="named officer is Welfare Officer"):
        allocate_cases(cases=queued, officer=by.user, reason="", by=by)
    assert not Case.objects.exclude(state=State.REFERRED).exists()
    allocate_cases(cases=queued, officer=by.user, reason="She is on leave.", by=by)
    why = Entry.objects.filter(text__contains="on leave")
    assert {entry.audience for entry in why} == {"agencies"}
    assert why.count() == 3


def test_without_a_named_officer_somebody_is_chosen(queued, world) -> None:
    with pytest.raises(Refused, match="no named officer"):
        allocate_cases(cases=queued, officer=None, reason="", by=world.acting("team_manager"))


def test_only_an_officer_of_the_team_can_have_a_case(queued, world) -> None:
    by, other = world.acting("team_manager"), world.people["other_team_officer"].user
    with pytest.raises(Refused, match="works in North team"):
        move_case(case=queued[0], move="allocate", officer=other, by=by)
    officer = world.acting("welfare_officer")
    with pytest.raises(NotAllowed):
        allocate_cases(cases=queued, officer=officer.user, reason="Mine.", by=officer)


def test_a_restricted_case_goes_only_to_somebody_named_for_it(world) -> None:
    case = queue_one(world)
    case.pupil.restricted = True
    case.pupil.save()
    by, officer = world.acting("team_manager"), world.people["welfare_officer"].user
    name_person(by.user, case.pupil)
    named(world)
    with pytest.raises(Refused, match="Welfare Officer is not named for it"):
        move_case(case=case, move="allocate", officer=officer, by=world.acting("team_manager"))
    name_person(officer, case.pupil)
    given = move_case(case=case, move="allocate", officer=officer, by=world.acting("team_manager"))
    assert given.officer == officer


def test_a_case_returned_to_the_queue_waits_from_that_day(worked, world) -> None:
    by = world.acting("team_manager")
    back = move_case(case=worked, move="hand-back", reason="Wrong team.", by=by)
    assert (back.officer, back.queued_on) == (None, by.on)
    assert Message.objects.filter(kind="case-taken", membership=world.people["welfare_officer"]).exists()
    other = MembershipFactory(agency=world.agencies.north, role_name="welfare_officer")
    assert move_case(case=back, move="allocate", officer=other.user, by=by).officer == other.user
