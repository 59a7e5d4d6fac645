"""`manage.py count_figures`: count what is owed here and now; `--prove` recounts and compares."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reporting.actions.count_jobs import count_owed, prove_all


class Command(BaseCommand):
    """The counting of figures by hand, over the same action as the night; again does nothing."""

    help = "Count the figures of every school reviewed since it was counted last."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--prove", action="store_true", help="recount from the registers and compare")

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{count_owed()} chunks counted.")
        if options["prove"]:
            wrong = prove_all()
            if wrong:
                raise CommandError(f"{wrong} figures are not what the registers say.")
            self.stdout.write("Every figure is what the registers say.")
