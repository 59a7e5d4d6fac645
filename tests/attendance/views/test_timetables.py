"""Part-time timetables in the browser."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from attendance.models import Timetable
from attendance.rules.register import LENGTH, year_of
from tests.factories import RegisterFactory, enrol

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def enrolment(world):
    return enrol(world.school)


def parts(name, day):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def posted(by, enrolment, **more):
    return {
        "enrolment": enrolment.pk,
        "sessions": ["0", "2", "4", "6", "8"],
        "reason": "Return after an operation",
        **parts("began_on", by.on),
        **parts("ended_on", by.on + 28 * DAY),
        **parts("review_on", by.on + 14 * DAY),
        **more,
    }


def test_a_school_agrees_changes_and_ends(world, client_for, enrolment):
    client, by, ref = client_for("school_lead"), world.acting("school_lead"), enrolment.pupil.ref
    form = client.get(reverse("timetable-agree", args=[ref])).content.decode()
    assert "C2, an authorised absence" in form
    assert "Saturday" not in form
    assert client.post(reverse("timetable-agree", args=[ref]), posted(by, enrolment)).status_code == 302
    row = Timetable.objects.get()
    assert row.sessions == "1010101010" + "0000"
    shown = client.get(reverse("pupil-timetables", args=[ref])).content.decode()
    assert "Running" in shown
    assert "Return after an operation" in shown
    changed = posted(by, enrolment, sessions=["0"], **parts("began_on", by.on + 7 * DAY))
    assert client.get(reverse("timetable-change", args=[ref, row.pk])).status_code == 200
    assert client.post(reverse("timetable-change", args=[ref, row.pk]), changed).status_code == 302
    later = Timetable.objects.latest("pk")
    client.post(reverse("timetable-end", args=[ref, later.pk]), parts("ended_on", by.on + 9 * DAY))
    assert Timetable.objects.get(pk=later.pk).ended_on == by.on + 9 * DAY


def test_without_a_review_nothing_is_agreed(world, client_for, enrolment):
    by = world.acting("school_lead")
    given = posted(by, enrolment)
    given = {key: value for key, value in given.items() if not key.startswith("review_on")}
    url = reverse("timetable-agree", args=[enrolment.pupil.ref])
    page = client_for("school_lead").post(url, given).content.decode()
    assert "Enter the day on which the timetable will be reviewed" in page
    assert not Timetable.objects.exists()


def test_a_long_one_is_warned_of(world, client_for, enrolment):
    by = world.acting("school_lead")
    url = reverse("timetable-agree", args=[enrolment.pupil.ref])
    given = posted(by, enrolment, **parts("ended_on", by.on + 60 * DAY))
    client = client_for("school_lead")
    assert "longer than six weeks. A part-time" in client.post(url, given).content.decode()
    assert client.post(url, given | {"long_agreed": "on"}).status_code == 302


@pytest.mark.parametrize(
    ("persona", "sees", "agrees"),
    [
        ("welfare_officer", 200, 200),
        ("head_teacher", 200, 200),
        ("legal_officer", 200, 403),
        ("other_school_lead", 404, 404),
        ("nurse", 404, 403),
        ("elected_member", 403, 403),
    ],
)
def test_who_sees_and_who_agrees(world, client_for, enrolment, persona, sees, agrees):
    client, ref = client_for(persona), enrolment.pupil.ref
    row = Timetable.objects.create(
        enrolment=enrolment, sessions="1010101010" + "0000", reason="So", began_on=enrolment.began_on,
        review_on=enrolment.began_on + DAY,
    )  # fmt: skip
    assert client.get(reverse("pupil-timetables", args=[ref])).status_code == sees
    assert client.get(reverse("timetable-agree", args=[ref])).status_code == agrees
    assert client.get(reverse("timetable-change", args=[ref, row.pk])).status_code == agrees
    assert client.get(reverse("timetable-end", args=[ref, row.pk])).status_code == agrees


def test_a_timetable_under_another_childs_address_is_not_found(world, client_for, enrolment):
    other = enrol(world.school)
    row = Timetable.objects.create(
        enrolment=enrolment, sessions="1010101010" + "0000", reason="So", began_on=enrolment.began_on,
        review_on=enrolment.began_on + DAY,
    )  # fmt: skip
    url = reverse("timetable-end", args=[other.pupil.ref, row.pk])
    assert client_for("school_lead").get(url).status_code == 404


def test_marks_that_do_not_fit_are_listed(world, client_for, enrolment):
    by = world.acting("school_lead")
    RegisterFactory(enrolment=enrolment, year=year_of(by.on), marks="d" * LENGTH)
    page = client_for("school_lead").get(reverse("pupil-timetables", args=[enrolment.pupil.ref]))
    assert "C2 without an agreed timetable" in page.content.decode()


def test_the_number_of_queries_does_not_grow(world, client_for, enrolment):
    client = client_for("school_lead")
    url = reverse("pupil-timetables", args=[enrolment.pupil.ref])
    RegisterFactory(enrolment=enrolment)
    client.get(url)
    counts = []
    for days in (range(2), range(2, 20)):
        for day in days:
            began = enrolment.began_on + day * DAY
            Timetable.objects.create(
                enrolment=enrolment, sessions="1010101010" + "0000", reason="So", began_on=began,
                ended_on=began, review_on=began,
            )  # fmt: skip
        with CaptureQueriesContext(connection) as captured:
            client.get(url)
        counts.append(len(captured))
    assert counts[0] == counts[1]
