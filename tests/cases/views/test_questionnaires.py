"""Questionnaires: a link that works once and shows nothing of the case, paper, and results by theme."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from attendance.actions.restrictions import set_restricted
from cases.actions.cases import open_case
from cases.actions.questionnaires import ask_views, digest_of, open_by_link
from cases.models import Answer, Entry, Questionnaire
from cases.rules.questions import OPEN_FOR, is_open, results
from tests.factories import PupilFactory, enrol


@pytest.fixture(autouse=True)
def own_cache(settings) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()


@pytest.fixture
def case(world):
    pupil = PupilFactory()
    enrol(world.school, pupil)
    return open_case(pupil=pupil, school=world.school, reason="Away.", by=world.acting("welfare_officer"))[0]


def asked(case, world, respondent="child"):
    return ask_views(case=case, respondent=respondent, by=world.acting("welfare_officer"))


def test_the_page_behind_a_link_shows_nothing_of_the_case_and_takes_one_answer(case, world) -> None:
    row, token = asked(case, world)
    client, address = Client(), reverse("your-views", args=[token])
    page = client.get(address).content.decode()
    for secret in (case.ref, case.pupil.surname, case.pupil.forename, case.school.name):
        assert secret not in page
    assert "Thank you" in client.post(address, {"heard": "4", "words": "Nobody asked me."}).content.decode()
    again = client.post(address, {"heard": "1"})
    assert again.status_code == client.get(address).status_code == 404
    row.refresh_from_db()
    assert (row.words, row.answered_on) == ("Nobody asked me.", timezone.localdate())
    assert Answer.objects.get().value == 4
    assert Entry.objects.filter(kind="views").count() == 1


def test_the_secret_is_kept_nowhere_and_asking_again_ends_the_former_link(case, world) -> None:
    row, first = asked(case, world)
    assert row.digest == digest_of(first) != first
    _, second = asked(case, world)
    assert Questionnaire.objects.count() == 1
    assert open_by_link(first, timezone.localdate()) is None
    assert open_by_link(second, timezone.localdate()) is not None


@pytest.mark.parametrize(("days", "works"), [(-1, True), (0, True), (1, False)])
def test_a_link_works_through_its_last_day(days, works, case, world) -> None:
    _, token = asked(case, world)
    on = timezone.localdate() + OPEN_FOR + timedelta(days=days)
    assert (open_by_link(token, on) is not None) is works
    assert is_open(answered=True, expires_on=on, on=on) is False


def test_who_asks_too_often_is_turned_away(db) -> None:
    client = Client()
    found = {client.get(reverse("your-views", args=["nonsense"])).status_code for _ in range(62)}
    assert found == {404, 429}


def test_answers_on_paper_are_entered_once_and_the_school_reads_none(case, world, client_for) -> None:
    row, _ = asked(case, world)
    officer = client_for("welfare_officer")
    address = reverse("case-views-enter", args=[case.ref, row.pk])
    assert officer.post(address, {"safe": "2"}).status_code == 302
    assert "held already" in officer.post(address, {"safe": "2"}).content.decode()
    assert client_for("school_lead").get(reverse("case-views", args=[case.ref])).status_code == 403


@pytest.mark.parametrize("size", ["", "?size=large"])
def test_it_is_printed(size, case, world, client_for) -> None:
    row, _ = asked(case, world)
    answer = client_for("welfare_officer").get(reverse("case-views-paper", args=[case.ref, row.pk]) + size)
    assert answer.content.startswith(b"%PDF")


def test_small_numbers_are_held_back() -> None:
    (found,) = results([("child", "heard", 1)] * 6 + [("child", "heard", 4)] * 2)
    assert found.counts == (None, 0, 0, None)


def test_answers_about_a_restricted_child_are_in_no_number(world, client_for) -> None:
    today, by = timezone.localdate(), world.acting("welfare_officer")
    for _ in range(6):
        pupil = PupilFactory()
        enrol(world.school, pupil)
        row, _ = asked(open_case(pupil=pupil, school=world.school, reason="Away.", by=by)[0], world)
        Questionnaire.objects.filter(pk=row.pk).update(answered_on=today)
        Answer.objects.create(questionnaire=row, theme="heard", value=4)
    client = client_for("assistant_director")
    assert client.get(reverse("views-results")).context["found"][0].counts == (0, 0, 0, 6)
    set_restricted(pupil, restricted=True)
    assert client.get(reverse("views-results")).context["found"][0].counts == (0, 0, 0, 5)
