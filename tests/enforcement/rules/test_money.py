"""References, payments and withdrawals (T86 to T101), with a plain oracle for every amount."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enforcement.rules.allocation import Due, Outcome, State, allocate, makes_up
from enforcement.rules.deadlines import payment_days
from enforcement.rules.facts import Money, Step
from enforcement.rules.references import GREATEST, read_reference, reference, references_in
from enforcement.rules.terms import Occasion, terms_of
from enforcement.rules.withdrawal import Ground, needs_decision, refund_on_withdrawal, withdrawal_refusal
from tests.enforcement.rules.worked import facts, shut_keys

RECEIVED = date(2025, 11, 5)
DAY = timedelta(days=1)
DAY_21, DAY_28 = date(2025, 11, 25), date(2025, 12, 2)


def due(serial=1, occasion=Occasion.FIRST, received_on=RECEIVED, **changes):
    terms = terms_of(date(2025, 11, 3), offence_ended_on=date(2025, 10, 24), occasion=occasion)
    return replace(Due(reference(serial), payment_days(terms, received_on)), **changes)


def paid(pounds, on, *dues, named=None):
    held = {each.reference: each for each in dues}
    return allocate(pounds * 100, on, list(held) if named is None else named, held)


def outcomes(found):
    return [part.outcome for part in found.parts]


@pytest.mark.parametrize(
    ("pounds", "on", "outcome", "refund", "held"),
    [
        (80, DAY_21, Outcome.DISCHARGES, 0, 0),
        (160, DAY_28, Outcome.DISCHARGES, 0, 0),
        (80, DAY_21 + DAY, Outcome.SHORT, 0, 80),
        (160, DAY_28 + DAY, Outcome.LATE, 0, 160),
        (160, RECEIVED + 9 * DAY, Outcome.DISCHARGES, 80, 0),
        (79, DAY_21, Outcome.SHORT, 0, 79),
        (81, DAY_21, Outcome.DISCHARGES, 1, 0),
        (159, DAY_28, Outcome.SHORT, 0, 159),
        (80, RECEIVED - DAY, Outcome.DISCHARGES, 0, 0),
    ],
    ids=["T86", "T88", "day-22", "T89", "T92", "short", "over", "short-of-full", "before-receipt"],
)
def test_one_payment_for_one_notice(pounds, on, outcome, refund, held):
    found = paid(pounds, on, due())
    assert outcomes(found) == [outcome]
    assert (found.refund, found.held) == (refund * 100, held * 100)
    assert found.freezes is (held > 0)


def test_the_second_notice_has_no_lower_amount():
    second = due(occasion=Occasion.SECOND)
    assert outcomes(paid(80, RECEIVED, second)) == [Outcome.SHORT]
    assert paid(160, RECEIVED, second).discharged == (second.reference,)


@pytest.mark.parametrize(
    ("state", "outcome"), [(State.DISCHARGED, Outcome.DOUBLE), (State.WITHDRAWN, Outcome.WITHDRAWN)]
)
def test_what_is_paid_twice_or_on_a_withdrawn_notice_is_refunded(state, outcome):
    for on in (RECEIVED, DAY_28 + 30 * DAY):
        found = paid(80, on, due(state=state))
        assert (outcomes(found), found.refund, found.held) == ([outcome], 8_000, 0)


@pytest.mark.parametrize(
    ("state", "outcome"), [(State.WAITING, Outcome.WAITING), (State.CHARGED, Outcome.CHARGED)]
)
def test_money_for_a_notice_not_served_or_charged_already_waits_for_a_person(state, outcome):
    found = paid(80, RECEIVED, due(state=state))
    assert (outcomes(found), found.refund, found.held) == ([outcome], 0, 8_000)


def test_what_would_be_refunded_is_held_while_the_family_has_another_notice_unpaid():
    again = due(state=State.DISCHARGED)
    held = allocate(8_000, RECEIVED, [again.reference], {again.reference: again}, family_owes=True)
    assert (held.refund, held.held, held.freezes) == (0, 8_000, True)
    over = allocate(16_000, RECEIVED, [due().reference], {due().reference: due()}, family_owes=True)
    assert (over.discharged, over.refund, over.held) == ((due().reference,), 0, 8_000)


def test_a_payment_without_a_known_reference_is_held_whole_and_freezes():
    for named in ([], ["PN-0000009-00"], [due().reference, "PN-0000009-00"]):
        found = paid(80, RECEIVED, due(), named=named)
        assert (found.held, found.freezes, found.discharged) == (8_000, True, ())
        assert Outcome.UNMATCHED in outcomes(found)


def test_one_envelope_for_several_notices():
    first, second = due(1), due(2)
    both = paid(160, DAY_21, first, second)
    assert (both.discharged, both.refund) == ((first.reference, second.reference), 0)
    assert paid(170, DAY_21, first, second).refund == 1_000


def test_one_envelope_with_too_little_is_held_and_a_person_says_which():
    first, second = due(1), due(2, Occasion.SECOND)
    found = paid(160, DAY_21, first, second)
    assert (found.discharged, found.held) == ((), 16_000)
    assert found.suggested == (second.reference,)
    assert paid(80, DAY_21, due(1), due(2)).suggested == ()
    assert paid(81, DAY_21, first, second).suggested == ()


def test_one_envelope_with_a_late_and_a_timely_notice():
    late, timely = due(1, received_on=date(2025, 10, 1)), due(2)
    found = paid(240, DAY_21, late, timely)
    assert found.discharged == (timely.reference,)
    assert (found.held, found.refund) == (16_000, 0)
    assert sorted(outcomes(found), key=str) == sorted([Outcome.DISCHARGES, Outcome.LATE], key=str)


def test_the_same_reference_named_twice_is_one():
    found = paid(80, DAY_21, due(), named=[due().reference] * 2)
    assert (len(found.parts), found.refund) == (1, 0)


def test_two_halves_are_shown_and_not_added_up_by_themselves():
    part_paid = due(held=4_000)
    assert makes_up(part_paid, 4_000, DAY_21)
    assert not makes_up(part_paid, 4_000, DAY_21 + DAY)
    assert outcomes(paid(40, DAY_21, part_paid)) == [Outcome.SHORT]
    assert not makes_up(due(), 8_000, DAY_21)


def test_a_payment_is_more_than_nothing():
    for pounds in (0, -1):
        with pytest.raises(ValueError, match="more than nothing"):
            paid(pounds, RECEIVED, due())


notices = st.lists(
    st.tuples(
        st.sampled_from([Occasion.FIRST, Occasion.SECOND]),
        st.dates(date(2025, 10, 1), date(2025, 12, 31)),
        st.sampled_from(State),
    ),
    min_size=1,
    max_size=4,
)


def plainly_due(occasion, received_on, state, on):
    """What is due, counted on the fingers: 0 where nothing is, None where it is for a person."""
    if state in (State.WAITING, State.CHARGED):
        return None
    if state is not State.OPEN:
        return 0
    number = (on - received_on).days + 1
    if number > 28:
        return None
    return 8_000 if occasion is Occasion.FIRST and number <= 21 else 16_000


@given(notices, st.integers(1, 70_000), st.dates(date(2025, 10, 1), date(2026, 2, 28)))
def test_every_amount_is_that_of_a_plain_count(asked, amount, on):
    dues = [due(n + 1, occ, got, state=state) for n, (occ, got, state) in enumerate(asked)]
    found = allocate(amount, on, [each.reference for each in dues], {each.reference: each for each in dues})
    owed = [plainly_due(*each, on) for each in asked]
    total, late = sum(each or 0 for each in owed), None in owed
    goes = sum(part.amount for part in found.parts)
    assert goes + found.refund + found.held == amount
    if amount >= total:
        assert goes == total
        assert found.held == (amount - total if late else 0)
    else:
        assert (goes, found.refund, found.held) == (0, 0, amount)


@given(notices, st.integers(1, 70_000), st.dates(date(2025, 10, 1), date(2026, 2, 28)))
def test_a_notice_is_discharged_only_by_the_whole_amount_in_time(asked, amount, on):
    dues = {
        each.reference: each
        for each in (due(n + 1, occ, got, state=state) for n, (occ, got, state) in enumerate(asked))
    }
    found = allocate(amount, on, list(dues), dues)
    for name in found.discharged:
        assert dues[name].state is State.OPEN
        assert on <= dues[name].days.full_until
    assert sum(dues[name].on(on) for name in found.discharged) <= amount


def test_a_reference_reads_back_however_it_is_typed():
    proper = reference(12_345)
    digits = proper.replace("-", "")
    for typed in (proper, digits, digits.lower(), proper.replace("-", " "), proper.replace("0", "O")):
        assert read_reference(f"ref {typed}, thanks") == proper
    assert read_reference("") is None
    assert read_reference("PN") is None


def test_a_bank_line_with_two_references_names_both():
    line = f"SMITH J {reference(7)} AND {reference(8)} {reference(7)}"
    assert references_in(line) == (reference(7), reference(8))
    assert read_reference(line) is None


@given(st.integers(1, GREATEST), st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_figure_is_always_found(serial, place, change):
    digits = reference(serial).replace("-", "")[2:]
    wrong = digits[:place] + str((int(digits[place]) + change) % 10) + digits[place + 1 :]
    assert read_reference(f"PN{wrong}") is None


@given(st.integers(1, GREATEST), st.integers(0, 7))
def test_two_changed_places_are_always_found(serial, place):
    digits = reference(serial).replace("-", "")[2:]
    turned = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
    assert turned == digits or read_reference(f"PN{turned}") is None


@pytest.mark.parametrize("serial", [0, -1, GREATEST + 1])
def test_a_serial_number_has_seven_figures_at_most(serial):
    with pytest.raises(ValueError, match="between"):
        reference(serial)


def test_a_number_within_a_longer_one_is_no_reference():
    proper = reference(12_345).replace("-", "")
    assert references_in(f"{proper}1") == ()
    assert references_in(f"X{proper}") == ()


@pytest.mark.parametrize("ground", [each for each in Ground if each is not Ground.NO_PROSECUTION])
def test_a_wrong_notice_is_withdrawn_at_any_time_paid_or_not(ground):
    for is_paid in (True, False):
        assert not withdrawal_refusal(ground, RECEIVED, full_until=DAY_28, is_paid=is_paid)


@pytest.mark.parametrize(
    ("on", "is_paid", "refused"),
    [(DAY_28, False, True), (DAY_28 + DAY, False, False), (DAY_28 + DAY, True, True)],
)
def test_an_unpaid_notice_is_withdrawn_only_after_its_days(on, is_paid, refused):
    found = withdrawal_refusal(Ground.NO_PROSECUTION, on, full_until=DAY_28, is_paid=is_paid)
    assert bool(found) is refused


def test_T101_all_is_refunded_and_only_a_material_error_allows_a_fresh_notice():
    assert refund_on_withdrawal(16_000) == 16_000
    assert [each for each in Ground if each.allows_a_fresh_notice] == [Ground.MATERIAL_ERROR]


def test_an_unpaid_notice_waits_for_prosecution_or_withdrawal_from_the_day_after():
    assert not needs_decision(DAY_28, full_until=DAY_28, is_open=True)
    assert needs_decision(DAY_28 + DAY, full_until=DAY_28, is_open=True)
    assert not needs_decision(DAY_28 + DAY, full_until=DAY_28, is_open=False)


def test_T89_T90_a_late_payment_stops_the_court_until_somebody_decides():
    """Nothing is discharged or stopped by itself: the money is held, and the gate is shut by it."""
    found = paid(160, DAY_28 + DAY, due())
    assert (found.discharged, found.freezes) == ((), True)
    money = Money(unmatched=0, disputed=int(found.freezes), said_paid=0)
    assert shut_keys(Step.PROSECUTION, facts(DAY_28 + DAY, money=money)) == ["money"]
