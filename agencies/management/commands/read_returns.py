"""`manage.py read_returns`: read e-mails that came back, from a mailbox file or one message on standard input."""

import mailbox
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from agencies.actions.post import record_return
from agencies.formats.returns import returns


class Command(BaseCommand):
    """What the mail server pipes to, for the address that e-mails are sent from."""

    help = "Marks e-mails that came back. Reads one message from standard input, or a mailbox file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--mailbox", type=Path, metavar="FILE", help="a file in mbox format")

    def handle(self, *args: Any, **options: Any) -> None:
        read = marked = 0
        for raw in self._messages(options["mailbox"]):
            read += 1
            for each in returns(raw):
                marked += record_return(original=each.original, status=each.status, at=timezone.now())
        self.stdout.write(f"Messages read: {read}. E-mails marked as come back: {marked}.")

    def _messages(self, path: Path | None) -> Iterator[bytes]:
        if path is None:
            yield sys.stdin.buffer.read()
            return
        if not path.is_file():
            raise CommandError(f"There is no file {path}.")
        for message in mailbox.mbox(path, create=False):
            yield message.as_bytes()
