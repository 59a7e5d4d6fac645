"""Walking a family's case as the people of the authority do, each on their day, in a browser of their own."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import time_machine
from django.urls import reverse
from playwright.sync_api import Page
from pypdf import PdfReader

from config.runner.places import ROOT
from tests.browser.driving import DESKTOP, PHONE, go, resize

LONDON = ZoneInfo("Europe/London")
FOLDER = ROOT / "build" / "screenshots" / "walks"
PICTURES = os.environ.get("SCREENSHOTS") == "1"


@dataclass
class Walk:
    """One family's way: who opens which page on which day, what they read there, and the PDFs on the way."""

    name: str
    visit: Any
    papers: dict[str, str] = field(default_factory=dict)
    seen: int = 0

    @contextmanager
    def of(self, persona: str, on: date) -> Iterator[Page]:
        """A page of somebody's who is signed in, at ten o'clock on a day."""
        with time_machine.travel(datetime.combine(on, time(10), LONDON), tick=True):
            page = self.visit(persona)
            yield page
            page.context.close()

    def look(self, page: Page, what: str) -> str:
        """What the page says; where pictures are wanted, it is taken on a desktop and on a phone."""
        if PICTURES:
            FOLDER.mkdir(parents=True, exist_ok=True)
            self.seen += 1
            for width in (DESKTOP, PHONE):
                resize(page, width)
                page.screenshot(
                    path=FOLDER / f"{self.name}-{self.seen:02}-{what}-{width}.png", full_page=True
                )
            resize(page, DESKTOP)
        return words(page)

    def fetch(self, page: Page, path: str, what: str) -> str:
        """What a PDF of the page says, fetched as the person who is signed in there."""
        answer = page.context.request.get(path)
        assert answer.status == 200, (path, answer.status)
        assert answer.headers["content-type"] == "application/pdf"
        content = answer.body()
        if PICTURES:
            FOLDER.mkdir(parents=True, exist_ok=True)
            (FOLDER / f"{self.name}-{what}.pdf").write_bytes(content)
        pages = PdfReader(BytesIO(content)).pages
        self.papers[what] = " ".join(" ".join(each.extract_text() for each in pages).split())
        return self.papers[what]

    def letter(self, page: Page, path: str, kind: str, what: str) -> str:
        """Open the letter of a step from its page, have it made, and read it."""
        go(page, path)
        page.get_by_role("link", name=kind).first.click()
        page.wait_for_url("**/letters/*/")
        press(page, "Make this letter now, dated today")
        return self.fetch(page, _pdf_of(page), what)


def _pdf_of(page: Page) -> str:
    found = page.get_by_role("link", name="Open the letter as it was made").get_attribute("href")
    assert found
    return found


def words(page: Page) -> str:
    """What the main region says, its line ends as blanks."""
    return " ".join(page.locator("main").inner_text().split())


def fill(page: Page, **given: Any) -> None:
    """Answer the questions of a form by the names of their fields: a day, a choice, a tick, a text."""
    for name, answer in given.items():
        if isinstance(answer, date):
            for part in ("day", "month", "year"):
                page.locator(f"[name={name}_{part}]").fill(str(getattr(answer, part)))
            continue
        field_ = page.locator(f"main [name={name}]").first
        kind = field_.evaluate("each => each.tagName === 'SELECT' ? 'select' : each.type")
        if kind == "radio":
            page.locator(f"main [name={name}][value='{answer}']").check()
        elif kind == "checkbox":
            field_.set_checked(answer)
        elif kind == "select":
            field_.select_option(answer)
        else:
            field_.fill(str(answer))


def press(page: Page, button: str) -> None:
    """Press a button of the page, once what was asked is answered; the form must not come back."""
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name=button, exact=True).first.click()
    page.wait_for_load_state()
    refused = page.locator(".govuk-error-summary")
    assert not refused.count(), refused.first.inner_text()


def follow(page: Page, link: Any) -> None:
    """Follow a link of the page by its words."""
    with page.expect_navigation():
        page.locator("main").get_by_role("link", name=link).first.click()
    page.wait_for_load_state()


def at(page: Page, name: str, *arguments: Any) -> None:
    """Open a page by its name."""
    answer = go(page, reverse(name, args=arguments))
    assert answer.status == 200, (name, answer.status)


def act(page: Page, name: str, arguments: list[Any], button: str, **given: Any) -> None:
    """Open the page of an act, answer what it asks, and do it."""
    at(page, name, *arguments)
    fill(page, **given)
    press(page, button)


def holds(said: str, *wanted: str, none_of: tuple[str, ...] = ()) -> None:
    """It says all of these, and none of those."""
    small = said.lower()
    assert [each for each in wanted if each.lower() not in small] == [], said[:3_000]
    assert [each for each in none_of if each.lower() in small] == [], said[:3_000]
