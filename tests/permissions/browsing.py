"""Asking for addresses as a persona, in a browser or with a token, and what every answer must have."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.http import HttpResponseBase
from django.test import Client

from tests.permissions.world import Aviary
from tests.personas import signed_in

CHANGE = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM|TRUNCATE) "?(\w+)"?', re.IGNORECASE)
# Looking leaves these behind: who looked, the browser's session, the last use of a token.
TRACES = {"agencies_accessrecord", "django_session", "agencies_token"}
POLICY = {
    "default-src": "'none'", "script-src": "'self'", "style-src": "'self'", "img-src": "'self' data:",
    "font-src": "'self'", "connect-src": "'self'", "form-action": "'self'", "base-uri": "'none'",
    "frame-ancestors": "'none'", "object-src": "'none'",
}  # fmt: skip


@dataclass
class Browsers:
    """A client for each persona, signed in when first needed."""

    aviary: Aviary
    clients: dict[str, Client] = field(default_factory=dict)

    def of(self, name: str) -> Client:
        """The persona's browser; the empty name is nobody's."""
        if name not in self.clients:
            self.clients[name] = signed_in(self.aviary.world.people[name]) if name else Client()
        client = self.clients[name]
        client.raise_request_exception = False
        return client

    def token(self, name: str, scope: str) -> Client:
        """A program of the persona with a token of a scope."""
        secret = self.aviary.secrets[name, scope]
        return Client(headers={"authorization": f"Bearer {secret}"}, raise_request_exception=False)


@dataclass(frozen=True)
class Answer:
    """An answer and what was written while it was made, traces of looking aside."""

    response: HttpResponseBase
    changed: frozenset[str]

    @property
    def status(self) -> int:
        return self.response.status_code


@contextmanager
def writes() -> Iterator[set[str]]:
    """The tables that are written to, traces of looking aside."""
    tables: set[str] = set()

    def note(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if found := CHANGE.match(sql):
            tables.add(found[1])
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        yield tables
    tables -= TRACES


def ask(client: Client, method: str, address: str, **given: Any) -> Answer:
    """Ask, and see which tables were written to; what is given goes to the client."""
    with writes() as tables:
        response = getattr(client, method.lower())(address, **given)
        if response.streaming:
            response.content_kept = b"".join(response.streaming_content)
    return Answer(response, frozenset(tables))


def content_of(response: HttpResponseBase) -> bytes:
    """The body, streamed or not."""
    return getattr(response, "content_kept", None) or (b"" if response.streaming else response.content)


def header_faults(response: HttpResponseBase) -> list[str]:
    """What is missing of the headers that every answer must have."""
    kept = {part.strip() for part in response.headers.get("Cache-Control", "").split(",")}
    said = [part.split(maxsplit=1) for part in response.headers.get("Content-Security-Policy", "").split(";")]
    policy = {part[0]: part[1] for part in said if len(part) == 2}
    faults = (
        [] if {"private", "no-store"} <= kept else [f"Cache-Control is {', '.join(sorted(kept)) or 'absent'}"]
    )
    return faults + [
        f"the policy has no {name} {value}" for name, value in POLICY.items() if policy.get(name) != value
    ]
