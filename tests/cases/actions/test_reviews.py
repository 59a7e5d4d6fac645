"""Reviews with the register's figures, what follows from them, re-checks after closing, and set items."""

from datetime import timedelta

import pytest

from attendance.actions.doors import NotAllowed
from cases.actions.cases import move_case
from cases.actions.doors import ChangedMeanwhile, Refused
from cases.actions.holds import place_hold
from cases.actions.plan_actions import OwnedBy, add_plan_action
from cases.actions.plans import make_plan
from cases.actions.rechecks import finish_recheck
from cases.actions.reviews import Reviewed, hold_review, keep_set_item
from cases.models import Audience, Case, Entry, HoldKind, Plan, Recheck, Review, SetItem
from cases.queries.reviews import due_of, effect_of
from tests.cases.marking import mark
from tests.factories import InvolvementFactory, PupilFactory

DAY = timedelta(days=1)


@pytest.fixture
def taken(worked, world) -> Case:
    """A case that an officer took two weeks ago, with a month of marks: half before, all since."""
    on = world.acting("welfare_officer").on
    Case.objects.filter(pk=worked.pk).update(allocated_on=on - 13 * DAY, opened_on=on - 20 * DAY)
    mark(worked, on - 14 * DAY, 14, "/O")
    mark(worked, on, 14, "/")
    worked.refresh_from_db()
    return worked


def reviewed(by, **given) -> Reviewed:
    ahead = None if given.get("decision") == "close" else by.on + 30 * DAY
    words = {"summary": "He comes again.", "decision": "continue", "reason": "It works.", "next_on": ahead}
    return Reviewed(**{**words, **given})


def close(case, world) -> Case:
    by = world.acting("welfare_officer")
    hold_review(case=case, reviewed=reviewed(by, decision="close"), version=case.version, by=by)
    case.refresh_from_db()
    return case


def test_a_review_keeps_figures_of_equal_windows_and_is_kept_once(taken, world) -> None:
    by = world.acting("welfare_officer")
    for _ in range(2):
        review = hold_review(case=taken, reviewed=reviewed(by), version=taken.version, by=by)
    assert Review.objects.count() == 1
    assert review.after_from - review.before_from == 14 * DAY
    assert (review.before_possible, review.before_attended) == (28, 14)
    assert (review.after_possible, review.after_attended) == (28, 28)
    entry = Entry.objects.get(kind="review")
    assert entry.audience == Audience.AGENCIES
    assert "50.0%" in entry.text
    assert "100.0%" in entry.text
    told = Entry.objects.get(kind="feedback", text__contains="reviewed")
    assert told.audience == Audience.SCHOOL
    assert "He comes again." not in told.text


def test_the_next_review_counts_from_the_last_and_sets_the_clock_of_the_plans(taken, world) -> None:
    by = world.acting("welfare_officer")
    plan = make_plan(case=taken, aim="Every day.", by=by)
    review = hold_review(case=taken, reviewed=reviewed(by), version=taken.version, by=by)
    kept = Plan.objects.get(pk=plan.pk)
    assert (kept.review_on, kept.version) == (review.next_on, plan.version + 1)
    assert due_of(taken) == review.next_on
    assert effect_of(taken, by.on + 10 * DAY).after_from > review.after_from


def test_a_review_without_a_plan_is_due_eight_weeks_after_allocation(taken) -> None:
    assert due_of(taken) == taken.allocated_on + timedelta(weeks=8)


@pytest.mark.parametrize(
    ("decision", "state"),
    [("continue", "assessing"), ("step_up", "supported"), ("step_down", "closing"), ("close", "closed")],
)
def test_a_decision_moves_the_case(taken, world, decision, state) -> None:
    by = world.acting("welfare_officer")
    hold_review(case=taken, reviewed=reviewed(by, decision=decision), version=taken.version, by=by)
    taken.refresh_from_db()
    assert taken.state == state


@pytest.mark.parametrize(
    ("given", "refused"),
    [
        ({"summary": " "}, "what was found"),
        ({"reason": ""}, "Say why"),
        ({"next_on": None}, "day of the next review"),
        ({"decision": "nonsense"}, "what follows"),
    ],
)
def test_a_review_says_what_why_and_when_next(taken, world, given, refused) -> None:
    by = world.acting("welfare_officer")
    with pytest.raises(Refused, match=refused):
        hold_review(case=taken, reviewed=reviewed(by, **given), version=taken.version, by=by)


def test_a_review_stands_on_the_case_as_the_person_saw_it(taken, world) -> None:
    by = world.acting("welfare_officer")
    seen = taken.version
    move_case(case=taken, move="support", by=by)
    with pytest.raises(ChangedMeanwhile):
        hold_review(case=taken, reviewed=reviewed(by), version=seen, by=by)
    with pytest.raises(NotAllowed):
        hold_review(case=taken, reviewed=reviewed(by), version=seen + 1, by=world.acting("school_lead"))


def test_what_holds_the_case_keeps_a_review_from_closing_it(taken, world) -> None:
    by = world.acting("welfare_officer")
    place_hold(case=taken, kind=HoldKind.ORDER, key="order", by=by, on=by.on)
    with pytest.raises(Refused, match="order is in force"):
        hold_review(case=taken, reviewed=reviewed(by, decision="close"), version=taken.version, by=by)
    assert not Review.objects.exists()


