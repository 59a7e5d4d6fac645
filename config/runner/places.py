"""Where the runner keeps things: all under `.local/`, but for sockets, whose paths must be short."""

import hashlib
import os
import secrets
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path

from config.runner.report import CannotRun, say

ROOT = Path(__file__).resolve().parent.parent.parent
LOCAL = ROOT / ".local"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
BUILD = ROOT / "build"
SITE_PACKAGES = VENV / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}" / "site-packages"


def fingerprint(*paths: Path) -> str:
    """A hash of files' contents: what a stamp holds, so that unchanged work is not done again."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def short_name(purpose: str) -> str:
    """A name of fixed length that differs by checkout, user and purpose."""
    return "casework-" + hashlib.sha256(f"{ROOT}|{os.geteuid()}|{purpose}".encode()).hexdigest()[:10]


def socket_directory(purpose: str, owner: int | None = None) -> Path:
    """A directory only its owner can enter; anyone who can reach a socket in it is trusted.

    `owner` is the user who shall have it, ours by default. Raises CannotRun where somebody else made it.
    """
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    base = runtime if runtime and os.access(runtime, os.W_OK) and owner is None else tempfile.gettempdir()
    return private_directory(Path(base) / short_name(purpose), owner)


def private_directory(path: Path, owner: int | None = None) -> Path:
    """The directory, made if need be, with mode 0700; raises CannotRun where another user owns it."""
    owner = os.geteuid() if owner is None else owner
    if not path.is_symlink() and not path.exists():
        path.mkdir(mode=0o700)
        os.chown(path, owner, -1)
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner:
        raise CannotRun(f"{path} is not ours: remove it, or set TMPDIR to another directory.")
    path.chmod(0o700)
    return path


def secret_key() -> str:
    """The key that signs sessions on this machine, made at the first start and readable by its owner only."""
    path = LOCAL / "secret"
    if not path.exists():
        LOCAL.mkdir(exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
    return path.read_text().strip()


@contextmanager
def alone(purpose: str, *, wait: bool) -> Iterator[None]:
    """Hold the lock of a purpose; it is let go when this process ends, however it ends.

    Raises CannotRun, with what the holder left in the lock file, unless told to wait.
    """
    LOCAL.mkdir(exist_ok=True)
    with (LOCAL / f"{purpose}.lock").open("a+") as file:
        try:
            flock(file, LOCK_EX | LOCK_NB)
        except BlockingIOError:
            if not wait:
                raise CannotRun(_held_by(purpose)) from None
            say("  Waiting for another run in this checkout to end …")
            flock(file, LOCK_EX)
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def holder(purpose: str) -> int | None:
    """The process that holds the lock of a purpose, if one does."""
    path = LOCAL / f"{purpose}.lock"
    if not path.exists():
        return None
    with path.open("r") as file:
        try:
            flock(file, LOCK_EX | LOCK_NB)
        except BlockingIOError:
            return int(file.read() or 0) or None
    return None


def _held_by(purpose: str) -> str:
    address = LOCAL / "address"
    where = f" at {address.read_text().strip()}" if address.exists() else ""
    return f"`make {purpose}` already runs in this checkout{where}. End it with Ctrl-C there, or `make stop`."
