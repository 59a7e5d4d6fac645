"""`manage.py create_demo_initiatives`: schools and pupils of initiatives for the demonstration of 2006-07."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from attendance.demo.build import NotADemonstration
from reporting.demo.initiatives import place_initiatives


class Command(BaseCommand):
    """Refused unless DEMONSTRATION is set; again adds nothing."""

    help = "Put schools and pupils of Irwell 2006-07 into initiatives of the strategy."

    def handle(self, *args: Any, **options: Any) -> None:
        """Put them in, and say how many schools were new where any was."""
        try:
            new = place_initiatives()
        except NotADemonstration as refusal:
            raise CommandError(str(refusal)) from refusal
        if new:
            self.stdout.write(f"Irwell 2006-07: {new} schools put into initiatives.")
