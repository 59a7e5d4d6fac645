"""Feedback to the school: previewed as the school will see it, sent once, told without a name."""

from uuid import uuid4

import pytest
from django.urls import reverse

from agencies.models import Message
from cases.actions.cases import open_case
from cases.models import Case, Entry
from tests.factories import PupilFactory, enrol


@pytest.fixture
def case(world) -> Case:
    """A case of a child of the north team's school."""
    pupil = PupilFactory()
    enrol(world.school, pupil)
    return open_case(pupil=pupil, school=world.school, reason="Away.", by=world.acting("team_manager"))[0]


def test_feedback_is_previewed_then_sent_once_and_read_by_the_school(case, client_for) -> None:
    client, address = client_for("welfare_officer"), reverse("case-feedback", args=[case.ref])
    page = client.post(address, {"text": "Please greet her at the gate."}).content.decode()
    assert "will read" in page
    assert not Entry.objects.filter(kind="feedback").exists()
    sheet = {"text": "Please greet her at the gate.", "send": "1", "form_key": str(uuid4())}
    for _ in range(2):
        assert client.post(address, sheet).status_code == 302
    assert Entry.objects.filter(kind="feedback").count() == 1
    school = client_for("school_lead")
    assert "greet her" in school.get(reverse("case-timeline", args=[case.ref])).content.decode()
    assert school.get(address).status_code == 403


def test_the_schools_people_are_told_without_a_name(case, client_for) -> None:
    client = client_for("welfare_officer")
    client.post(reverse("case-feedback", args=[case.ref]), {"text": "Thank you.", "send": "1"})
    told = Message.objects.filter(kind="feedback")
    assert {each.membership.agency for each in told} == {case.school.agency}
    assert not any(case.pupil.surname.lower() in each.path.lower() for each in told)
