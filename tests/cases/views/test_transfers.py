"""The pages of transfers, as the manager."""

from django.urls import reverse

from cases.actions.notes import write_note
from cases.models import Audience
from cases.workflow import State


def test_a_manager_is_told_what_a_transfer_does_and_makes_it(worked, world, client_for) -> None:
    write_note(case=worked, text="Ours.", audience=Audience.AGENCY, by=world.acting("welfare_officer"))
    client, address = client_for("team_manager"), reverse("case-transfer", args=[worked.ref])
    page = client.get(address).content.decode()
    assert "1 entry that you can read is for North team" in page
    assert "North team goes on seeing the child" in page
    assert "Choose a team" in client.post(address, {"version": worked.version}).content.decode()
    sheet = {"version": worked.version, "team": world.agencies.south.pk, "reason": "The family moved."}
    assert client.post(address, sheet)["Location"] == reverse("case", args=[worked.ref])
    worked.refresh_from_db()
    assert worked.team == world.agencies.south


def test_a_case_is_handed_to_another_authority(worked, client_for) -> None:
    client, address = client_for("team_manager"), reverse("case-transfer-away", args=[worked.ref])
    assert "No agency has a request open." in client.get(address).content.decode()
    missing = client.post(address, {"version": worked.version}).content.decode()
    assert "Say what was handed over" in missing
    sheet = {
        "version": worked.version,
        "authority": "Salt Council",
        "receiver": "Duty officer",
        "handed": ["plan"],
    }
    assert client.post(address, sheet).status_code == 302
    worked.refresh_from_db()
    assert worked.state == State.CLOSED


def test_closing_shows_what_stands_in_the_way(worked, world, client_for) -> None:
    client = client_for("welfare_officer")
    address = reverse("case-move", args=[worked.ref, "close"])
    worked.holds.create(kind="order", key="order:1", placed_on=worked.opened_on)
    page = client.get(address).content.decode()
    assert "The case cannot close yet" in page
    assert "An order is in force." in page
    assert 'name="reason"' not in page
