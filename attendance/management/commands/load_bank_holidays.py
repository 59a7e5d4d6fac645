"""`manage.py load_bank_holidays [FILE]`: the national list, and computed days for the years it lacks."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from attendance.actions.bank_holidays import FIRST_YEAR, load_bank_holidays
from attendance.formats.bank_holidays import read_bank_holidays
from attendance.formats.refusals import FileRefused

YEARS_AHEAD = 2


class Command(BaseCommand):
    """The file is www.gov.uk/bank-holidays.json; without it every year is computed."""

    help = "Load bank holidays from the GOV.UK file; years that it lacks, from 2006 on, are computed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file may be left out."""
        parser.add_argument("file", type=Path, nargs="?", help="bank-holidays.json as GOV.UK publishes it")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say what changed."""
        last = timezone.localdate().year + YEARS_AHEAD
        try:
            published = read_bank_holidays(options["file"]) if options["file"] else ()
        except FileRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        loaded = load_bank_holidays(published=published, years=range(FIRST_YEAR, last + 1))
        self.stdout.write(
            f"Bank holidays: {loaded.new} new, {loaded.changed} changed, {loaded.removed} removed, "
            f"{loaded.same} as they were."
        )
