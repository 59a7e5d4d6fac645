"""Money: what pays a notice, what is held, that it is taken once, and what a person may decide."""

from datetime import date, timedelta

import pytest

from agencies.models.outbox import Message
from attendance.actions.doors import NotAllowed
from cases.actions.doors import ChangedMeanwhile, Refused
from cases.models import Audience, Entry
from enforcement.actions.letters import make_now
from enforcement.actions.money import (
    Incoming,
    dispute_payment,
    match_payment,
    send_back,
    settle_dispute,
    take_payment,
)
from enforcement.actions.notices import issue_notice, serve_notice, withdraw_notice
from enforcement.actions.refunds import mark_refunded
from enforcement.models import Letter, Notice, Payment
from enforcement.queries.family import family_of, money_of
from enforcement.queries.money import family_owes, offered_for
from enforcement.rules.withdrawal import Ground
from tests.enforcement.households import ON, another_parent, make_family
from tests.enforcement.letters import add_letterhead, words_of

LEGAL, OFFICER, MANAGER = "legal_officer", "welfare_officer", "team_manager"
LOWER, FULL = date(2026, 12, 17), date(2026, 12, 24)


def served(family, **more) -> Notice:
    """A notice issued and posted on the day."""
    draft = family.prepare(**more)
    issued = issue_notice(notice=draft, by=family.acting(MANAGER), version=draft.version)
    return serve_notice(notice=issued, sent_on=ON, by=family.acting(OFFICER))


@pytest.fixture
def notice(family) -> Notice:
    return served(family)


def pay(family, amount: int, text: str, *, on: date = LOWER, key: str = "", today: date = FULL) -> Payment:
    """Money that came, taken by the legal officer."""
    number = Payment.objects.count()
    incoming = Incoming(key=key or f"key-{number}", received_on=on, amount=amount * 100, text=text)
    payment, _ = take_payment(incoming=incoming, by=family.acting(LEGAL, today))
    return payment


def money(family):
    """What holds the family's court steps."""
    return money_of(family_of(family.pupil), family.world.authority.pk)


@pytest.mark.parametrize(
    ("on", "amount", "state"),
    [
        (LOWER, 80, "paid"),
        (LOWER + timedelta(days=1), 80, "served"),
        (FULL, 160, "paid"),
        (FULL + timedelta(days=1), 160, "served"),
        (LOWER, 79, "served"),
    ],
)
def test_only_the_whole_amount_in_time_pays_it(family, notice, on, amount, state) -> None:
    payment = pay(family, amount, f"BGC {notice.reference}", on=on, today=on)
    notice.refresh_from_db()
    assert notice.state == state
    assert money(family).is_clear == (state == "paid")
    assert (payment.held == 0) == (state == "paid")


def test_a_paid_notice_lifts_its_hold_tells_the_school_and_owes_a_confirmation(family, notice) -> None:
    payment = pay(family, 80, notice.reference)
    notice.refresh_from_db()
    assert (notice.paid_on, notice.paid_amount, payment.discharged) == (LOWER, 8_000, 8_000)
    assert not notice.case.holds.filter(lifted_on=None).exists()
    said = list(Entry.objects.filter(audience=Audience.SCHOOL).values_list("text", flat=True))
    assert said[-1] == "A penalty notice was paid."
    assert Letter.objects.filter(kind="receipt", notice=notice).count() == 1
    assert not Message.objects.exists()


def test_the_same_money_is_taken_once(family, notice) -> None:
    for _ in range(3):
        pay(family, 80, notice.reference, key="one")
    assert Payment.objects.count() == 1
    assert notice.parts.count() == 1


def test_too_much_goes_back_and_is_marked_as_sent(family, notice) -> None:
    payment = pay(family, 160, notice.reference)
    assert (payment.discharged, payment.to_refund, payment.held) == (8_000, 8_000, 0)
    with pytest.raises(ChangedMeanwhile):
        mark_refunded(payment=payment, by=family.acting(LEGAL), version=9)
    by = family.acting(LEGAL, FULL)
    for _ in range(2):
        done = mark_refunded(payment=payment, by=by, version=payment.version)
    assert (done.to_refund, done.refunded_on) == (0, FULL)


