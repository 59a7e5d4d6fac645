"""A page as one persona meets it, and how somebody comes to a state of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from playwright.sync_api import Page as BrowserPage

from tests.browser.authority import Authority
from tests.browser.driving import go

Arguments = Callable[[Authority], list[Any]]


def nothing(_authority: Authority) -> list[Any]:
    """An address without a record in it."""
    return []


def the_child(authority: Authority) -> list[Any]:
    """The child who has a lot of everything."""
    return [authority.child.ref]


def the_school(authority: Authority) -> list[Any]:
    """The school with registers."""
    return [authority.world.school.urn]


@dataclass(frozen=True)
class Page:
    """A page as one persona meets it; `enter` is what they do to come to its state, `status` what it answers."""

    name: str
    persona: str | None = None
    args: Arguments = nothing
    query: str = ""
    state: str = ""
    status: int = 200
    enter: Callable[[BrowserPage], None] | None = None

    @property
    def label(self) -> str:
        """What the page is called in the report of the tests and in the name of its picture."""
        return "-".join(part for part in (self.name, self.persona or "nobody", self.state) if part)

    def path(self, authority: Authority) -> str:
        """Its address in the filled authority."""
        return reverse(self.name, args=self.args(authority)) + self.query

    def open(self, page: BrowserPage, authority: Authority) -> None:
        """Go there, and make the state."""
        answer = go(page, self.path(authority))
        assert answer.status == self.status, f"{self.label}: {answer.status}"
        if self.enter:
            self.enter(page)


def send_form(name: str) -> Callable[[BrowserPage], None]:
    """Send a form without an answer, so that the page comes back with what is wrong."""

    def press(page: BrowserPage) -> None:
        page.locator("main").get_by_role("button", name=name, exact=True).first.click()
        page.wait_for_load_state()

    return press
