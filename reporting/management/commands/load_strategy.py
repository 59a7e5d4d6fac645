"""`manage.py load_strategy`: keep the targets and initiatives of the attendance strategy of January 2007."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from agencies.models import LocalAuthority
from reporting.actions.initiatives import load_initiatives
from reporting.actions.targets import load_strategy


class Command(BaseCommand):
    """What is held already stay; again does nothing."""

    help = "Load the targets and initiatives of the attendance strategy of January 2007 for an authority."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """For whom."""
        parser.add_argument("codes", nargs="*", help="codes of authorities; every one where none is given")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say how many were new where any was."""
        rows = LocalAuthority.objects.order_by("code")
        wanted = set(options["codes"])
        if unknown := wanted - set(rows.values_list("code", flat=True)):
            raise CommandError(f"No authority has the code {', '.join(sorted(unknown))}.")
        for authority in rows.filter(code__in=wanted) if wanted else rows:
            if new := load_strategy(authority):
                self.stdout.write(f"{authority.name}: {new} targets of the strategy.")
            if new := load_initiatives(authority):
                self.stdout.write(f"{authority.name}: {new} initiatives of the strategy.")
