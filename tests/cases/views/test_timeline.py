"""The timeline: what it is narrowed to, who reads what of it, and how it stays quick."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cases.actions.cases import open_case
from cases.actions.timeline import record
from cases.models import Audience, Case, Entry, EntryKind
from tests.factories import PupilFactory, enrol


@pytest.fixture
def case(world) -> Case:
    """A case with a note of the officer, an older meeting, and a word of the school."""
    pupil = PupilFactory()
    enrol(world.school, pupil)
    by = world.acting("welfare_officer")
    case, _ = open_case(pupil=pupil, school=world.school, reason="Often away.", by=by)
    record(case=case, kind=EntryKind.NOTE, text="The bus is late.", by=by)
    record(
        case=case, kind=EntryKind.MEETING, text="Met at school.", by=by, on=by.on - timedelta(days=40)
    )  # fmt: skip
    record(
        case=case, kind=EntryKind.NOTE, text="Form tutor rang.", by=world.acting("school_lead"),
        audience=Audience.SCHOOL,
    )  # fmt: skip
    return case


def texts(client, case: Case, **asked) -> list[str]:
    page = client.get(reverse("case-timeline", args=[case.ref]), asked).content.decode()
    every = ("Often away.", "The bus is late.", "Met at school.", "Form tutor rang.")
    return [text for text in every if text in page]


def test_it_is_narrowed_by_kind_agency_days_and_words(case, world, client_for) -> None:
    client = client_for("welfare_officer")
    assert len(texts(client, case)) == 4
    assert texts(client, case, kind="meeting") == ["Met at school."]
    assert texts(client, case, agency=world.school.agency.pk) == ["Form tutor rang."]
    assert texts(client, case, words="BUS") == ["The bus is late."]
    old = world.acting("welfare_officer").on - timedelta(days=30)
    assert texts(client, case, until=old.isoformat()) == ["Met at school."]
    assert "Met at school." not in texts(client, case, since=old.isoformat())


def test_nonsense_narrows_nothing_and_says_so(case, client_for) -> None:
    client = client_for("welfare_officer")
    page = client.get(reverse("case-timeline", args=[case.ref]), {"kind": "x", "since": "2026-99-99"})
    assert "Enter a real date" in page.content.decode()
    assert len(texts(client, case, kind="x")) == 4


def test_ten_thousand_entries_are_read_in_pages_with_as_many_queries_as_ten(
    case, world, client_for, django_assert_max_num_queries
) -> None:
    client, address = client_for("welfare_officer"), reverse("case-timeline", args=[case.ref])

    def count() -> int:
        with django_assert_max_num_queries(15) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    client.get(address)
    few, by = count(), world.acting("welfare_officer")
    Entry.objects.bulk_create(
        Entry(
            case=case, pupil=case.pupil, kind="note", on=by.on, text=f"Note {number}", agency=by.agency,
            by=by.user,
        )
        for number in range(10_000)
    )  # fmt: skip
    assert count() == few
    page = client.get(address, {"page": 3}).content.decode()
    assert page.count('<li id="entry-') == 25
    assert "more than 1,000" in page
