"""Money that goes back: when a notice is withdrawn, when a payment did not stand, and when somebody has sent it."""

from django.db import transaction
from django.db.models import Q, Sum

from agencies.acting import Acting
from agencies.rules.roles import Permission
from attendance.actions.doors import NotAllowed
from cases.actions.doors import require, same_version
from enforcement.models import Notice, Payment, PaymentPart
from enforcement.rules.allocation import Outcome
from enforcement.rules.withdrawal import refund_on_withdrawal

DISCHARGES, WITHDRAWN = Outcome.DISCHARGES.name.lower(), Outcome.WITHDRAWN.name.lower()
REVERSED = Outcome.REVERSED.name.lower()


def locked_payment(payment: Payment, by: Acting, *, version: int | None = None) -> Payment:
    """The payment's row, locked, if this person decides about money now. Raises NotAllowed, ChangedMeanwhile."""
    rows = Payment.objects.visible_to(by).select_for_update(of=("self",))
    row: Payment | None = rows.filter(pk=payment.pk).first()
    if row is None:
        raise NotAllowed(f"You may not {Permission.TAKE_PAYMENTS.value}, or no longer.")
    if version is not None:
        same_version(row.version, version)
    return row


def paid_for(notice: Notice) -> list[tuple[Payment, int]]:
    """The payments, locked, that pay a notice now, with how much of each does; what was undone is left out."""
    went = Sum("amount", filter=Q(outcome=DISCHARGES), default=0)
    back = Sum("amount", filter=Q(outcome__in=(WITHDRAWN, REVERSED)), default=0)
    parts = PaymentPart.objects.filter(notice=notice).order_by().values("payment").annotate(paid=went - back)
    owing = dict(parts.filter(paid__gt=0).values_list("payment", "paid"))
    rows = Payment.objects.select_for_update().filter(pk__in=owing).order_by("pk")
    return [(payment, owing[payment.pk]) for payment in rows]


def give_back(notice: Notice) -> int:
    """What discharged a notice becomes money to be sent back, in the transaction that withdraws it; in pence."""
    owed = 0
    for payment, paid in paid_for(notice):
        amount = refund_on_withdrawal(paid)
        payment.discharged, payment.refund = payment.discharged - amount, payment.refund + amount
        payment.version += 1
        payment.save(update_fields=["discharged", "refund", "version"])
        PaymentPart.objects.create(payment=payment, notice=notice, amount=amount, outcome=WITHDRAWN)
        owed += amount
    return owed


@transaction.atomic
def mark_refunded(*, payment: Payment, by: Acting, version: int) -> Payment:
    """Record that what was owed back was sent back. Again does nothing. Raises NotAllowed, ChangedMeanwhile."""
    row = locked_payment(payment, by)
    if not row.to_refund:
        return row
    same_version(row.version, version)
    require(row.received_on <= by.on, "Money is not sent back before it came.")
    row.refunded, row.refunded_on, row.version = row.refund, by.on, row.version + 1
    row.save(update_fields=["refunded", "refunded_on", "version"])
    return row
