"""`manage.py create_demo_cases`: fill the demonstration authority with casework."""

import time
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from attendance.demo.build import last_school_day
from cases.demo.build import NotADemonstration, build_casework


class Command(BaseCommand):
    """Invented cases of the invented children; refused unless DEMONSTRATION is set."""

    help = "Make cases in every state for the demonstration authority. Again adds nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Up to which day."""
        parser.add_argument("--until", type=date.fromisoformat, help="last day with marks (YYYY-MM-DD)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make what is missing, and say how long it took where anything was."""
        began = time.monotonic()
        said: list[str] = []
        try:
            build_casework(until=options["until"] or last_school_day(timezone.localdate()), say=said.append)
        except NotADemonstration as refusal:
            raise CommandError(str(refusal)) from refusal
        for text in said:
            self.stdout.write(f"{text} {time.monotonic() - began:.0f} s.")
