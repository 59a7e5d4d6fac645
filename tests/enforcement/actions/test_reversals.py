"""A payment that did not stand, and the letters that a family needs when no notice is given in the end."""

from datetime import timedelta

import pytest

from cases.actions.doors import NotAllowed, Refused
from cases.models import Entry, Hold
from enforcement.actions.gates import contact_of
from enforcement.actions.letters import make_now, write_letter
from enforcement.actions.money import Incoming, dispute_payment, match_payment, take_payment
from enforcement.actions.notices import drop_notice, issue_notice, serve_notice, withdraw_notice
from enforcement.actions.refunds import mark_refunded
from enforcement.actions.reversals import reverse_payment
from enforcement.actions.warnings import issue_warning, prepare_warning, serve_warning
from enforcement.models import LetterKind, Notice
from enforcement.queries.facts import facts_for
from enforcement.queries.ground import answers_for, ground_of
from enforcement.queries.towards import towards
from enforcement.rules.allocation import Reversal
from enforcement.rules.facts import Step
from enforcement.rules.gate import gate
from enforcement.rules.service import Method
from enforcement.rules.uses import charge_bar
from enforcement.rules.withdrawal import Ground
from tests.enforcement.households import MISSED, ON, another_parent
from tests.enforcement.letters import add_letterhead, words_of

LEGAL, MANAGER, OFFICER = "legal_officer", "team_manager", "welfare_officer"
PAID_ON = ON + timedelta(days=6)


@pytest.fixture(autouse=True)
def letters(world, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    add_letterhead(world)


@pytest.fixture
def notice(family) -> Notice:
    draft = family.prepare()
    issued = issue_notice(notice=draft, by=family.acting(MANAGER), version=draft.version)
    return serve_notice(notice=issued, sent_on=ON, method=Method.BY_HAND, by=family.acting(OFFICER))


def money(family, amount, text, on=PAID_ON, key="k1"):
    incoming = Incoming(key=key, received_on=on, amount=amount, text=text)
    return take_payment(incoming=incoming, by=family.acting(LEGAL, on))[0]


def undone(family, payment, how, on=PAID_ON):
    by = family.acting(LEGAL, on)
    row = dispute_payment(payment=payment, reason="The bank wrote.", by=by, version=payment.version)
    return reverse_payment(payment=row, how=how, reason="Letter of the bank.", by=by, version=row.version)


def test_what_the_bank_takes_back_makes_the_notice_unpaid_again(family, notice) -> None:
    payment = money(family, 8_000, notice.reference)
    notice.refresh_from_db()
    assert notice.state == "paid"
    assert not Hold.objects.filter(case=family.case, kind="notice", lifted_on=None).exists()
    payment.refresh_from_db()
    row = undone(family, payment, Reversal.BANK)
    notice.refresh_from_db()
    assert (notice.state, notice.paid_on, notice.paid_amount) == ("served", None, None)
    # Its own days stay: the law counts them from receipt.
    assert notice.full_until == ON + timedelta(days=27)
    assert (row.discharged, row.held, row.refund, row.reversed, row.is_disputed) == (0, 0, 0, 8_000, False)
    assert row.decided_on == PAID_ON
    assert Hold.objects.filter(case=family.case, kind="notice", lifted_on=None).exists()
    told = Entry.objects.filter(case=family.case, audience="school").latest("pk")
    assert told.text == "The payment of a penalty notice did not stand."
    assert [step.move for step in notice.steps.order_by("pk")][-2:] == ["discharge", "reverse"]


def test_it_can_be_paid_again_in_its_days(family, notice) -> None:
    payment = money(family, 8_000, notice.reference)
    payment.refresh_from_db()
    undone(family, payment, Reversal.BANK)
    money(family, 8_000, notice.reference, key="k2")
    notice.refresh_from_db()
    assert (notice.state, notice.paid_amount) == ("paid", 8_000)
    withdraw_notice(notice=notice, ground=Ground.SHOULD_NOT, reason="So.", by=family.acting(LEGAL, PAID_ON))
    payment.refresh_from_db()
    # Only what came and stood goes back.
    assert payment.refund == 0
    assert notice.parts.filter(payment__key="k2").latest("pk").payment.refund == 8_000


@pytest.mark.parametrize(("days", "barred"), [(27, True), (28, False)])
def test_nobody_is_charged_for_as_many_days_again_as_it_gave(family, notice, days, barred) -> None:
    late = ON + timedelta(days=20)
    payment = money(family, 8_000, notice.reference, on=late)
    payment.refresh_from_db()
    undone(family, payment, Reversal.BANK, on=late)
    notice.refresh_from_db()
    on = late + timedelta(days=days)
    assert on > notice.full_until or barred
    by = family.acting(LEGAL, on)
    ground = ground_of(family.case, on, answers=answers_for(by))
    held = towards(ground, contact_of(notice, by))
    assert (charge_bar(MISSED[0], held.uses, on) is not None) is barred


def test_money_that_was_not_meant_for_it_is_held_and_shuts_every_step(family, notice) -> None:
    payment = money(family, 8_000, notice.reference)
    payment.refresh_from_db()
    row = undone(family, payment, Reversal.IN_ERROR)
    assert (row.held, row.reversed, row.decided_on) == (8_000, 0, None)
    by = family.acting(LEGAL, PAID_ON)
    ground = ground_of(family.case, PAID_ON, answers=answers_for(by))
    facts = facts_for(towards(ground, contact_of(notice, by)), Step.PROSECUTION)
    shut = [each.key for each in gate(Step.PROSECUTION, facts, answers=answers_for(by)).shut]
    assert "money" in shut


def test_money_that_paid_together_with_it_is_held_again(family, notice) -> None:
    first = money(family, 3_000, notice.reference)
    second = money(family, 5_000, "part two", key="k2")
    by = family.acting(LEGAL, PAID_ON)
    match_payment(
        payment=second, references=[notice.reference], reason="She rang.", by=by, version=second.version
    )
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.discharged, second.discharged) == (3_000, 5_000)
    undone(family, second, Reversal.BANK)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.discharged, first.held, first.decided_on) == (0, 3_000, None)
    assert (second.discharged, second.held, second.reversed) == (0, 0, 5_000)