def test_money_without_a_reference_holds_every_family_that_owes(family, notice) -> None:
    other = make_family(family.world)
    assert money(other).is_clear
    pay(family, 80, "SMITH SCHOOL FINE")
    assert money(family).unmatched == 1
    assert money(other).is_clear, "nobody of theirs owes anything"
    assert Message.objects.filter(kind="payment-to-match").exists()


def test_a_person_matches_it_by_reference_and_says_why(family, notice) -> None:
    payment = pay(family, 80, "SMITH SCHOOL FINE")
    by = family.acting(LEGAL, FULL)
    for references, reason, said in (
        ([notice.reference], " ", "Say how it is known"),
        (["PN-0000009-99"], "The slip.", "does not check"),
        ([], "The slip.", "Name notices"),
    ):
        with pytest.raises(Refused, match=said):
            match_payment(
                payment=payment, references=references, reason=reason, by=by, version=payment.version
            )
    done = match_payment(
        payment=payment, references=[notice.reference], reason="The payer's slip.", by=by, version=payment.version
    )  # fmt: skip
    notice.refresh_from_db()
    assert (notice.state, done.held, done.decided_by) == ("paid", 0, by.user)
    assert money(family).is_clear


def test_two_short_payments_together_pay_it_when_a_person_says_so(family, notice) -> None:
    first = pay(family, 30, notice.reference, on=LOWER - timedelta(days=2))
    second = pay(family, 50, notice.reference)
    assert money(family).unmatched == 2
    match_payment(
        payment=second, references=[notice.reference], reason="Both halves.", by=family.acting(LEGAL, FULL),
        version=second.version,
    )  # fmt: skip
    notice.refresh_from_db()
    first.refresh_from_db()
    assert (notice.state, notice.paid_amount, first.held, first.discharged) == ("paid", 8_000, 0, 3_000)
    assert money(family).is_clear


def test_short_money_alone_pays_nothing_whatever_a_person_says(family, notice) -> None:
    payment = pay(family, 30, notice.reference)
    with pytest.raises(Refused, match="Only the whole amount"):
        match_payment(
            payment=payment, references=[notice.reference], reason="Please.", by=family.acting(LEGAL, FULL),
            version=payment.version,
        )  # fmt: skip
    back = send_back(
        payment=payment, reason="Not enough.", by=family.acting(LEGAL, FULL), version=payment.version
    )
    assert (back.held, back.to_refund) == (0, 3_000)
    assert money(family).is_clear


def test_late_money_is_accepted_only_by_decision(family, notice) -> None:
    late = FULL + timedelta(days=1)
    payment = pay(family, 160, notice.reference, on=late, today=late)
    by = family.acting(LEGAL, late)
    with pytest.raises(Refused, match="after the last payment day"):
        match_payment(
            payment=payment, references=[notice.reference], reason="Late.", by=by, version=payment.version
        )
    match_payment(
        payment=payment, references=[notice.reference], reason="Policy 4.", by=by, version=payment.version,
        accept_late=True,
    )  # fmt: skip
    notice.refresh_from_db()
    assert notice.state == "paid"


def test_one_envelope_for_both_parents(family, notice) -> None:
    father, address = another_parent(family)
    other = served(family, parent=father.parent, address=address)
    payment = pay(family, 160, f"{notice.reference} AND {other.reference}")
    assert payment.discharged == 16_000
    assert set(Notice.objects.values_list("state", flat=True)) == {"paid"}


def test_an_envelope_that_covers_one_of_two_waits(family, notice) -> None:
    father, address = another_parent(family)
    other = served(family, parent=father.parent, address=address)
    payment = pay(family, 100, f"{notice.reference} AND {other.reference}")
    assert payment.held == 10_000
    match_payment(
        payment=payment, references=[other.reference], reason="He wrote.", by=family.acting(LEGAL, FULL),
        version=payment.version, rest_goes_back=True,
    )  # fmt: skip
    other.refresh_from_db()
    payment.refresh_from_db()
    assert (other.state, payment.to_refund, payment.held) == ("paid", 2_000, 0)


