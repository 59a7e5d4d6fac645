"""Plans from aim to agreement: what is measured, what a version keeps, and what the family has in hand."""

from datetime import timedelta

import pytest

from agencies.documents import Table
from agencies.pdf import render
from attendance.actions.doors import NotAllowed
from cases.actions.doors import ChangedMeanwhile, Refused
from cases.actions.measuring import measure_targets
from cases.actions.plan_actions import OwnedBy, add_plan_action
from cases.actions.plans import agree, change_plan, make_plan, put_plan, set_target
from cases.models import Audience, Entry, PlanParty, TargetWeek
from cases.queries.measuring import figure_of
from cases.queries.plans import printed
from cases.rules.plan_versions import compare
from tests.cases.marking import mark
from tests.factories import ContactFactory

AIM = "Come in on Mondays too."


def planned(case, world):
    """A plan of the officer's."""
    return make_plan(case=case, aim=AIM, by=world.acting("welfare_officer"))


def act(case, world, **given):
    """An action of the child's."""
    by = world.acting("welfare_officer")
    return add_plan_action(
        case=case, owner=given.pop("owner", OwnedBy()), due_on=by.on, by=by, **{"what": "Pack the bag.", **given}
    )  # fmt: skip


def test_a_plan_begins_once_with_child_parents_and_school(worked, world) -> None:
    ContactFactory(pupil=worked.pupil)
    plan = planned(worked, world)
    assert planned(worked, world) == plan
    assert set(plan.parties.values_list("kind", flat=True)) == {"child", "parent", "agency"}
    assert plan.review_on > plan.began_on


def test_a_school_reads_the_plan_and_does_not_change_it(worked, world) -> None:
    with pytest.raises(NotAllowed):
        make_plan(case=worked, aim=AIM, by=world.acting("school_lead"))


def test_two_people_see_each_others_change(worked, world) -> None:
    plan, by = planned(worked, world), world.acting("welfare_officer")
    seen, ahead = plan.version, by.on + timedelta(days=30)
    for _ in range(2):
        change_plan(plan=plan, aim="First.", review_on=ahead, version=seen, by=by)
    with pytest.raises(ChangedMeanwhile):
        change_plan(plan=plan, aim="Second.", review_on=ahead, version=seen, by=by)
    with pytest.raises(Refused, match="later day"):
        change_plan(plan=plan, aim="Third.", review_on=by.on, version=seen + 1, by=by)


def test_a_target_starts_from_the_register_and_the_night_measures_it_once(worked, world) -> None:
    by = world.acting("welfare_officer")
    start = by.on - timedelta(days=20)
    mark(worked, start, 10, "/O")
    mark(worked, by.on, 5, "/")
    plan = planned(worked, world)
    target = set_target(
        plan=plan, measure="attendance", baseline_on=start, goal=90, by_on=by.on + timedelta(days=30), by=by
    )
    assert (target.baseline_possible, target.baseline_counted) == (20, 10)
    schools = [worked.school_id]
    assert measure_targets(on=by.on, schools=schools) > 0
    assert measure_targets(on=by.on, schools=schools) == 0
    assert sum(TargetWeek.objects.values_list("counted", flat=True)) == 10
    mark(worked, by.on, 1, "O")
    assert measure_targets(on=by.on, schools=schools) == 1
    assert sum(TargetWeek.objects.values_list("counted", flat=True)) == 8


def test_a_target_asks_for_something_better_and_a_day_ahead(worked, world) -> None:
    by = world.acting("welfare_officer")
    mark(worked, by.on, 10, "/")
    plan = planned(worked, world)
    given = {"plan": plan, "measure": "late", "baseline_on": by.on, "by": by}
    with pytest.raises(Refused, match="still to come"):
        set_target(goal=0, by_on=by.on, **given)
    with pytest.raises(Refused, match="between 1 and 100"):
        set_target(goal=101, by_on=by.on + timedelta(days=1), **{**given, "measure": "attendance"})


def test_figures_stop_at_the_day_asked_for(worked, world) -> None:
    on = world.acting("welfare_officer").on
    mark(worked, on, 3, "/")
    found = [figure_of(worked.pupil_id, "attendance", on, on + timedelta(days=n)).possible for n in (0, 1)]
    before = figure_of(worked.pupil_id, "attendance", on - timedelta(days=1), on).possible
    assert (*found, before) == (2, 2, 4)


def test_versions_are_kept_compared_and_agreed_one_by_one(worked, world) -> None:
    plan, by = planned(worked, world), world.acting("welfare_officer")
    with pytest.raises(Refused, match="without an action"):
        put_plan(plan=plan, by=by)
    act(worked, world)
    first = put_plan(plan=plan, by=by)
    assert put_plan(plan=plan, by=by) == first
    child = plan.parties.get(kind="child")
    agree(party=child, on=by.on, how="in_person", by=by)
    agree(party=child, on=by.on, how="in_person", by=by)
    assert Entry.objects.filter(text__contains="agreed to version 1").count() == 1
    act(worked, world, what="Set the alarm.")
    second = put_plan(plan=plan, by=by)
    assert any("Set the alarm." in line for line in compare(first.content, second.content).added)
    assert PlanParty.objects.get(pk=child.pk).agreed_version == 1
    with pytest.raises(Refused, match="Give a day"):
        agree(party=child, on=by.on + timedelta(days=1), how="in_person", by=by)


def test_a_school_agrees_for_itself_alone(worked, world) -> None:
    plan, lead = planned(worked, world), world.acting("school_lead")
    act(worked, world)
    put_plan(plan=plan, by=world.acting("welfare_officer"))
    school = plan.parties.get(agency=world.school.agency)
    assert agree(party=school, on=lead.on, how="online", by=lead).agreed_version == 1
    with pytest.raises(NotAllowed):
        agree(party=plan.parties.get(kind="child"), on=lead.on, how="online", by=lead)


def test_the_print_holds_nothing_of_another_household_or_audience(worked, world) -> None:
    mother, father = ContactFactory(pupil=worked.pupil), ContactFactory(pupil=worked.pupil)
    plan, by = planned(worked, world), world.acting("welfare_officer")
    act(worked, world, what="Wake at seven.", owner=OwnedBy(contact=mother))
    act(worked, world, what="Drive on Fridays.", owner=OwnedBy(contact=father))
    act(worked, world, what="Look into money.", audience=Audience.AGENCIES)
    version = put_plan(plan=plan, by=by)
    report = printed(version, plan.parties.get(contact=mother), authority="Irwell Council", on=by.on)
    text = str(report.blocks)
    assert "Wake at seven." in text
    assert str(mother.parent) in text
    for hidden in ("Drive on Fridays.", str(father.parent), "Look into money."):
        assert hidden not in text, hidden
    assert any(isinstance(block, Table) for block in report.blocks)
    plain, large = render(report), render(report, large_print=True)
    assert plain.startswith(b"%PDF")
    assert plain != large
