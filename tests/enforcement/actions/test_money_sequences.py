"""Random sequences of acts: while money of a family waits for a person, no step towards court opens.

The oracle is plain: after every act it adds up what came, what went and what is held, and knows of each payment
whether a person has decided.
"""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.actions.doors import Refused
from enforcement.actions.gates import contact_of
from enforcement.actions.money import (
    Incoming,
    dispute_payment,
    match_payment,
    send_back,
    settle_dispute,
    take_payment,
)
from enforcement.actions.notices import issue_notice, serve_notice, withdraw_notice
from enforcement.models import Correspondence, Notice, Payment
from enforcement.queries.facts import facts_for
from enforcement.queries.ground import answers_for, ground_of
from enforcement.queries.towards import towards
from enforcement.rules.facts import Step
from enforcement.rules.gate import gate
from enforcement.rules.withdrawal import Ground
from tests.enforcement.households import ON, another_parent

TODAY = date(2027, 1, 15)
COURT = (Step.FAST_TRACK, Step.PROSECUTION, Step.KNOWING_PROSECUTION, Step.PARENTING_ORDER, Step.NOTICE)
DAYS = st.integers(0, 45).map(lambda days: date(2026, 11, 28) + timedelta(days=days))
AMOUNTS = st.sampled_from([1_000, 8_000, 16_000, 24_000, 32_000])
NAMES = st.lists(st.sampled_from(["first", "second", "wrong"]), max_size=2)
WHICH = st.integers(0, 5)

acts = st.lists(
    st.one_of(
        st.tuples(st.just("pay"), NAMES, AMOUNTS, DAYS),
        st.tuples(st.just("match"), st.sampled_from(["first", "second"]), WHICH, st.booleans()),
        st.tuples(st.just("back"), WHICH),
        st.tuples(st.just("dispute"), WHICH),
        st.tuples(st.just("settle"), WHICH),
        st.tuples(st.just("withdraw"), st.sampled_from(["first", "second"])),
        st.tuples(
            st.just("says-paid"),
        ),
    ),
    min_size=1,
    max_size=7,
)


class _Undo(Exception):
    """Takes back what one example wrote."""


@pytest.fixture
def served(family):
    """The mother's and the father's notices, both served."""
    father, address = another_parent(family)
    found = {}
    for name, more in (("first", {}), ("second", {"parent": father.parent, "address": address})):
        draft = family.prepare(**more)
        issued = issue_notice(notice=draft, by=family.acting("team_manager"), version=draft.version)
        found[name] = serve_notice(notice=issued, sent_on=ON, by=family.acting("welfare_officer"))
    return family, found


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts)
def test_no_sequence_of_acts_reaches_court_from_money_that_waits(served, sequence) -> None:
    family, notices = served
    try:
        with transaction.atomic():
            for number, (act, *given_) in enumerate(sequence):
                try:
                    with transaction.atomic():
                        DO[act](family, notices, number, *given_)
                except Refused:
                    pass
                _check(family, notices)
            raise _Undo
    except _Undo:
        pass


def _pay(family, notices, number, names, amount, on) -> None:
    wrong = notices["first"].reference[:-1] + "x"
    text = " ".join(wrong if name == "wrong" else notices[name].reference for name in names)
    incoming = Incoming(key=f"k{number}", received_on=on, amount=amount, text=text)
    take_payment(incoming=incoming, by=family.acting("legal_officer", TODAY))


def _held(which: int) -> Payment:
    rows = list(Payment.objects.order_by("pk"))
    if not rows:
        raise Refused("There is none.")
    return rows[which % len(rows)]


def _match(family, notices, number, name, which, back) -> None:
    payment = _held(which)
    match_payment(
        payment=payment, references=[notices[name].reference], reason="Said so.", version=payment.version,
        by=family.acting("legal_officer", TODAY), rest_goes_back=back,
    )  # fmt: skip


def _decide(do):
    def act(family, notices, number, which) -> None:
        payment = _held(which)
        do(payment=payment, reason="So.", by=family.acting("legal_officer", TODAY), version=payment.version)

    return act


def _withdraw(family, notices, number, name) -> None:
    row = Notice.objects.get(pk=notices[name].pk)
    withdraw_notice(
        notice=row, ground=Ground.SHOULD_NOT, reason="So.", by=family.acting("team_manager", TODAY)
    )


def _says_paid(family, notices, number) -> None:
    Correspondence.objects.create(
        case=family.case, pupil=family.pupil, received_on=TODAY, channel="call", text="We have paid.", says_paid=True,
        entered_by=family.acting("welfare_officer").user,
    )  # fmt: skip


DO = {
    "pay": _pay, "match": _match, "back": _decide(send_back), "dispute": _decide(dispute_payment),
    "settle": _decide(settle_dispute), "withdraw": _withdraw, "says-paid": _says_paid,
}  # fmt: skip


def _check(family, notices) -> None:
    for payment in Payment.objects.all():
        assert payment.amount == payment.discharged + payment.refund + payment.held
        live = sum(part.amount for part in payment.parts.filter(outcome="discharges"))
        back = sum(part.amount for part in payment.parts.filter(outcome="withdrawn"))
        assert payment.discharged == live - back
    for notice in notices.values():
        row = Notice.objects.get(pk=notice.pk)
        paid = sum(part.amount for part in row.parts.filter(outcome="discharges"))
        assert paid in (0, 8_000, 16_000)
        assert (row.state == "paid") <= (paid == (row.paid_amount or 0) > 0)
    if not _waits(notices):
        return
    for step in COURT:
        assert not _gate(family, notices["first"], step).is_open
        keys = [answer.key for answer in _gate(family, notices["first"], step).shut]
        assert "money" in keys, step


def _waits(notices) -> bool:
    """Whether money that may be this family's waits, counted plainly."""
    if Correspondence.objects.filter(says_paid=True, decided_on=None).exists():
        return True
    owes = [
        row.issued_on
        for row in Notice.objects.filter(pk__in=[each.pk for each in notices.values()])
        if row.state in ("issued", "served", "charged")
    ]
    for payment in Payment.objects.filter(decided_on=None):
        if not payment.held and not payment.is_disputed:
            continue
        named = payment.parts.exists()
        if named or (owes and payment.received_on >= min(owes)):
            return True
    return False


def _gate(family, notice: Notice, step: Step):
    by = family.acting("legal_officer", TODAY)
    answers = answers_for(by)
    ground = ground_of(family.case, TODAY, answers=answers)
    return gate(step, facts_for(towards(ground, contact_of(notice, by)), step), answers=answers)
