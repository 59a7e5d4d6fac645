"""The chronology of a pack: each step once, in its own words, and nothing that only repeats it."""

import pytest

from agencies.documents import Table
from cases.models import Entry
from enforcement.actions.notices import issue_notice
from enforcement.actions.requests import refuse_request, request_notice
from enforcement.models import PaperKind
from enforcement.queries.papers import document_of
from tests.enforcement.court import FIRST, LAST, LEGAL, MANAGER, OFFICER, ON, charged
from tests.enforcement.households import another_parent
from tests.enforcement.orders import school_order

# What the school is told of steps that the list has in their own words.
TOLD_SCHOOL = (
    "A penalty notice was issued.",
    "A school attendance order was made.",
    "A prosecution has begun.",
)


@pytest.fixture
def family(family, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return family


def rows_of(family, prosecution, role: str = OFFICER) -> list[tuple[str, ...]]:
    """The rows of the chronology."""
    document, _ = document_of(prosecution, PaperKind.CHRONOLOGY, family.acting(role))
    return [row for block in document.blocks if isinstance(block, Table) for row in block.rows]


@pytest.mark.parametrize("role", [OFFICER, LEGAL])
def test_each_step_is_told_once_and_none_is_lost(family, role) -> None:
    school_order(family, ON)
    held, address = another_parent(family)
    draft = family.prepare(parent=held.parent, address=address)
    issue_notice(notice=draft, by=family.acting(MANAGER), version=draft.version)
    texts = [text for _, _, text in rows_of(family, charged(family), role)]
    entries = Entry.objects.filter(case=family.case, kind="legal")
    assert set(TOLD_SCHOOL) <= set(entries.filter(audience="school").values_list("text", flat=True))
    assert not set(TOLD_SCHOOL) & set(texts)
    told = list(entries.filter(audience="legal").order_by("on", "pk").values_list("text", flat=True))
    assert [text for text in texts if text in told] == told
    for step in ("is issued: £80", "School attendance order made", "Charged under", "order is served"):
        assert len([text for text in texts if step in text]) == 1, step
    assert not [text for text in texts if text.startswith("A letter is to be sent")]


def test_what_was_answered_to_a_request_is_in_the_list(family) -> None:
    """The school reads it too, but it repeats nothing: it is the step's only entry."""
    asked = request_notice(
        pupil=family.pupil, school=family.case.school, first_on=FIRST, last_on=LAST, by=family.acting("school_lead"),
        reason="Away again.", tried="Letters.",
    )  # fmt: skip
    refuse_request(row=asked, answer="Support begins first.", by=family.acting(OFFICER))
    texts = [text for _, _, text in rows_of(family, charged(family))]
    assert [text for text in texts if "Support begins first." in text]


def test_the_school_still_reads_what_it_is_told(family, client_for) -> None:
    school_order(family, ON)
    page = client_for("school_lead").get(f"/cases/{family.case.ref}/timeline/").content.decode()
    assert "A school attendance order was made." in page
    assert "naming" not in page
