"""`manage.py load_schools FILE [--links FILE] [--authority 355]`: schools from the national register."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from attendance.actions.schools import Loaded, load_links, load_schools
from attendance.formats.gias import read_links, read_schools
from attendance.formats.reading import Upload
from attendance.formats.refusals import FileRefused
from attendance.formats.tables import Table


class Command(BaseCommand):
    """The files are edubasealldata.csv and links_edubasealldata.csv, as downloaded."""

    help = "Load schools and the links between them from the files of Get Information About Schools."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The register, its links, and which authorities' schools to take."""
        parser.add_argument("file", type=Path, help="establishments (edubasealldata)")
        parser.add_argument("--links", type=Path, help="links between establishments")
        parser.add_argument(
            "--authority", action="append", default=[], metavar="CODE", help="only this authority; repeatable"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would change, and change nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load schools, then links, all or nothing."""
        try:
            with transaction.atomic():
                with Upload(options["file"]) as upload:
                    rows = read_schools(Table(upload))
                    self._tell("Schools", load_schools(rows, authorities=options["authority"]))
                if options["links"]:
                    with Upload(options["links"]) as upload:
                        self._tell("Links", load_links(read_links(Table(upload))))
                transaction.set_rollback(options["dry_run"])
        except FileRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        if options["dry_run"]:
            self.stdout.write("Nothing was changed: this was a rehearsal.")

    def _tell(self, what: str, loaded: Loaded) -> None:
        self.stdout.write(
            f"{what}: {loaded.new} new, {loaded.changed} changed, {loaded.same} as they were, "
            f"{loaded.elsewhere} elsewhere."
        )
        for problem in loaded.problems:
            self.stdout.write(f"  line {problem.line}, {problem.field}: {problem.reason} {problem.remedy}")
