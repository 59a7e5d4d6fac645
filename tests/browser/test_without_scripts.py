"""Every page with scripts switched off: all of it is there, and every form can be sent."""

import pytest

from tests.browser.looking import faults_of_structure, words_of
from tests.browser.pages import PAGES


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.label)
def test_a_page_needs_no_script(look, authority, entry):
    if entry.status != 200:
        look.faults.expected.add(entry.status)
    with_scripts, without = look(entry.persona), look(entry.persona, scripts=False)
    entry.open(with_scripts, authority)
    entry.open(without, authority)
    missing = set(words_of(with_scripts)) - set(words_of(without))
    assert len(missing) <= 12, missing
    assert not faults_of_structure(without)