def test_a_family_that_paid_twice_under_one_reference_is_not_taken_to_court(family, notice) -> None:
    """The replay: both parents were fined, the second payment bore the first's reference, the other notice ran out."""
    father, address = another_parent(family)
    other = served(family, parent=father.parent, address=address)
    pay(family, 80, notice.reference)
    second = pay(family, 80, notice.reference)
    assert family_owes([notice])
    assert (second.refund, second.held) == (0, 8_000)
    assert money(family).unmatched == 1
    offered = {each.notice: each for each in offered_for(second, family.acting(LEGAL, FULL))}
    assert offered[other].why == "Unpaid, of the same family"
    match_payment(
        payment=second, references=[other.reference], reason="Both meant.", by=family.acting(LEGAL, FULL),
        version=second.version,
    )  # fmt: skip
    other.refresh_from_db()
    assert (other.state, money(family).is_clear) == ("paid", True)


def test_a_slip_of_the_pen_is_offered_and_never_matched(family, notice) -> None:
    serial = notice.reference[3:10]
    wrong = f"PN-{serial[:5]}{(int(serial[5]) + 1) % 10}{serial[6]}-{notice.reference[-2:]}"
    payment = pay(family, 80, f"FPI {wrong}")
    assert payment.held == 8_000
    assert not payment.parts.exists()
    assert [each.notice for each in offered_for(payment, family.acting(LEGAL, FULL))] == [notice]


def test_disputed_money_freezes_even_what_is_paid(family, notice) -> None:
    payment = pay(family, 80, notice.reference)
    by = family.acting(LEGAL, FULL)
    disputed = dispute_payment(payment=payment, reason="The bank asks.", by=by, version=payment.version)
    assert money(family).disputed == 1
    with pytest.raises(Refused, match="Say how it ended"):
        settle_dispute(payment=disputed, reason="", by=by, version=disputed.version)
    settle_dispute(payment=disputed, reason="It stands.", by=by, version=disputed.version)
    assert money(family).is_clear


def test_a_withdrawn_notice_gives_the_money_back(family, notice) -> None:
    payment = pay(family, 80, notice.reference)
    notice.refresh_from_db()
    withdraw_notice(notice=notice, ground=Ground.SHOULD_NOT, reason="Ill.", by=family.acting(MANAGER))
    payment.refresh_from_db()
    assert (payment.discharged, payment.to_refund) == (0, 8_000)


def test_money_for_a_notice_not_served_yet_waits(family) -> None:
    draft = family.prepare()
    assert pay(family, 80, draft.reference).held == 8_000, "a draft is no notice"
    issued = issue_notice(notice=draft, by=family.acting(MANAGER), version=draft.version)
    held = pay(family, 80, issued.reference)
    assert (held.held, held.parts.get().outcome) == (8_000, "waiting")


def test_only_those_who_take_payments_do(family, notice) -> None:
    payment = pay(family, 80, "nothing")
    for name in (OFFICER, MANAGER, "school_lead", "stranger_officer"):
        by = family.acting(name, FULL)
        incoming = Incoming(key="x", received_on=LOWER, amount=1, text="")
        if name != "stranger_officer":
            with pytest.raises(NotAllowed):
                take_payment(incoming=incoming, by=by)
        with pytest.raises(NotAllowed):
            send_back(payment=payment, reason="x", by=by, version=payment.version)


@pytest.mark.parametrize(("amount", "on"), [(0, LOWER), (-100, LOWER), (100, FULL + timedelta(days=1))])
def test_nothing_and_a_day_ahead_are_refused(family, amount, on) -> None:
    with pytest.raises(Refused):
        take_payment(incoming=Incoming(key="x", received_on=on, amount=amount), by=family.acting(LEGAL, FULL))


def test_two_who_decide_see_each_others_change(family, notice) -> None:
    payment = pay(family, 80, "nothing")
    with pytest.raises(ChangedMeanwhile):
        send_back(payment=payment, reason="x", by=family.acting(LEGAL, FULL), version=payment.version + 1)


def test_the_confirmation_is_printed_by_whoever_prepares_letters(family, notice, settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path
    add_letterhead(family.world)
    pay(family, 80, notice.reference)
    made = make_now(letter=Letter.objects.get(kind="receipt"), by=family.acting(OFFICER, FULL))
    assert "We had £80 for penalty notice" in words_of(made)
