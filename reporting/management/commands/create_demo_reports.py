"""`manage.py create_demo_reports`: write the demonstration's yearly evaluation and reports to members."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from reporting.demo.reports import NotADemonstration, build_reports


class Command(BaseCommand):
    """Invented words about invented figures; refused unless DEMONSTRATION is set."""

    help = "Write the evaluation of 2006/07, this year's reports to members and plans of schools. Again adds nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """On which day."""
        parser.add_argument(
            "--on", type=date.fromisoformat, help="the day of writing (YYYY-MM-DD); today if not said"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write what is missing, and say so."""
        try:
            build_reports(on=options["on"] or timezone.localdate(), say=self.stdout.write)
        except NotADemonstration as refusal:
            raise CommandError(str(refusal)) from refusal
