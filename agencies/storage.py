"""Private files: outside the web root, under names that cannot be guessed, opened by actions only.

Each kind of file has a shelf of its own: `LETTERS = Shelf("letters")`.
"""

import hashlib
import os
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings


class TooLarge(Exception):
    """More bytes came than the limit allows; nothing was kept."""


class Altered(Exception):
    """A kept file is gone, or is no longer what was kept: it must not be given out."""


@dataclass(frozen=True)
class Kept:
    """A file that was kept: its name, the SHA-256 of its content in hexadecimal, its size in bytes."""

    name: str
    digest: str
    size: int


@dataclass(frozen=True)
class Shelf:
    """A folder of private files."""

    folder: str

    def path_of(self, name: str) -> Path:
        """Where a kept file lies. Raises ValueError for a name that is not one of ours."""
        if not name or not name.replace("-", "").replace("_", "").isalnum():
            raise ValueError("Not the name of a kept file.")
        return Path(settings.MEDIA_ROOT) / self.folder / name

    def new_name(self) -> str:
        """A name that cannot be guessed, in a folder that only the application's user may enter."""
        name = secrets.token_urlsafe(24)
        self.path_of(name).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        return name

    def keep(self, chunks: Iterable[bytes], *, limit: int) -> Kept:
        """Write a stream to a new private file. Raises TooLarge beyond `limit` bytes, keeping nothing."""
        name = self.new_name()
        digest = hashlib.sha256()
        size = 0
        handle = os.open(self.path_of(name), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as kept:
            for chunk in chunks:
                size += len(chunk)
                if size > limit:
                    self.discard(name)
                    raise TooLarge
                digest.update(chunk)
                kept.write(chunk)
            kept.flush()
            os.fsync(kept.fileno())
        return Kept(name, digest.hexdigest(), size)

    def keep_whole(self, content: bytes) -> Kept:
        """Keep a file that is at hand whole, such as a letter that was made here."""
        return self.keep([content], limit=len(content))

    def read(self, name: str, *, digest: str) -> bytes:
        """What was kept, as long as it is still what was kept. Raises Altered where its SHA-256 is another."""
        try:
            content = self.path_of(name).read_bytes()
        except FileNotFoundError:
            raise Altered("The file is gone.") from None
        if hashlib.sha256(content).hexdigest() != digest:
            raise Altered("The file is no longer what was kept.")
        return content

    def discard(self, name: str) -> None:
        """Remove a kept file; one that is gone already does no harm."""
        self.path_of(name).unlink(missing_ok=True)
