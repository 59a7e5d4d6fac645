"""Payments: what waits for a decision, taking one in, and each decision about one."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from agencies.acting import Acting
from agencies.doors import CaseworkRequest, needs, record_access
from agencies.rules.roles import Permission
from cases.actions.doors import ChangedMeanwhile, Refused
from cases.views.drafts import key_of
from enforcement.actions.money import (
    Incoming,
    dispute_payment,
    match_payment,
    send_back,
    settle_dispute,
    take_payment,
)
from enforcement.actions.refunds import mark_refunded
from enforcement.actions.reversals import reverse_payment
from enforcement.forms.money import MatchForm, PaymentForm, ReasonForm, ReverseForm
from enforcement.models import Payment, Way
from enforcement.queries.money import SHOWN, offered_for, parts_of, payments_shown, said_of
from enforcement.rules.provision import pounds

P = Permission
# What may be decided: the address's word, the heading, the button, what is said when it is done, and the act.
Acts = dict[str, tuple[str, str, str, Callable[..., Payment]]]
ACTS: Acts = {
    "match": (
        "For which notices is this money?",
        "Pay these notices",
        "The notices are paid.",
        match_payment,
    ),
    "back": (
        "Send this money back",
        "Decide to send it back",
        "It waits under “To be sent back”.",
        send_back,
    ),
    "dispute": (
        "This money is disputed",
        "Record the dispute",
        "Recorded. No step is taken against the family until the dispute is settled.",
        dispute_payment,
    ),
    "settle": ("The dispute is settled", "Record how it ended", "The dispute is settled.", settle_dispute),
    "reverse": (
        "The payment did not stand",
        "Record that it did not stand",
        "Recorded. The notices that it paid are unpaid again, and letters to the parents are to be made.",
        reverse_payment,
    ),
    "sent": ("The money was sent back", "Record that it was sent", "Recorded as sent back.", mark_refunded),
}


@needs(P.TAKE_PAYMENTS)
def payments(request: CaseworkRequest) -> HttpResponse:
    """Money that waits for a decision, what is to be sent back, and all that came."""
    shown = request.GET.get("show", "waiting")
    shown = shown if shown in SHOWN else "waiting"
    page = payments_shown(request.acting, shown, request.GET.get("page"))
    rows = [(row, pounds(row.amount), said_of(row)) for row in page]
    shelves = [(key, heading, key == shown) for key, heading in SHOWN.items()]
    context = {"page": page, "rows": rows, "shelves": shelves, "heading": SHOWN[shown], "shown": shown}
    return render(request, "enforcement/payments.html", context)


@needs(P.TAKE_PAYMENTS)
def new(request: CaseworkRequest) -> HttpResponse:
    """Take money in by hand; the same sheet sent twice takes it once."""
    key = key_of(request.POST) or uuid4()
    form = PaymentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        incoming = Incoming(
            key=f"sheet-{key}", received_on=given["received_on"], amount=given["amount"], way=Way(given["way"]),
            text=" ".join(given["text"].split()), references=given["references"],
        )  # fmt: skip
        try:
            row, _ = take_payment(incoming=incoming, by=request.acting)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Taken: {said_of(row)}")
            return redirect("payment", row.ref)
    return render(request, "enforcement/payment_new.html", {"form": form, "key": key})


def _open(request: CaseworkRequest, ref: str) -> Payment:
    row: Payment = get_object_or_404(
        Payment.objects.visible_to(request.acting).select_related("file", "by", "decided_by"), ref=ref
    )
    return row


@needs(P.TAKE_PAYMENTS)
def payment(request: CaseworkRequest, ref: str) -> HttpResponse:
    """One payment: what came, what became of it, and what may be decided."""
    row = _open(request, ref)
    parts = parts_of(row, request.acting)
    _record_looks(request, {part.notice.pupil_id for part in parts})
    acts = [(key, ACTS[key][1]) for key in _open_acts(row, request.acting)]
    context = {
        "row": row,
        "amount": pounds(row.amount),
        "said": said_of(row),
        "parts": [(part, pounds(part.amount)) for part in parts],
        "acts": acts,
    }
    return render(request, "enforcement/payment.html", context)


def _record_looks(request: CaseworkRequest, pupils: set[int]) -> None:
    """The page names these children: that somebody looked is kept for each."""
    page = request.resolver_match.view_name if request.resolver_match else ""
    for pupil in sorted(pupils):
        record_access(request.acting, page=page, pupil_id=pupil)


def _open_acts(row: Payment, by: Acting) -> list[str]:
    """What this person may decide about a payment as it stands."""
    if row.is_disputed:
        return ["settle", "reverse"] if by.may(P.APPROVE_LEGAL) else ["settle"]
    found = ["match", "back"] if row.held else []
    return [*found, *(["sent"] if row.to_refund else []), "dispute"]


@needs(P.TAKE_PAYMENTS)
def act(request: CaseworkRequest, ref: str, act: str) -> HttpResponse:
    """One decision about a payment."""
    if act not in ACTS:
        raise Http404
    row, by = _open(request, ref), request.acting
    heading, button, done, do = ACTS[act]
    offered = offered_for(row, by) if act == "match" else []
    _record_looks(request, {each.notice.pupil_id for each in offered})
    form = _form(request, row, act, offered)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        if act == "match":
            given.pop("offered", None), given.pop("others", None)
        try:
            do(payment=row, by=by, **given)
        except (Refused, ChangedMeanwhile) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, done)
            return redirect("payment", ref)
    context = {
        "form": form, "row": row, "heading": heading, "button": button, "amount": pounds(row.amount),
        "offered": offered, "said": said_of(row), "act": act,
    }  # fmt: skip
    return render(request, "enforcement/payment_act.html", context)


def _form(request: CaseworkRequest, row: Payment, act: str, offered: list[Any]) -> forms.Form:
    data = request.POST or None
    first = {"version": row.version}
    if act == "match":
        choices = [
            (
                each.notice.reference,
                f"{each.notice.reference}, {each.notice.pupil}: {each.sentence}. {each.why}",
            )
            for each in offered
        ]
        return MatchForm(choices, request.acting.may(P.APPROVE_LEGAL), data, initial=first)
    form = (ReverseForm if act == "reverse" else ReasonForm)(data, initial=first)
    if act == "sent":
        del form.fields["reason"]
    return form
