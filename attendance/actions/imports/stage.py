"""Reading a file, in a worker: everything is read, matched and counted, and nothing is applied.

What was read is written in one transaction at the end, so a worker that stops leaves the import as it was, and
reading starts again from the beginning. The row's lock keeps two workers from reading one file at once.
"""

from collections.abc import Mapping
from datetime import date

import numpy as np
from django.db import transaction
from django.utils import timezone

from agencies.acting import Acting
from agencies.models import Membership
from agencies.rules.roles import Permission
from attendance.actions.imports import census
from attendance.actions.imports.collecting import Collector, days_of, said_days
from attendance.actions.imports.reading import Reading, Unanswered, limits, read_file
from attendance.actions.imports.writing import preview
from attendance.formats.columns import LABELS
from attendance.formats.reading import Upload
from attendance.formats.refusals import FileRefused, Reject
from attendance.formats.staged import StagedLines, write_staged
from attendance.models import ImportPart, RegisterImport, RejectedRow, School, UnmatchedRow
from attendance.queries.matching import Schools, schools_of
from attendance.rules.replacing import KINDS
from attendance.storage import REGISTERS
from attendance.workflow.imports import State

MOST_ATTEMPTS = 5
GIVEN_UP = (
    "The file could not be read: every attempt was cut short.",
    "Send it in parts, or tell the system's operators.",
)
NOT_THEIRS = ("Whoever sent the file may no longer send registers.", "Somebody who may should send it.")


def stage(batch_id: int) -> None:
    """Read an import's file and leave it ready to check, asking, or refused; again does nothing."""
    if not _begin(batch_id):
        return
    with transaction.atomic():
        batch = (
            RegisterImport.objects.select_for_update(of=("self",), no_key=True, skip_locked=True)
            .filter(pk=batch_id, state=State.STAGING)
            .first()
        )
        if batch is None:
            return
        _clear(batch)
        try:
            _read(batch)
        except Unanswered as question:
            batch.state, batch.problem, batch.remedy = (
                State.ASKING,
                question.message[:300],
                question.remedy[:300],
            )
        except FileRefused as refusal:
            batch.state, batch.problem, batch.remedy = (
                State.REFUSED,
                refusal.message[:300],
                refusal.remedy[:300],
            )
        batch.save()


def _begin(batch_id: int) -> bool:
    """Count an attempt, before it is made; False where there is nothing to read or it was tried too often."""
    with transaction.atomic():
        batch = (
            RegisterImport.objects.select_for_update(of=("self",), no_key=True, skip_locked=True)
            .filter(pk=batch_id, state__in=(State.RECEIVED, State.STAGING))
            .first()
        )
        if batch is None:
            return False
        if batch.state == State.RECEIVED:
            batch.state = State.STAGING
            batch.save(update_fields=["state"])
        attempts: int = batch.counts.get("attempts", 0)
        batch.counts = {"attempts": attempts + 1}
        if attempts >= MOST_ATTEMPTS:
            batch.state, (batch.problem, batch.remedy) = State.REFUSED, GIVEN_UP
        batch.save(update_fields=["state", "counts", "problem", "remedy"])
        return attempts < MOST_ATTEMPTS


def _clear(batch: RegisterImport) -> None:
    """Take away what an earlier reading left, when the columns were chosen anew."""
    for rows in (batch.parts, batch.rejects, batch.unmatched, batch.term_totals):
        rows.all().delete()
    if batch.staged_file:
        name, batch.staged_file = batch.staged_file, ""
        transaction.on_commit(lambda: REGISTERS.discard(name))


def acting_of(batch: RegisterImport) -> Acting:
    """Whoever sent the file, acting today. Raises FileRefused where they may not any more."""
    today = timezone.localdate()
    held = Membership.objects.current(today).filter(user=batch.by_id, agency=batch.agency_id)
    membership = held.select_related("user", "agency__authority").first()
    if membership is None or not membership.role.may(Permission.IMPORT_REGISTERS):
        raise FileRefused(*NOT_THEIRS)
    return Acting(membership, today)


