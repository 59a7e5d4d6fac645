"""A payment that did not stand: the notice that it paid is unpaid again, as a person decides and never a machine."""

from django.db import transaction

from agencies.acting import Acting
from agencies.rules.roles import Permission
from attendance.actions.doors import NotAllowed
from cases.actions.doors import require
from cases.actions.holds import place_hold
from cases.actions.timeline import record
from cases.models import Audience, Case, EntryKind, HoldKind
from enforcement.actions.letters import forget_letters, owe_letter
from enforcement.actions.money import close_payment, tell_cases, tell_takers
from enforcement.actions.refunds import REVERSED, locked_payment, paid_for
from enforcement.models import LetterKind, Notice, NoticeMove, Payment, PaymentPart
from enforcement.rules.allocation import Reversal, no_charge_until
from enforcement.rules.provision import pounds
from enforcement.workflow import MOVES, State

P = Permission


@transaction.atomic
def reverse_payment(*, payment: Payment, how: Reversal, reason: str, by: Acting, version: int) -> Payment:
    """Decide that a disputed payment did not stand: the notices that it paid are unpaid again, and parents are told.

    What the bank took back is gone; money that was not meant for the notice is held, and decided as any money. Money
    that paid together with it is held again. Raises NotAllowed, ChangedMeanwhile, and Refused while it is not disputed.
    """
    if not by.may(MOVES["reverse"].needs):
        raise NotAllowed(f"You may not {MOVES['reverse'].needs.value}.")
    notices = _locked_notices(payment)
    row = locked_payment(payment, by, version=version)
    require(row.is_disputed, "Record first that it is disputed: every step waits while you look into it.")
    require(bool(reason.strip()), "Say how it is known: the reason stays on the record.")
    paid = [(each, shares) for each in notices if _pays(row, shares := paid_for(each))]
    gone = how is Reversal.BANK
    require(gone or bool(paid), "It pays no notice: settle the dispute, and decide about the money.")
    for notice, shares in paid:
        _free(notice, shares, row, how, by)
        _stand_again(notice, sum(amount for _, amount in shares), how, by)
    row.refresh_from_db()
    if gone:
        # What was sent back already is gone twice, and stays on the record as sent back.
        row.reversed, row.discharged, row.held = row.amount - row.refunded, 0, 0
        row.refund = row.refunded
    row.is_disputed = False
    close_payment(row, f"It did not stand: {how.value}. {reason.strip()}", by)
    tell_cases(row, f"A payment did not stand: {how.value}. {reason.strip()}", by)
    return row


def _locked_notices(payment: Payment) -> list[Notice]:
    """The notices that a payment names, locked after their cases, as every step locks them."""
    found = Notice.objects.filter(parts__payment=payment).distinct()
    cases = sorted(set(found.values_list("case", flat=True)))
    list(Case.objects.select_for_update().filter(pk__in=cases).order_by("pk").values_list("pk"))
    rows = Notice.objects.select_for_update(of=("self",)).filter(
        pk__in=list(found.values_list("pk", flat=True))
    )
    return list(rows.select_related("case", "pupil").order_by("pk"))


def _pays(payment: Payment, shares: list[tuple[Payment, int]]) -> bool:
    return payment.pk in {each.pk for each, _ in shares}


def _free(
    notice: Notice, shares: list[tuple[Payment, int]], payment: Payment, how: Reversal, by: Acting
) -> None:
    """All that pays a notice is taken from it: what is still here waits for a person."""
    # The part of the payment itself comes last: the letter tells of it.
    for each, amount in sorted(shares, key=lambda share: share[0].pk == payment.pk):
        each.discharged, each.held = each.discharged - amount, each.held + amount
        each.decided_on, each.decided_by = None, None
        each.version += each.pk != payment.pk
        each.save(update_fields=["discharged", "held", "decided_on", "decided_by", "version"])
        PaymentPart.objects.create(payment=each, notice=notice, amount=amount, outcome=REVERSED)
        if each.pk != payment.pk or how is not Reversal.BANK:
            tell_takers(each.authority_id, f"payment:{each.pk}:{each.version}", by)


def _stand_again(notice: Notice, amount: int, how: Reversal, by: Acting) -> None:
    """The notice is served and unpaid; nobody is charged in as many days again as it gave."""
    notice.state, notice.paid_on, notice.paid_amount = State.SERVED, None, None
    notice.reversed_on, notice.no_charge_until = by.on, no_charge_until(by.on, notice.full_days)
    notice.version += 1
    notice.save(
        update_fields=["state", "paid_on", "paid_amount", "reversed_on", "no_charge_until", "version"]
    )
    place_hold(case=notice.case, kind=HoldKind.NOTICE, key=f"notice:{notice.pk}", by=by, on=by.on)
    text = f"{pounds(amount)} did not stand: {how.value}. Notice {notice.reference} is unpaid again."
    NoticeMove.objects.create(notice=notice, on=by.on, move="reverse", text=text, by=by.user)
    record(
        case=notice.case, kind=EntryKind.LEGAL, text="The payment of a penalty notice did not stand.", by=by,
        audience=Audience.SCHOOL,
    )  # fmt: skip
    forget_letters(notice, LetterKind.RECEIPT)
    if notice.address_id is not None:
        owe_letter(kind=LetterKind.REVERSED, notice=notice, by=by)
