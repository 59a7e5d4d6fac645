"""Truancy sweeps: entered on the street, matched by those with the right, followed by a plan or a reason."""

from datetime import date, time, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from attendance.models import Involvement, PupilName
from cases.actions.sweeps import forget_stops
from cases.models import Case, Entry, Stop, Sweep
from cases.rules.sweeps import KEPT_FOR
from tests.factories import PupilFactory, enrol


@pytest.fixture
def sweep(world) -> Sweep:
    return swept(world, timezone.localdate())


def swept(world, on: date) -> Sweep:
    police, north = world.people["police_officer"], world.agencies.north
    return Sweep.objects.create(
        area="Precinct", on=on, began_at=time(9), ended_at=time(15), authorised_on=on, agency=police.agency,
        partner=north, by=police.user, police_authorised_by="Supt Hall", council_authorised_by="A. Leader",
    )  # fmt: skip


@pytest.fixture
def child(world):
    pupil = PupilFactory(forename="Kirsty", surname="Ollerenshaw")
    enrol(world.school, pupil)
    PupilName.objects.get_or_create(pupil=pupil, surname=pupil.surname, forename=pupil.forename)
    return pupil


def lines(*given, batch=None) -> dict[str, str]:
    """A page of the batch form, its lines filled from the top."""
    data = {"batch": str(batch or uuid4()), "form-TOTAL_FORMS": "5", "form-INITIAL_FORMS": "0"}
    for at, line in enumerate(given):
        data |= {f"form-{at}-{name}": value for name, value in line.items()}
    return data


ONE = {
    "forename": "Kirsty", "surname": "Olerenshaw", "told": "14", "place": "Precinct", "stopped_at": "10:30",
    "company": "two friends", "reason_given": "Dentist", "outcome": "school",
}  # fmt: skip
OTHER = {"place": "Canal", "stopped_at": "1105", "outcome": "went"}


def enter(client, sweep, *given, batch=None):
    return client.post(reverse("sweep-stops", args=[sweep.ref]), lines(*given, batch=batch))


def settle(client, stop, **given):
    return client.post(reverse("sweep-stop", args=[stop.sweep.ref, stop.pk]), given)


def test_the_police_write_a_sweep_down_with_who_authorised_it(world, client_for) -> None:
    today = timezone.localdate().isoformat()
    given = {
        "area": "Precinct", "on": today, "began_at": "09:00", "ended_at": "15.00", "authorised_on": today,
        "police_authorised_by": "Supt Hall", "council_authorised_by": "A. Leader", "partner": world.agencies.north.pk,
    }  # fmt: skip
    client = client_for("police_officer")
    for _ in range(2):
        assert client.post(reverse("sweep-new"), given).status_code == 302
    sweep = Sweep.objects.get()
    assert (sweep.police_authorised_by, sweep.ended_at) == ("Supt Hall", time(15))
    late = given | {"area": "Park", "authorised_on": (timezone.localdate() + timedelta(days=1)).isoformat()}
    assert "authorised before it is held" in client.post(reverse("sweep-new"), late).content.decode()


def test_a_batch_is_kept_once_and_opens_nobodys_record(sweep, child, world, client_for) -> None:
    client, batch = client_for("police_officer"), uuid4()
    before = Involvement.objects.count()
    for _ in range(2):
        assert enter(client, sweep, ONE, OTHER, batch=batch).status_code == 302
    assert Stop.objects.count() == 2
    assert Involvement.objects.count() == before
    again = enter(client, sweep, ONE | {"surname": "Else"}, OTHER, batch=batch)
    assert "saved before, with other words" in again.content.decode()
    assert client.get(reverse("pupil", args=[child.ref])).status_code == 404


def test_a_wrong_line_is_said_and_nothing_is_lost(sweep, client_for) -> None:
    page = enter(client_for("police_officer"), sweep, ONE, OTHER | {"stopped_at": "noon"}).content.decode()
    assert "Enter a time, such as 14:30" in page
    assert 'value="Olerenshaw"' in page
    assert not Stop.objects.exists()


