"""`manage.py load_dfe_statistics FILE…`: published figures to compare with England, region and neighbours."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from attendance.formats.reading import Upload
from attendance.formats.refusals import FileRefused
from reporting.actions.published import load_file


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
                with Upload(path) as upload:
                    loaded = load_file(upload, source=path.stem, authorities=options["authority"])
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
