"""What is left behind while people look: lines in the log, e-mails, keys and values of the cache."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.core import mail
from django.core.cache import caches

from tests.permissions.canary import Cage

QUIET = ("django.db.backends", "django.template", "faker", "factory")


@dataclass
class Kept(logging.Handler):
    """Log lines, e-mails and cache entries as texts with where they were found."""

    texts: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(logging.DEBUG)

    __hash__ = logging.Handler.__hash__

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line."""
        if not record.name.startswith(QUIET):
            self.texts.append((f"a line of the log {record.name}", self.format(record)))

    def found(self, cage: Cage) -> list[str]:
        """The canaries in any of it: none may be there, whoever it belongs to."""
        return [
            f"{cage.held[text].label} of {cage.held[text].about} in {where}"
            for where, kept in self.texts
            for text in cage.found(kept)
        ]


@contextmanager
def surroundings(settings: Any) -> Iterator[Kept]:
    """Listen to everything that is logged, sent and cached within."""
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "crawl"}
    }
    kept, root = Kept(), logging.getLogger()
    level = root.level
    root.addHandler(kept)
    root.setLevel(logging.INFO)
    mail.outbox.clear()
    try:
        yield kept
    finally:
        root.removeHandler(kept)
        root.setLevel(level)
        for message in mail.outbox:
            kept.texts.append(("an e-mail", message.message().as_string() + message.body))
        for key, value in caches["default"]._cache.items():
            kept.texts.append(("the cache", f"{key} {value!r}"))
        caches["default"].clear()
