"""The lines of the matrix of roles and pages, as values: `matrix` says what they mean."""

from dataclasses import dataclass

from agencies.rules.roles import Permission as P

Status = int | tuple[int, ...]


@dataclass(frozen=True)
class Page:
    """A page of ours."""

    needs: P | None = None
    of: str = ""
    row: P | None = None
    get: Status = 200
    post: Status = 200
    query: str = ""


@dataclass(frozen=True)
class Api:
    """An endpoint: `scopes` are those of tokens that may use it."""

    needs: P | None
    scopes: tuple[str, ...]
    of: str = ""
    row: P | None = None
    get: Status = 200
    post: Status = 405
    query: str = ""


@dataclass(frozen=True)
class Library:
    """A page of a library, or one open to all: what it answers to nobody signed in and to somebody."""

    anonymous: Status
    signed_in: Status
    arguments: tuple[tuple[str, object], ...] = ()


Line = Page | Api | Library
READ = ("read", "write", "cases", "casework")
READ_CASES = ("cases", "casework")
CASEWORK = ("casework",)
WRITE = ("write",)
SEND = ("registers",)
DONE = 302  # an act that leads on to another page
ONLY_GET = 405
