"""Offences against orders: section 443 and Schedule 3 paragraph 18, day before, day and day after."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendance.rules.age import compulsory_age
from attendance.rules.open_point import Answers
from enforcement.rules.charges import ASKED_OF, Pack, lacks
from enforcement.rules.facts import Step
from enforcement.rules.gate import CHECKS, gate
from enforcement.rules.offences import (
    IN_LAW,
    PARENTING_AFTER,
    PENALTIES,
    RESTS_ON,
    SUPERVISION_FIRST,
    Offence,
    Penalty,
    Rests,
    defences,
    elements,
    single_justice_refusal,
)
from enforcement.rules.order_offences import (
    Directed,
    Failure,
    OrderHeld,
    failures_on,
    order_refusals,
    persistence_refusal,
)
from tests.enforcement.rules.worked import COMPLETE, NOW, THEN, Verdict, answer, changed, facts, shut_keys

S443, PARA_18 = Offence.BREACH_OF_ORDER, Offence.DIRECTIONS
STEPS = {Step.ORDER_PROSECUTION: S443, Step.DIRECTIONS_PROSECUTION: PARA_18}
OF_AGE = compulsory_age(date(2013, 3, 1))
MADE, SERVED = date(2025, 9, 1), date(2025, 9, 3)
DIRECTION = Directed(date(2025, 9, 5), to_parents=True)


def failed(*days: date, **more) -> tuple[Failure, ...]:
    return tuple(
        Failure(**{"on": day, "on_named_roll": False, "direction": DIRECTION} | more) for day in days
    )


def held(*days: date, **more) -> OrderHeld:
    """An order served and in force, with failures on three days."""
    given_ = {
        "made_on": MADE, "served_on": SERVED, "last_on": None, "on_this_parent": True, "charged": (),
        "failures": failed(*(days or (date(2025, 9, 15), date(2025, 9, 22), date(2025, 9, 29)))),
    }  # fmt: skip
    return OrderHeld(**given_ | more)


def broken(on=NOW, **more):
    """A family that nothing keeps from a charge about an order."""
    days = [on - timedelta(days=back) for back in (40, 33, 26)]
    order = held(*days, made_on=on - timedelta(days=60), served_on=on - timedelta(days=58))
    order = replace(
        order, failures=failed(*days, direction=Directed(on - timedelta(days=50), to_parents=True)), **more
    )
    return changed(replace(facts(on), broken=order), "plan", parent_heard="Asked at home; no reason given.")


def refused(offence, order, on=NOW):
    return [sentence for _, sentence in failures_on(offence, order, on, compulsory=OF_AGE).refused]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("on", [NOW, THEN])
def test_with_nothing_in_the_way_a_charge_about_an_order_is_open(step, on):
    found = gate(step, broken(on))
    assert found.is_open, [(each.key, each.sentence) for each in (*found.shut, *found.unsigned)]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize(
    ("part", "key", "changes"),
    [
        ("money", "money", {"unmatched": 1}),
        ("money", "money", {"disputed": 1}),
        ("money", "money", {"said_paid": 1}),
        ("parent", "person", {"is_alive": False}),
        ("parent", "person", {"said_adult": False}),
        ("parent", "person", {"identity_confirmed": False}),
        ("address", "address", {"confirmed_on": None}),
        ("plan", "heard", {"parent_heard": " "}),
        ("plan", "code-test", {"evidence_sufficient": False}),
        ("plan", "code-test", {"in_public_interest": False}),
        ("plan", "pack", {"pack": Pack()}),
        ("people", "equality", {"equality_considered_on": None}),
        ("people", "second-person", {"checked_by": None}),
        ("people", "second-person", {"checked_by": 1}),
        ("broken", "order", {"on_this_parent": False}),
        ("child", "child", {"is_alive": False}),
    ],
)
def test_one_fact_shuts_a_charge_about_an_order(step, part, key, changes):
    assert shut_keys(step, changed(broken(), part, **changes)) == [key]


@pytest.mark.parametrize("step", STEPS)
def test_an_unread_letter_shuts_it(step):
    assert shut_keys(step, replace(broken(), unread_letters=1)) == ["letters"]


@pytest.mark.parametrize("step", STEPS)
def test_without_an_order_nothing_can_be_charged_and_the_gate_says_what_would_change_it(step):
    found = gate(step, replace(broken(), broken=None))
    assert [each.key for each in found.shut] == ["order", "failures", "clock"]
    assert "that binds this parent was made" in found.shut[0].sentence
    assert found.shut[0].provision.key == "order-in-force-and-served"
    assert all(each.change for each in found.shut)


def test_what_absence_asks_is_left_out_by_the_rule():
    absence = {"sessions", "regularly", "support", "knowledge"}
    for step, offence in STEPS.items():
        asked = {each.key for each in gate(step, broken()).answers}
        assert not asked & absence
        assert {"order", "failures", "clock", "heard", "pack", "equality", "second-person"} <= asked
        assert ("supervision-considered" in asked) is (offence in SUPERVISION_FIRST)
        assert "certificate" not in ASKED_OF[offence]
    assert not gate(Step.ORDER_PROSECUTION, changed(broken(), "plan", consideration=None)).is_open
    assert gate(Step.DIRECTIONS_PROSECUTION, changed(broken(), "plan", consideration=None)).is_open


@pytest.mark.parametrize("step", STEPS)
def test_a_child_on_no_roll_can_be_the_child_of_an_order(step):
    assert gate(step, changed(broken(), "child", is_on_roll=False)).is_open


def test_only_a_parent_who_had_part_in_it_is_charged_about_directions():
    aside = changed(broken(), "parent", took_part=False)
    assert shut_keys(Step.DIRECTIONS_PROSECUTION, aside) == ["part"]
    assert gate(Step.ORDER_PROSECUTION, aside).is_open


@pytest.mark.parametrize("offence", [S443, PARA_18])
@pytest.mark.parametrize(
    ("day", "said"),
    [
        (SERVED - timedelta(days=1), "had not been served"),
        (SERVED, "had not been served"),
        (date(2025, 9, 5), ""),
        (NOW, ""),
        (NOW + timedelta(days=1), "not happened yet"),
    ],
)
def test_only_days_after_service_and_not_ahead(offence, day, said):
    found = refused(offence, held(day))
    assert [said in each for each in found] == ([True] if said else [])


@pytest.mark.parametrize("offence", [S443, PARA_18])
@pytest.mark.parametrize(
    ("day", "is_refused"),
    [(date(2025, 9, 29), False), (date(2025, 9, 30), False), (date(2025, 10, 1), True)],
)
def test_only_days_on_which_the_order_was_in_force(offence, day, is_refused):
    found = refused(offence, held(day, last_on=date(2025, 9, 30)))
    assert found == (["The order was not in force."] if is_refused else [])


@pytest.mark.parametrize("offence", [S443, PARA_18])
@pytest.mark.parametrize(
    ("day", "is_refused"),
    [
        (date(2025, 9, 14), False),
        (date(2025, 9, 15), True),
        (date(2025, 9, 20), True),
        (date(2025, 9, 22), True),
        (date(2025, 9, 23), False),
    ],
)
def test_no_day_within_what_was_charged_before(offence, day, is_refused):
    order = held(day, charged=((date(2025, 9, 15), date(2025, 9, 22)),))
    assert bool(refused(offence, order)) is is_refused


@pytest.mark.parametrize(("days", "is_refused"), [(-1, False), (0, False), (1, True)])
def test_only_days_of_compulsory_school_age(days, is_refused):
    day = OF_AGE.ended_on + timedelta(days=days)
    order = held(day, made_on=day - timedelta(days=90), served_on=day - timedelta(days=80))
    found = refused(S443, order, on=day + timedelta(days=1))
    assert found == (["The child was not of compulsory school age."] if is_refused else [])


def test_a_child_on_the_roll_of_the_school_named_is_for_section_444():
    order = replace(held(), failures=failed(date(2025, 9, 15), on_named_roll=True))
    assert "for section 444" in refused(S443, order)[0]
    assert refused(PARA_18, order) == []


@pytest.mark.parametrize(
    ("direction", "said"),
    [
        (None, "which direction"),
        (Directed(date(2025, 9, 5), to_parents=False), "to the child alone"),
        (Directed(date(2025, 9, 14), to_parents=True), ""),
        (Directed(date(2025, 9, 15), to_parents=True), ""),
        (Directed(date(2025, 9, 16), to_parents=True), "had not been given"),
        (Directed(date(2025, 9, 5), to_parents=True, lifted_on=date(2025, 9, 16)), ""),
        (Directed(date(2025, 9, 5), to_parents=True, lifted_on=date(2025, 9, 15)), "had been lifted"),
    ],
)
def test_a_direction_to_the_parents_that_stood_on_the_day(direction, said):
    order = replace(held(), failures=failed(date(2025, 9, 15), direction=direction))
    found = refused(PARA_18, order)
    assert [said in each for each in found] == ([True] if said else [])
    assert refused(S443, order) == []


@pytest.mark.parametrize(
    ("count", "answers", "is_refused"),
    [
        (2, Answers(), True),
        (3, Answers(), False),
        (4, Answers(), False),
        (1, Answers({"persistent_failures": 2}), True),
        (2, Answers({"persistent_failures": 2}), False),
    ],
)
def test_how_many_failures_are_persistent_is_a_setting(count, answers, is_refused):
    days = failed(*(date(2025, 9, 15) + timedelta(days=each) for each in range(count)))
    assert bool(persistence_refusal(days, answers=answers)) is is_refused


def test_the_gate_names_the_setting_and_one_failure_is_enough_for_a_school_order():
    once = changed(broken(), "broken", failures=broken().broken.failures[:1])
    found = answer(Step.DIRECTIONS_PROSECUTION, once, "failures")
    assert (found.verdict, found.points) == (Verdict.SHUT, ("persistent_failures",))
    assert found.provision.key == "schedule-3-paragraph-18"
    assert gate(Step.ORDER_PROSECUTION, once).is_open


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 3, 14), Verdict.OPEN),
        (date(2026, 3, 15), Verdict.OPEN),
        (date(2026, 3, 16), Verdict.SIGN_OFF),
        (date(2026, 3, 29), Verdict.SIGN_OFF),
        (date(2026, 3, 30), Verdict.SHUT),
    ],
)
def test_both_clocks_of_six_months(step, on, expected):
    order = replace(facts(on), broken=held())
    found = answer(step, order, "clock")
    assert found.verdict is expected
    never = Answers({"past_safe_clock_with_sign_off": False})
    decided = answer(step, order, "clock", answers=never).verdict
    assert decided is (Verdict.SHUT if expected is Verdict.SIGN_OFF else expected)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 3, 15), (3, 0, 0)),
        (date(2026, 3, 16), (2, 1, 0)),
        (date(2026, 3, 29), (1, 2, 0)),
        (date(2026, 3, 30), (0, 0, 3)),
    ],
)
def test_failures_are_taken_apart_by_the_clocks(on, expected):
    found = failures_on(S443, held(), on, compulsory=OF_AGE)
    assert (len(found.in_time), len(found.late), len(found.refused)) == expected
    assert len(found.free) == expected[0] + expected[1]


def test_an_order_to_another_parent_or_never_served_bears_no_charge():
    assert order_refusals(held(), "school attendance order") == ()
    assert len(order_refusals(held(served_on=None, on_this_parent=False), "order")) == 2
    unserved = held(served_on=None)
    assert all("had not been served" in each for each in refused(S443, unserved))


@pytest.mark.parametrize("offence", [S443, PARA_18])
def test_each_is_fined_at_level_3_and_may_go_to_a_single_justice_from_april_2015(offence):
    assert PENALTIES[offence] == Penalty(3, 100_000)
    assert single_justice_refusal(offence, date(2015, 4, 12))
    assert single_justice_refusal(offence, date(2015, 4, 13)) == ""
    assert single_justice_refusal(offence, NOW, parent_is_adult=False)


def test_what_is_proved_and_what_answers_the_charge():
    assert {each.key for each in elements(PARA_18, NOW)} >= {"order-in-force", "directed", "persistent"}
    assert {each.key for each in defences(PARA_18, NOW)} == {
        "reasonable-steps", "unreasonable-direction", "other-order",
    }  # fmt: skip
    assert all(each.parent_proves for each in (*defences(PARA_18, NOW), *defences(S443, NOW)))


def test_every_offence_says_what_it_rests_on_and_where_it_stands():
    assert set(RESTS_ON) == set(IN_LAW) == set(ASKED_OF) == set(PENALTIES) == set(Offence)
    assert {each for each in Offence if RESTS_ON[each] is not Rests.SESSIONS} == set(STEPS.values())
    assert PARA_18 not in SUPERVISION_FIRST | PARENTING_AFTER
    assert set(STEPS) <= set(CHECKS)


@pytest.mark.parametrize("offence", [S443, PARA_18])
def test_a_record_of_failures_that_has_others_than_are_charged_is_made_anew(offence):
    assert lacks(COMPLETE, offence) == ()
    (said,) = lacks(replace(COMPLETE, failure_record_is_fresh=False), offence)
    assert "make a new one" in said
    assert lacks(replace(COMPLETE, certificate=False, register_print=False), offence) == ()


@given(
    st.lists(st.dates(date(2025, 8, 1), date(2026, 3, 31)), max_size=12, unique=True),
    st.dates(date(2025, 9, 1), date(2026, 8, 31)),
    st.sampled_from([S443, PARA_18]),
)
def test_no_failure_is_lost_or_doubled_and_none_is_charged_outside_the_order(days, on, offence):
    order = held(*days, last_on=date(2026, 2, 1), failures=failed(*days))
    found = failures_on(offence, order, on, compulsory=OF_AGE)
    placed = [*found.free, *(each for each, _ in found.refused)]
    assert sorted(each.on for each in placed) == sorted(days)
    assert all(SERVED < each.on <= min(on, date(2026, 2, 1)) for each in found.free)
    if found.free:
        assert on <= max(each.on for each in found.free) + timedelta(days=184)


@pytest.mark.parametrize(
    ("step", "key"),
    [
        (Step.ORDER_PROSECUTION, "s443"),
        (Step.DIRECTIONS_PROSECUTION, "schedule-3-paragraph-18"),
        (Step.PROSECUTION, "s444-1"),
        (Step.NOTICE, "regime-2024"),
    ],
)
def test_each_step_names_its_own_law_first(step, key):
    assert answer(step, broken(), "law").provision.key == key
