"""Asking ClamAV about a file, where the authority runs it: the INSTREAM command of clamd, over TCP or a socket.

The kept libraries for it are under the GPL or have stood still since 2014; the command is a length and the bytes.
Source: clamd(8), "INSTREAM".
"""

import socket
import struct
from collections.abc import Iterable
from contextlib import closing
from enum import StrEnum
from urllib.parse import urlsplit

from django.conf import settings

CHUNK = 1 << 16
SECONDS = 30


class Verdict(StrEnum):
    """What was found."""

    CLEAN = "clean"
    INFECTED = "infected"
    NOT_SCANNED = "not_scanned"


class CannotScan(Exception):
    """A scanner is set up and did not answer: nothing may be taken in until it does."""


def scan(chunks: Iterable[bytes]) -> Verdict:
    """Whether a file is harmless; NOT_SCANNED where the authority has set up no scanner. Raises CannotScan."""
    if not settings.CLAMAV_URL:
        return Verdict.NOT_SCANNED
    try:
        with closing(_connect(settings.CLAMAV_URL)) as line:
            line.sendall(b"zINSTREAM\0")
            for chunk in chunks:
                for at in range(0, len(chunk), CHUNK):
                    part = chunk[at : at + CHUNK]
                    line.sendall(struct.pack("!I", len(part)) + part)
            line.sendall(struct.pack("!I", 0))
            answer = _answer(line)
    except OSError as error:
        raise CannotScan("The virus scanner does not answer.") from error
    if answer.endswith("OK"):
        return Verdict.CLEAN
    if answer.endswith("FOUND"):
        return Verdict.INFECTED
    raise CannotScan("The virus scanner gave no verdict.")


def _connect(url: str) -> socket.socket:
    """The scanner at `tcp://host:3310` or `unix:///path`."""
    where = urlsplit(url)
    if where.scheme == "unix":
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(SECONDS)
        line.connect(where.path)
        return line
    return socket.create_connection((where.hostname or "localhost", where.port or 3310), timeout=SECONDS)


def _answer(line: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and (part := line.recv(4096)):
        said += part
    return said.rstrip(b"\0").decode("ascii", "replace").strip()
