"""Every endpoint as everybody: a program sees and does what its person does on the pages, and no more."""

import pytest
from django.urls import reverse

from agencies.models import AccessRecord
from agencies.named import name_person
from agencies.rules.roles import Permission
from attendance.models import Pupil
from tests.factories import InvolvementFactory
from tests.personas import PERSONAS

pytestmark = pytest.mark.django_db

SEE_THE_CHILD = {
    "school_lead",
    "head_teacher",
    "welfare_officer",
    "team_manager",
    "attendance_leader",
    "legal_officer",
    "assistant_director",
}
# Roles that may see no child at all: 403 whatever the address holds.
SEE_NO_CHILD = {"improvement_officer", "elected_member", "operator"}


@pytest.mark.parametrize("name", PERSONAS)
@pytest.mark.parametrize("part", ["pupils/{ref}/", "pupils/{ref}/marks/", "flags/{flag}/"])
def test_a_child_is_open_to_whom_the_page_is_open(program_for, client_for, child, flag, name, part):
    answer = program_for(name).get(part.format(ref=child.ref, flag=flag.pk))

    expected = 200 if name in SEE_THE_CHILD else 403 if name in SEE_NO_CHILD else 404
    assert answer.status_code == expected
    page = reverse("flag", args=[flag.pk]) if part.startswith("flags") else reverse("pupil", args=[child.ref])
    assert client_for(name).get(page).status_code == expected


@pytest.mark.parametrize("name", PERSONAS)
def test_lists_hold_what_the_person_may_see(world, program_for, child, flag, name):
    acting, program = world.acting(name), program_for(name)
    for path, key, permission, seen in (
        ("pupils/", "ref", Permission.VIEW_PUPIL, {child.ref} if name in SEE_THE_CHILD else set()),
        ("flags/", "id", Permission.VIEW_FLAGS, {flag.pk} if name in SEE_THE_CHILD else set()),
        ("schools/", "urn", Permission.VIEW_SCHOOL, schools_of(world, acting)),
    ):
        answer = program.get(path)
        assert answer.status_code == (200 if acting.may(permission) else 403)
        if acting.may(permission):
            assert {row[key] for row in answer.json()["results"]} == seen


def schools_of(world, acting):
    schools = type(world.school).objects.visible_to(acting)
    return set(schools.values_list("urn", flat=True))


@pytest.mark.parametrize("name", PERSONAS)
def test_acts_on_flags_need_the_right_to_act(world, program_for, flag, name):
    answer = program_for(name, "write").post(f"flags/{flag.pk}/seen/")

    may = world.acting(name).may(Permission.ACT_ON_FLAGS)
    assert answer.status_code == (403 if not may else 200 if name in SEE_THE_CHILD else 404)
    flag.refresh_from_db()
    assert flag.state == ("seen" if answer.status_code == 200 else "raised")


@pytest.mark.parametrize("name", PERSONAS)
def test_imports_are_for_those_who_send_registers(world, program_for, name):
    answer = program_for(name, "registers").get("imports/")
    assert answer.status_code == (200 if world.acting(name).may(Permission.IMPORT_REGISTERS) else 403)


def test_a_restricted_child_is_found_by_no_program_but_of_those_named(world, program_for, child, flag):
    child.restricted = True
    child.save()
    for name in SEE_THE_CHILD:
        program = program_for(name)
        assert program.get("pupils/").json()["results"] == []
        assert program.get("flags/").json()["results"] == []
        assert program.post("pupils/find/", {"upn": child.upn}).json() == {"results": []}
        for part in (f"pupils/{child.ref}/", f"pupils/{child.ref}/marks/", f"flags/{flag.pk}/"):
            assert program.get(part).status_code == 404

    name_person(world.acting("team_manager").user, child)
    assert program_for("team_manager").get(f"pupils/{child.ref}/").status_code == 200


def test_a_refusal_says_the_same_for_a_stranger_s_child_and_for_none(program_for, child):
    program = program_for("nurse")
    there, nowhere = program.get(f"pupils/{child.ref}/"), program.get("pupils/ABCDEFGHJK/")
    assert (there.status_code, there.json()) == (nowhere.status_code, nowhere.json())


def test_characteristics_are_casework(world, program_for, child):
    shown = program_for("welfare_officer").get(f"pupils/{child.ref}/").json()["characteristics"]
    assert [each["kind"] for each in shown] == ["cin"]
    assert program_for("school_lead").get(f"pupils/{child.ref}/").json()["characteristics"] is None

    InvolvementFactory(pupil=child, agency=world.agencies.nursing, scope=1)
    assert program_for("nurse").get(f"pupils/{child.ref}/").json()["characteristics"] is None


def test_opening_a_child_leaves_a_record_and_so_does_a_shut_door(program_for, child, flag):
    program_for("school_lead").get(f"pupils/{child.ref}/")
    program_for("school_lead").get(f"pupils/{child.ref}/marks/")
    program_for("school_lead").get(f"flags/{flag.pk}/")
    program_for("nurse").get(f"pupils/{child.ref}/")
    kept = AccessRecord.objects.order_by("pk").values_list("act", "page", "pupil_id")
    assert list(kept) == [
        ("view", "api-pupil", child.pk),
        ("view", "api-marks", child.pk),
        ("view", "api-flag", child.pk),
        ("refused", "api-pupil", None),
    ]


def test_a_list_and_a_search_leave_a_record_with_how_many(program_for, child, flag):
    program = program_for("school_lead")
    program.get("pupils/")
    program.get("flags/")
    program.post("pupils/find/", {"upn": child.upn})
    program.post("pupils/find/", {"upn": "Z"})
    kept = AccessRecord.objects.order_by("pk").values_list("act", "page", "results")
    assert list(kept) == [
        ("export", "api-pupils", 1),
        ("export", "api-flags", 1),
        ("search", "api-pupil-find", 1),
        ("search", "api-pupil-find", 0),
    ]


def test_a_refused_act_stays_on_record_though_a_key_was_given(program_for, flag):
    program_for("other_school_lead", "write").post(f"flags/{flag.pk}/seen/", key="k")
    assert AccessRecord.objects.filter(act="refused", page="api-flag-seen").exists()


def test_a_merged_record_is_gone(program_for, child):
    other = Pupil.objects.create(forename="A", surname="B", born_on=child.born_on)
    Pupil.objects.filter(pk=child.pk).update(merged_into=other)
    assert program_for("school_lead").get(f"pupils/{child.ref}/").status_code == 404