def test_an_officer_matches_and_a_case_opens_for_a_plan(sweep, child, world, client_for) -> None:
    enter(client_for("police_officer"), sweep, ONE)
    stop, officer = Stop.objects.get(), client_for("welfare_officer")
    assert (
        "Kirsty Ollerenshaw" in officer.get(reverse("sweep-stop", args=[sweep.ref, stop.pk])).content.decode()
    )
    for _ in range(2):
        assert settle(officer, stop, child=child.ref, follows="plan").status_code == 302
    stop.refresh_from_db()
    case = Case.objects.get(pupil=child)
    assert (stop.pupil, stop.case, stop.had_leave) == (child, case, False)
    entry = Entry.objects.get(pupil=child, kind="sweep")
    assert "Stopped in a truancy sweep" in entry.text
    assert "two friends" not in entry.text
    involved = Involvement.objects.get(pupil=child, basis="sweep")
    assert (involved.agency, involved.scope, involved.ended_on) == (
        world.agencies.police,
        1,
        sweep.on + KEPT_FOR,
    )
    assert client_for("police_officer").get(reverse("pupil", args=[child.ref])).status_code == 200


def test_no_plan_needs_a_reason(sweep, child, client_for) -> None:
    enter(client_for("police_officer"), sweep, ONE)
    stop, officer = Stop.objects.get(), client_for("welfare_officer")
    assert (
        "Say why there is no plan"
        in settle(officer, stop, child=child.ref, follows="no-plan").content.decode()
    )
    settle(officer, stop, child=child.ref, follows="no-plan", why="Moves away on Friday.")
    stop.refresh_from_db()
    assert stop.why_no_plan == "Moves away on Friday."
    assert stop.standing == "No plan, with a reason"
    assert not Case.objects.exists()


def test_who_may_not_see_the_child_does_not_match(sweep, child, world, client_for) -> None:
    enter(client_for("police_officer"), sweep, ONE)
    stop, police = Stop.objects.get(), client_for("police_officer")
    assert "Ollerenshaw" not in police.get(reverse("sweep-stop", args=[sweep.ref, stop.pk])).content.decode()
    answer = settle(police, stop, reference=child.ref, follows="later")
    assert "No child whom you may see" in answer.content.decode()
    assert Stop.objects.unmatched().count() == 1


def test_a_sweep_is_read_by_the_two_agencies_alone(sweep, client_for) -> None:
    for name, status in (("police_officer", 200), ("welfare_officer", 200), ("attendance_leader", 200),
                         ("other_team_officer", 404), ("stranger_officer", 404), ("nurse", 403)):  # fmt: skip
        assert client_for(name).get(reverse("sweep", args=[sweep.ref])).status_code == status, name


@pytest.mark.parametrize(("days", "kept"), [(-1, True), (0, True), (1, False)])
def test_an_unmatched_name_is_forgotten_the_day_after_its_last(days, kept, world, client_for) -> None:
    today = timezone.localdate()
    sweep = swept(world, today - KEPT_FOR - timedelta(days=days))
    enter(client_for("police_officer"), sweep, ONE)
    assert forget_stops(on=today) == (0 if kept else 1)
    stop = Stop.objects.get()
    assert (stop.surname, stop.reason_given) == (("Olerenshaw", "Dentist") if kept else ("", ""))
    assert stop.place == "Precinct"


def test_a_matched_name_is_kept_with_the_case(world, child, client_for) -> None:
    sweep = swept(world, timezone.localdate() - KEPT_FOR)
    enter(client_for("police_officer"), sweep, ONE)
    settle(client_for("welfare_officer"), Stop.objects.get(), child=child.ref, follows="plan")
    assert forget_stops(on=timezone.localdate() + timedelta(days=2)) == 0


def test_hot_spots_hold_back_what_is_rare(sweep, client_for) -> None:
    client = client_for("police_officer")
    enter(client, sweep, *[OTHER | {"forename": str(n)} for n in range(5)])
    enter(client, sweep, OTHER | {"place": "Grandmother’s flat"})
    page = client.get(reverse("sweep-spots")).content.decode()
    assert "Canal" in page or "No place has five" in page
    assert "Grandmother" not in page


def test_the_list_costs_the_same_for_two_stops_as_for_twenty(
    sweep, client_for, django_assert_max_num_queries
) -> None:
    client = client_for("police_officer")
    address = reverse("sweep", args=[sweep.ref])
    for _ in range(4):
        enter(client, sweep, *[OTHER | {"forename": str(n)} for n in range(5)])
    with django_assert_max_num_queries(15):
        client.get(address)
