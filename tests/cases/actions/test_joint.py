"""Cases of brothers and sisters worked on together, each with its own record."""

import pytest

from attendance.actions.doors import NotAllowed
from cases.actions.cases import open_case
from cases.actions.doors import Refused
from cases.actions.joint import join_cases, leave_joint
from cases.models import Case, Entry, Intervention, JointWork
from cases.queries.joint import joint_cases
from tests.factories import ContactFactory, PupilFactory, enrol


def sibling(case: Case, world, **changes) -> Case:
    """A case of a brother or sister at the same school, or at another."""
    school = changes.get("school", world.school)
    contact = case.pupil.contacts.first() or ContactFactory(pupil=case.pupil)
    pupil = PupilFactory()
    enrol(school, pupil)
    ContactFactory(pupil=pupil, parent=contact.parent)
    by = world.acting(changes.get("by", "welfare_officer"))
    return open_case(pupil=pupil, school=school, reason="Away.", by=by)[0]


def test_two_are_joined_once_and_neither_record_names_the_other(worked, world) -> None:
    other, by = sibling(worked, world), world.acting("welfare_officer")
    for _ in range(2):
        join_cases(case=worked, other=other, by=by)
    assert list(joint_cases(worked, by)) == [other]
    assert list(joint_cases(other, by)) == [worked]
    told = Entry.objects.filter(text__contains="worked on together")
    assert told.count() == 2
    assert not [
        entry for entry in told if other.pupil.surname in entry.text or worked.pupil.surname in entry.text
    ]


def test_who_may_not_follow_the_other_child_learns_nothing_of_it(worked, world) -> None:
    other, by = sibling(worked, world), world.acting("welfare_officer")
    join_cases(case=worked, other=other, by=by)
    other.pupil.restricted = True
    other.pupil.save()
    again = world.acting("welfare_officer")
    assert list(joint_cases(worked, again)) == []
    assert JointWork.objects.visible_to(again).count() == 1


def test_parting_one_of_two_leaves_none_and_of_three_leaves_two(worked, world) -> None:
    by = world.acting("welfare_officer")
    two, three = sibling(worked, world), sibling(worked, world)
    join_cases(case=worked, other=two, by=by)
    join_cases(case=worked, other=three, by=by)
    assert set(joint_cases(worked, by)) == {two, three}
    leave_joint(case=three, by=by)
    assert list(joint_cases(worked, by)) == [two]
    for _ in range(2):
        leave_joint(case=two, by=by)
    assert not JointWork.objects.filter(ended_on__isnull=True).exists()


def test_only_open_cases_of_a_family_are_joined_by_those_who_work_on_both(worked, world) -> None:
    stranger = PupilFactory()
    enrol(world.school, stranger)
    by = world.acting("welfare_officer")
    apart, _ = open_case(pupil=stranger, school=world.school, reason="Away.", by=by)
    with pytest.raises(Refused, match="brother or sister"):
        join_cases(case=worked, other=apart, by=by)
    with pytest.raises(NotAllowed):
        join_cases(case=worked, other=sibling(worked, world), by=world.acting("school_lead"))
    elsewhere = sibling(worked, world, school=world.other_school, by="other_team_officer")
    with pytest.raises(NotAllowed):
        join_cases(case=worked, other=elsewhere, by=by)


def test_one_visit_is_noted_on_several_and_each_page_shows_the_others_only_to_those_who_see_them(
    worked, world, client_for
) -> None:
    other, by = sibling(worked, world), world.acting("welfare_officer")
    client = client_for("welfare_officer")
    address = f"/cases/{worked.ref}/joint/"
    assert str(other.pupil) in client.get(address).content.decode()
    assert client.post(address, {"other": other.ref}).status_code == 302
    page = client.get(f"{address}visit/").content.decode()
    assert page.count("checked") >= 2
    sheet = {
        "pupils": [worked.pupil_id, other.pupil_id], "what": "visit", "outcome": "Both were up.",
        "audience": "agencies", "on_day": by.on.day, "on_month": by.on.month, "on_year": by.on.year,
    }  # fmt: skip
    assert client.post(f"{address}visit/", sheet)["Location"] == address
    one = Intervention.objects.get(case=worked)
    assert set(Intervention.objects.values_list("case", flat=True)) == {worked.pk, other.pk}
    assert str(other.pupil) in client.get(f"/interventions/{one.pk}/").content.decode()
    other.pupil.restricted = True
    other.pupil.save()
    hidden = client.get(f"/interventions/{one.pk}/").content.decode()
    assert "Both were up." in hidden
    assert other.pupil.surname not in hidden
    assert other.pupil.surname not in client.get(f"/cases/{worked.ref}/").content.decode()
    assert client.post(address, {"part": "1"}).status_code == 302
