"""Numbers, lists and searches are the same whether or not there is a restricted child whom the viewer may not see."""

import pytest

from tests.permissions.browsing import Browsers
from tests.permissions.hiding import answers_of, changed_pages, pages_of, searched_pages
from tests.permissions.searches import SEARCHES
from tests.personas import PERSONAS

NAMES = [*PERSONAS, "two_agencies", "two_agencies_elsewhere"]
SEARCHERS = ("team_manager", "attendance_leader", "school_lead", "nurse", "safeguarding_officer")


@pytest.mark.parametrize("name", NAMES)
def test_no_page_tells_of_a_hidden_child(aviary, name) -> None:
    changed = changed_pages(aviary, Browsers(aviary).of(name), pages_of(aviary))
    assert not changed, "\n".join(changed)


@pytest.mark.parametrize("name", ["attendance_leader", "team_manager", "school_lead", "nurse"])
def test_no_answer_to_a_program_tells_of_a_hidden_child(aviary, name) -> None:
    changed = changed_pages(aviary, Browsers(aviary).token(name, "casework"), answers_of(aviary))
    assert not changed, "\n".join(changed)


@pytest.mark.parametrize("name", SEARCHERS)
def test_no_search_tells_of_a_hidden_child(aviary, name) -> None:
    """Searched by the particulars of the known child whom the hidden one is like."""
    asked = [
        question
        for search in SEARCHES
        for question in search.questions(aviary)
        if aviary.children["own"].pupil.surname in str(question)
    ]
    changed = searched_pages(aviary, Browsers(aviary).of(name), asked)
    assert not changed, "\n".join(changed)
