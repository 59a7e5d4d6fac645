"""My work, as the people it is for."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cases.actions.cases import move_case, open_case
from cases.actions.timeline import record
from cases.models import Case, EntryKind
from tests.factories import FlagFactory, PupilFactory, enrol

ADDRESS = "/work/"


def given(world, *, days: int = 0) -> Case:
    """A case of the north team's officer, allocated so many days ago."""
    pupil = PupilFactory()
    enrol(world.school, pupil)
    case, _ = open_case(
        pupil=pupil, school=world.school, reason="Often away.", by=world.acting("welfare_officer")
    )
    officer = world.people["welfare_officer"].user
    row = move_case(case=case, move="allocate", officer=officer, by=world.acting("team_manager"))
    Case.objects.filter(pk=row.pk).update(allocated_on=row.allocated_on - timedelta(days=days))
    row.refresh_from_db()
    return row


def lines(client) -> str:
    return client.get(ADDRESS).content.decode().split("<main")[1].split("</main")[0]


def test_a_case_nobody_was_in_touch_about_is_overdue_until_somebody_is(world, client_for) -> None:
    client = client_for("welfare_officer")
    case = given(world, days=22)
    page = lines(client)
    assert "Overdue" in page
    assert "Nobody has been in touch since the case was allocated" in page
    record(case=case, kind=EntryKind.CONTACT, text="Telephoned.", by=world.acting("welfare_officer"))
    assert "Nothing waits for you" in lines(client)


def test_three_weeks_to_the_day_are_no_drift(world, client_for) -> None:
    given(world, days=21)
    assert "Nothing waits for you" in lines(client_for("welfare_officer"))


def test_a_pause_comes_back_by_itself(world, client_for) -> None:
    by = world.acting("welfare_officer")
    move_case(case=given(world), move="pause", reason="Abroad.", until=by.on + timedelta(days=3), by=by)
    page = lines(client_for("welfare_officer"))
    assert "The pause ends." in page
    assert "In the next seven days" in page


def test_new_flags_on_ones_own_cases_are_one_line(world, client_for) -> None:
    case = given(world)
    for rule in ("persistent", "pattern"):
        FlagFactory(pupil=case.pupil, school=world.school, rule=rule)
    assert "2 new flags on the register." in lines(client_for("welfare_officer"))


def test_a_manager_sees_who_waits_and_each_officers_work(world, client_for) -> None:
    given(world, days=30)
    pupil = PupilFactory()
    enrol(world.school, pupil)
    open_case(pupil=pupil, school=world.school, reason="New.", by=world.acting("welfare_officer"))
    client = client_for("team_manager")
    page = lines(client)
    assert "Waits for an officer since" in page
    assert "Welfare Officer" in page
    officer = world.people["welfare_officer"].user
    theirs = client.get(ADDRESS, {"officer": officer.pk}).content.decode()
    assert "Work of Welfare Officer" in theirs
    assert "Nobody has been in touch" in theirs


def test_an_officer_cannot_look_at_anothers_work(world, client_for) -> None:
    given(world, days=30)
    officer = world.people["welfare_officer"].user
    page = client_for("other_team_officer").get(ADDRESS, {"officer": officer.pk}).content.decode()
    assert "Nobody has been in touch" not in page


def test_whoever_works_with_no_child_is_led_to_the_first_page(client_for) -> None:
    assert client_for("operator").get(ADDRESS).url == reverse("home")


@pytest.mark.parametrize("name", ["welfare_officer", "team_manager"])
def test_queries_do_not_grow_with_cases(world, client_for, django_assert_max_num_queries, name) -> None:
    client = client_for(name)

    def count() -> int:
        with django_assert_max_num_queries(30) as queries:
            client.get(ADDRESS)
        return len(queries)

    for _ in range(2):
        FlagFactory(pupil=given(world, days=30).pupil, school=world.school, rule="persistent")
    client.get(ADDRESS)
    few = count()
    for _ in range(18):
        FlagFactory(pupil=given(world, days=30).pupil, school=world.school, rule="persistent")
    assert count() == few
