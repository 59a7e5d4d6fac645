"""Who can see a child, in the browser."""

from datetime import date

import pytest
from django.urls import reverse

from agencies.models import AccessRecord
from attendance.models import Involvement, Pupil
from tests.attendance.children import child
from tests.factories import AddressFactory, ContactFactory, InvolvementFactory, enrol


@pytest.fixture
def pupil(world):
    return child(world, many=0)


def url(name, pupil, **more):
    return reverse(name, kwargs={"ref": pupil.ref, **more})


def test_the_reason_is_a_sentence(world, client_for, pupil):
    said = client_for("welfare_officer").get(url("pupil", pupil)).content.decode()
    assert "You can see Ann because your team works with her school, since 2 September 2024." in said
    said = client_for("school_lead").get(url("pupil", pupil)).content.decode()
    assert "You can see Ann because Ann is on your school’s roll, since 2 September 2024." in said
    said = client_for("attendance_leader").get(url("pupil", pupil)).content.decode()
    assert "North team is involved" in said


def test_a_sealed_involvement_shows_the_agency_and_its_contact_alone(world, client_for, pupil):
    InvolvementFactory(
        pupil=pupil,
        agency=world.agencies.safeguarding,
        basis="safeguarding",
        sealed=True,
        note="NOT-FOR-OTHERS",
    )
    other = client_for("welfare_officer").get(url("pupil-access", pupil)).content.decode()
    assert "Safeguarding unit" in other
    assert "Involved but sealed" in other
    assert "NOT-FOR-OTHERS" not in other
    assert "keep the child safe" not in other
    own = client_for("safeguarding_officer").get(url("pupil-access", pupil)).content.decode()
    assert "NOT-FOR-OTHERS" in own


def test_an_agency_is_involved_and_ended_in_the_browser(world, client_for, pupil):
    client = client_for("welfare_officer")
    given = {"agency": world.agencies.nursing.pk, "basis": "request", "scope": 2}
    for _ in range(2):
        assert client.post(url("pupil-involve", pupil), given).status_code == 302
    row = Involvement.objects.get(agency=world.agencies.nursing)
    assert client_for("nurse").get(url("pupil", pupil)).status_code == 200
    for _ in range(2):
        assert client.post(url("involvement-end", pupil, pk=row.pk)).status_code == 302
    assert client_for("nurse").get(url("pupil", pupil)).status_code == 404


@pytest.mark.parametrize(
    ("persona", "status"),
    [("other_team_officer", 404), ("school_lead", 403), ("nurse", 403), ("elected_member", 403)],
)
def test_others_cannot_involve_anybody(world, client_for, pupil, persona, status):
    assert client_for(persona).get(url("pupil-involve", pupil)).status_code == status


def test_a_record_is_restricted_and_opened_in_the_browser(world, client_for, pupil):
    manager, officer = client_for("team_manager"), world.people["welfare_officer"].user
    manager.post(url("pupil-restrict", pupil), {"people": [officer.pk]})
    assert client_for("school_lead").get(url("pupil", pupil)).status_code == 404
    assert client_for("welfare_officer").get(url("pupil", pupil)).status_code == 200
    manager.post(url("pupil-names", pupil), {"person": officer.pk})
    assert client_for("welfare_officer").get(url("pupil", pupil)).status_code == 404
    manager.post(url("pupil-names", pupil), {"open": 1})
    assert client_for("school_lead").get(url("pupil", pupil)).status_code == 200
    assert not Pupil.objects.get(pk=pupil.pk).restricted


def test_a_sealed_address_is_not_even_mentioned_to_others(world, client_for, pupil):
    address = AddressFactory(parent=ContactFactory(pupil=pupil).parent, lines="1 Secret Street")
    manager = client_for("team_manager")
    manager.post(url("pupil-addresses", pupil), {"address": address.pk, "seal": 1})
    assert b"1 Secret Street" in manager.get(url("pupil-family", pupil)).content
    other = client_for("welfare_officer").get(url("pupil-family", pupil)).content
    assert b"Secret" not in other
    assert b"ealed" not in other
    manager.post(url("pupil-addresses", pupil), {"address": address.pk, "unseal": 1})
    assert b"1 Secret Street" in client_for("welfare_officer").get(url("pupil-family", pupil)).content


def test_marks_alone_open_neither_family_nor_casework_facts(world, client_for, pupil):
    ContactFactory(pupil=pupil)
    pupil.characteristics.create(kind="lac", began_on=date(2025, 1, 1))
    InvolvementFactory(pupil=pupil, agency=world.agencies.nursing, scope=1)
    nurse = client_for("nurse")
    assert b"Parental responsibility" not in nurse.get(url("pupil-family", pupil)).content
    assert b"Looked after" not in nurse.get(url("pupil-circumstances", pupil)).content
    officer = client_for("welfare_officer")
    assert b"Looked after" in officer.get(url("pupil-circumstances", pupil)).content
    assert b"Looked after" not in client_for("school_lead").get(url("pupil-circumstances", pupil)).content


def test_a_brother_whom_one_may_not_see_is_not_shown(world, client_for, pupil):
    parent = ContactFactory(pupil=pupil).parent
    brother = enrol(world.other_school).pupil
    ContactFactory(pupil=brother, parent=parent)
    assert brother.ref.encode() not in client_for("welfare_officer").get(url("pupil-family", pupil)).content
    assert brother.ref.encode() in client_for("attendance_leader").get(url("pupil-family", pupil)).content


def test_who_looked_is_shown_to_those_who_may_see_it(world, client_for, pupil):
    client_for("school_lead").get(url("pupil", pupil))
    assert AccessRecord.objects.filter(pupil_id=pupil.pk).count() == 1
    assert b"School Lead" in client_for("welfare_officer").get(url("pupil-looks", pupil)).content
    assert client_for("school_lead").get(url("pupil-looks", pupil)).status_code == 403
