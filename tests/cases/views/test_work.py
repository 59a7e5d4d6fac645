"""My work, as the people it is for."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from attendance.models import Flag
from cases.actions.cases import move_case, open_case
from cases.actions.referrals import ask_question
from cases.actions.timeline import record
from cases.models import Case, EntryKind
from tests.cases.referring import drafted, sent
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
    assert "Nobody has been in touch" not in lines(client)


def test_three_weeks_to_the_day_are_no_drift(world, client_for) -> None:
    given(world, days=21)
    assert "Nobody has been in touch" not in lines(client_for("welfare_officer"))


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
        with django_assert_max_num_queries(15) as queries:
            client.get(ADDRESS)
        return len(queries)

    for _ in range(2):
        FlagFactory(pupil=given(world, days=30).pupil, school=world.school, rule="persistent")
    client.get(ADDRESS)
    few = count()
    for _ in range(18):
        FlagFactory(pupil=given(world, days=30).pupil, school=world.school, rule="persistent")
    assert count() == few


def test_a_long_list_has_pages_that_say_how_much_there_is(world, client_for) -> None:
    for _ in range(26):  # each drifts, and has no plan
        given(world, days=30)
    client = client_for("welfare_officer")
    first = lines(client)
    assert "52 things" in first
    assert "Showing 1 to 50 of 52 things" in first
    second = client.get(ADDRESS, {"page": 2}).content.decode()
    assert "52 things" in second
    assert second.count("worklist__line") == 2


def test_more_of_a_kind_than_is_listed_is_said(world, client_for, monkeypatch) -> None:
    monkeypatch.setattr("cases.queries.work.MOST_OF_A_SOURCE", 3)
    given(world, days=30)
    client = client_for("welfare_officer")
    assert "more of some kinds of work" not in lines(client)
    given(world, days=30)
    assert "more of some kinds of work" in lines(client)


def test_the_manager_sees_what_each_officer_holds_and_what_drifts(world, client_for) -> None:
    given(world, days=30)
    given(world)
    page = client_for("team_manager").get(reverse("work-officers")).content.decode()
    officer = world.people["welfare_officer"].user
    row = re.search(rf"officer={officer.pk}\".*?</tr>", page, re.DOTALL)
    assert re.findall(r"numeric\">(\d+)</td>", row[0]) == ["2", "2", "0", "1"]


def test_drift_leads_straight_to_logging_and_to_the_case(world, client_for) -> None:
    case = given(world, days=30)
    page = lines(client_for("welfare_officer"))
    assert f'href="{reverse("log-work", args=[case.pupil.ref])}">Log a visit or call' in page
    assert f'href="{reverse("case", args=[case.ref])}"' in page


def test_chosen_flags_are_seen_together_but_not_one_that_came_since(world, client_for) -> None:
    client, cases = client_for("welfare_officer"), [given(world), given(world)]
    old = [FlagFactory(pupil=case.pupil, school=world.school, rule="persistent") for case in cases]
    ticks = [f"flags-{flag.pupil.ref}-{flag.pk}" for flag in old]
    page = lines(client)
    assert all(f'value="{tick}"' in page for tick in ticks)
    newer = FlagFactory(pupil=cases[0].pupil, school=world.school, rule="pattern")
    answer = client.post(
        reverse("work-done"), {"tick": [*ticks, "nonsense", "action-x", "flags-x"]}, follow=True
    )
    assert "2 lines are done." in answer.content.decode()
    assert [Flag.objects.get(pk=flag.pk).state for flag in old] == ["seen", "seen"]
    assert Flag.objects.get(pk=newer.pk).state == "raised"
    again = client.post(reverse("work-done"), {"tick": ticks}, follow=True).content.decode()
    assert "Choose at least one line that is still open" in again


def test_nobody_ticks_off_what_is_not_theirs(world, client_for) -> None:
    flag = FlagFactory(pupil=given(world).pupil, school=world.school, rule="persistent")
    for name in ("other_team_officer", "stranger_officer"):
        client_for(name).post(reverse("work-done"), {"tick": [f"flags-{flag.pupil.ref}-{flag.pk}"]})
    assert Flag.objects.get(pk=flag.pk).state == "raised"


def test_referrals_wait_for_the_manager_questions_for_the_school_drafts_for_their_author(
    world, client_for
) -> None:
    row = sent(world)
    manager, school = client_for("team_manager"), client_for("school_lead")
    assert "referred the child on" in lines(manager)
    assert "Nothing waits for you" in lines(school)  # one's own referral is no news to oneself
    ask_question(referral=row, text="Who collects him?", by=world.acting("team_manager"))
    assert "referred the child on" not in lines(manager)
    assert reverse("referral-act", args=[row.ref, "answer"]) in lines(school)
    drafted(world)
    assert "is not sent yet" in lines(school)
    assert "is not sent yet" not in lines(client_for("head_teacher"))


def test_every_key_of_the_help_sheet_is_on_a_page_and_none_is_missing_from_it(world, client_for) -> None:
    client, case = client_for("welfare_officer"), given(world)
    pages = [client.get(path).content.decode() for path in (ADDRESS, reverse("case", args=[case.ref]))]
    offered = {key for page in pages for key in re.findall(r'accesskey="(\w)"', page)}
    sheet = client.get(reverse("help-topic", args=["my-work"])).content.decode()
    assert {key.lower() for key in re.findall(r"<kbd>(\w)</kbd>", sheet)} == offered
    assert f"{reverse('help-topic', args=['my-work'])}#keys" in pages[0]
