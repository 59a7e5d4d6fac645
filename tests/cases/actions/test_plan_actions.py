"""Actions of a plan: whose they are, who may give and finish them, and what the timeline keeps."""

from datetime import timedelta

import pytest

from agencies.named import name_person
from agencies.rules.roles import Scope
from attendance.actions.doors import NotAllowed
from attendance.models import Contact, Involvement, Parent
from cases.actions.doors import Refused
from cases.actions.plan_actions import OwnedBy, add_plan_action, finish_action
from cases.models import Audience, Entry, PlanAction
from tests.factories import PupilFactory


def involve(case, agency, on, *, sealed: bool = False) -> Involvement:
    """The agency works with the child."""
    return Involvement.objects.create(
        pupil=case.pupil, agency=agency, basis="request", scope=Scope.CASEWORK, began_on=on, sealed=sealed
    )


def add(case, world, who="welfare_officer", **given) -> PlanAction:
    """An action of the school, unless said otherwise."""
    by = world.acting(who)
    owner = given.pop("owner", OwnedBy(agency=world.school.agency))
    return add_plan_action(
        case=case, what="Meet the child at the door.", owner=owner, due_on=by.on + timedelta(days=7), by=by, **given
    )  # fmt: skip


def test_a_second_click_adds_one_action_and_one_entry(worked, world) -> None:
    assert add(worked, world) == add(worked, world)
    assert PlanAction.objects.count() == 1
    assert Entry.objects.filter(case=worked, text__startswith="New action").count() == 1


def test_an_agency_that_is_not_involved_cannot_own_an_action(worked, world) -> None:
    nurse = world.people["nurse"].agency
    with pytest.raises(Refused, match="ask it first"):
        add(worked, world, owner=OwnedBy(agency=nurse))
    involve(worked, nurse, world.acting("welfare_officer").on)
    assert add(worked, world, owner=OwnedBy(agency=nurse)).owner == "agency"


def test_a_sealed_agency_is_never_named_to_the_family(worked, world) -> None:
    nurse = world.people["nurse"].agency
    involve(worked, nurse, world.acting("welfare_officer").on, sealed=True)
    with pytest.raises(Refused, match="sealed"):
        add(worked, world, owner=OwnedBy(agency=nurse))
    assert add(worked, world, owner=OwnedBy(agency=nurse), audience=Audience.AGENCIES).pk


def test_a_school_adds_its_own_actions_and_gives_none_to_others(worked, world) -> None:
    assert add(worked, world, who="school_lead").agency == world.school.agency
    with pytest.raises(NotAllowed):
        add(worked, world, who="school_lead", owner=OwnedBy())
    with pytest.raises(NotAllowed):
        add(worked, world, who="other_team_officer")


def test_the_owner_and_the_officer_may_finish_and_others_may_not(worked, world) -> None:
    on = world.acting("nurse").on
    for name in ("nurse", "youth_offending"):
        involve(worked, world.people[name].agency, on)
    action = add(worked, world, owner=OwnedBy(agency=world.people["nurse"].agency))
    with pytest.raises(NotAllowed):
        finish_action(action=action, outcome="", by=world.acting("youth_offending"))
    done = finish_action(action=action, outcome="Seen twice.", by=world.acting("nurse"))
    again = finish_action(action=action, outcome="Other words.", by=world.acting("welfare_officer"))
    assert (done.done_on, again.outcome) == (on, "Seen twice.")
    assert Entry.objects.filter(case=worked, text__startswith="Action done").count() == 1


def test_dropping_an_action_needs_a_reason(worked, world) -> None:
    action = add(worked, world)
    with pytest.raises(Refused, match="Say why"):
        finish_action(action=action, outcome=" ", by=world.acting("welfare_officer"), dropped=True)


def test_what_the_school_must_not_read_it_cannot_finish(worked, world) -> None:
    action = add(worked, world, audience=Audience.AGENCIES)
    with pytest.raises(NotAllowed):
        finish_action(action=action, outcome="", by=world.acting("school_lead"))


def test_a_parent_of_another_child_owns_nothing_here(worked, world) -> None:
    from_elsewhere = contact_of(PupilFactory())
    with pytest.raises(Refused, match="this child’s parents"):
        add(worked, world, owner=OwnedBy(contact=from_elsewhere))
    assert add(worked, world, owner=OwnedBy(contact=contact_of(worked.pupil))).owner == "parent"


def contact_of(pupil):
    """A parent of the child."""
    parent = Parent.objects.create(forename="Ada", surname="Weir")
    return Contact.objects.create(pupil=pupil, parent=parent, relationship="mother")


def test_an_action_of_a_person_is_for_one_who_works_there(worked, world) -> None:
    lead, nurse = world.people["school_lead"].user, world.people["nurse"].user
    school = world.school.agency
    assert add(worked, world, owner=OwnedBy(agency=school, person=lead)).owner_person == lead
    with pytest.raises(Refused, match="does not work with children for"):
        add(worked, world, owner=OwnedBy(agency=school, person=nurse))
    worked.pupil.restricted = True
    worked.pupil.save()
    name_person(world.people["welfare_officer"].user, worked.pupil)
    with pytest.raises(Refused, match="does not work with children for"):
        add(worked, world, owner=OwnedBy(agency=school, person=lead), audience=Audience.AGENCIES)
