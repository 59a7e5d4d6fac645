"""`manage.py load_postcodes FILE [--authority 355] [--from-year 2022]`: in which ward each postcode lies."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from agencies.models import LocalAuthority
from attendance.actions.wards import Loaded, load_postcodes, place_wards
from attendance.formats.postcodes import read_postcodes
from attendance.formats.reading import Upload
from attendance.formats.refusals import FileRefused
from attendance.formats.tables import Table


class Command(BaseCommand):
    """The file is an extract of the authority's gazetteer: postcode, ward_code, perhaps ward_name."""

    help = (
        "Load in which ward each postcode lies, from the authority's gazetteer, and bring addresses and pupils "
        "into their wards."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, and what is said of wards that it names and that are not held."""
        parser.add_argument("file", type=Path, help="CSV with the headings postcode, ward_code, ward_name")
        parser.add_argument("--authority", metavar="CODE", help="whose wards those are that are not held yet")
        parser.add_argument("--from-year", type=int, metavar="YEAR", help="since when; this year unless said")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would change, and change nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load postcodes, then place addresses and pupils, all or nothing."""
        authority = self._authority(options["authority"])
        today = timezone.localdate()
        try:
            with transaction.atomic():
                with Upload(options["file"]) as upload:
                    rows = read_postcodes(Table(upload))
                    year = options["from_year"] or today.year
                    self._tell(load_postcodes(rows, authority=authority, from_year=year))
                placed = place_wards(on=today)
                transaction.set_rollback(options["dry_run"])
        except FileRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Wards changed: {placed.addresses} addresses, {placed.pupils} pupils.")
        if options["dry_run"]:
            self.stdout.write("Nothing was changed: this was a rehearsal.")

    def _authority(self, code: str | None) -> LocalAuthority | None:
        if code is None:
            return None
        found = LocalAuthority.objects.filter(code=code).first()
        if found is None:
            raise CommandError(f"No authority has the code {code}. Load its schools first (load_schools).")
        return found

    def _tell(self, loaded: Loaded) -> None:
        self.stdout.write(
            f"Postcodes: {loaded.new} new, {loaded.changed} changed, {loaded.same} as they were; "
            f"{loaded.wards} wards new."
        )
        if loaded.divided:
            self.stdout.write(
                f"  {loaded.divided} in more than one ward: taken to the ward of most of their rows."
            )
        for problem in loaded.problems.rows:
            self.stdout.write(f"  line {problem.line}, {problem.field}: {problem.reason} {problem.remedy}")
