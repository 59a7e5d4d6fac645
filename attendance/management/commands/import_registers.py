"""`manage.py import_registers FILE --as EMAIL [--school URN] [--mapping NAME] [--dry-run]`."""

import gc
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils import timezone

from agencies.acting import Acting
from agencies.models import Membership
from agencies.rules.roles import Permission
from attendance.actions.imports.apply import apply_part, approve, owed_parts
from attendance.actions.imports.census import LAYOUT
from attendance.actions.imports.receive import AlreadyReceived, cancel, receive_file
from attendance.actions.imports.stage import stage
from attendance.formats.refusals import FileRefused
from attendance.models import RegisterImport, School
from attendance.queries.imports import parts_of, saved_mappings_of
from attendance.workflow.imports import State

# One school's lines are made while another's are written by the database.
WORKERS = 2
COUNTS = (
    ("rows", "rows read"),
    ("pupils", "pupils matched"),
    ("unmatched", "rows that fit no child"),
    ("rejected", "rows rejected"),
    ("filled", "marks new"),
    ("replaced", "marks changed"),
    ("same", "marks unchanged"),
    ("kept", "marks kept against the file"),
)
CENSUS_COUNTS = (
    ("pupils", "pupils"),
    ("session_rows", "rows of session details"),
    ("orphan_rows", "rows without a pupil"),
    ("repeated_rows", "rows that repeat a pupil's reason"),
    ("most_rows_per_pupil", "rows for one pupil at most"),
    ("invalid_upns", "pupils whose UPN is not valid (kept)"),
    ("repeated_upns", "UPNs held by more than one pupil"),
    ("without_possible", "pupils without possible sessions"),
    ("blank_counts", "rows with a blank count (unknown, not nought)"),
    ("blank_authorised", "blank authorised totals"),
    ("blank_unauthorised", "blank unauthorised totals"),
    ("over_possible", "pupils whose rows exceed their possible sessions"),
    ("absences_over_possible", "of these, by absences alone"),
    ("rejected", "rows rejected"),
)
NOTES = (
    ("obsolete", ", not in the list of this term"),
    ("unknown", ", never a code"),
    ("not_absences", ", not an absence"),
)


class Command(BaseCommand):
    """Read a file of registers and apply it, in this process, as somebody who may send it."""

    # They read every page and form of the system, which a file of registers needs none of.
    requires_system_checks = ()
    help = "Import a file of registers as a person who may; with --dry-run it is read, reported and given up."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--as", dest="email", required=True, help="e-mail address of the sender")
        parser.add_argument("--school", help="URN, for rows that name no school")
        parser.add_argument("--details", type=Path, help="the census's table of termly session details")
        parser.add_argument("--term", help="the census's term, such as 'autumn 2024'")
        parser.add_argument("--mapping", help="name of a saved choice of columns")
        parser.add_argument("--began-on", help="day of the first mark, such as 2025-09-01")
        parser.add_argument("--force", action="store_true", help="take content that was received before")
        parser.add_argument("--dry-run", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Receive, read, report, apply. Raises CommandError with the reason and the remedy."""
        # What is loaded stays to the end: the collector of garbage need not look at it again for every row.
        gc.freeze()
        by = _acting(options["email"])
        batch = self._receive(by, options)
        stage(batch.pk)
        batch.refresh_from_db()
        self._report(batch)
        if batch.state != State.STAGED:
            raise CommandError(f"{batch.problem} {batch.remedy}")
        if options["dry_run"]:
            cancel(by=by, ref=batch.ref)
            self.stdout.write("Nothing was applied.")
            return
        approve(by=by, ref=batch.ref, hand_on=False)
        parts = owed_parts(batch.pk)
        with ThreadPoolExecutor(WORKERS) as workers:
            list(workers.map(_apply, [parts[first::WORKERS] for first in range(WORKERS)]))
        batch.refresh_from_db()
        self._result(batch)

    def _receive(self, by: Acting, options: dict[str, Any]) -> RegisterImport:
        said = {"began_on": options["began_on"] or "", "term": options["term"] or ""}
        if options["mapping"]:
            said |= _saved(by, options["mapping"])
        details = options["details"]
        try:
            with options["file"].open("rb") as file:
                second = details.open("rb") if details else None
                return receive_file(
                    by=by, file=file, name=options["file"].name, details=second, said=said,
                    school=_school(options["school"]), force=options["force"] or options["dry_run"], hand_on=False,
                )  # fmt: skip
        except AlreadyReceived as known:
            raise CommandError(
                f"{known} Use --force to read it again; marks are never applied twice."
            ) from known
        except PermissionDenied as refused:
            raise CommandError("This person may not send these registers.") from refused
        except (FileRefused, OSError) as refusal:
            raise CommandError(str(refusal)) from refusal

    def _report(self, batch: RegisterImport) -> None:
        self.stdout.write(f"Import {batch.ref}: {batch.get_state_display().lower()}.")
        counts = batch.counts
        for key, label in CENSUS_COUNTS if batch.layout == LAYOUT else COUNTS:
            if counts.get(key) is not None:
                self.stdout.write(f"  {counts[key]:>10,} {label}")
        for code, number in counts.get("reasons", {}).items():
            note = next((said for key, said in NOTES if code in counts[key]), "")
            self.stdout.write(f"  {number:>10,} rows with {code}{note}")
        for reject in batch.rejects.order_by("line", "pk")[:20]:
            self.stdout.write(f"  line {reject.line}, {reject.field}: {reject.reason} {reject.remedy}")

    def _result(self, batch: RegisterImport) -> None:
        for part in parts_of(batch).filter(state=State.REFUSED):
            self.stderr.write(f"{part.school}: {part.problem}")
        if batch.layout == LAYOUT:
            self.stdout.write(f"Applied: {batch.counts['pupils']:,} pupils' termly totals are kept.")
            return
        self.stdout.write(f"{batch.get_state_display()} for {batch.counts.get('schools', 0)} schools.")


def _apply(parts: list[int]) -> None:
    """Some schools, in a thread with a connection of its own."""
    try:
        for part in parts:
            apply_part(part)
    finally:
        connection.close()


def _acting(email: str) -> Acting:
    held = Membership.objects.current(timezone.localdate()).filter(user__email=email.strip().lower())
    for membership in held.select_related("user", "agency__authority").order_by("pk"):
        by = Acting.today(membership)
        if by.may(Permission.IMPORT_REGISTERS):
            return by
    raise CommandError(f"{email} is nobody who may send registers.")


def _school(urn: str | None) -> School | None:
    if not urn:
        return None
    found = School.objects.filter(urn=int(urn)).first() if urn.isdigit() else None
    if found is None:
        raise CommandError(f"No school has the URN {urn}.")
    return found


def _saved(by: Acting, name: str) -> dict[str, Any]:
    found = saved_mappings_of(by).filter(name=name).first()
    if found is None:
        raise CommandError(f"No choice of columns is saved as '{name}'.")
    return dict(found.mapping)
