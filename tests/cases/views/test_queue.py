"""The queue of a team, as its manager, the attendance leader and an officer."""

from datetime import timedelta

import pytest
from django.urls import reverse

from attendance.models import NamedOfficer
from cases.actions.cases import move_case, open_case
from cases.models import Case
from cases.workflow import State
from tests.cases.referring import sent
from tests.factories import MembershipFactory, PupilFactory, enrol

ADDRESS = "/queue/"


def queued(world, *, days: int = 0) -> Case:
    """A case in the queue of the north team, opened so many days ago."""
    pupil = PupilFactory()
    enrol(world.school, pupil)
    by = world.acting("welfare_officer")
    case, _ = open_case(pupil=pupil, school=world.school, reason="Away.", by=by)
    Case.objects.filter(pk=case.pk).update(opened_on=by.on - timedelta(days=days))
    return case


def given(world, name: str = "welfare_officer") -> Case:
    officer = world.people[name].user
    return move_case(case=queued(world), move="allocate", officer=officer, by=world.acting("team_manager"))


def main(client, address: str = ADDRESS) -> str:
    return client.get(address).content.decode().split("<main")[1].split("</main")[0]


def test_the_manager_sees_what_waits_and_acts_in_one_click(world, client_for) -> None:
    NamedOfficer.objects.create(
        school=world.school, officer=world.people["welfare_officer"].user, began_on=world.acting("nurse").on
    )
    referral, case = sent(world), queued(world, days=14)
    page = main(client_for("team_manager"))
    assert reverse("referral-act", args=[referral.ref, "accept"]) in page
    assert reverse("case-move", args=[case.ref, "allocate"]) in page
    assert "Welfare Officer" in page
    assert "Late" in page
    form = client_for("team_manager").get(reverse("case-move", args=[case.ref, "allocate"])).content.decode()
    assert "Welfare Officer is the school’s named officer." in form
    assert "selected>Welfare Officer" in form


def test_another_officer_is_given_the_case_with_a_reason(world, client_for) -> None:
    NamedOfficer.objects.create(
        school=world.school, officer=world.people["welfare_officer"].user, began_on=world.acting("nurse").on
    )
    case, client = queued(world), client_for("team_manager")
    sheet = {"version": 1, "officer": world.people["team_manager"].user_id}
    address = reverse("case-move", args=[case.ref, "allocate"])
    assert "Say why another takes the case" in client.post(address, sheet).content.decode()
    assert client.post(address, sheet | {"reason": "She is away."}).status_code == 302
    case.refresh_from_db()
    assert case.officer == world.people["team_manager"].user


def test_several_are_given_at_once(world, client_for) -> None:
    cases, client = [queued(world) for _ in range(3)], client_for("team_manager")
    address = reverse("queue-allocate") + "?" + "&".join(f"case={case.ref}" for case in cases[:2])
    assert "Allocate 2 cases" in main(client, address)
    assert "no named officer" in client.post(address, {"officer": "", "reason": ""}).content.decode()
    answer = client.post(address, {"officer": world.people["welfare_officer"].user_id, "reason": ""})
    assert answer["Location"] == ADDRESS
    assert Case.objects.filter(state=State.ASSESSING).count() == 2
    again = main(client, address)
    assert "2 cases of those chosen are no longer in the queue." in again
    assert "No case is chosen." in main(client, reverse("queue-allocate"))


def test_the_workload_is_weighed_drawn_and_explained(world, client_for) -> None:
    given(world)
    move_case(case=given(world), move="support", by=world.acting("welfare_officer"))
    page = main(client_for("team_manager"))
    assert "Workload of each officer" in page
    assert "Welfare Officer, 2 cases" in page
    assert page.count(">2.5<") >= 2
    assert "How the workload is counted" in page


def test_who_left_with_cases_stands_out(world, client_for) -> None:
    case = given(world)
    by = world.acting("team_manager")
    assert "has left the team" not in main(client_for("team_manager"))
    held = world.people["welfare_officer"]
    held.began_on, held.ended_on = by.on - timedelta(days=9), by.on - timedelta(days=1)
    held.save()
    page = main(client_for("team_manager"))
    assert "Cases whose officer has left the team" in page
    assert reverse("case", args=[case.ref]) in page
    assert reverse("case", args=[case.ref]) in main(client_for("team_manager"), f"{ADDRESS}?show=left")


def test_the_leader_sees_every_team_and_one_of_them(world, client_for) -> None:
    case, client = queued(world), client_for("attendance_leader")
    page = main(client)
    assert "North team" in page
    assert "South team" in page
    assert case.ref in page
    south = main(client, f"{ADDRESS}?team={world.agencies.south.pk}")
    assert "Queue of South team" in south
    assert case.ref not in south
    assert "Queues of the teams" in main(client, f"{ADDRESS}?team=nonsense")


def test_a_restricted_child_is_in_no_row_and_no_sum(world, client_for) -> None:
    case = queued(world)
    given(world)
    client = client_for("team_manager")
    assert case.ref in main(client)
    case.pupil.restricted = True
    case.pupil.save()
    page = main(client)
    assert case.ref not in page
    assert "0 cases" in page
    held = Case.objects.get(state=State.ASSESSING)
    held.pupil.restricted = True
    held.pupil.save()
    assert "Welfare Officer, 0 cases" in main(client)


def test_an_officer_has_no_queue(world, client_for) -> None:
    assert client_for("welfare_officer").get(ADDRESS).status_code == 403
    assert client_for("school_lead").get(ADDRESS).status_code == 403


@pytest.mark.parametrize("address", [ADDRESS, f"{ADDRESS}?show=cases", f"{ADDRESS}?show=referrals"])
def test_queries_do_not_grow_with_rows(world, client_for, django_assert_max_num_queries, address) -> None:
    client = client_for("team_manager")
    officer = world.people["welfare_officer"].user
    NamedOfficer.objects.create(school=world.school, officer=officer, began_on=world.acting("nurse").on)

    def count() -> int:
        with django_assert_max_num_queries(15) as queries:
            client.get(address)
        return len(queries)

    sent(world)
    for _ in range(2):
        queued(world)
        given(world)
    few = count()
    for number in range(18):
        queued(world, days=number)
        member = MembershipFactory(agency=world.agencies.north, role_name="welfare_officer")
        Case.objects.filter(pk=given(world).pk).update(officer=member.user)
    assert count() == few


def test_a_long_part_of_the_queue_has_pages(world, client_for) -> None:
    for _ in range(27):
        queued(world)
    client = client_for("team_manager")
    assert "All 27 cases" in main(client)
    assert main(client, f"{ADDRESS}?show=cases&page=2").count("Allocate<") == 2
