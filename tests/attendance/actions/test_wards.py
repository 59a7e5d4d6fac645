"""Wards of addresses and children, from the gazetteer."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import Postcode
from attendance.actions.wards import Placed, place_wards
from attendance.models import Address, Pupil
from attendance.tasks import place_in_wards
from tests.factories import AddressFactory, ContactFactory, PupilFactory, WardFactory

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 2)
BEFORE, AFTER = ON - timedelta(days=1), ON + timedelta(days=1)


@pytest.fixture
def wards():
    """Two wards, A and B, with one postcode each."""
    found = WardFactory(name="A"), WardFactory(name="B")
    for code, ward in zip(("M991AA", "M992BB"), found, strict=True):
        Postcode.objects.create(code=code, ward=ward)
    return found


def lives(pupil, postcode, *, care=True, order=1, contact=(None, None), began=None, ended=None, **address):
    """A parent of a child with an address."""
    parent = ContactFactory(
        pupil=pupil, day_to_day_care=care, order=order, began_on=contact[0], ended_on=contact[1]
    ).parent
    return AddressFactory(parent=parent, postcode=postcode, began_on=began, ended_on=ended, **address)


def ward_of(row):
    row.refresh_from_db()
    return row.ward.name if row.ward else None


@pytest.mark.parametrize("written", ["M99 1AA", "m991aa", " M99  1AA", "M99-1AA"])
def test_an_address_is_of_the_ward_of_its_postcode_however_written(wards, written):
    address = AddressFactory(postcode=written)
    assert place_wards(on=ON) == Placed(1, 0)
    assert ward_of(address) == "A"


@pytest.mark.parametrize(
    ("began", "ended", "expected"),
    [
        (None, None, "A"),
        (ON, None, "A"),
        (AFTER, None, "B"),
        (None, ON, "A"),
        (None, BEFORE, "B"),
    ],
)
def test_a_child_is_of_the_ward_of_the_present_address(wards, began, ended, expected):
    pupil = PupilFactory()
    first = lives(pupil, "M99 1AA", began=began, ended=ended)
    lives(pupil, "M99 2BB", care=False)
    place_wards(on=ON)
    assert ward_of(pupil) == expected
    assert ward_of(first) == "A"


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        ({"order": 2}, "B"),
        ({"order": 2, "care": True, "other": False}, "A"),
        ({"contact": (None, BEFORE)}, "B"),
        ({"contact": (None, ON)}, "A"),
        ({"contact": (AFTER, None)}, "B"),
        ({"contact": (ON, None)}, "A"),
    ],
)
def test_parents_with_day_to_day_care_come_first_and_former_ones_not(wards, first, expected):
    pupil = PupilFactory()
    other = first.pop("other", True)
    lives(pupil, "M99 1AA", **first)
    lives(pupil, "M99 2BB", care=other)
    place_wards(on=ON)
    assert ward_of(pupil) == expected


def test_of_two_present_addresses_the_newest_counts(wards):
    pupil = PupilFactory()
    parent = lives(pupil, "M99 1AA", began=date(2024, 1, 1)).parent
    AddressFactory(parent=parent, postcode="M99 2BB", began_on=date(2025, 1, 1))
    AddressFactory(parent=parent, postcode="M99 1AA", began_on=None)
    place_wards(on=ON)
    assert ward_of(pupil) == "B"


def test_a_move_is_followed_once_and_kept_in_the_history(wards):
    pupil = PupilFactory()
    old = lives(pupil, "M99 1AA")
    assert place_wards(on=ON) == Placed(1, 1)
    assert place_wards(on=ON) == Placed(0, 0)
    Address.objects.filter(pk=old.pk).update(ended_on=ON)
    AddressFactory(parent=old.parent, postcode="M99 2BB", began_on=AFTER)
    assert place_wards(on=ON) == Placed(1, 0)
    assert place_wards(on=AFTER) == Placed(0, 1)
    assert ward_of(pupil) == "B"
    kept = pupil.history.order_by("pgh_id").values_list("ward__name", flat=True)
    assert list(kept) == [None, "A", "B"]


def test_what_is_not_in_the_gazetteer_keeps_what_it_has(wards):
    held = WardFactory(name="Held")
    pupil = PupilFactory(ward=held)
    address = lives(pupil, "M99 9ZZ")
    nowhere, merged = PupilFactory(ward=held), PupilFactory(merged_into=pupil)
    lives(merged, "M99 1AA")
    assert place_wards(on=ON) == Placed(1, 0)
    assert [ward_of(row) for row in (pupil, nowhere, address, merged)] == ["Held", "Held", None, None]


def test_without_a_gazetteer_nothing_changes():
    pupil = PupilFactory()
    lives(pupil, "M99 1AA", ward=WardFactory())
    assert place_wards(on=ON) == Placed(0, 0)
    assert ward_of(pupil) is None


def test_a_sealed_address_and_a_closed_record_have_their_wards(wards):
    pupil = PupilFactory(restricted=True)
    lives(pupil, "M99 1AA", sealed=True)
    assert place_wards(on=ON) == Placed(1, 1)
    assert ward_of(pupil) == "A"


def test_the_clock_places_and_asks_as_often_for_many_as_for_few(wards):
    asked = []
    for count in (2, 20):
        for _ in range(count):
            lives(PupilFactory(), "M99 1AA")
        with CaptureQueriesContext(connection) as seen:
            place_in_wards()
        asked.append(len([query for query in seen if "SAVEPOINT" not in query["sql"]]))
    assert asked[0] == asked[1]
    assert Pupil.objects.filter(ward__name="A").count() == 22
