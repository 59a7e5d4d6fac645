"""Every page as the person it is for: no barrier, nothing sideways, and all of it there without scripts."""

import pytest
from django.test import override_settings
from django.urls import path

from config.urls import urlpatterns as served
from config.views import healthz
from tests.browser.driving import DESKTOP, NARROW, PHONE, resize
from tests.browser.looking import WCAG, barriers, faults_of_structure, too_wide, words_of
from tests.browser.pages import PAGES, unaccounted

SCRIPTS_SAY = 12  # such as how many characters are left
urlpatterns = [*served, path("newcomer/", healthz, name="newcomer")]


def test_every_address_is_a_page_that_is_looked_at_or_has_a_reason_not_to_be(place):
    assert unaccounted() == set()


def test_a_page_that_nobody_entered_is_missed(place):
    with override_settings(ROOT_URLCONF="tests.browser.test_pages"):
        assert "newcomer" in unaccounted()


def test_labels_of_pages_are_their_own():
    labels = [page.label for page in PAGES]
    assert sorted(set(labels)) == sorted(labels)


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.label)
def test_a_page_is_open_to_everybody(look, authority, entry):
    if entry.status != 200:
        look.faults.expected.add(entry.status)
    page = look(entry.persona)
    entry.open(page, authority)
    found = faults_of_structure(page)
    found += [f"at {DESKTOP}: {barrier}" for barrier in barriers(page)]
    words = set(words_of(page))
    resize(page, PHONE)
    found += [f"at {PHONE}: {barrier}" for barrier in barriers(page, WCAG)]
    resize(page, NARROW)
    found += [f"at {NARROW}: {wide}" for wide in too_wide(page)]
    found += without_scripts(look, authority, entry, words)
    assert not found, "\n".join(found)


def without_scripts(look, authority, entry, words):
    """What is missing or wrong where scripts are switched off; scripts add a few words to some fields."""
    page = look(entry.persona, scripts=False)
    entry.open(page, authority)
    missing = words - set(words_of(page))
    found = [f"only with scripts: {' '.join(sorted(missing))}"] if len(missing) > SCRIPTS_SAY else []
    return [*found, *(f"without scripts: {fault}" for fault in faults_of_structure(page))]
