"""A Chromium, a server and a filled authority, for the tests that look at pages as people do.

All of them are made when the first of these tests begins and end with the last, and nothing of them is left
for other tests. Each module has a copy of the filled database of its own, so that what one changes no other
meets.
"""

import os
from importlib import import_module
from pathlib import Path

import pytest
import time_machine
from django.test import override_settings
from playwright.sync_api import sync_playwright

from config import frontend
from config.celery import app
from config.runner.commands import chromium
from tests.browser import house
from tests.browser.authority import TODAY, build_authority
from tests.browser.driving import DESKTOP, Faults, resize
from tests.personas import signed_in

HERE = Path(__file__).parent
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def pytest_collection_modifyitems(items):
    """Every test here is the browser's; those of a module go together, and the many pages in two halves."""
    for at, item in enumerate(items):
        if item.path.is_relative_to(HERE):
            half = at % 2 if item.path.stem == "test_pages" else 0
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group(f"browser {item.path.stem} {half}"))


@pytest.fixture(scope="package")
def executable():
    """Where Chromium is; without one the tests are skipped, or fail where browser tests are required."""
    path = chromium()
    if path is None and os.environ.get("CASEWORK_REQUIRE_BROWSER") == "1":
        pytest.fail("Browser tests are required, but there is no Chromium on the path.")
    if path is None:
        pytest.skip("There is no Chromium on the path.")
    return path


@pytest.fixture(scope="package")
def place(executable, tmp_path_factory):
    """Settings, time and front-end files as the browser's tests need them."""
    if not (frontend.BUILT / "govuk" / "govuk-frontend.css").is_file():
        frontend.build()
    changes = {
        "ROOT_URLCONF": "tests.browser.urls",
        "MEDIA_ROOT": tmp_path_factory.mktemp("media"),
        "CACHES": house.LOCAL_CACHE,
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
        "MFA_TOTP_INSECURE_BYPASS_CODE": None,
        "ALLOWED_HOSTS": ["localhost", "testserver"],
    }
    patch = pytest.MonkeyPatch()
    # Playwright's loop runs in this thread, and Django would refuse the database to a thread with a loop.
    patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    # Background work is done while the page waits; nothing goes into a queue that other tests' workers read.
    patch.setattr(app, "send_task", lambda name, args=(), **_: do_now(name, args))
    app.conf.task_always_eager = True
    with override_settings(**changes), time_machine.travel(TODAY, tick=True):
        yield
    app.conf.task_always_eager = False
    patch.undo()


def do_now(name, arguments):
    """A task by its full name, done here and now."""
    module, _, task = name.rpartition(".")
    getattr(import_module(module), task).apply(args=arguments, throw=True)


@pytest.fixture(scope="package")
def filled(place, django_db_setup, django_db_blocker):
    """The filled authority and the name of its database, which nobody enters but to copy it."""
    with django_db_blocker.unblock():
        own = house.connection.settings_dict["NAME"]
        name = f"{own}_browser"
        house.copy_database(own, name)
        with house.inside(name):
            authority = build_authority()
        yield authority, name
        house.drop_database(name)


@pytest.fixture(scope="package")
def browser(executable, filled):
    """A Chromium, started last: from then on Django keeps other connections for this thread."""
    with sync_playwright() as playwright:
        chrome = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield chrome
        chrome.close()


@pytest.fixture(scope="package")
def address(place):
    """Where the server answers."""
    with house.serving() as url:
        yield url


@pytest.fixture(scope="module")
def authority(filled, address, django_db_blocker):
    """The filled authority, in a copy that belongs to this module."""
    built, template = filled
    name = f"{template}_copy"
    with django_db_blocker.unblock():
        house.copy_database(template, name)
        with house.inside(name):
            yield built
        house.drop_database(name)


@pytest.fixture
def db(authority):
    """In place of a transaction: pytest-django makes its database only for tests that ask for it by this name."""
    return authority


@pytest.fixture(scope="module")
def open_context(authority, browser, address):
    """A function that opens a browser of somebody's own, signed in as a persona or as nobody."""

    def open_one(persona, *, scripts, touch=False):
        context = browser.new_context(
            base_url=address,
            java_script_enabled=scripts,
            has_touch=touch,
            locale="en-GB",
            timezone_id="Europe/London",
        )
        context.set_default_timeout(15_000)
        if persona:
            session = signed_in(authority.people[persona]).cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
        return context

    return open_one


@pytest.fixture(scope="module")
def kept(open_context):
    """One browser of each persona for the whole module, which keeps styles and scripts: for looking only."""
    contexts = {}

    def keep(persona, scripts):
        if (persona, scripts) not in contexts:
            contexts[persona, scripts] = open_context(persona, scripts=scripts)
        return contexts[persona, scripts]

    yield keep
    for context in contexts.values():
        context.close()


@pytest.fixture
def visit(db, open_context):
    """A function that opens a page in a browser of its own; what the browser complains of fails the test.

    `visit("nurse", width=PHONE, scripts=False)` gives a page; `visit.faults.expected.add(404)` allows one.
    """
    contexts, faults = [], Faults()

    def open_page(persona=None, *, width=DESKTOP, scripts=True, touch=False):
        context = open_context(persona, scripts=scripts, touch=touch)
        contexts.append(context)
        return _watched(context, faults, width, scripts)

    open_page.faults = faults
    yield open_page
    for context in contexts:
        context.close()
    assert not faults.found, faults.found


@pytest.fixture
def look(db, kept):
    """As `visit`, in a browser that the persona keeps between tests."""
    pages, faults = [], Faults()

    def open_page(persona=None, *, width=DESKTOP, scripts=True):
        pages.append(_watched(kept(persona, scripts), faults, width, scripts))
        return pages[-1]

    open_page.faults = faults
    yield open_page
    for page in pages:
        page.close()
    assert not faults.found, faults.found


def _watched(context, faults, width, scripts):
    page = context.new_page()
    resize(page, width)
    faults.watch(page, scripts=scripts)
    return page
