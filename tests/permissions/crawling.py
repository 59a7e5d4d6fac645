"""Reading everything that a persona can reach, and looking for canaries that are not theirs to meet.

A crawl follows every link from the first page, asks for every route with every thing that could stand in it, as a
whole page and as the part that a script asks for, types every child's particulars into every search, and uses the
interface for programs with a token of each scope. What it meets is held against the canaries' own rules.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from urllib.parse import unquote, urlsplit

from django.http import HttpResponseBase
from django.test import Client

from tests.permissions.answers import Api, Line, Page
from tests.permissions.browsing import content_of
from tests.permissions.canary import Canary, readable
from tests.permissions.rights import Person
from tests.permissions.routes import Route
from tests.permissions.searches import Search
from tests.permissions.things import things_of
from tests.permissions.world import Aviary

LINK = re.compile(r"""(?:href|src|action|hx-get|hx-post|formaction)\s*=\s*["']([^"']+)["']""")
LEFT_ALONE = re.compile(
    r"^/(?:static/|accounts/)"
)  # files of the house, and the sign-in: signing out ends a crawl
MOST = 150


@dataclass(frozen=True)
class Leak:
    """A canary met where it should not be."""

    person: str
    where: str
    canary: Canary

    def __str__(self) -> str:
        return f"{self.person} met {self.canary.label} of {self.canary.about} in {self.where}"


@dataclass
class Crawl:
    """One persona's way through everything."""

    aviary: Aviary
    person: Person
    client: Client
    leaks: list[Leak] = field(default_factory=list)
    met: set[str] = field(default_factory=set)
    failures: list[str] = field(default_factory=list)
    read: set[tuple[str, bool]] = field(default_factory=set)
    status: int = 0
    # What the persona typed last: a page that says it back tells them nothing.
    typed: set[str] = field(default_factory=set)

    def follow(self, start: str = "/") -> None:
        """Every page that links lead to from here."""
        waiting = [start]
        while waiting and len(self.read) < MOST:
            address = waiting.pop(0)
            if (address, False) not in self.read:
                self.read.add((address, False))
                waiting += self.get(address)

    def get(self, address: str, *, part: bool = False) -> list[str]:
        """Ask for an address; the links found in the answer."""
        said = self.aviary.cage.found(unquote(address))
        extra = {"HTTP_HX_REQUEST": "true"} if part else {}
        where = f"GET {address}{' as a part' if part else ''}"
        return self.look(self.client.get(address, **extra), where, said)

    def guess(self, route: Route, line: Line) -> None:
        """A route with every thing of its kind, every child's included; one is enough where the role is shut out."""
        for arguments in addresses(self.aviary, line):
            address = route.address(**arguments) + getattr(line, "query", "")
            for part in (False, True):
                if (address, part) not in self.read:
                    self.read.add((address, part))
                    self.get(address, part=part)
            if self.status == 403:
                return

    def search(self, search: Search) -> None:
        """A search with every child's particulars, as whoever has them from elsewhere would type them."""
        for number, (address, given) in enumerate(search.questions(self.aviary)):
            said = self.aviary.cage.found(" ".join(map(str, given.values())))
            options: dict[str, Any] = {"content_type": "application/json"} if search.json else {}
            if number % 2:
                options["HTTP_HX_REQUEST"] = "true"
            self.look(self.client.post(address, given, follow=True, **options), f"POST {address}", said)
            self.typed = said
            if self.status == 403:
                return

    def look(self, response: HttpResponseBase, where: str, said: Iterable[str] = ()) -> list[str]:
        """Hold an answer against the canaries; the links in it."""
        self.status = response.status_code
        if response.status_code >= 500:
            self.failures.append(f"{self.person.name}: {where} answered {response.status_code}")
        if response.streaming:
            response.content_kept = b"".join(response.streaming_content)
        body = readable(content_of(response))
        known = {*said, *self.typed}
        headers = "\n".join(f"{name}: {unquote(value)}" for name, value in response.items())
        self.meet(body, where, known)
        self.meet(headers, f"the headers of {where}", known)
        self.refuse(response.headers.get("Content-Disposition", ""), f"the file name of {where}")
        links = list(links_in(body)) if "html" in response.headers.get("Content-Type", "") else []
        for link in links:
            self.refuse(unquote(link), f"an address in {where}", keep_references=True)
        return [link for link in links if link.startswith("/") and not LEFT_ALONE.match(link)]

    def meet(self, text: str, where: str, known: Iterable[str]) -> None:
        """Every canary in a text is met; one that is not theirs, and that they did not say themselves, is a leak."""
        for found in self.aviary.cage.found(text) - set(known):
            canary = self.aviary.cage.held[found]
            self.met.add(found)
            if not canary.rule(self.aviary.rights, self.person):
                self.leaks.append(Leak(self.person.name, where, canary))

    def refuse(self, text: str, where: str, *, keep_references: bool = False) -> None:
        """No canary may stand here for anybody: addresses and file names are kept by browsers and proxies."""
        for found in self.aviary.cage.found(text):
            canary = self.aviary.cage.held[found]
            if not (keep_references and canary.in_addresses):
                self.leaks.append(Leak(self.person.name, where, canary))


def links_in(body: str) -> Iterator[str]:
    """The addresses in a page, without fragments; a telephone's or an e-mail's is sent nowhere."""
    for found in LINK.findall(body):
        address = urlsplit(unescape(found))
        if address.path and address.scheme in ("", "http", "https"):
            yield address.path + (f"?{address.query}" if address.query else "")


def addresses(aviary: Aviary, line: Line) -> list[dict[str, Any]]:
    """The arguments to guess with: the matrix's things, and for a child's pages every child."""
    kind = line.of if isinstance(line, Page | Api) else ""
    found = [thing.arguments for thing in things_of(aviary, kind)]
    children = aviary.children.values()
    every = {
        "pupil": [{"ref": child.pupil.ref} for child in children],
        "flag": [{"pk": child.flag.pk} for child in children if child.flag],
    }
    return found + [arguments for arguments in every.get(kind, []) if arguments not in found]
