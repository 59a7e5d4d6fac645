"""`manage.py load_dfe_statistics FILE…`: published figures to compare with England, region and neighbours."""

from argparse import ArgumentParser
from collections.abc import Collection
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from attendance.formats.dfe import read_statistics
from attendance.formats.dfe_bands import BANDS, HEADINGS, bands_table, read_bands
from attendance.formats.reading import Upload
from attendance.formats.refusals import FileRefused
from attendance.formats.tables import Table
from reporting.actions.published import Loaded, load_bands, load_statistics


class Command(BaseCommand):
    """Files are told apart by their headings; the same file again changes nothing."""

    help = "Load the department's attendance and absence statistics (CSV, or a zip file with one)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Files as downloaded; the name of a file is the source under which its figures are kept."""
        parser.add_argument("files", type=Path, nargs="+")
        parser.add_argument(
            "--authority", action="append", default=[], metavar="CODE", help="only this authority; repeatable"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load one file after another."""
        for path in options["files"]:
            try:
                loaded = _load(path, options["authority"])
            except FileRefused as refusal:
                raise CommandError(f"{path.name}: {refusal}") from refusal
            self.stdout.write(
                f"{path.name}: {loaded.figures:,} figures, {loaded.new:,} new, {loaded.withheld:,} withheld, "
                f"{loaded.left_out:,} rows left out."
            )
            for problem in loaded.problems:
                self.stdout.write(
                    f"  line {problem.line}, {problem.field}: {problem.reason} {problem.remedy}"
                )


def _load(path: Path, authorities: Collection[str]) -> Loaded:
    source = path.stem[:80]
    with Upload(path) as upload:
        table = Table(upload)
        names = {heading.lower() for heading in table.headings}
        without_headings = "time_period" not in names and len(table.headings) == len(HEADINGS)
        if names.issuperset(BANDS) or without_headings:
            return load_bands(read_bands(bands_table(upload)), source=source, authorities=authorities)
        return load_statistics(read_statistics(table), source=source, authorities=authorities)
