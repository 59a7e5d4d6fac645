"""The one predicate: who may see a child, on which day, and how much."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Permission as DjangoPermission

from agencies.acting import Acting
from agencies.named import name_person
from agencies.rules.roles import Permission, Scope
from attendance.models import Address, Contact, Parent, Pupil, Register
from tests.factories import (
    AddressFactory,
    ContactFactory,
    InvolvementFactory,
    PupilFactory,
    RegisterFactory,
    enrol,
)

pytestmark = pytest.mark.django_db


def sees(world, name, rows=Pupil.objects):
    return set(rows.all().visible_to(world.acting(name)).values_list("pk", flat=True))


@pytest.fixture
def child(world):
    return enrol(world.school).pupil


@pytest.mark.parametrize(
    ("name", "may"),
    [
        ("school_lead", True),
        ("head_teacher", True),
        ("welfare_officer", True),
        ("team_manager", True),
        ("attendance_leader", True),
        ("legal_officer", True),
        ("assistant_director", True),
        ("other_school_lead", False),
        ("other_team_officer", False),
        ("nurse", False),
        ("police_officer", False),
        ("improvement_officer", False),
        ("elected_member", False),
        ("operator", False),
        ("stranger_officer", False),
    ],
)
def test_an_enrolment_opens_the_child_to_the_school_its_team_and_the_authority(world, child, name, may):
    assert (child.pk in sees(world, name)) is may


def test_access_begins_and_ends_with_the_involvement(world, child):
    nurse = world.acting("nurse")
    involvement = InvolvementFactory(
        pupil=child, agency=world.agencies.nursing, began_on=nurse.on, ended_on=nurse.on + timedelta(days=2)
    )
    seen = {
        days: Pupil.objects.visible_to(Acting(nurse.membership, nurse.on + timedelta(days=days))).exists()
        for days in (-1, 0, 2, 3)
    }
    assert seen == {-1: False, 0: True, 2: True, 3: False}
    involvement.delete()
    assert not Pupil.objects.visible_to(world.acting("nurse")).exists()


@pytest.mark.parametrize(
    ("scope", "marks", "casework"),
    [(Scope.MARKS, True, False), (Scope.CASEWORK, True, True), (Scope.LEGAL, True, True)],
)
def test_scope_decides_how_much_of_the_record_opens(world, child, scope, marks, casework):
    InvolvementFactory(pupil=child, agency=world.agencies.nursing, scope=scope)
    nurse = world.acting("nurse")
    assert Pupil.objects.permits(nurse, Permission.VIEW_PUPIL).exists() is marks
    assert Pupil.objects.permits(nurse, Permission.VIEW_CASEWORK).exists() is casework


def test_a_restricted_child_is_open_only_to_people_who_are_named_and_involved(world, child):
    Pupil.objects.filter(pk=child.pk).update(restricted=True)
    assert sees(world, "school_lead") == set()
    assert sees(world, "attendance_leader") == set()
    name_person(world.people["welfare_officer"].user, child)
    name_person(world.people["nurse"].user, child)
    assert sees(world, "welfare_officer") == {child.pk}
    assert sees(world, "nurse") == set()


def test_other_models_follow_the_child(world, child):
    register = RegisterFactory(enrolment=child.enrolments.get())
    contact = ContactFactory(pupil=child)
    address = AddressFactory(parent=contact.parent)
    for model, row in (
        (Register, register),
        (Contact, contact),
        (Parent, contact.parent),
        (Address, address),
    ):
        assert sees(world, "school_lead", model.objects) == {row.pk}
        assert sees(world, "other_school_lead", model.objects) == set()


def test_a_sealed_address_is_open_only_to_people_named_for_it(world, child):
    contact = ContactFactory(pupil=child)
    address = AddressFactory(parent=contact.parent, sealed=True)
    assert sees(world, "team_manager", Address.objects) == set()
    name_person(world.people["team_manager"].user, address)
    assert sees(world, "team_manager", Address.objects) == {address.pk}


def test_a_model_level_permission_or_a_superuser_opens_nothing(world, child):
    user = world.people["nurse"].user
    user.is_superuser = True
    user.save(update_fields=["is_superuser"])
    user.user_permissions.add(DjangoPermission.objects.get(codename="open_restricted_pupil"))
    Pupil.objects.filter(pk=child.pk).update(restricted=True)
    InvolvementFactory(pupil=child, agency=world.agencies.nursing)
    assert sees(world, "nurse") == set()


def test_somebody_of_two_agencies_sees_as_the_one_they_act_for(world, child):
    assert sees(world, "two_agencies") == set()
    assert sees(world, "two_agencies_elsewhere") == {child.pk}


def test_the_predicate_costs_the_same_for_two_children_and_for_twenty(world, django_assert_num_queries):
    officer = world.acting("attendance_leader")
    for number in (2, 18):
        for _ in range(number):
            enrol(world.school, PupilFactory(born_on=date(2012, 1, 1)))
        fresh = Acting(officer.membership, officer.on)
        with django_assert_num_queries(3):
            list(Pupil.objects.visible_to(fresh))
