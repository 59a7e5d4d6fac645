"""Pictures of every page for people to look at: only where SCREENSHOTS=1, into build/screenshots."""

import os

import pytest

from config.runner.places import ROOT
from tests.browser.driving import DESKTOP, PHONE
from tests.browser.pages import PAGES

if os.environ.get("SCREENSHOTS") != "1":
    pytest.skip("Pictures are taken where SCREENSHOTS=1.", allow_module_level=True)
FOLDER = ROOT / "build" / "screenshots"


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.label)
def test_a_picture_is_taken(look, authority, entry, width):
    look.faults.expected.add(entry.status)
    page = look(entry.persona, width=width)
    entry.open(page, authority)
    FOLDER.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=FOLDER / f"{entry.label}-{width}.png", full_page=True)
