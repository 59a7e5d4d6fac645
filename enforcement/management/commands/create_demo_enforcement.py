"""`manage.py create_demo_enforcement`: letters, notices, money, court and orders for the demonstration authority."""

import time
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from attendance.demo.build import last_school_day
from enforcement.demo.build import NotADemonstration, build_enforcement


class Command(BaseCommand):
    """Invented steps in law against invented families; refused unless DEMONSTRATION is set."""

    help = "Make enforcement in every state for the demonstration authority. Again adds nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Up to which day."""
        parser.add_argument("--until", type=date.fromisoformat, help="last day with marks (YYYY-MM-DD)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make what is missing, and say how long it took where anything was."""
        began = time.monotonic()
        said: list[str] = []
        try:
            until = options["until"] or last_school_day(timezone.localdate())
            build_enforcement(until=until, say=said.append)
        except NotADemonstration as refusal:
            raise CommandError(str(refusal)) from refusal
        for text in said:
            self.stdout.write(f"{text} {time.monotonic() - began:.0f} s.")