def _read(batch: RegisterImport) -> None:
    """Read the file into the import and its rows. Raises FileRefused or Unanswered, nothing being written."""
    by = acting_of(batch)
    if batch.second_file:
        return census.read_into(batch, by)
    schools = schools_of(by)
    with Upload(REGISTERS.path_of(batch.file), limits()) as upload:
        reading = read_file(batch, upload, own_school=own_school(batch, by, schools))
        collector = Collector(schools, reading.school, timezone.localdate())
        collector.take_all(reading.rows)
    lines = collector.lines()
    batch.layout, batch.mapping = reading.mapping.shape.value, {**batch.mapping, **reading.said()}
    _keep(batch, collector, lines, reading)
    return None


def own_school(batch: RegisterImport, by: Acting, schools: Schools) -> int | None:
    """The school that rows without one are from: the one said with the file, else the sender's own."""
    said = str(batch.mapping.get("school_urn") or "")
    if said:
        return schools.by_urn.get(said)
    return School.objects.filter(agency=by.agency_id).values_list("pk", flat=True).first()


def _keep(batch: RegisterImport, collector: Collector, lines: StagedLines, reading: Reading) -> None:
    if len(lines):
        name = REGISTERS.new_name()
        write_staged(REGISTERS.path_of(name), lines)
        batch.staged_file = name
    _keep_rejects(batch, collector.rejects)
    _keep_unmatched(batch, collector)
    parts = _parts(batch, lines, collector)
    ImportPart.objects.bulk_create(parts)
    batch.first_on = min((part.first_on for part in parts), default=None)
    batch.last_on = max((part.last_on for part in parts), default=None)
    totals = _totals(parts)
    batch.counts = {
        **batch.counts,
        **totals,
        "rows": reading.rows_in_file() or collector.rows,
        "pupils": len(collector.pupils),
        "unmatched": len({nobody.line for nobody in collector.nobody}),
        "rejected": len(collector.rejects),
        "schools": len(parts),
        "overruled": collector.overruled + reading.overruled(),
    }
    batch.state = State.STAGED


def _totals(parts: list[ImportPart]) -> Mapping[str, int]:
    return {kind: sum(part.counts[kind] for part in parts) for kind in KINDS}


def _keep_rejects(batch: RegisterImport, rejects: list[Reject]) -> None:
    rows = [
        RejectedRow(
            batch=batch,
            line=each.line,
            field=LABELS.get(each.field, each.field)[:40],
            reason=each.reason[:300],
            remedy=each.remedy[:300],
        )
        for each in rejects
    ]
    RejectedRow.objects.bulk_create(rows, batch_size=2_000, ignore_conflicts=True)


def _keep_unmatched(batch: RegisterImport, collector: Collector) -> None:
    rows = [
        UnmatchedRow(
            batch=batch, school_id=each.school, line=each.line, upn=each.person.upn[:20],
            own_number=each.person.pupil_id[:40], surname=each.person.surname[:100],
            forename=each.person.forename[:100], born_on=each.person.born_on,
            year_group=each.person.year_group.removeprefix("Year ").strip()[:2], form=each.person.form[:20],
            year=each.segment.year, first=each.segment.position, marks=each.segment.symbols,
        )
        for each in collector.nobody
    ]  # fmt: skip
    UnmatchedRow.objects.bulk_create(rows, batch_size=2_000, ignore_conflicts=True)


def _parts(batch: RegisterImport, lines: StagedLines, collector: Collector) -> list[ImportPart]:
    """One for each school of which the file says anything, with what applying would do as things stand."""
    waiting: dict[int, list[tuple[date, date]]] = {}
    for nobody in collector.nobody:
        if days := days_of(nobody.segment):
            waiting.setdefault(nobody.school, []).append(days)
    schools = sorted({*np.unique(lines["school"]).tolist(), *waiting})
    foreseen = preview(lines)
    parts = [_part(batch, school, lines, waiting.get(school, []), foreseen[school]) for school in schools]
    return [part for part in parts if part]


def _part(
    batch: RegisterImport,
    school: int,
    lines: StagedLines,
    waiting: list[tuple[date, date]],
    foreseen: Mapping[str, int],
) -> ImportPart | None:
    first, after = np.searchsorted(lines["school"], [school, school + 1])
    own = lines[first:after]
    days = said_days(own)
    spans = [*waiting, *([days] if days else [])]
    if not spans:
        return None
    counts = {**{kind: foreseen.get(kind, 0) for kind in KINDS}, "unmatched": len(waiting)}
    return ImportPart(
        batch=batch,
        school_id=school,
        first_on=min(first_on for first_on, _ in spans),
        last_on=max(last_on for _, last_on in spans),
        rows=len(own),
        counts=counts,
    )