def test_closing_ends_the_plans_and_makes_two_rechecks(taken, world) -> None:
    by = world.acting("welfare_officer")
    make_plan(case=taken, aim="Every day.", by=by)
    closed = close(taken, world)
    assert not Plan.objects.filter(ended_on=None).exists()
    due = list(Recheck.objects.order_by("due_on").values_list("due_on", flat=True))
    assert due == [by.on + timedelta(weeks=6), by.on + timedelta(weeks=12)]
    assert set(Recheck.objects.values_list("officer", flat=True)) == {closed.officer_id}


def test_a_case_nobody_worked_on_is_not_looked_at_again(worked, world) -> None:
    manager = world.acting("team_manager")
    back = move_case(case=worked, move="hand-back", reason="Long leave.", by=manager)
    move_case(case=back, move="close", reason="Moved abroad.", by=manager)
    assert not Recheck.objects.exists()


@pytest.mark.parametrize(("days", "is_due"), [(-1, False), (0, True), (1, True)])
def test_a_recheck_is_due_on_its_day(taken, world, days, is_due) -> None:
    close(taken, world)
    row = Recheck.objects.order_by("due_on").first()
    assert (row in Recheck.objects.all().due(row.due_on + days * DAY)) is is_due


def test_a_recheck_that_holds_keeps_its_figures_and_is_done_once(taken, world) -> None:
    close(taken, world)
    by, row = world.acting("welfare_officer"), Recheck.objects.order_by("due_on").first()
    for _ in range(2):
        done = finish_recheck(recheck=row, result="holding", note="", by=by)
    assert (done.done_on, done.possible, done.attended) == (by.on, 14, 14)
    assert Entry.objects.filter(text__startswith="Looked again").count() == 1
    with pytest.raises(Refused, match="looked already"):
        finish_recheck(recheck=row, result="watch", note="", by=world.acting("team_manager"))
    taken.refresh_from_db()
    assert taken.state == "closed"


def test_looking_again_makes_a_further_recheck(taken, world) -> None:
    close(taken, world)
    by, row = world.acting("welfare_officer"), Recheck.objects.order_by("due_on").last()
    finish_recheck(recheck=row, result="watch", note="Two days missed.", by=by)
    assert Recheck.objects.filter(done_on=None, due_on=by.on + timedelta(weeks=6)).count() == 1


def test_a_recheck_opens_the_case_again_with_a_reason_and_the_other_falls_away(taken, world) -> None:
    close(taken, world)
    by, (first, second) = world.acting("welfare_officer"), Recheck.objects.order_by("due_on")
    with pytest.raises(Refused, match="why the case is opened again"):
        finish_recheck(recheck=first, result="reopened", note=" ", by=by)
    finish_recheck(recheck=first, result="reopened", note="Away for two weeks.", by=by)
    taken.refresh_from_db()
    assert taken.state == "assessing"
    assert not Recheck.objects.all().due(second.due_on).exists()
    with pytest.raises(Refused, match="opened again since"):
        finish_recheck(recheck=second, result="holding", note="", by=by)


def test_a_case_is_not_opened_again_beside_another_open_one(taken, world) -> None:
    close(taken, world)
    by, row = world.acting("welfare_officer"), Recheck.objects.order_by("due_on").first()
    Case.objects.create(pupil=taken.pupil, school=taken.school, team=taken.team, opened_on=by.on)
    with pytest.raises(Refused, match="another open case"):
        finish_recheck(recheck=row, result="reopened", note="Away again.", by=by)


def test_a_set_item_keeps_six_weeks_and_the_school_does_not_read_it(taken, world) -> None:
    by = world.acting("nurse")
    InvolvementFactory(pupil=taken.pupil, agency=world.agencies.nursing, scope=2)
    for _ in range(2):
        item = keep_set_item(case=taken, kind="lac", on=by.on, said="The carer drives.", by=by)
    assert SetItem.objects.count() == 1
    assert (by.on - item.began_on, item.possible, item.attended) == (41 * DAY, 56, 42)
    assert SetItem.objects.visible_to(world.acting("welfare_officer")).exists()
    assert not SetItem.objects.visible_to(world.acting("school_lead")).exists()
    with pytest.raises(NotAllowed):
        keep_set_item(case=taken, kind="lac", on=by.on, said="More.", by=world.acting("school_lead"))
    with pytest.raises(Refused, match="or earlier"):
        keep_set_item(case=taken, kind="cp", on=by.on + DAY, said="Later.", by=by)


def test_figures_are_of_this_child_alone(taken, world) -> None:
    other = Case(
        pupil=PupilFactory(), school=taken.school, allocated_on=taken.allocated_on, opened_on=taken.opened_on
    )
    other.pupil.save()
    other.team = taken.team
    other.save()
    assert effect_of(other, world.acting("welfare_officer").on).after.possible == 0


def test_open_work_is_looked_at_before_a_review_closes_the_case(taken, world) -> None:
    by = world.acting("welfare_officer")
    add_plan_action(case=taken, what="Ring on Mondays.", owner=OwnedBy(), due_on=by.on, by=by)
    closing = reviewed(by, decision="close")
    with pytest.raises(Refused, match="1 action of the plan is still open"):
        hold_review(case=taken, reviewed=closing, version=taken.version, by=by)
    hold_review(
        case=taken, reviewed=closing, version=taken.version, by=by, anyway=True, for_school="Thank you."
    )
    taken.refresh_from_db()
    assert taken.state == "closed"
    assert Entry.objects.filter(kind="feedback", text__contains="Thank you.").count() == 1
