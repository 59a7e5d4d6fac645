"""Private files: outside the web root, under names that cannot be guessed, opened by actions only."""

import hashlib
import os
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

FOLDER = "registers"


class TooLarge(Exception):
    """More bytes came than the limit allows; nothing was kept."""


@dataclass(frozen=True)
class Kept:
    """A file that was kept: its name, the SHA-256 of its content in hexadecimal, its size in bytes."""

    name: str
    digest: str
    size: int


def path_of(name: str) -> Path:
    """Where a kept file lies. Raises ValueError for a name that is not one of ours."""
    if not name or not name.replace("-", "").replace("_", "").isalnum():
        raise ValueError("Not the name of a kept file.")
    return settings.MEDIA_ROOT / FOLDER / name


def new_name() -> str:
    """A name that cannot be guessed, in a folder that only the application's user may enter."""
    name = secrets.token_urlsafe(24)
    path_of(name).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    return name


def keep(chunks: Iterable[bytes], *, limit: int) -> Kept:
    """Write a stream to a new private file. Raises TooLarge beyond `limit` bytes, keeping nothing."""
    name = new_name()
    digest = hashlib.sha256()
    size = 0
    handle = os.open(path_of(name), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as kept:
        for chunk in chunks:
            size += len(chunk)
            if size > limit:
                discard(name)
                raise TooLarge
            digest.update(chunk)
            kept.write(chunk)
    return Kept(name, digest.hexdigest(), size)


def discard(name: str) -> None:
    """Remove a kept file; one that is gone already does no harm."""
    path_of(name).unlink(missing_ok=True)
