"""Driving a page: what goes wrong on it is kept, and fails the test unless the test said that it would."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Page, Response

from tests.browser.house import code_now
from tests.factories.agencies import PASSWORD

DESKTOP, PHONE, NARROW = 1280, 375, 320
HEIGHTS = {DESKTOP: 900, PHONE: 740, NARROW: 640}
ABORTED = "net::ERR_ABORTED"  # the browser went elsewhere, or took the answer as a download


@dataclass
class Faults:
    """What the browser complained about; `expected` holds the statuses that the test asks for."""

    found: list[str] = field(default_factory=list)
    expected: set[int] = field(default_factory=set)

    def watch(self, page: Page, *, scripts: bool = True) -> None:
        """Listen to a page: errors of scripts, refusals of the content policy, answers that fail.

        Where scripts are switched off, the browser calls those that it does not load refused.
        """
        page.on("pageerror", lambda error: self.found.append(f"script: {error}"))
        page.on("console", lambda said: self._said(said.type, said.text))
        if scripts:
            page.on("requestfailed", lambda request: self._failed(request.url, request.failure or ""))
        page.on("response", self._answered)

    def _said(self, kind: str, text: str) -> None:
        # A status is judged where it is known, not where the console repeats it.
        if kind in {"error", "warning"} and not text.startswith("Failed to load resource"):
            self.found.append(f"console: {text}")

    def _failed(self, url: str, reason: str) -> None:
        if reason != ABORTED:
            self.found.append(f"request: {urlsplit(url).path} {reason}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.expected:
            self.found.append(f"answer: {urlsplit(response.url).path} {response.status}")


class Trail:
    """The pages that somebody meets from the one before them on, in order."""

    def __init__(self, page: Page) -> None:
        self.paths = [urlsplit(page.url).path]
        page.on("load", lambda loaded: self.paths.append(urlsplit(loaded.url).path))

    @property
    def pages(self) -> int:
        """How many there were."""
        return len(self.paths)

    def __repr__(self) -> str:
        return " → ".join(self.paths)


def questions(page: Page) -> list[str]:
    """The names of what the page's form asks, the parts of a day as one."""
    names = page.evaluate("""() => [...document.querySelector("main form[data-draft]").elements]
        .filter(each => each.name && each.type !== "hidden" && each.tagName !== "BUTTON")
        .map(each => each.name.replace(/_(day|month|year)$/, ""))""")
    return sorted(set(names))


def go(page: Page, path: str) -> Response:
    """Open a path of the server's; the answer."""
    response = page.goto(path, wait_until="load")
    assert response is not None
    return response


def resize(page: Page, width: int) -> None:
    """Make the window as wide as that, and as high as such a screen is."""
    page.set_viewport_size({"width": width, "height": HEIGHTS[width]})


def sign_in(page: Page, email: str, *, password: str = PASSWORD) -> None:
    """Sign in as a person does: address, password, and the code where one is asked for."""
    go(page, "/accounts/login/")
    sign_in_here(page, email, password=password)


def sign_in_here(page: Page, email: str, *, password: str = PASSWORD) -> None:
    """The same on the page to which one was sent, so that one is led back."""
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(password)
    with page.expect_navigation():
        page.get_by_role("button", name="Sign in", exact=True).click()
    if "/2fa/authenticate" in page.url:
        page.get_by_label("Code").fill(code_now())
        with page.expect_navigation():
            page.get_by_role("button", name="Continue").click()


def press_to(page: Page, role: str, name: str, *, most: int = 80) -> int:
    """Press Tab until the element of that role and name has the focus; how many presses it took."""
    wanted = page.get_by_role(role, name=name, exact=True).first  # type: ignore[arg-type]
    for presses in range(1, most + 1):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return presses
    raise AssertionError(f"No {role} {name!r} within {most} presses of Tab on {page.url}")


def search_for(page: Page, name: str) -> None:
    """Fill in the search and send it."""
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_role("button", name="Find", exact=True).click()
    page.wait_for_load_state()
