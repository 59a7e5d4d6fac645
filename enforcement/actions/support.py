"""Support before a step, and what the family wrote: recorded, read, answered."""

from datetime import date

from django.db import transaction

from agencies.acting import Acting
from agencies.rules.roles import Permission
from attendance.models import Parent
from cases.actions.doors import NotAllowed, Refused, locked_case, require
from cases.models import Case, EntryKind
from enforcement.actions.family import note, parent_in
from enforcement.actions.stepping import open_case
from enforcement.models import Correspondence, SupportOffer
from enforcement.rules.support import Outcome


@transaction.atomic
def offer_support(*, case: Case, what: str, offered_on: date, outcome: Outcome, by: Acting) -> SupportOffer:
    """Record support offered to the family; the same again is one record. Raises NotAllowed and Refused."""
    row = open_case(case, by, Permission.PREPARE_LEGAL)
    require(bool(what.strip()), "Say what was offered.")
    require(offered_on <= by.on, "The day must not be ahead.")
    there: SupportOffer | None = SupportOffer.objects.filter(
        case=row, what=what.strip(), offered_on=offered_on
    ).first()
    if there is not None:
        return there
    made = SupportOffer.objects.create(
        case=row,
        pupil=row.pupil,
        what=what.strip(),
        offered_on=offered_on,
        outcome=outcome.name.lower(),
        by=by.user,
    )
    note(row, f"Support was offered: {made.what}. It is {outcome.value}.", by)
    return made


@transaction.atomic
def end_support(
    *, case: Case, offer: SupportOffer, outcome: Outcome, because: str, by: Acting
) -> SupportOffer:
    """Record what became of support. Raises NotAllowed and Refused."""
    row = open_case(case, by, Permission.PREPARE_LEGAL)
    held: SupportOffer | None = SupportOffer.objects.select_for_update().filter(pk=offer.pk, case=row).first()
    if held is None:
        raise Refused("This is not support of this case.")
    require(bool(because.strip()), "Say how it is known.")
    if held.outcome != outcome.name.lower():
        held.outcome = outcome.name.lower()
        held.save(update_fields=["outcome"])
        note(row, f"Support, {held.what}: {outcome.value}. {because.strip()}", by)
    return held


@transaction.atomic
def enter_letter(
    *,
    case: Case,
    parent: Parent | None,
    received_on: date,
    channel: str,
    text: str,
    says_paid: bool,
    by: Acting,
) -> Correspondence:
    """Enter what a family wrote or said; unread it holds every step. The same again is one. Raises Refused."""
    row = locked_case(case, by, Permission.PREPARE_LEGAL)
    if parent is not None:
        parent_in(row, parent)
    require(bool(text.strip()), "Enter what they wrote or said.")
    require(received_on <= by.on, "The day must not be ahead.")
    given = {
        "case": row, "pupil": row.pupil, "parent": parent, "received_on": received_on, "channel": channel,
        "text": text.strip(), "says_paid": says_paid,
    }  # fmt: skip
    there: Correspondence | None = Correspondence.objects.filter(**given).first()
    if there is not None:
        return there
    made = Correspondence.objects.create(**given, entered_by=by.user)
    said = " They say that they paid." if says_paid else ""
    note(row, f"The family wrote or said something. Nobody has read it yet.{said}", by, kind=EntryKind.LETTER)
    return made


@transaction.atomic
def read_letter(
    *, case: Case, letter: Correspondence, answer: str, says_paid: bool, by: Acting
) -> Correspondence:
    """Record that a letter was read and what was answered. "We have paid" then waits for whoever decides about money.

    Read already, only a further answer is kept. Raises NotAllowed and Refused.
    """
    row = locked_case(case, by, Permission.PREPARE_LEGAL)
    held: Correspondence | None = (
        Correspondence.objects.select_for_update().filter(pk=letter.pk, case=row).first()
    )
    if held is None:
        raise Refused("This is not a letter of this case.")
    if held.read_on is not None and held.answer == answer.strip():
        return held
    held.read_on, held.read_by = held.read_on or by.on, held.read_by or by.user
    held.answer = answer.strip()
    held.says_paid = held.says_paid or says_paid
    held.save()
    said = held.answer or "No answer was needed."
    note(row, f"A letter or message of the family was read. {said}", by, kind=EntryKind.LETTER)
    return held


@transaction.atomic
def decide_said_paid(*, case: Case, letter: Correspondence, decision: str, by: Acting) -> Correspondence:
    """Decide about a family's word that it has paid, once the money was looked for; till then no step is taken.

    For those who take payments. Decided already, nothing happens. Raises NotAllowed and Refused.
    """
    if not by.may(Permission.TAKE_PAYMENTS):
        raise NotAllowed(f"You may not {Permission.TAKE_PAYMENTS.value}.")
    row = locked_case(case, by, Permission.VIEW_LEGAL)
    held: Correspondence | None = (
        Correspondence.objects.select_for_update().filter(pk=letter.pk, case=row, says_paid=True).first()
    )
    if held is None:
        raise Refused("Nobody says here that it was paid.")
    if held.decided_on is not None:
        return held
    require(held.read_on is not None, "Read it first.")
    require(bool(decision.strip()), "Say what was found, and where.")
    held.decided_on, held.decided_by = by.on, by.user
    held.answer = "\n".join(part for part in (held.answer, decision.strip()) if part)
    held.save(update_fields=["decided_on", "decided_by", "answer"])
    said = f"About the family’s word that it has paid: {decision.strip()}"
    note(row, said, by, kind=EntryKind.PAYMENT)
    return held
