"""The one-screen form, drafts and handing in once, as the people they are for."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from cases.actions.cases import open_case
from cases.models import Draft, Entry, FormKey, Intervention
from tests.factories import AgencyFactory, PupilFactory, enrol
from tests.personas import signed_in

KEY = re.compile(r'name="form_key" value="([0-9a-f-]{36})"')


@pytest.fixture
def pupil(world):
    """A child with a case of the north team."""
    child = PupilFactory(surname="Ó Súilleabháin-Ng\u0169gĩ", forename="Zoë 美 \u202bשם")
    enrol(world.school, child)
    open_case(pupil=child, school=world.school, reason="Away.", by=world.acting("welfare_officer"))
    return child


def said(**changes):
    """A home visit as a browser sends it."""
    day = {"on_day": "1", "on_month": "9", "on_year": "2025"}
    return {"what": "visit", "outcome": "The mother was in.", "audience": "agencies", **day, **changes}


def key_on(page) -> str:
    """The key of the sheet that a page holds."""
    return KEY.search(page.content.decode())[1]


def test_a_visit_is_logged_on_one_screen_of_seven_questions(pupil, client_for) -> None:
    client, address = client_for("welfare_officer"), reverse("log-work", args=[pupil.ref])
    page = client.get(address).content.decode()
    assert page.count("govuk-label--s") + page.count("govuk-fieldset__legend--s") <= 8
    assert "Northgate High School, North team" in page
    answer = client.post(address, said(minutes="30", people="Mother", form_key=str(uuid4())))
    assert answer["Location"] == reverse("pupil-work", args=[pupil.ref])
    row = Intervention.objects.get()
    assert (row.minutes, row.people, row.type.name) == (30, "Mother", "Home visit")
    shown = client.get(reverse("intervention", args=[row.pk])).content.decode()
    assert "The mother was in." in shown


def test_the_sheet_counts_once_and_other_words_on_it_are_not_lost(pupil, client_for) -> None:
    client, address = client_for("welfare_officer"), reverse("log-work", args=[pupil.ref])
    key = key_on(client.get(address))
    answers = [client.post(address, said(form_key=key)) for _ in range(3)]
    assert {each["Location"] for each in answers} == {reverse("pupil-work", args=[pupil.ref])}
    assert Intervention.objects.count() == 1
    again = client.post(address, said(form_key=key, outcome="And the father."))
    assert again.status_code == 200
    assert "You saved this form before" in again.content.decode()
    assert "And the father." in again.content.decode()
    client.post(address, said(form_key=key_on(again), outcome="And the father."))
    assert Intervention.objects.count() == 2


def test_what_was_refused_may_be_sent_again_on_the_same_sheet(pupil, client_for) -> None:
    client, address = client_for("welfare_officer"), reverse("log-work", args=[pupil.ref])
    key = str(uuid4())
    answer = client.post(address, said(form_key=key, audience="named"))
    assert "Name at least one person" in answer.content.decode()
    assert not FormKey.objects.exists()
    assert client.post(address, said(form_key=key)).status_code == 302


def test_a_draft_is_kept_offered_dropped_and_ones_own(pupil, client_for) -> None:
    client, address = client_for("welfare_officer"), reverse("log-work", args=[pupil.ref])
    sheet = key_on(client.get(address))
    kept = said(outcome="Half a sente", people="Möther", form_key=sheet)
    assert client.post(reverse("draft", args=[f"log-{pupil.ref}"]), kept).status_code == 204
    page = client.get(address).content.decode()
    assert "Half a sente" in page
    assert 'value="Möther"' in page
    assert "not saved, kept on" in page
    assert "Half a sente" not in client_for("team_manager").get(address).content.decode()
    client.post(address, {"draft": "drop"})
    assert "Half a sente" not in client.get(address).content.decode()
    client.post(address, {**kept, "draft": "keep"})
    assert "Half a sente" in client.get(address).content.decode()
    client.post(address, said(form_key=sheet))
    assert not Draft.objects.exists()


def test_a_late_draft_of_a_sheet_that_was_handed_in_is_not_kept(pupil, client_for) -> None:
    client, address = client_for("welfare_officer"), reverse("log-work", args=[pupil.ref])
    key = key_on(client.get(address))
    client.post(address, said(form_key=key))
    late = client.post(reverse("draft", args=[f"log-{pupil.ref}"]), said(form_key=key))
    assert late.status_code == 409
    assert not Draft.objects.exists()


def test_a_note_uses_the_same_drafts(pupil, client_for) -> None:
    client = client_for("welfare_officer")
    address = reverse("case-note", args=[pupil.cases.get().ref])
    client.post(address, {"text": "Not yet done", "draft": "keep"})
    assert "Not yet done" in client.get(address).content.decode()


def test_a_text_of_fifty_thousand_characters_is_kept_whole(pupil, client_for) -> None:
    client, address = client_for("welfare_officer"), reverse("log-work", args=[pupil.ref])
    long = ("Zoë said 美. " * 4546)[:49_999] + "."
    assert client.post(address, said(outcome=long)).status_code == 302
    row = Intervention.objects.get()
    assert row.outcome == long
    assert len(Entry.objects.get(pk=row.entry_id).text) < 2_000
    assert client.get(reverse("case-timeline", args=[pupil.cases.get().ref])).status_code == 200


def test_a_group_session_is_logged_for_the_children_chosen(pupil, world, client_for) -> None:
    officer = world.people["welfare_officer"].user
    second = PupilFactory()
    enrol(world.school, second)
    open_case(pupil=second, school=world.school, reason="Away.", by=world.acting("welfare_officer"))
    for child in (pupil, second):
        child.cases.update(officer=officer)
    client, address = client_for("welfare_officer"), reverse("log-group")
    assert second.surname in client.get(address).content.decode()
    client.post(address, said(pupils=[pupil.pk, second.pk], what="call"))
    assert set(Intervention.objects.values_list("pupil", flat=True)) == {pupil.pk, second.pk}


def test_forty_agencies_and_twenty_entries_take_no_more_queries(
    pupil, world, client_for, django_assert_max_num_queries
) -> None:
    client, case = client_for("welfare_officer"), pupil.cases.get()
    addresses = [
        reverse(name, args=[ref])
        for name, ref in (("case-work", case.ref), ("pupil-work", pupil.ref), ("log-work", pupil.ref))
    ]

    def counts() -> list[int]:
        found = []
        for address in addresses:
            with django_assert_max_num_queries(20) as queries:
                assert client.get(address).status_code == 200
            found.append(len(queries))
        return found

    client.post(addresses[2], said(outcome="First."))
    few = counts()
    for number in range(40):
        agency = AgencyFactory(authority=world.authority, kind="voluntary", name=f"Project {number}")
        pupil.involvements.create(agency=agency, basis="consent", scope=2, began_on="2025-09-01")
        client.post(addresses[2], said(outcome=f"Number {number}."))
    assert counts() == few
    assert "and 34 more" in client.get(addresses[2]).content.decode()


def test_another_agency_corrects_nothing_of_ours(pupil, world, client_for) -> None:
    client_for("welfare_officer").post(reverse("log-work", args=[pupil.ref]), said())
    row = Intervention.objects.get()
    assert client_for("school_lead").get(reverse("intervention", args=[row.pk])).status_code == 404
    manager = signed_in(world.people["team_manager"])
    page = manager.get(reverse("intervention-correct", args=[row.pk])).content.decode()
    assert "The mother was in." in page
