"""Moving a caseload in one act, and taking it back within a day."""

from datetime import timedelta
from time import perf_counter

import pytest
from django.utils import timezone

from agencies.models import Membership, Message
from agencies.named import name_person
from attendance.actions.doors import NotAllowed
from cases.actions.cases import move_case
from cases.actions.doors import Refused
from cases.actions.handovers import Notes, move_caseload, undo_handover
from cases.models import Audience, Case, Entry, Handover, PlanAction, Recheck
from cases.workflow import State
from tests.factories import MembershipFactory, PupilFactory, SchoolFactory, enrol

DAY = timedelta(days=1)


@pytest.fixture
def other(world) -> Membership:
    """A second officer of the north team."""
    return MembershipFactory(agency=world.agencies.north, role_name="welfare_officer")


def held(world, school=None, *, state: str = State.SUPPORTED) -> Case:
    """A live case of the north team's officer, given to them a month ago."""
    school, pupil, on = school or world.school, PupilFactory(), world.acting("nurse").on
    enrol(school, pupil)
    return Case.objects.create(
        pupil=pupil, school=school, team=world.agencies.north, officer=world.people["welfare_officer"].user,
        state=state, opened_on=on - 40 * DAY, allocated_on=on - 30 * DAY,
    )  # fmt: skip


def move(world, other: Membership, **more) -> Handover:
    given = {
        "team": world.agencies.north, "taken_from": world.people["welfare_officer"].user, "given_to": other.user,
        "by": world.acting("team_manager"), **more,
    }  # fmt: skip
    return move_caseload(**given)


def test_all_live_cases_go_and_each_says_so_once(world, other) -> None:
    cases = [held(world, state=state) for state in (State.SUPPORTED, State.PAUSED, State.CLOSING)]
    closed = held(world)
    Case.objects.filter(pk=closed.pk).update(state=State.CLOSED, closed_on=world.acting("nurse").on)
    first = move(world, other, notes=Notes("I leave on Friday.", {cases[0].pk: "Ring after six."}))
    assert move(world, other) == first
    assert {case.officer for case in Case.objects.filter(pk__in=[c.pk for c in cases])} == {other.user}
    closed.refresh_from_db()
    assert closed.officer != other.user
    for case in cases:
        told = Entry.objects.get(case=case, audience=Audience.SCHOOL)
        assert told.text.startswith("The case went from Welfare Officer to")
    notes = Entry.objects.filter(text__startswith="Handover:").order_by("case")
    assert [note.audience for note in notes] == [Audience.AGENCIES] * 3
    assert [("Ring after six." in note.text) for note in notes] == [True, False, False]


def test_only_those_chosen_go(world, other) -> None:
    one, two = held(world), held(world)
    move(world, other, cases=[one.pk])
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.officer, two.officer) == (other.user, world.people["welfare_officer"].user)
    assert (one.version, two.version) == (2, 1)


def test_the_officers_and_each_school_are_told_with_a_number(world, other) -> None:
    second = SchoolFactory(authority=world.authority, team=world.agencies.north)
    for school in (world.school, world.school, second):
        held(world, school)
    move(world, other)
    told = {(m.membership_id, m.kind): m.count for m in Message.objects.all()}
    assert told[other.pk, "case-given"] == 3
    assert told[world.people["welfare_officer"].pk, "case-taken"] == 3
    assert told[world.people["school_lead"].pk, "officer-changed"] == 2
    assert (world.people["other_school_lead"].pk, "officer-changed") not in told


def test_open_actions_and_rechecks_go_along(world, other) -> None:
    by, case = world.acting("welfare_officer"), held(world)
    closed = move_case(case=held(world), move="close", reason="Back.", by=by)
    recheck = Recheck.objects.create(case=closed, closed_on=by.on, due_on=by.on + 7 * DAY, officer=by.user)
    action = PlanAction.objects.create(
        case=case, pupil=case.pupil, what="Ring.", owner="agency", owner_agency=by.agency, owner_person=by.user,
        due_on=by.on, agency=by.agency, by=by.user,
    )  # fmt: skip
    row = move(world, other)
    for each in (recheck, action):
        each.refresh_from_db()
    assert (recheck.officer, action.owner_person) == (other.user, other.user)
    undo_handover(handover=row, by=world.acting("team_manager"))
    for each in (recheck, action):
        each.refresh_from_db()
    assert (recheck.officer, action.owner_person) == (by.user, by.user)


