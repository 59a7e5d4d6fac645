"""Taking in documents, giving them out, and withdrawing a wrong one."""

from collections.abc import Iterable
from typing import Any, BinaryIO, cast

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.transaction import on_commit

from agencies.acting import Acting
from agencies.models import User
from agencies.rules.roles import Permission
from agencies.scanning import CannotScan, Verdict, scan
from agencies.storage import Kept
from cases.actions.doors import Refused, locked_case, require
from cases.actions.timeline import record
from cases.formats.documents import kind_of
from cases.models import Audience, Case, Document, EntryKind
from cases.models.document import DOCUMENTS
from cases.rules.documents import ACCEPTED, LARGEST, Kind


def add_document(
    *,
    case: Case,
    upload: "UploadedFile[Any]",
    title: str,
    audience: Audience,
    by: Acting,
    readers: Iterable[User] = (),
) -> Document:
    """Keep a file for a case; the same file again, for the same people, is kept once.

    Raises NotAllowed, and Refused where the file is too large, empty, of no accepted kind, infected, or the
    scanner does not answer.
    """
    kind = _kind(upload)
    scanned = _scanned(upload)
    kept = DOCUMENTS.keep(upload.chunks(), limit=LARGEST)
    used = False
    try:
        document = _row(case, title, kind, kept, scanned, audience, by, readers)
        used = document.file == kept.name
    finally:
        if not used:
            DOCUMENTS.discard(kept.name)
    return document


@transaction.atomic
def _row(
    case: Case, title: str, kind: Kind, kept: Kept, scanned: bool, audience: Audience,
    by: Acting, readers: Iterable[User],
) -> Document:  # fmt: skip
    row = locked_case(case, by, Permission.VIEW_CASE)
    named = list(readers)
    require(audience != Audience.NAMED or bool(named), "Name at least one person who may open it.")
    require(
        audience != Audience.LEGAL or by.may(Permission.VIEW_LEGAL),
        "You may not add what only those with legal records open, since you could not open it yourself.",
    )
    held: Document | None = Document.objects.filter(
        case=row, digest=kept.digest, audience=audience, agency=by.agency, withdrawn_on__isnull=True
    ).first()
    if held is not None:
        return held
    document: Document = Document.objects.create(
        case=row, pupil=row.pupil, title=title, kind=kind.key, file=kept.name, digest=kept.digest, size=kept.size,
        scanned=scanned, audience=audience, agency=by.agency, by=by.user,
    )  # fmt: skip
    document.readers.set(named)
    record(
        case=row, kind=EntryKind.DOCUMENT, text=f"Document added: {title}.", by=by, audience=audience,
        readers=named, link=f"/cases/{row.ref}/documents/",
    )  # fmt: skip
    return document


@transaction.atomic
def withdraw_document(*, document: Document, reason: str, by: Acting) -> None:
    """Withdraw a document: its file is destroyed, that it was there and why it went stays. Again does nothing.

    Whoever added it may, and whoever works the case. Raises NotAllowed, and Refused for somebody else's.
    """
    locked_case(document.case, by, Permission.VIEW_CASE)
    row = Document.objects.select_for_update(of=("self",)).visible_to(by).get(pk=document.pk)
    if row.withdrawn_on is not None:
        return
    own = row.by_id == by.user_id
    require(own or by.may(Permission.WORK_CASES), "Only who added it, or who works the case, withdraws it.")
    row.withdrawn_on, row.withdrawn_by, row.why_withdrawn = by.on, by.user, reason
    row.save(update_fields=["withdrawn_on", "withdrawn_by", "why_withdrawn"])
    record(
        case=row.case, kind=EntryKind.DOCUMENT, text=f"Document withdrawn: {row.title}. {reason}", by=by,
        audience=Audience(row.audience), readers=row.readers.all(),
    )  # fmt: skip
    on_commit(lambda: DOCUMENTS.discard(row.file))


def _kind(upload: "UploadedFile[Any]") -> Kind:
    size = upload.size or 0
    require(size > 0, "The file is empty. Choose it again.")
    require(size <= LARGEST, f"The file is larger than {LARGEST >> 20} MB. Make it smaller, or split it.")
    kind = kind_of(cast("BinaryIO", upload))
    if kind is None:
        raise Refused(f"This kind of file is not taken in. Accepted are {ACCEPTED}.")
    return kind


def _scanned(upload: "UploadedFile[Any]") -> bool:
    try:
        verdict = scan(upload.chunks())
    except CannotScan as error:
        raise Refused(f"{error} Nothing was kept: try again later.") from error
    finally:
        upload.seek(0)
    require(verdict is not Verdict.INFECTED, "The virus scanner refused this file. Nothing was kept.")
    return verdict is Verdict.CLEAN
