"""Records beyond the ordinary: long notes, names of any writing, no number, large families, many agencies.

Every page of the case stays whole, says what it should, and asks no more of the database than for an ordinary one.
"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.models import AgencyKind
from cases.actions.cases import move_case, open_case
from cases.actions.notes import write_note
from cases.models import Audience, Case, Entry
from tests.factories import (
    AgencyFactory,
    ContactFactory,
    InvolvementFactory,
    MembershipFactory,
    PupilFactory,
    enrol,
)

CASE_PAGES = (
    "case", "case-timeline", "case-note", "case-plan", "case-plan-action", "case-documents", "case-care", "case-work",
    "case-requests", "case-views",
)  # fmt: skip
CHILD_PAGES = (
    "pupil",
    "pupil-family",
    "pupil-access",
    "pupil-cases",
    "pupil-work",
    "log-work",
    "request-send",
)
LISTS = ("cases", "work", "referrals", "requests")
# Marks upon marks, both directions of writing, signs beyond the first plane, joiners, and markup.
NAMES = (
    ("Z̸̧̡̛͇̣̩̟̳͓̫̝̲̱̣͖̄̾̈́̍͐͊̑̑̚͝ö̷́ë", "O’Bríain-Þórsdóttir"),
    ("محمد", "عبد الرحمن"),
    ("𝓐𝓵𝓲 👨‍👩‍👧", "İpekçi ŠŽ"),
    ("李", "ß" * 100),
    ("<b>Bobby</b>", "'); DROP TABLE--&amp;"),
)


def opened(world, **names) -> Case:
    """A case of the north team's officer about a child of some name."""
    pupil = PupilFactory(**names)
    enrol(world.school, pupil, year_group="9")
    by = world.acting("welfare_officer")
    case, _ = open_case(pupil=pupil, school=world.school, reason="Away.", by=by)
    return move_case(case=case, move="allocate", officer=by.user, by=world.acting("team_manager"))


def pages(case: Case) -> list[str]:
    """Every page of the case and of its child, and the lists they stand in."""
    return [
        *(reverse(name, args=[case.ref]) for name in CASE_PAGES),
        *(reverse(name, args=[case.pupil.ref]) for name in CHILD_PAGES),
        *(reverse(name) for name in LISTS),
    ]


def costs(client, addresses: list[str]) -> list[int]:
    """How many statements each page takes; it must answer."""
    found = []
    for address in addresses:
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address)
        assert response.status_code == 200, address
        found.append(len(queries))
    return found


@pytest.mark.parametrize(("forename", "surname"), NAMES)
def test_a_name_of_any_writing_stands_whole_and_harmless(world, client_for, forename, surname) -> None:
    case = opened(world, forename=forename, surname=surname, known_as="", upn="", upn_state="none")
    client = client_for("welfare_officer")
    for address in (*pages(case)[:1], reverse("cases"), reverse("pupil", args=[case.pupil.ref])):
        response = client.get(address)
        assert response.status_code == 200
        assert "<b>Bobby" not in response.content.decode()
    assert costs(client, pages(case))
    listed = next(row for row in client.get(reverse("cases")).context["page"] if row.pk == case.pk)
    assert (listed.pupil.forename, listed.pupil.surname) == (forename, surname)


def test_a_child_without_a_number_is_found_followed_and_written_about(world, client_for) -> None:
    case = opened(world, forename="Ada", surname="Numberless", upn="", upn_state="none")
    client = client_for("welfare_officer")
    found = client.post(reverse("search"), {"name": "Numberless"}, follow=True)
    assert case.pupil.ref in found.content.decode()
    client.post(reverse("case-note", args=[case.ref]), {"text": "Seen at home.", "audience": "school"})
    assert Entry.objects.filter(case=case, text="Seen at home.").exists()
    costs(client, pages(case))


def test_a_note_of_fifty_thousand_characters_is_read_whole_and_one_longer_is_refused(
    world, client_for
) -> None:
    case, client = opened(world), client_for("welfare_officer")
    text = ("Ünïcödé 😀 <i>words</i>\n" * 2_300)[:50_000].strip()
    address = reverse("case-note", args=[case.ref])
    refused = client.post(address, {"text": text + "x" * 60_000, "audience": "school"})
    assert refused.status_code == 200
    assert "at most 50000 characters" in refused.content.decode()
    assert client.post(address, {"text": text, "audience": "school"}).status_code == 302
    assert Entry.objects.get(case=case, kind="note").text == text
    page = client.get(reverse("case-timeline", args=[case.ref])).content.decode()
    assert page.count("Ünïcödé 😀 &lt;i&gt;words&lt;/i&gt;") == text.count("Ünïcödé 😀 <i>words</i>")
    assert client.get(reverse("case", args=[case.ref])).status_code == 200


def test_twenty_five_long_notes_are_one_page_of_the_timeline(world, client_for) -> None:
    case, client, by = opened(world), client_for("welfare_officer"), world.acting("welfare_officer")
    address = reverse("case-timeline", args=[case.ref])
    costs(client, [address])
    few = costs(client, [address])
    for number in range(25):
        write_note(case=case, text=f"{number} " + "w " * 24_000, audience=Audience.SCHOOL, by=by)
    assert costs(client, [address]) == few


def test_a_hundred_brothers_and_sisters_stand_in_the_family_and_cost_no_more(world, client_for) -> None:
    case, client = opened(world), client_for("welfare_officer")
    parent = ContactFactory(pupil=case.pupil, parental_responsibility=True).parent

    def more(count):
        for _ in range(count):
            sibling = PupilFactory()
            enrol(world.school, sibling)
            ContactFactory(pupil=sibling, parent=parent)

    more(2)
    costs(client, pages(case))
    few = costs(client, pages(case))
    more(98)
    assert costs(client, pages(case)) == few
    family = client.get(reverse("pupil-family", args=[case.pupil.ref])).context["family"]
    assert len(family.siblings) == 100


def test_a_case_with_forty_agencies_is_read_and_written_as_quickly(world, client_for) -> None:
    case, client, by = opened(world), client_for("welfare_officer"), world.acting("welfare_officer")

    def involve(count):
        for _ in range(count):
            agency = AgencyFactory(authority=world.authority, kind=AgencyKind.VOLUNTARY)
            held = MembershipFactory(agency=agency, role_name="partner")
            InvolvementFactory(pupil=case.pupil, agency=agency, scope=2)
            write_note(case=case, text=f"For {agency}.", audience=Audience.NAMED, readers=[held.user], by=by)

    involve(2)
    costs(client, pages(case))
    few = costs(client, pages(case))
    involve(38)
    assert costs(client, pages(case)) == few
    note = client.get(reverse("case-note", args=[case.ref])).content.decode()
    assert "more" in note.split("every agency on the case")[1][:600]
    owners = client.get(reverse("case-plan-action", args=[case.ref])).context["form"].fields["owner"].choices
    # An agency stands with its people, the agency itself first.
    assert sum(isinstance(under, list) and under[0][0].startswith("agency-") for _, under in owners) == 42
