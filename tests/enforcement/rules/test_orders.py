"""Education supervision orders, parenting orders and contracts, school attendance orders (T118 to T127)."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendance.rules.open_point import Answers
from enforcement.rules.attendance_orders import NOT_IN_FORCE, OrderSteps, notice_ends_on, order_refusals
from enforcement.rules.facts import Step
from enforcement.rules.gate import gate
from enforcement.rules.parenting import Contract, OrderAsked, contract_word, order_ends_on
from enforcement.rules.parenting import order_refusals as parenting_refusals
from enforcement.rules.supervision import (
    Supervision,
    answer_to_court_due,
    ends_on,
    extension_opens_on,
    extension_refusal,
    first_expiry,
    in_force_on,
)
from tests.enforcement.rules.worked import answer, changed, facts, shut_keys


@pytest.mark.parametrize(
    ("made_on", "last"),
    [
        (date(2025, 9, 1), date(2026, 8, 31)),
        (date(2024, 2, 29), date(2025, 2, 28)),
        (date(2023, 3, 1), date(2024, 2, 29)),
        (date(2007, 1, 1), date(2007, 12, 31)),
    ],
)
def test_an_order_lasts_one_year(made_on, last):
    assert first_expiry(made_on) == last


ORDER = Supervision(date(2025, 9, 1), date(2026, 8, 31))


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2025, 8, 31), False),
        (date(2025, 9, 1), True),
        (date(2026, 8, 31), True),
        (date(2026, 9, 1), False),
    ],
)
def test_in_force_from_the_first_to_the_last_day(on, expected):
    assert in_force_on(ORDER, on) is expected
    assert in_force_on(replace(ORDER, ended_on=date(2026, 1, 5)), date(2026, 1, 6)) is False


@pytest.mark.parametrize(
    ("applied_on", "until", "refused"),
    [
        (date(2026, 5, 30), date(2027, 8, 31), True),
        (date(2026, 5, 31), date(2027, 8, 31), False),
        (date(2026, 8, 31), date(2029, 8, 31), False),
        (date(2026, 8, 31), date(2029, 9, 1), True),
        (date(2026, 9, 1), date(2027, 8, 31), True),
    ],
)
def test_an_extension_is_asked_for_in_the_last_three_months_and_is_three_years_at_most(
    applied_on, until, refused
):
    assert extension_opens_on(ORDER) == date(2026, 5, 31)
    assert bool(extension_refusal(ORDER, applied_on=applied_on, until=until)) is refused


@pytest.mark.parametrize(("until", "refused"), [(date(2028, 8, 31), False), (date(2028, 9, 1), True)])
def test_three_years_in_all_where_the_authority_says_so(until, refused):
    said = Answers({"supervision_three_years_in_all": True})
    found = extension_refusal(ORDER, applied_on=date(2026, 8, 1), until=until, answers=said)
    assert bool(found) is refused


def test_an_order_ends_with_the_first_of_its_reasons():
    leaving = date(2026, 6, 26)
    assert ends_on(ORDER, compulsory_age_ends_on=leaving) == leaving
    assert ends_on(ORDER, compulsory_age_ends_on=date(2029, 6, 29)) == date(2026, 8, 31)
    care = {"care_order_on": date(2026, 2, 2), "discharged_on": date(2026, 3, 3)}
    assert ends_on(ORDER, compulsory_age_ends_on=leaving, **care) == date(2026, 2, 2)


@pytest.mark.parametrize(
    ("directed", "last"),
    [(date(2025, 11, 3), date(2025, 12, 28)), (date(2024, 1, 31), date(2024, 3, 26))],
)
def test_the_answer_to_the_court_within_eight_weeks_beginning_with_the_direction(directed, last):
    assert answer_to_court_due(directed) == last


def test_T120_no_order_for_a_child_in_care():
    held = changed(facts(), "child", is_under_care_order=True)
    assert shut_keys(Step.SUPERVISION_ORDER, held) == ["supervision-order"]
    assert gate(Step.SUPERVISION_ORDER, facts()).is_open


@pytest.mark.parametrize("changes", [{"consulted_on": None}, {"not_properly_educated": False}])
def test_what_else_shuts_a_supervision_order(changes):
    assert shut_keys(Step.SUPERVISION_ORDER, changed(facts(), "plan", **changes)) == ["supervision-order"]


ASKED = OrderAsked(
    convicted=True,
    months=12,
    programme_months=3,
    circumstances_considered=True,
    responsible_officer_named=True,
)


@pytest.mark.parametrize(
    ("changes", "count"),
    [
        ({}, 0),
        ({"months": 13}, 1),
        ({"months": 0, "programme_months": 3}, 2),
        ({"programme_months": 4}, 1),
        ({"months": 13, "programme_months": 4}, 2),
        ({"programme_months": 0}, 1),
        ({"programme_months": 0, "earlier_order": True}, 0),
        ({"convicted": False}, 1),
        ({"circumstances_considered": False}, 1),
        ({"circumstances_considered": False, "child_is_under_16": False}, 0),
        ({"responsible_officer_named": False}, 1),
        ({"arrangements_in_area": False}, 1),
        ({"months": 2}, 1),
    ],
)
def test_T126_T127_a_parenting_order_within_twelve_and_three_months_on_conviction(changes, count):
    asked = replace(ASKED, **changes)
    assert len(parenting_refusals(asked)) == count
    shut = shut_keys(Step.PARENTING_ORDER, changed(facts(), "plan", order=asked))
    # Without a conviction nothing can be completed: that alone is said, under a name of its own.
    key = "parenting-order" if asked.convicted else "conviction"
    assert shut == ([key] if count else [])


def test_T127_without_conviction_the_gate_names_the_rule():
    held = changed(facts(), "plan", order=replace(ASKED, convicted=False))
    found = answer(Step.PARENTING_ORDER, held, "conviction")
    assert found.provision.key == "no-free-standing-order"
    assert shut_keys(Step.PARENTING_ORDER, facts()) == ["conviction"]


def test_requirements_run_for_their_months():
    assert order_ends_on(date(2025, 11, 3)) == date(2026, 11, 2)
    assert order_ends_on(date(2025, 11, 30), months=3) == date(2026, 2, 28)


SIGNED = Contract(
    date(2025, 11, 3),
    date(2026, 2, 2),
    parent_statement=True,
    support_statement=True,
    parent_signed_on=date(2025, 11, 3),
    other_signed_on=date(2025, 11, 3),
)


@pytest.mark.parametrize(
    ("changes", "stands"),
    [
        ({}, True),
        ({"parent_statement": False}, False),
        ({"support_statement": False}, False),
        ({"parent_signed_on": None}, False),
        ({"other_signed_on": None}, False),
        ({"ended_on": date(2025, 11, 2)}, False),
        ({"ended_on": date(2026, 11, 2)}, True),
        ({"ended_on": date(2026, 11, 3)}, False),
        ({"began_on": date(2004, 2, 26), "ended_on": date(2004, 6, 1)}, False),
    ],
)
def test_a_contract_is_signed_by_both_and_has_an_end(changes, stands):
    held = changed(facts(), "plan", contract=replace(SIGNED, **changes))
    assert (shut_keys(Step.CONTRACT, held) == []) is stands


def test_a_contract_needs_no_support_before_it_since_it_is_support():
    assert "support" not in [each.key for each in gate(Step.CONTRACT, facts()).answers]
    longer = Answers({"contract_months": 24})
    held = changed(facts(), "plan", contract=replace(SIGNED, ended_on=date(2027, 11, 2)))
    assert shut_keys(Step.CONTRACT, held, answers=longer) == []
    assert shut_keys(Step.CONTRACT, held) == ["contract"]


@pytest.mark.parametrize(
    ("on", "word"),
    [(date(2024, 8, 18), "parenting contract"), (date(2024, 8, 19), "attendance contract")],
)
def test_a_contract_changes_its_name_in_august_2024(on, word):
    assert contract_word(on) == word


STEPS = OrderSteps(
    seems_unsuitable=True,
    notice_served_on=date(2025, 10, 1),
    expedient=True,
    intended_school_served_on=date(2025, 10, 16),
)


@pytest.mark.parametrize(
    ("on", "count"), [(date(2025, 10, 15), 2), (date(2025, 10, 30), 1), (date(2025, 10, 31), 0)]
)
def test_fifteen_days_beginning_with_service_before_the_order(on, count):
    assert notice_ends_on(date(2025, 10, 1)) == date(2025, 10, 15)
    assert len(order_refusals(STEPS, on)) == count


def test_the_gate_says_when_the_notices_have_run_out():
    held = changed(facts(date(2025, 10, 30)), "plan", attendance_order=STEPS)
    found = gate(Step.ATTENDANCE_ORDER, held)
    assert ([each.key for each in found.shut], found.opens_on) == (["attendance-order"], date(2025, 10, 31))
    for changes in ({"seems_unsuitable": False}, {"expedient": False}, {"parent_satisfied_authority": True}):
        assert len(order_refusals(replace(STEPS, **changes), date(2025, 11, 3))) == 1


def test_a_parent_has_not_less_than_fifteen_days():
    with pytest.raises(ValueError, match="15"):
        notice_ends_on(date(2025, 10, 1), 14)
    assert notice_ends_on(date(2025, 10, 1), 21) == date(2025, 10, 21)


def test_T169_the_preliminary_notice_of_2026_is_not_asked_for():
    assert NOT_IN_FORCE.from_ is None
    assert order_refusals(STEPS, date(2026, 11, 22)) == ()


@given(st.dates(date(2004, 2, 27), date(2060, 1, 1)))
def test_a_year_is_a_year_whatever_the_leap_days(made_on):
    assert (first_expiry(made_on) - made_on).days in (364, 365)


@pytest.mark.parametrize("step", [Step.SUPERVISION_ORDER, Step.ATTENDANCE_ORDER])
def test_an_order_about_education_asks_for_no_roll(step):
    held = changed(facts(), "child", is_on_roll=False)
    assert "child" not in shut_keys(step, held)
    assert "child" in shut_keys(step, changed(held, "child", is_alive=False))
