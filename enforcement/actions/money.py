"""Money that comes in: taken once, matched by reference, and decided by a person where no rule decides it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from agencies.acting import Acting
from agencies.actions.messages import tell
from agencies.models import Membership
from agencies.rules.roles import ROLES, Permission
from agencies.rules.telling import Kind
from attendance.actions.doors import NotAllowed
from cases.actions.doors import Refused, require
from cases.actions.holds import lift_hold
from cases.actions.timeline import record
from cases.models import Audience, Case, EntryKind, HoldKind
from enforcement.actions.letters import forget_letters, owing
from enforcement.actions.refunds import DISCHARGES, locked_payment
from enforcement.actions.stepping import unchanged
from enforcement.models import BankFile, LetterKind, Notice, NoticeMove, Payment, PaymentPart, Way
from enforcement.queries.money import due_of, family_owes, notices_named
from enforcement.rules.allocation import Allocation, allocate
from enforcement.rules.provision import pounds
from enforcement.rules.references import read_reference, references_in
from enforcement.workflow import State

P = Permission
TAKERS = tuple(name for name, role in ROLES.items() if role.may(P.TAKE_PAYMENTS))


@dataclass(frozen=True)
class Incoming:
    """Money as it came. `key` names this movement of money, so that it is taken once; amounts in pence.

    `references` are those that somebody typed; else they are looked for in the text.
    """

    key: str
    received_on: date
    amount: int
    way: Way = Way.BANK
    text: str = ""
    references: tuple[str, ...] = ()
    file: BankFile | None = None
    line: int | None = None


@transaction.atomic
def take_payment(*, incoming: Incoming, by: Acting) -> tuple[Payment, bool]:
    """Take money in, once: what it pays is discharged, what no rule decides is held; and whether it is new.

    Raises NotAllowed, and Refused for nothing, for a day ahead, or a reference that cannot be one.
    """
    if not by.may(P.TAKE_PAYMENTS):
        raise NotAllowed(f"You may not {P.TAKE_PAYMENTS.value}.")
    require(incoming.amount > 0, "A payment is more than nothing.")
    require(incoming.received_on <= by.on, "The money cannot have come on a day ahead.")
    held: Payment | None = Payment.objects.filter(authority=by.authority_id, key=incoming.key).first()
    if held is not None:
        return held, False
    try:
        with transaction.atomic():
            return _taken(incoming, by), True
    except IntegrityError as twice:
        # Somebody took the same money in this moment; what they wrote stands.
        other: Payment | None = Payment.objects.filter(authority=by.authority_id, key=incoming.key).first()
        if other is None:
            raise Refused("The money could not be written down. Try again.") from twice
        return other, False


def _taken(incoming: Incoming, by: Acting) -> Payment:
    names = _names(incoming)
    notices = _locked(names, by)
    dues = {each.reference: due_of(each) for each in notices}
    found = allocate(incoming.amount, incoming.received_on, names, dues, family_owes=family_owes(notices))
    payment = Payment.objects.create(
        authority_id=by.authority_id, key=incoming.key, way=incoming.way, received_on=incoming.received_on,
        amount=incoming.amount, text=incoming.text, file=incoming.file, line=incoming.line, by=by.user,
        discharged=incoming.amount - found.refund - found.held, refund=found.refund, held=found.held,
    )  # fmt: skip
    _apply(payment, found, notices, by)
    if payment.held and incoming.file is None:
        tell_takers(payment.authority_id, f"payment:{payment.pk}", by)
    return payment


def _names(incoming: Incoming) -> tuple[str, ...]:
    """The references that the money names, as they are written properly; one that does not check stays as typed."""
    if incoming.references:
        return tuple(read_reference(each) or each.strip() for each in incoming.references)
    return references_in(incoming.text)


def _locked(references: Iterable[str], by: Acting) -> list[Notice]:
    """The notices of these references, locked in one order: their cases first, as every step does."""
    found = notices_named(references, by.authority_id)
    cases = sorted(set(found.values_list("case", flat=True)))
    list(Case.objects.select_for_update().filter(pk__in=cases).order_by("pk").values_list("pk"))
    return list(found.select_for_update(of=("self",)).select_related("case", "pupil").order_by("pk"))


def _apply(payment: Payment, found: Allocation, notices: Sequence[Notice], by: Acting) -> None:
    held = {each.reference: each for each in notices}
    if any(part.reference not in held for part in found.parts):
        # One name of several is nobody's: the money may be anybody's, and freezes all until somebody decides.
        return
    for part in found.parts:
        notice = held[part.reference]
        PaymentPart.objects.create(
            payment=payment, notice=notice, amount=part.amount, outcome=part.outcome.name.lower()
        )
        if part.amount:
            _discharge(notice, payment.received_on, part.amount, by)
        else:
            _tell(
                notice,
                f"{pounds(payment.amount)} came for notice {notice.reference}: {part.outcome.value}.",
                by,
            )


def _discharge(notice: Notice, paid_on: date, amount: int, by: Acting) -> None:
    """A notice is paid: its hold is lifted, the school hears that it is paid, a confirmation is owed."""
    notice.state, notice.paid_on, notice.paid_amount = State.PAID, paid_on, amount
    notice.version += 1
    notice.save(update_fields=["state", "paid_on", "paid_amount", "version"])
    lift_hold(case=notice.case, kind=HoldKind.NOTICE, key=f"notice:{notice.pk}", by=by, on=by.on)
    NoticeMove.objects.create(
        notice=notice, on=by.on, move="discharge", text=f"Paid: {pounds(amount)}.", by=by.user
    )
    kinds = [LetterKind.RECEIPT] if notice.address_id is not None else []
    text = f"Notice {notice.reference} is paid: {pounds(amount)}. The liability is discharged."
    forget_letters(notice, LetterKind.REMINDER)
    _tell(notice, owing(text, by, *kinds, notice=notice), by)
    record(
        case=notice.case, kind=EntryKind.LEGAL, text="A penalty notice was paid.", by=by, audience=Audience.SCHOOL
    )  # fmt: skip


def _tell(notice: Notice, text: str, by: Acting) -> None:
    record(
        case=notice.case, kind=EntryKind.LEGAL, text=text, by=by, audience=Audience.LEGAL,
        link=f"/cases/{notice.case.ref}/",
    )  # fmt: skip


def tell_takers(authority: int, key: str, by: Acting, *, count: int = 1) -> None:
    """Tell those of an authority who decide about money that some waits."""
    to = Membership.objects.current(by.on).filter(
        agency__authority=authority, role_name__in=TAKERS, user__is_active=True
    )
    tell(to=to, kind=Kind.PAYMENT_TO_MATCH, key=key, path="/payments/", by=by, count=count)


@transaction.atomic
def match_payment(
    *,
    payment: Payment,
    references: Sequence[str],
    reason: str,
    by: Acting,
    version: int,
    rest_goes_back: bool = False,
    accept_late: bool = False,
) -> Payment:
    """Decide for which notices held money is: each needs the whole amount due on the day on which it came.

    Other held money that names the same notice is used first. What is left over stays held, or goes back.
    `accept_late` accepts the full amount after the last day, by the authority's written policy; it needs the right to
    approve legal steps. Raises NotAllowed, ChangedMeanwhile, and Refused where it is not enough.
    """
    names = [_proper(each) for each in references]
    notices = _locked(names, by)
    row = locked_payment(payment, by, version=version)
    require(
        bool(reason.strip()),
        "Say how it is known for which notice the money is: the reason stays on the record.",
    )
    require(not row.is_disputed, "The money is disputed: settle the dispute first.")
    require(row.held > 0, "Nothing of it is held.")
    require(
        bool(notices) and len(notices) == len(set(names)), "Name notices of this authority that were given."
    )
    if accept_late and not by.may(P.APPROVE_LEGAL):
        raise NotAllowed("Late money is accepted by those who approve legal steps.")
    for notice in notices:
        _pay(notice, row, by, accept_late=accept_late)
    if rest_goes_back:
        row.refund, row.held = row.refund + row.held, 0
    close_payment(row, reason, by)
    return row


def _proper(typed: str) -> str:
    found = read_reference(typed)
    if found is None:
        raise Refused("A reference does not check: look at it again. A slip of the pen fits no notice.")
    return found


def _pay(notice: Notice, row: Payment, by: Acting, *, accept_late: bool) -> None:
    """Discharge one notice from held money: first what others hold for it, then this payment."""
    require(
        notice.state == State.SERVED,
        f"Notice {notice.reference} is “{notice.label}”: money can be matched to a notice that is served.",
    )
    wanted = due_of(notice).on(row.received_on)
    if not wanted and accept_late:
        wanted = notice.full_amount
    require(
        wanted > 0,
        f"The money came after the last payment day of {notice.reference}, so it does not discharge it.",
    )
    others = Payment.objects.select_for_update(of=("self",)).undecided().filter(
        pk__in=PaymentPart.objects.filter(notice=notice).values("payment"), is_disputed=False, held__gt=0,
        received_on__lte=row.received_on,
    )  # fmt: skip
    sources = [*others.exclude(pk=row.pk).order_by("received_on", "pk"), row]
    have = sum(each.held for each in sources)
    require(
        have >= wanted,
        f"{pounds(wanted)} were due for {notice.reference} on that day, and {pounds(have)} are held. Only the whole "
        "amount pays a notice.",
    )
    left = wanted
    for source in sources:
        used = min(source.held, left)
        if not used:
            continue
        source.held, source.discharged, left = source.held - used, source.discharged + used, left - used
        PaymentPart.objects.create(payment=source, notice=notice, amount=used, outcome=DISCHARGES)
        if source is not row:
            close_payment(source, f"Used for notice {notice.reference} together with payment {row.ref}.", by)
    _discharge(notice, row.received_on, wanted, by)


def close_payment(row: Payment, reason: str, by: Acting) -> None:
    """Write a payment back: decided once nothing of it is held."""
    row.version += 1
    row.decision = f"{row.decision}\n{reason.strip()}".strip()
    if not row.held and not row.is_disputed:
        row.decided_on, row.decided_by = by.on, by.user
    row.save()


@transaction.atomic
def send_back(*, payment: Payment, reason: str, by: Acting, version: int) -> Payment:
    """Decide that held money goes back to whoever sent it. Raises NotAllowed, ChangedMeanwhile, Refused."""
    row = locked_payment(payment, by, version=version)
    require(bool(reason.strip()), "Say why: the reason stays on the record.")
    require(not row.is_disputed, "The money is disputed: settle the dispute first.")
    require(row.held > 0, "Nothing of it is held.")
    amount, row.refund, row.held = row.held, row.refund + row.held, 0
    close_payment(row, reason, by)
    tell_cases(row, f"{pounds(amount)} that came are sent back: {reason.strip()}", by)
    return row


@transaction.atomic
def dispute_payment(*, payment: Payment, reason: str, by: Acting, version: int) -> Payment:
    """Record that money is disputed: every court step of the family waits. Raises NotAllowed, Refused."""
    row = locked_payment(payment, by)
    if row.is_disputed:
        return row
    unchanged(row, version)
    require(bool(reason.strip()), "Say who disputes it and why.")
    row.is_disputed, row.decided_on, row.decided_by = True, None, None
    close_payment(row, f"Disputed: {reason.strip()}", by)
    tell_cases(row, f"Money that came is disputed: {reason.strip()}", by)
    tell_takers(row.authority_id, f"payment:{row.pk}:{row.version}", by)
    return row


@transaction.atomic
def settle_dispute(*, payment: Payment, reason: str, by: Acting, version: int) -> Payment:
    """Record how a dispute ended; what is held is then decided as any money. Raises NotAllowed, Refused."""
    row = locked_payment(payment, by, version=version)
    require(row.is_disputed, "It is not disputed.")
    require(bool(reason.strip()), "Say how it ended: the reason stays on the record.")
    row.is_disputed = False
    close_payment(row, f"Dispute settled: {reason.strip()}", by)
    tell_cases(row, f"The dispute about money that came is settled: {reason.strip()}", by)
    return row


def tell_cases(payment: Payment, text: str, by: Acting) -> None:
    for notice in (
        Notice.objects.filter(parts__payment=payment).select_related("case").distinct().order_by("pk")
    ):
        _tell(notice, f"{notice.reference}: {text}", by)
