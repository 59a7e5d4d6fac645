"""Giving and ending access, restricting records and sealing addresses: rights re-checked, twice is once."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from agencies.rules.roles import Scope
from attendance.actions.addresses import seal_address, unseal_address
from attendance.actions.involvements import InvolvementRefused, end_involvement, grant_involvement
from attendance.actions.restrictions import RestrictionRefused, open_record_again, restrict_record, unname
from attendance.models import Address, Involvement, Pupil
from attendance.models.involvement import Basis
from tests.factories import AddressFactory, ContactFactory, InvolvementFactory, MembershipFactory, enrol


@pytest.fixture
def pupil(world):
    return enrol(world.school).pupil


@pytest.fixture
def officer(world):
    return world.acting("welfare_officer")


@pytest.fixture
def manager(world):
    return world.acting("team_manager")


def grant(pupil, by, agency, **terms):
    terms = {
        "basis": Basis.REQUEST,
        "scope": Scope.CASEWORK,
        "until": None,
        "note": "",
        "sealed": False,
    } | terms
    return grant_involvement(pupil=pupil, agency=agency, by=by, **terms)


def test_an_agency_sees_the_child_once_it_is_involved_and_until_it_ends(world, pupil, officer):
    nurse = world.acting("nurse")
    assert not Pupil.objects.visible_to(nurse).exists()
    given = grant(pupil, officer, world.agencies.nursing)
    assert Pupil.objects.visible_to(nurse).get() == pupil
    assert (given.granted_by, given.began_on) == (officer.user, officer.on)
    end_involvement(involvement=given, by=officer)
    assert not Pupil.objects.visible_to(nurse).exists()


def test_access_ends_by_itself_after_its_last_day(world, pupil, officer):
    row = grant(pupil, officer, world.agencies.nursing, until=officer.on)
    Involvement.objects.filter(pk=row.pk).update(
        began_on=officer.on - timedelta(days=9), ended_on=officer.on - timedelta(days=1)
    )
    assert not Pupil.objects.visible_to(world.acting("nurse")).exists()


def test_the_same_involvement_given_twice_is_given_once(world, pupil, officer):
    assert grant(pupil, officer, world.agencies.nursing) == grant(pupil, officer, world.agencies.nursing)
    with pytest.raises(InvolvementRefused, match="already"):
        grant(pupil, officer, world.agencies.nursing, scope=Scope.MARKS)


def test_an_involvement_that_began_earlier_is_kept_with_its_last_day(world, pupil, officer):
    row = InvolvementFactory(pupil=pupil, agency=world.agencies.nursing)
    for _ in range(2):
        end_involvement(involvement=row, by=officer)
    row.refresh_from_db()
    assert row.ended_on == officer.on - timedelta(days=1)


@pytest.mark.parametrize(
    ("terms", "why"),
    [
        ({"basis": Basis.ENROLLED}, "by the roll"),
        ({"until": "yesterday"}, "The last day must be"),
        ({"agency": "stranger"}, "of your authority"),
    ],
)
def test_what_cannot_be_given_is_refused_with_its_reason(world, pupil, officer, terms, why):
    terms = dict(terms)
    agency = getattr(world.agencies, terms.pop("agency", "nursing"))
    if "until" in terms:
        terms["until"] = officer.on - timedelta(days=1)
    with pytest.raises(InvolvementRefused, match=why):
        grant(pupil, officer, agency, **terms)


def test_nobody_opens_more_than_their_own_agency_sees(world, pupil, officer):
    Involvement.objects.filter(agency=world.agencies.north).update(scope=Scope.CASEWORK)
    with pytest.raises(InvolvementRefused, match="more of the record"):
        grant(pupil, officer, world.agencies.nursing, scope=Scope.LEGAL)


@pytest.mark.parametrize(
    "persona", ["other_team_officer", "school_lead", "nurse", "stranger_officer", "operator"]
)
def test_rights_are_checked_again_in_the_act(world, pupil, persona):
    with pytest.raises(PermissionDenied):
        grant(pupil, world.acting(persona), world.agencies.nursing)
    with pytest.raises(PermissionDenied):
        restrict_record(pupil=pupil, people=[], by=world.acting(persona))


def test_the_school_and_its_team_are_not_ended_by_hand(world, pupil, officer):
    with pytest.raises(InvolvementRefused, match="follows from the roll"):
        end_involvement(involvement=pupil.involvements.get(agency=world.school.agency), by=officer)


def test_another_agencys_sealed_involvement_is_its_own_to_end(world, pupil, officer):
    row = InvolvementFactory(pupil=pupil, agency=world.agencies.safeguarding, sealed=True)
    with pytest.raises(InvolvementRefused, match="Ask Safeguarding unit"):
        end_involvement(involvement=row, by=officer)


def test_a_restricted_record_is_open_to_named_people_alone(world, pupil, manager, officer):
    restrict_record(pupil=pupil, people=[officer.user], by=manager)
    restrict_record(pupil=pupil, people=[officer.user], by=world.acting("team_manager"))
    for persona, sees in [
        ("team_manager", True),
        ("welfare_officer", True),
        ("school_lead", False),
        ("attendance_leader", False),
    ]:
        assert Pupil.objects.visible_to(world.acting(persona)).exists() is sees, persona
    unname(pupil=pupil, person=officer.user, by=world.acting("team_manager"))
    assert not Pupil.objects.visible_to(world.acting("welfare_officer")).exists()
    with pytest.raises(RestrictionRefused, match="Somebody must stay named"):
        unname(pupil=pupil, person=manager.user, by=world.acting("team_manager"))
    open_record_again(pupil=pupil, by=world.acting("team_manager"))
    assert Pupil.objects.visible_to(world.acting("school_lead")).exists()


def test_only_people_who_could_see_the_child_anyway_can_be_named(world, pupil, manager):
    stranger = MembershipFactory(agency=world.agencies.police, role_name="police_officer").user
    with pytest.raises(RestrictionRefused, match="could not see this child"):
        restrict_record(pupil=pupil, people=[stranger], by=manager)


def test_a_sealed_address_is_seen_by_named_people_alone(world, pupil, manager, officer):
    address = AddressFactory(parent=ContactFactory(pupil=pupil).parent)
    for _ in range(2):
        seal_address(pupil=pupil, address=address, people=[officer.user], by=world.acting("team_manager"))
    for persona, sees in [("team_manager", True), ("welfare_officer", True), ("school_lead", False)]:
        assert Address.objects.visible_to(world.acting(persona)).exists() is sees, persona
    with pytest.raises(PermissionDenied):
        seal_address(pupil=pupil, address=address, people=[], by=world.acting("safeguarding_officer"))
    for _ in range(2):
        unseal_address(pupil=pupil, address=address, by=world.acting("team_manager"))
    assert Address.objects.visible_to(world.acting("school_lead")).exists()


def test_a_sealed_address_cannot_be_opened_by_a_manager_not_named_for_it(world, pupil, manager):
    address = AddressFactory(parent=ContactFactory(pupil=pupil).parent, sealed=True)
    with pytest.raises(PermissionDenied):
        unseal_address(pupil=pupil, address=address, by=manager)
