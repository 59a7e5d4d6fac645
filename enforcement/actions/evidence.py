"""The evidence of a prosecution: interviews under caution, statements, schedules, and papers kept as they were made."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max

from agencies.acting import Acting
from agencies.pdf import render
from agencies.rules.roles import Permission
from cases.actions.doors import Refused, require
from cases.models import EntryKind
from enforcement.actions.prosecutions import CHARGE
from enforcement.actions.stepping import locked, not_ahead, said, tell
from enforcement.models import (
    PAPERS,
    CourtPaper,
    Interview,
    PackItem,
    PaperKind,
    Prosecution,
    Statement,
)
from enforcement.queries.absence import marks_of
from enforcement.queries.pack import SIGNED, CannotMake, moved_since
from enforcement.queries.papers import document_of
from enforcement.workflow.court import ChargeState

OPEN = (ChargeState.DRAFT, ChargeState.CHARGED)


def _open(row: Prosecution, by: Acting) -> Prosecution:
    held: Prosecution = locked(row, by, Permission.PREPARE_LEGAL)
    require(held.state in OPEN, f"It is “{held.label}”: its pack is closed.")
    return held


@transaction.atomic
def invite(*, row: Prosecution, invited_on: date, planned_on: date, place: str, by: Acting) -> Interview:
    """Record the written invitation to an interview under caution. Raises Refused for days out of order."""
    held = _open(row, by)
    not_ahead(invited_on, by)
    require(planned_on >= invited_on, "The interview is planned before the invitation.")
    made: Interview = Interview.objects.create(
        prosecution=held, invited_on=invited_on, planned_on=planned_on, place=said(place), by=by.user
    )
    tell(held, CHARGE, "The parent was invited in writing to an interview under caution.", by)
    return made


@transaction.atomic
def hold_interview(
    *, interview: Interview, held_on: date, cautioned: bool, present: str, text: str, by: Acting
) -> Interview:
    """Record an interview: its answers are evidence only if the caution came first. Raises Refused without it."""
    held = _open(interview.prosecution, by)
    row: Interview = Interview.objects.permits(by, Permission.PREPARE_LEGAL).get(pk=interview.pk)
    require(cautioned, "Questions whose answers may be evidence are put only after the caution.")
    row.held_on = not_ahead(held_on, by, since=row.invited_on)
    row.cautioned, row.present, row.record, row.by = True, present.strip(), said(text), by.user
    row.save()
    tell(held, CHARGE, "The parent was interviewed under caution.", by)
    return row


@transaction.atomic
def miss_interview(*, interview: Interview, reason: str, by: Acting) -> Interview:
    """Record that an interview did not happen, and why."""
    held = _open(interview.prosecution, by)
    row: Interview = Interview.objects.permits(by, Permission.PREPARE_LEGAL).get(pk=interview.pk)
    require(row.held_on is None, "It was held.")
    row.not_held_because, row.by = said(reason), by.user
    row.save()
    tell(held, CHARGE, f"The interview under caution did not happen: {row.not_held_because}", by)
    return row


@transaction.atomic
def write_statement(
    *, row: Prosecution, witness: str, post: str, text: str, by: Acting, version: int | None = None
) -> Statement:
    """Write a witness's statement, or change it while it is unsigned. Raises Refused where somebody else did."""
    held = _open(row, by)
    rows = Statement.objects.permits(by, Permission.PREPARE_LEGAL).filter(prosecution=held, signed_on=None)
    there: Statement | None = rows.order_by("-pk").first()
    if there is None:
        made: Statement = Statement.objects.create(
            prosecution=held, witness=said(witness), post=said(post), text=said(text), by=by.user
        )
        return made
    require(
        version is None or there.version == version, "Somebody else changed the statement. Look at it again."
    )
    there.witness, there.post, there.text = said(witness), said(post), said(text)
    there.version, there.by = there.version + 1, by.user
    there.save()
    return there


@transaction.atomic
def add_item(*, row: Prosecution, kind: str, what: str, by: Acting, **more: Any) -> PackItem:
    """Add a line to a schedule: an exhibit, something unused, or a cost in pence."""
    held = _open(row, by)
    last = PackItem.objects.filter(prosecution=held, kind=kind).aggregate(last=Max("number"))["last"] or 0
    document = more.get("document")
    require(document is None or document.case_id == held.case_id, "The document is not of this case.")
    made: PackItem = PackItem.objects.create(
        prosecution=held, kind=kind, number=last + 1, what=said(what), by=by.user, **more
    )
    return made


@transaction.atomic
def drop_item(*, item: PackItem, by: Acting) -> None:
    """Take a line out of a schedule; its number is not given again. The history keeps it."""
    _open(item.prosecution, by)
    PackItem.objects.permits(by, Permission.PREPARE_LEGAL).filter(pk=item.pk).delete()


@transaction.atomic
def make_paper(*, row: Prosecution, kind: str, by: Acting) -> CourtPaper:
    """Make a paper from the record as it is today, and keep it as it was made, with its hash.

    Raises Refused where the record does not hold what it is made from.
    """
    held = _open(row, by)
    try:
        document, basis = document_of(held, PaperKind(kind), by)
    except CannotMake as refused:
        raise Refused(str(refused)) from refused
    kept = PAPERS.keep_whole(render(document))
    last = CourtPaper.objects.filter(prosecution=held, kind=kind).aggregate(last=Max("number"))["last"] or 0
    made: CourtPaper = CourtPaper.objects.create(
        prosecution=held, kind=kind, number=last + 1, on=by.on, file=kept.name, digest=kept.digest,
        size=kept.size, basis=basis, by=by.user,
    )  # fmt: skip
    tell(
        held,
        CHARGE,
        f"{made.get_kind_display()}, version {made.number}, was made.",
        by,
        told=EntryKind.DOCUMENT,
    )
    return made


@transaction.atomic
def sign_paper(*, paper: CourtPaper, signed_by: str, signed_on: date, by: Acting) -> CourtPaper:
    """Record that a certificate or statement was signed. Raises Refused for a stale certificate, or another paper."""
    held = _open(paper.prosecution, by)
    row: CourtPaper = CourtPaper.objects.permits(by, Permission.PREPARE_LEGAL).get(pk=paper.pk)
    require(row.kind in SIGNED, "Only certificates and statements are signed.")
    require(row.signed_on is None, "It is signed already.")
    not_ahead(signed_on, by, since=row.on)
    if row.kind == PaperKind.CERTIFICATE:
        moved = moved_since(row, marks_of(held.pupil, held.school, by.on))
        require(not moved, "A mark has changed since it was made: make a new one.")
    else:
        last = held.papers.filter(kind=row.kind).order_by("-number").first()
        require(last is not None and last.pk == row.pk, "A newer one was made: sign that one.")
    if row.kind == PaperKind.STATEMENT:
        Statement.objects.filter(prosecution=held, signed_on=None).update(signed_on=signed_on)
    row.signed_by, row.signed_on = said(signed_by), signed_on
    row.save(update_fields=["signed_by", "signed_on"])
    tell(
        held,
        CHARGE,
        f"{row.get_kind_display()}, version {row.number}, is signed.",
        by,
        told=EntryKind.DOCUMENT,
    )
    return row
