"""The ladder as people read it: how a step stands, and what of it waits for whom."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from enforcement.rules.facts import People, Step
from enforcement.rules.gate import gate
from enforcement.rules.ladder import ASKED, Standing, first_possible, rung, title_of, warning_word
from enforcement.rules.limit import HeldNotice
from enforcement.rules.picture import BEFORE, LANES, Moment, picture
from enforcement.rules.support import Support
from enforcement.rules.warning import Progress, Warned
from tests.enforcement.rules.worked import NOW, THEN, changed, facts


def stands(step, held):
    return rung(gate(step, held))


@pytest.mark.parametrize("on", [NOW, THEN])
def test_what_waits_for_a_second_person_alone_can_be_prepared(on):
    held = replace(facts(on), people=People())
    for step in (Step.WARNING, Step.NOTICE):
        found = stands(step, held)
        assert found.standing is Standing.PREPARE
        assert {each.key for each in found.asked} >= {"equality", "second-person"}
        assert len(found.rests_on) == 10
    assert stands(Step.NOTICE, facts(on)).standing is Standing.OPEN


def test_no_support_is_opened_by_a_written_reason_alone():
    found = stands(Step.NOTICE, replace(facts(), support=Support()))
    assert (found.standing, [each.key for each in found.reasoned]) == (Standing.REASON, ["support"])
    assert found.sentence == "No support has been offered, and nobody has said why it does not suit."
    assert found.change.startswith("Offer support")


def test_a_shut_step_says_when_it_opens_by_itself():
    given = (HeldNotice("PN1", date(2024, 9, 10)), HeldNotice("PN2", date(2025, 5, 6)))
    found = stands(Step.NOTICE, changed(facts(), "earlier", notices=given))
    assert (found.standing, found.opens_on) == (Standing.SHUT, date(2027, 9, 10))
    both = replace(changed(facts(), "earlier", notices=given), unread_letters=1)
    assert stands(Step.NOTICE, both).opens_on is None


def test_a_running_warning_is_waited_for_and_not_reasoned_away():
    running = (Warned(NOW - timedelta(days=7), NOW + timedelta(days=20), Progress.RUNNING),)
    found = stands(Step.NOTICE, changed(facts(), "earlier", warnings=running))
    assert (found.standing, found.opens_on) == (Standing.SHUT, NOW + timedelta(days=21))


def test_every_step_says_what_is_asked_and_has_a_name():
    for step in Step:
        assert step in ASKED
        assert title_of(step, NOW)


@pytest.mark.parametrize(
    ("on", "warning", "contract"),
    [
        (date(2024, 8, 18), "penalty warning letter", "Parenting contract"),
        (date(2024, 8, 19), "notice to improve", "Attendance contract"),
    ],
)
def test_steps_have_the_names_of_their_time(on, warning, contract):
    assert (warning_word(on), title_of(Step.CONTRACT, on)) == (warning, contract)
    assert title_of(Step.WARNING, on) == warning.capitalize()


def test_the_first_step_is_the_lowest_that_can_be_taken():
    held = replace(facts(), people=People())
    every = [stands(step, held) for step in Step]
    assert first_possible(every).step is Step.CONTRACT
    dead = [stands(step, changed(held, "child", is_alive=False)) for step in Step]
    assert first_possible(dead) is None


def test_a_picture_keeps_lanes_cuts_at_the_edge_and_lists_all_in_order():
    first = NOW - BEFORE
    moments = [
        Moment("Clocks", NOW + timedelta(days=100), "ends"),
        Moment("Absence", first - timedelta(days=3), "reaches in", first + timedelta(days=3), 0.5),
        Moment("Steps", first - timedelta(days=9), "over before", first - timedelta(days=1)),
    ]
    found = picture(moments, NOW)
    assert [name for name, _, _ in found.lanes] == list(LANES)
    assert [moment.what for moment in found.rows] == ["reaches in", "ends"]
    assert found.lanes[0][2][0].x == "0.00"
    assert found.ended_on == NOW + timedelta(days=100)
    assert "absence: 1, support: 0, steps: 0, clocks: 1" in found.summary


def test_a_clock_years_ahead_does_not_flatten_the_picture():
    found = picture([Moment("Clocks", NOW + timedelta(days=2000), "far")], NOW)
    assert (found.ended_on - found.began_on).days == 400
    assert found.rows == ()
