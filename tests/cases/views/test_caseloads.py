"""The pages for moving a caseload, as the manager and the attendance leader."""

from django.urls import reverse

from cases.models import Case, Entry, Handover
from tests.cases.actions.test_handovers import held
from tests.factories import MembershipFactory

ADDRESS = "/queue/move/"


def main(client, address: str = ADDRESS) -> str:
    return client.get(address).content.decode().split("<main")[1].split("</main")[0]


def form_of(world) -> str:
    officer = world.people["welfare_officer"].user_id
    return f"{ADDRESS}?team={world.agencies.north.pk}&officer={officer}"


def test_a_manager_moves_some_with_notes_and_takes_it_back(world, client_for) -> None:
    one, two = held(world), held(world)
    other = MembershipFactory(agency=world.agencies.north, role_name="welfare_officer")
    client = client_for("team_manager")
    assert "Move the cases of Welfare Officer" in main(client, form_of(world))
    sheet = {
        "to": other.user_id, "which": "chosen", "general": "", "case": [one.ref], f"note-{one.ref}": "Ring at six.",
    }  # fmt: skip
    assert client.post(form_of(world), sheet)["Location"] == ADDRESS
    assert list(Case.objects.filter(officer=other.user)) == [one]
    assert Entry.objects.filter(case=one, text="Handover: Ring at six.").exists()
    page = main(client)
    row = Handover.objects.get()
    undo = reverse("queue-undo", args=[row.pk])
    assert "1 case moved" in page
    assert undo in page
    assert client.post(undo)["Location"] == ADDRESS
    assert "1 case went back to Welfare Officer." in main(client)
    assert set(Case.objects.values_list("officer", flat=True)) == {two.officer_id}


def test_what_is_missing_is_said_and_nothing_typed_is_lost(world, client_for) -> None:
    case, client = held(world), client_for("team_manager")
    answer = client.post(form_of(world), {"which": "chosen", f"note-{case.ref}": "Ring at six."})
    page = answer.content.decode()
    assert "Choose an officer" in page
    assert "Tick at least one case" in page
    assert "Ring at six." in page


def test_nonsense_in_the_address_leads_to_the_choice(world, client_for) -> None:
    held(world)
    client = client_for("team_manager")
    for query in ("?team=x&officer=y", "?officer=1", f"?team={world.agencies.south.pk}&officer=1"):
        assert "Whose cases?" in main(client, ADDRESS + query)


def test_a_restricted_case_is_in_no_number(world, client_for) -> None:
    case, other = held(world), MembershipFactory(agency=world.agencies.north, role_name="welfare_officer")
    client = client_for("team_manager")
    client.post(form_of(world), {"to": other.user_id, "which": "all"})
    assert "Moved in the last week" in main(client)
    case.pupil.restricted = True
    case.pupil.save()
    page = main(client)
    assert "No officer has a case." in page
    assert "Moved in the last week" not in page


def test_the_leader_moves_within_any_team(world, client_for) -> None:
    held(world)
    page = main(client_for("attendance_leader"))
    assert "North team" in page
    assert client_for("other_team_officer").get(ADDRESS).status_code == 403


def test_queries_do_not_grow_with_cases(world, client_for, django_assert_max_num_queries) -> None:
    client = client_for("team_manager")

    def count(address: str) -> int:
        with django_assert_max_num_queries(15) as queries:
            client.get(address)
        return len(queries)

    for _ in range(2):
        held(world)
    few = [count(ADDRESS), count(form_of(world))]
    for _ in range(18):
        held(world)
    assert [count(ADDRESS), count(form_of(world))] == few