def test_it_takes_a_dispute_a_reason_and_somebody_who_approves(family, notice, world) -> None:
    payment = money(family, 8_000, notice.reference)
    payment.refresh_from_db()
    by = family.acting(LEGAL, PAID_ON)
    given = {"payment": payment, "how": Reversal.BANK, "by": by, "version": payment.version}
    with pytest.raises(Refused, match="Record first that it is disputed"):
        reverse_payment(**given, reason="So.")
    row = dispute_payment(payment=payment, reason="So.", by=by, version=payment.version)
    with pytest.raises(Refused, match="Say how it is known"):
        reverse_payment(**given | {"version": row.version}, reason=" ")
    with pytest.raises(NotAllowed):
        reverse_payment(**given | {"by": family.acting(OFFICER, PAID_ON)}, reason="So.")
    notice.refresh_from_db()
    assert notice.state == "paid"


def test_what_went_back_and_was_taken_back_too_stays_on_the_record(family, notice) -> None:
    payment = money(family, 16_000, notice.reference)
    payment.refresh_from_db()
    assert payment.refund == 8_000
    sent = mark_refunded(payment=payment, by=family.acting(LEGAL, PAID_ON), version=payment.version)
    row = undone(family, sent, Reversal.BANK)
    assert (row.refund, row.refunded, row.reversed) == (8_000, 8_000, 8_000)


def test_the_letter_says_what_is_due_and_by_when(family, notice) -> None:
    payment = money(family, 8_000, notice.reference)
    payment.refresh_from_db()
    undone(family, payment, Reversal.BANK)
    letter = notice.letters.get(kind=LetterKind.REVERSED)
    words = words_of(make_now(letter=letter, by=family.acting(OFFICER, PAID_ON)))
    assert "the bank took the money back" in words
    assert "Pay £80 by 15 December 2026." in words
    assert "did not stand" in words


def test_after_the_last_day_it_says_until_when_nobody_acts(family, notice) -> None:
    payment = money(family, 16_000, notice.reference, on=ON + timedelta(days=27))
    payment.refresh_from_db()
    later = ON + timedelta(days=60)
    undone(family, payment, Reversal.BANK, on=later)
    letter = notice.letters.get(kind=LetterKind.REVERSED)
    words = words_of(make_now(letter=letter, by=family.acting(OFFICER, later)))
    assert "The last day for paying was 22 December 2026." in words
    assert "Tell us by 20 February 2027" in words


def test_a_family_that_was_warned_hears_that_no_notice_is_given(family) -> None:
    officer = family.acting(OFFICER)
    draft = prepare_warning(
        case=family.case, parent=family.mother.parent, address=family.address, sessions=MISSED, by=officer,
        because={"equality_note": "None.", "target": "Every day.", "further_support": "Visits."},
    )  # fmt: skip
    issued = issue_warning(warning=draft, by=family.acting(MANAGER), version=draft.version)
    serve_warning(warning=issued, method=Method.BY_HAND, sent_on=ON, by=officer)
    row = drop_notice(notice=family.prepare(), reason="Support has begun.", by=officer)
    letter = row.letters.get()
    assert (letter.kind, letter.address) == (LetterKind.NO_NOTICE, family.address)
    words = words_of(make_now(letter=letter, by=officer))
    assert "We had warned you on 25 November 2026 that you might get one." in words
    assert "There is nothing to pay for these absences." in words
    assert "court" not in words


def test_a_family_that_was_told_of_a_fresh_notice_hears_that_there_is_none(family, notice) -> None:
    legal, officer = family.acting(LEGAL), family.acting(OFFICER)
    withdraw_notice(notice=notice, ground=Ground.MATERIAL_ERROR, reason="Wrong dates.", by=legal)
    row = drop_notice(notice=family.prepare(), reason="Not now.", by=officer)
    words = words_of(make_now(letter=row.letters.get(), by=officer))
    assert f"We had withdrawn notice {notice.reference}" in words
    assert "You will not be taken to court for the offence in the notice that was withdrawn." in words


def test_a_family_that_was_told_nothing_gets_no_letter(family) -> None:
    row = drop_notice(notice=family.prepare(), reason="Not now.", by=family.acting(OFFICER))
    assert not row.letters.exists()
    father, address = another_parent(family)
    other = drop_notice(
        notice=family.prepare(parent=father.parent, address=address), reason="No.", by=family.acting(OFFICER)
    )
    assert not other.letters.exists()


@pytest.mark.parametrize("made", [True, False])
def test_an_issued_notice_whose_letter_was_made_is_withdrawn_in_writing(family, made) -> None:
    draft = family.prepare()
    row = issue_notice(notice=draft, by=family.acting(MANAGER), version=draft.version)
    if made:
        write_letter(kind=LetterKind.NOTICE, notice=row, by=family.acting(OFFICER))
    row = withdraw_notice(notice=row, ground=Ground.SHOULD_NOT, reason="So.", by=family.acting(LEGAL))
    kinds = set(row.letters.values_list("kind", flat=True))
    assert kinds == ({"notice", "withdrawal"} if made else set())
