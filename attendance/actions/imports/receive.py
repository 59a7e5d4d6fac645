"""Taking in a file, answering what it leaves open, and giving it up."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial
from typing import Any, BinaryIO

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from agencies.acting import Acting
from agencies.actions.handing_over import hand_over
from agencies.rules.roles import Permission
from agencies.storage import Kept, TooLarge
from attendance.formats.refusals import FileRefused
from attendance.models import RegisterImport, SavedMapping, School, TermTotal
from attendance.storage import REGISTERS
from attendance.workflow.imports import STANDS, State, may_move

CHUNK = 1 << 20
# What is said with a file, as `RegisterImport.mapping` holds it; the headings are kept to be asked about.
SAID = ("shape", "columns", "date_order", "began_on", "term")


class AlreadyReceived(Exception):
    """The same content has been received; `first` is the import that holds it."""

    def __init__(self, first: RegisterImport) -> None:
        super().__init__(f"This file was received before, as import {first.ref}.")
        self.first = first


class WrongState(Exception):
    """The import is not where this act begins; nothing was done. The message says where it is."""


def receive_file(
    *,
    by: Acting,
    file: BinaryIO,
    name: str,
    school: School | None = None,
    details: BinaryIO | None = None,
    said: Mapping[str, Any] | None = None,
    force: bool = False,
    hand_on: bool = True,
) -> RegisterImport:
    """Keep a file of registers privately and have it read.

    `school` answers for rows that name none; `details` is the census's second file; `said` is a mapping as
    `SavedMapping` keeps it. The name given is looked at for nothing and kept nowhere: it may name a child.
    Raises PermissionDenied, FileRefused (too large), AlreadyReceived unless `force`.
    """
    if not by.may(Permission.IMPORT_REGISTERS) or (school is not None and not _answers_for(by, school)):
        raise PermissionDenied
    kept = _kept(file)
    second = _kept(details) if details is not None else None
    try:
        with transaction.atomic():
            batch = _record(by, kept, second, school, said or {}, force)
            if hand_on:
                hand_over("attendance.tasks.stage_import", batch.pk)
            return batch
    except AlreadyReceived:
        for each in (kept, second):
            if each is not None:
                REGISTERS.discard(each.name)
        raise


def _answers_for(by: Acting, school: School) -> bool:
    return School.objects.permits(by, Permission.IMPORT_REGISTERS).filter(pk=school.pk).exists()


def _kept(file: BinaryIO) -> Kept:
    try:
        return REGISTERS.keep(_chunks(file), limit=settings.REGISTER_FILE_LIMIT)
    except TooLarge:
        raise FileRefused(
            f"The file is larger than {settings.REGISTER_FILE_LIMIT // (1 << 20)} MB.",
            "Send it in parts, for instance one school at a time.",
        ) from None


def _chunks(file: BinaryIO) -> Iterable[bytes]:
    while chunk := file.read(CHUNK):
        yield chunk


def _record(
    by: Acting, kept: Kept, second: Kept | None, school: School | None, said: Mapping[str, Any], force: bool
) -> RegisterImport:
    digest = kept.digest
    if second is not None:
        digest = hashlib.sha256(f"{kept.digest} {second.digest}".encode()).hexdigest()
    with connection.cursor() as cursor:
        # Two people, or one who pressed twice, sending the same content at once: the second sees the first's.
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [digest])
    standing = RegisterImport.objects.filter(digest=digest, state__in=STANDS).order_by("pk")
    first = standing.visible_to(by).first()
    if first is not None and not force:
        raise AlreadyReceived(first)
    mapping = {key: value for key, value in said.items() if key in SAID}
    if school is not None:
        mapping["school_urn"] = str(school.urn)
    return RegisterImport.objects.create(
        agency=by.agency,
        by=by.user,
        file=kept.name,
        second_file=second.name if second else "",
        digest=digest,
        size=kept.size + (second.size if second else 0),
        mapping=mapping,
        repeats=first,
    )


def locked(by: Acting, ref: str, to: State) -> RegisterImport:
    """The import, locked, if this person may act on it and the move exists.

    Raises RegisterImport.DoesNotExist, or WrongState where it has moved on: a second press of a button.
    """
    found = RegisterImport.objects.permits(by, Permission.IMPORT_REGISTERS)
    batch: RegisterImport = found.select_for_update(of=("self",), no_key=True).get(ref=ref)
    if not may_move(batch.state, to):
        raise WrongState(f"This import is already {batch.get_state_display().lower()}.")
    return batch


@transaction.atomic
def answer_columns(
    *,
    by: Acting,
    ref: str,
    columns: Mapping[str, str],
    shape: str,
    date_order: str = "",
    school: School | None = None,
    began_on: date | None = None,
    save_as: str = "",
) -> RegisterImport:
    """Say what the file does not: its columns (field to heading), its school, the day of its first mark.

    Raises WrongState, PermissionDenied where the school is not theirs.
    """
    if school is not None and not _answers_for(by, school):
        raise PermissionDenied
    batch = locked(by, ref, State.RECEIVED)
    batch.mapping = {
        "headings": batch.mapping.get("headings", []),
        "columns": dict(columns),
        "shape": shape,
        "date_order": date_order,
        "school_urn": str(school.urn) if school else "",
        "began_on": began_on.isoformat() if began_on else "",
    }
    if save_as:
        kept = {key: batch.mapping[key] for key in ("columns", "shape", "date_order")}
        SavedMapping.objects.update_or_create(
            agency=by.agency,
            name=save_as,
            defaults={"headers": batch.mapping["headings"], "mapping": kept, "by": by.user},
        )
    batch.state, batch.problem, batch.remedy = State.RECEIVED, "", ""
    batch.counts = {}
    batch.save(update_fields=["mapping", "state", "problem", "remedy", "counts"])
    hand_over("attendance.tasks.stage_import", batch.pk)
    return batch


@transaction.atomic
def cancel(*, by: Acting, ref: str) -> None:
    """Give an import up before it is applied, and remove its files. Raises WrongState."""
    batch = locked(by, ref, State.CANCELLED)
    batch.state = State.CANCELLED
    batch.save(update_fields=["state"])
    TermTotal.objects.filter(batch=batch).delete()
    batch.unmatched.all().delete()
    for name in (batch.file, batch.second_file, batch.staged_file):
        if name:
            transaction.on_commit(partial(REGISTERS.discard, name))
