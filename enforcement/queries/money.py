"""Money as the rules take it: what is due for which notices, who else of a family owes, and what waits."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.db.models import Q, QuerySet, Sum

from agencies.acting import Acting
from agencies.paging import Page, page_of
from attendance.rules.dated import day_in_words
from enforcement.models import BankFile, Notice, Payment
from enforcement.queries.family import family_of
from enforcement.queries.letter_words import days_held, terms_held
from enforcement.rules.allocation import Due
from enforcement.rules.allocation import State as Stands
from enforcement.rules.deadlines import PaymentDays
from enforcement.rules.provision import pounds
from enforcement.rules.references import DIGITS, PREFIX
from enforcement.workflow import UNPAID, State

STANDS: Mapping[str, Stands] = MappingProxyType(
    {
        State.ISSUED: Stands.WAITING,
        State.SERVED: Stands.OPEN,
        State.CHARGED: Stands.CHARGED,
        State.PAID: Stands.DISCHARGED,
        State.WITHDRAWN: Stands.WITHDRAWN,
    }
)
MOST_OFFERED = 20
# What the page of money shows: the address's word, and the heading.
SHOWN = {
    "waiting": "Waiting for a decision",
    "refunds": "To be sent back",
    "all": "All payments",
}


def notices_named(references: Iterable[str], authority: int) -> QuerySet[Notice]:
    """The notices of an authority's schools that have these references and were given."""
    rows: QuerySet[Notice] = Notice.objects.filter(
        reference__in=list(references), school__authority=authority, state__in=list(STANDS)
    )
    return rows


def due_of(notice: Notice) -> Due:
    """A notice as money finds it."""
    state = STANDS[notice.state]
    if notice.received_on is None or notice.full_until is None:
        days = PaymentDays(terms_held(notice), notice.issued_on, None, notice.issued_on)
    else:
        days = days_held(notice)
    return Due(notice.reference, days, state, held_for(notice))


def held_for(notice: Notice) -> int:
    """What was paid towards a notice before and nobody has decided on, in pence."""
    rows = Payment.objects.undecided().filter(parts__notice=notice).distinct()
    return int(Payment.objects.filter(pk__in=rows).aggregate(all=Sum("held"))["all"] or 0)


def family_owes(notices: Iterable[Notice]) -> bool:
    """Whether somebody of the families of these notices has another notice that is unpaid."""
    held = list(notices)
    family = {pupil for notice in held for pupil in family_of(notice.pupil)}
    others = Notice.objects.filter(pupil__in=family, state__in=UNPAID).exclude(
        pk__in=[each.pk for each in held]
    )
    return bool(held) and others.exists()


def payments_shown(by: Acting, shown: str, number: object) -> Page:
    """A page of payments: those that wait longest first, else the newest first."""
    rows = Payment.objects.visible_to(by).select_related("file", "by")
    match shown:
        case "waiting":
            return page_of(rows.undecided().order_by("received_on", "pk"), number)
        case "refunds":
            return page_of(rows.to_refund().order_by("received_on", "pk"), number)
    return page_of(rows.order_by("-received_on", "-pk"), number)


@dataclass(frozen=True)
class Offered:
    """A notice to which money may belong, and why it is offered."""

    notice: Notice
    due: int
    why: str

    @property
    def sentence(self) -> str:
        """What is due for it on the day of the money."""
        return f"{pounds(self.due)} due" if self.due else "Nothing due on that day"


def offered_for(payment: Payment, by: Acting) -> list[Offered]:
    """The notices a person may look at for money that is held: those it names, and those whose reference is alike.

    Nothing is matched here. Names are not looked at: two families may share one.
    """
    seen = Notice.objects.visible_to(by).filter(
        school__authority=payment.authority_id, state__in=list(STANDS)
    )
    rows = seen.select_related("pupil", "parent", "school")
    named = list(rows.filter(parts__payment=payment).distinct()[:MOST_OFFERED])
    found = [(notice, "Named by the payment") for notice in named]
    if not named and (alike := _alike(payment.text)):
        near = rows.filter(alike, issued_on__lte=payment.received_on).exclude(
            pk__in=[each.pk for each in named]
        )
        found += [(notice, "A reference like the one given") for notice in near[:MOST_OFFERED]]
    family = {pupil for notice in named for pupil in family_of(notice.pupil)}
    if family:
        known = [notice.pk for notice, _ in found]
        rest = rows.filter(pupil__in=family, state__in=UNPAID).exclude(pk__in=known)
        found += [(notice, "Unpaid, of the same family") for notice in rest[:MOST_OFFERED]]
    return [Offered(notice, due_of(notice).on(payment.received_on), why) for notice, why in found]


def _alike(text: str) -> Q | None:
    """Notices whose serial number differs in one figure from a run of figures in the text."""
    figures = "".join(sign if sign.isdigit() else " " for sign in text)
    runs = {run for run in "".join(figures).split() if DIGITS - 1 <= len(run) <= DIGITS + 3}
    condition = None
    for run in sorted(runs)[:3]:
        serial = run[:DIGITS].rjust(DIGITS, "0")
        for place in range(DIGITS):
            pattern = f"{PREFIX}-{serial[:place]}_{serial[place + 1 :]}-__"
            each = Q(reference__regex="^" + pattern.replace("_", ".") + "$")
            condition = each if condition is None else condition | each
    return condition


def said_of(payment: Payment) -> str:
    """What became of a payment, in a sentence."""
    said = []
    if payment.discharged:
        said.append(f"{pounds(payment.discharged)} paid for notices")
    if payment.to_refund:
        said.append(f"{pounds(payment.to_refund)} to be sent back")
    if payment.refunded:
        on = f" on {day_in_words(payment.refunded_on)}" if payment.refunded_on else ""
        said.append(f"{pounds(payment.refunded)} sent back{on}")
    if payment.held:
        said.append(f"{pounds(payment.held)} held")
    if payment.reversed:
        said.append(f"{pounds(payment.reversed)} taken back by the bank")
    return ", ".join(said) + "."


def parts_of(payment: Payment, by: Acting) -> list[Any]:
    """What a payment did to notices that this person may open, in order; and how many others there are."""
    rows = payment.parts.filter(notice__in=Notice.objects.visible_to(by)).select_related("notice__pupil")
    return list(rows.order_by("pk"))


def files_unfinished() -> list[int]:
    """The keys of the bank's files whose columns are said and whose lines are not all taken."""
    rows = BankFile.objects.filter(ended_at=None).exclude(mapping={})
    return list(rows.order_by("pk").values_list("pk", flat=True))
