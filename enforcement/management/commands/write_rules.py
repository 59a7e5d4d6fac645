"""`manage.py write_rules [--check]`: the rule book of enforcement, written from the rules themselves."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from enforcement.rules.rulebook import text

PAGE = Path(settings.BASE_DIR) / "docs" / "rules.md"


class Command(BaseCommand):
    """Writes docs/rules.md, or only says whether it is current."""

    help = "Write docs/rules.md from the rules of enforcement, for a lawyer to review."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether to look only."""
        parser.add_argument(
            "--check", action="store_true", help="write nothing; fail where it is not current"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write, or compare."""
        wanted = text()
        if not options["check"]:
            PAGE.write_text(wanted)
            self.stdout.write(f"Written: {PAGE.name}, {len(wanted.splitlines())} lines.")
            return
        if not PAGE.is_file() or PAGE.read_text() != wanted:
            raise CommandError("docs/rules.md is not current: run manage.py write_rules.")
        self.stdout.write("docs/rules.md is current.")