def test_undone_the_cases_are_as_they_were_but_for_those_that_moved_on(world, other) -> None:
    cases = [held(world) for _ in range(3)]
    before = dict(Case.objects.values_list("pk", "allocated_on"))
    row, manager = move(world, other), world.acting("team_manager")
    move_case(case=Case.objects.get(pk=cases[2].pk), move="close", reason="Moved away.", by=manager)
    assert undo_handover(handover=row, by=manager) == (2, 1)
    assert undo_handover(handover=row, by=manager) == (0, 0)
    officer = world.people["welfare_officer"]
    assert Case.objects.filter(officer=officer.user).count() == 2
    back = dict(Case.objects.filter(officer=officer.user).values_list("pk", "allocated_on"))
    assert back == {pk: before[pk] for pk in back}
    assert Entry.objects.filter(text__contains="its move was undone").count() == 2
    assert Message.objects.get(membership=officer, kind="case-given").count == 2


@pytest.mark.parametrize(("minutes", "may"), [(-1, True), (1, False)])
def test_after_a_day_a_move_stands(world, other, minutes, may) -> None:
    case, row = held(world), move(world, other)
    Handover.objects.filter(pk=row.pk).update(at=timezone.now() - DAY - timedelta(minutes=minutes))
    if not may:
        with pytest.raises(Refused, match="could be undone until"):
            undo_handover(handover=row, by=world.acting("team_manager"))
    else:
        undo_handover(handover=row, by=world.acting("team_manager"))
    case.refresh_from_db()
    assert (case.officer == other.user) is not may


def test_who_may_not(world, other) -> None:
    held(world)
    for name in ("welfare_officer", "school_lead"):
        with pytest.raises(NotAllowed):
            move(world, other, by=world.acting(name))
    with pytest.raises(Refused, match="works in North team"):
        move(world, world.people["other_team_officer"])
    with pytest.raises(Refused, match="another officer"):
        move(world, world.people["welfare_officer"])
    row = move(world, other)
    with pytest.raises(NotAllowed):
        undo_handover(handover=row, by=world.acting("welfare_officer"))


def test_a_case_that_went_elsewhere_meanwhile_is_said(world, other) -> None:
    one, two = held(world), held(world)
    third = MembershipFactory(agency=world.agencies.north, role_name="welfare_officer")
    move(world, third, cases=[one.pk])
    with pytest.raises(Refused, match="1 case of those chosen went elsewhere"):
        move(world, other, cases=[one.pk, two.pk])


def test_a_restricted_case_is_moved_by_those_named_to_those_named(world, other) -> None:
    case, plain = held(world), held(world)
    case.pupil.restricted = True
    case.pupil.save()
    move(world, other)
    plain.refresh_from_db()
    case.refresh_from_db()
    assert (plain.officer, case.officer) == (other.user, world.people["welfare_officer"].user)
    name_person(world.people["team_manager"].user, case.pupil)
    Handover.objects.update(at=timezone.now() - timedelta(hours=1))
    with pytest.raises(Refused, match="1 case here is of a restricted record"):
        move(world, other)
    name_person(other.user, case.pupil)
    move(world, other)
    case.refresh_from_db()
    assert case.officer == other.user


def test_a_hundred_and_fifty_take_no_more_queries_than_two(
    world, other, django_assert_max_num_queries
) -> None:
    def queries(number: int) -> int:
        officer = MembershipFactory(agency=world.agencies.north, role_name="welfare_officer")
        cases = [held(world) for _ in range(number)]
        Case.objects.filter(pk__in=[case.pk for case in cases]).update(officer=officer.user)
        notes = Notes("Goodbye.", {case.pk: "Ring." for case in cases})
        began = perf_counter()
        with django_assert_max_num_queries(30) as counted:
            row = move(world, other, taken_from=officer.user, notes=notes)
        took = perf_counter() - began
        print(f"{number} cases moved in {took:.2f} s with {len(counted)} queries")  # noqa: T201
        assert took < 2
        with django_assert_max_num_queries(30):
            assert undo_handover(handover=row, by=world.acting("team_manager")) == (number, 0)
        return len(counted)

    assert queries(2) == queries(150)
