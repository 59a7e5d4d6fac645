"""Applying what was read, school by school, each in a transaction of its own.

A share is locked while it is written and carries its state, so that any number of workers, stopped at any
point and started again, write each share once; a school whose share fails keeps no other waiting.
"""

import structlog
from django.db import DataError, IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from agencies.acting import Acting
from agencies.actions.handing_over import hand_over
from agencies.rules.roles import Permission
from attendance.actions.bulk import commit_later
from attendance.actions.imports.receive import WrongState, locked
from attendance.actions.imports.stage import acting_of
from attendance.actions.imports.writing import Stamp, write_marks
from attendance.actions.review_again import owe_reviews
from attendance.formats.refusals import FileRefused
from attendance.formats.staged import read_staged
from attendance.models import ImportPart, RegisterImport, School
from attendance.queries.imports import owed_reviews
from attendance.rules.replacing import KINDS
from attendance.storage import REGISTERS
from attendance.workflow.imports import OWED, State

log = structlog.get_logger(__name__)
# Every five minutes what is owed is handed out again: a share that never ends is given up after two hours.
MOST_ATTEMPTS = 24
NOT_THEIRS = "Whoever sent the file may no longer send this school's registers."
DAMAGED = "What was read of the file is damaged. Send the file again."
FAILED = (
    "This school's registers could not be written, and none of them was. Try again, or tell the operators."
)


class PartRefused(Exception):
    """A school's share cannot be applied; the message says why."""


@transaction.atomic
def approve(*, by: Acting, ref: str, hand_on: bool = True) -> RegisterImport:
    """Say that what was read may be applied; a worker does it. After a failure it tries the failed schools again.

    Raises RegisterImport.DoesNotExist where it is not theirs, WrongState where it is not ready.
    """
    batch = locked(by, ref, State.APPLYING)
    failed = batch.parts.filter(state=State.REFUSED)
    if batch.state == State.APPLIED and not failed.exists():
        raise WrongState("This import is already applied.")
    for part in failed:
        part.state, part.problem, part.attempts = State.STAGED, "", 0
        part.save(update_fields=["state", "problem", "attempts"])
    batch.state = State.APPLYING
    batch.save(update_fields=["state"])
    if hand_on:
        hand_over("attendance.tasks.apply_import", batch.pk)
    return batch


def owed_parts(batch_id: int) -> list[int]:
    """The shares of an import that are still to be applied, handed out once more; without any it is finished."""
    owed = ImportPart.objects.filter(batch=batch_id, batch__state=State.APPLYING, state=State.STAGED)
    owed.filter(attempts__gte=MOST_ATTEMPTS).update(state=State.REFUSED, problem=FAILED)
    owed.update(attempts=F("attempts") + 1)
    finish(batch_id)
    return list(owed.order_by("school").values_list("pk", flat=True))


def owed_imports() -> list[tuple[int, str]]:
    """Imports that a worker owes something, with their states: what a stopped one left behind."""
    return list(RegisterImport.objects.filter(state__in=OWED).order_by("pk").values_list("pk", "state"))


def apply_part(part_id: int) -> None:
    """Apply one school's share; again, or while another worker is at it, does nothing."""
    try:
        with transaction.atomic():
            part = _locked_part(part_id)
            if part is None:
                return
            _write(part)
            # Marks and state are one commit, and `finish` waits for the disk for all of them.
            commit_later()
    except (PartRefused, IntegrityError, DataError) as fault:
        log.warning("import part refused", part=part_id, fault=type(fault).__name__)
        _refuse(part_id, str(fault) if isinstance(fault, PartRefused) else FAILED)
    last = RegisterImport.objects.filter(parts=part_id).exclude(parts__state=State.STAGED)
    for batch_id in last.values_list("pk", flat=True):
        finish(batch_id)


def _locked_part(part_id: int) -> ImportPart | None:
    waiting = ImportPart.objects.filter(pk=part_id, state=State.STAGED, batch__state=State.APPLYING)
    return waiting.select_for_update(of=("self",), skip_locked=True).select_related("batch").first()


def _refuse(part_id: int, problem: str) -> None:
    ImportPart.objects.filter(pk=part_id, state=State.STAGED).update(state=State.REFUSED, problem=problem)


def _write(part: ImportPart) -> None:
    """Write a locked share. Raises PartRefused, IntegrityError or DataError, nothing being written."""
    batch = part.batch
    try:
        by = acting_of(batch)
        lines = read_staged(REGISTERS.path_of(batch.staged_file), part.school_id) if part.rows else None
    except FileRefused as refusal:
        raise PartRefused(refusal.message) from refusal
    except (OSError, ValueError) as fault:
        raise PartRefused(DAMAGED) from fault
    theirs = School.objects.permits(by, Permission.IMPORT_REGISTERS).filter(pk=part.school_id)
    # One file at a time for a school; rows that only point at the school do not wait.
    if not theirs.select_for_update(of=("self",), no_key=True).exists():
        raise PartRefused(NOT_THEIRS)
    now = timezone.now()
    if lines is not None:
        stamp = Stamp(by_id=batch.by_id, batch_id=batch.pk, at=now)
        written = write_marks(part.school_id, lines, stamp, fill_only=_was_applied(part))
        part.counts |= written.counts
        part.counts["review_from"] = written.changed_from.isoformat() if written.changed_from else None
    part.state, part.applied_at = State.APPLIED, now
    part.save(update_fields=["counts", "state", "applied_at"])


def _was_applied(part: ImportPart) -> bool:
    """Whether the same content, read in the same way, was applied for this school before."""
    same = ImportPart.objects.filter(
        school=part.school_id, applied_at__isnull=False, batch__digest=part.batch.digest
    )
    return same.filter(batch__mapping=part.batch.mapping).exclude(batch=part.batch).exists()


@transaction.atomic
def finish(batch_id: int) -> None:
    """Close an import whose every share is applied or refused; before that, and again, does nothing."""
    owing = RegisterImport.objects.select_for_update(of=("self",), no_key=True).filter(state=State.APPLYING)
    batch = owing.filter(pk=batch_id).first()
    if batch is None or batch.parts.filter(state=State.STAGED).exists():
        return
    parts = list(batch.parts.all())
    applied = [part for part in parts if part.state == State.APPLIED]
    batch.counts |= {kind: sum(part.counts.get(kind, 0) for part in applied) for kind in KINDS if parts}
    batch.counts["refused_schools"] = len(parts) - len(applied)
    batch.state, batch.applied_at = State.APPLIED, batch.applied_at or timezone.now()
    if batch.staged_file and len(applied) == len(parts):
        name, batch.staged_file = batch.staged_file, ""
        transaction.on_commit(lambda: REGISTERS.discard(name))
    batch.save(update_fields=["counts", "state", "applied_at", "staged_file"])
    owe_reviews(owed_reviews(batch))
