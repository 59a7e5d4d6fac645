"""Fuzzed: whatever is typed, whoever is sealed, no letter says where another household lives."""

import re

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.actions.doors import Refused
from enforcement.actions.letters import make_now, owe_letter
from enforcement.actions.notices import issue_notice
from enforcement.models import Letter, LetterKind
from tests.enforcement.households import another_parent
from tests.enforcement.letters import add_letterhead, words_of

STREETS = ("The Hollies", "Secret Lane", "Weir Street", "Quarry Bank", "Zetland Mews")
streets = st.tuples(st.integers(1, 99), st.sampled_from(STREETS)).map(lambda held: f"{held[0]} {held[1]}")
postcodes = st.from_regex(r"[A-Z]{2}[1-9] [1-9][A-Z]{2}", fullmatch=True)
CHATTER = (
    "We met at the school.",
    "She moved to",
    "He now lives at",
    "Ring first,",
    "the post code is",
    "#let x = 1",
)


class _Undo(Exception):
    """Takes back what one example wrote."""


@pytest.fixture
def told(family, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    add_letterhead(family.world)
    _, address = another_parent(family)
    draft = family.prepare()
    notice = issue_notice(notice=draft, by=family.acting("team_manager"), version=draft.version)
    return family, address, notice


def typed(street: str, postcode: str):
    """Words in which a street and a postcode may stand, however written, or not."""
    disguises = (
        str,
        str.upper,
        str.lower,
        lambda text: text.replace(" ", "  "),
        lambda text: text.replace(" ", "\n"),
    )
    secret = st.one_of(
        st.builds(lambda way: way(street), st.sampled_from(disguises)),
        st.builds(
            lambda way: way(postcode), st.sampled_from((*disguises, lambda text: text.replace(" ", "")))
        ),
    )
    return st.lists(st.one_of(st.sampled_from(CHATTER), secret), max_size=4).map(" ".join)


def bare(text: str) -> str:
    """A text without anything but its letters and figures."""
    return re.sub(r"[^a-z0-9]", "", text.casefold())


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), sealed=streets, postcode=postcodes, own=streets)
def test_no_letter_holds_a_sealed_string_of_another_household(told, data, sealed, postcode, own) -> None:
    family, address, notice = told
    words = data.draw(typed(sealed, postcode))
    try:
        with transaction.atomic():
            address.lines, address.postcode, address.sealed = sealed, postcode, True
            address.save()
            family.address.lines = own
            family.address.save()
            letter = owe_letter(
                kind=LetterKind.NOTICE, notice=notice, by=family.acting("welfare_officer"), own_words=words
            )
            _check(family, letter, sealed, postcode, own)
            raise _Undo
    except _Undo:
        pass


def _check(family, letter: Letter, sealed: str, postcode: str, own: str) -> None:
    refusal = ""
    try:
        made = make_now(letter=letter, by=family.acting("welfare_officer"))
    except Refused as refused:
        refusal = str(refused)
    if refusal:
        assert "sealed" in refusal
        assert bare(sealed) not in bare(refusal)
        return
    # The reader's own "11 Weir Street", and a figure before it, make another's "1 Weir Street" and give nothing away.
    reader = r"\b" + r"\s+".join(map(re.escape, own.split())) + r"\b"
    said = bare(re.sub(reader, "", words_of(made))) if own != sealed else ""
    assert bare(postcode) not in said
    assert bare(sealed) not in said
