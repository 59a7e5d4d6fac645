"""`manage.py create_demo`: make the demonstration authority in an empty database."""

import time
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from attendance.demo.build import SEED, AlreadyThere, NotADemonstration, build, is_there, last_school_day
from attendance.demo.places import PUPILS


class Command(BaseCommand):
    """Invented schools, children and marks; refused unless DEMONSTRATION is set."""

    help = "Make the fictional authority Irwell Council, and a small one under the rules of 2006/07."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How many pupils, up to which day, from which seed."""
        parser.add_argument(
            "--pupils", type=int, default=PUPILS, help=f"on roll today; {PUPILS:,} if not said"
        )
        parser.add_argument("--until", type=date.fromisoformat, help="last day with marks (YYYY-MM-DD)")
        parser.add_argument("--seed", type=int, default=SEED, help="another seed makes other children")
        parser.add_argument("--if-empty", action="store_true", help="do nothing where it is there already")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it, and say how long it took."""
        if options["if_empty"] and is_there():
            self.stdout.write("The demonstration is here already.")
            return
        began = time.monotonic()
        until = options["until"] or last_school_day(timezone.localdate())
        try:
            build(pupils=options["pupils"], until=until, seed=options["seed"], say=self.stdout.write)
        except (AlreadyThere, NotADemonstration) as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            f"Made with marks to {until.day} {until:%B %Y} in {time.monotonic() - began:.0f} s."
        )
