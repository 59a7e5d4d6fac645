"""What worked as people read it: progress, answers with their warning, few pupils hidden, files, and who may ask."""

import re
from datetime import date

import pytest

from attendance.models import Pupil
from cases.models import Intervention
from reporting.actions.impact import ask_study, carry_out
from reporting.models import ImpactAnswer, ImpactStudy
from tests.reporting import impact
from tests.reporting.figures import authority as small_authority

pytestmark = pytest.mark.django_db
URL = "/figures/what-worked/"


def answer(world):
    study = ask_study(by=world.acting("assistant_director"))
    carry_out(study.pk)
    return study


def test_the_page_tells_what_worked_with_its_warning(world, client_for):
    impact.authority(world)
    answer(world)
    page = client_for("improvement_officer").get(URL).content.decode()
    assert "Attendance gained" in page
    assert "regression to the mean" in page
    assert "36 pupils began it" in page
    # Several kinds of agency offer help of one name.
    assert f"{impact.kinds_of(world.acting('welfare_officer'))[0].name} (Locality team)" in page
    assert "Compare by today" not in page


def test_one_answer_says_how_alike_the_groups_were(world, client_for):
    impact.authority(world)
    answer(world)
    row = ImpactAnswer.objects.filter(agency__isnull=True).get()
    page = client_for("assistant_director").get(f"{URL}{row.pk}/").content.decode()
    assert "Eligible for free school meals" in page
    assert "Attendance in equal windows" in page
    assert re.search(r"After it, attendance was 1\d\.\d percentage points more", page)


def test_very_few_pupils_are_only_few(world, client_for):
    small_authority(world)
    by = world.acting("welfare_officer")
    for pupil in Pupil.objects.order_by("pk")[:4]:
        impact.support(pupil, by, impact.kinds_of(by)[0], on=date(2025, 10, 6))
    answer(world)
    assert Intervention.objects.count() == 4
    page = client_for("assistant_director").get(URL).content.decode()
    assert "Fewer than 5 pupils began it" in page
    assert "4 pupils" not in page
    row = ImpactAnswer.objects.first()
    whole = client_for("assistant_director").get(f"{URL}{row.pk}/").content.decode()
    assert "No answer" in whole
    assert "4 pupils" not in whole


def test_asking_shows_progress_and_twice_is_once(world, client_for):
    small_authority(world)
    client = client_for("attendance_leader")
    for _ in range(2):
        assert client.post(f"{URL}ask/").status_code == 302
    assert ImpactStudy.objects.count() == 1
    page = client.get(URL).content.decode()
    assert "Comparing now" in page
    assert "0%" in page


def test_without_figures_asking_says_why(world, client_for):
    client = client_for("attendance_leader")
    page = client.post(f"{URL}ask/", follow=True).content.decode()
    assert "No registers are counted yet" in page
    assert "Not compared yet" in page


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_answers_are_taken_away_with_their_method(world, client_for, kind):
    impact.authority(world)
    answer(world)
    answered = client_for("assistant_director").get(f"{URL}download/?as={kind}")
    content = b"".join(answered)
    assert answered.status_code == 200
    assert b"Attendance gained" in content or kind == "xlsx"


@pytest.mark.parametrize("path", ["1/", "download/?as=csv"])
def test_what_is_not_there_is_not_found(world, client_for, path):
    assert client_for("assistant_director").get(URL + path).status_code == 404


def test_queries_do_not_grow_with_the_kinds(world, client_for, django_assert_max_num_queries):
    small_authority(world)
    study = answer(world)
    by = world.acting("welfare_officer")
    refused = {
        "kind": 0, "numbers": dict.fromkeys(("began", "within", "complete", "matched", "schools", "similar"), 3),
        "why": "few pupils", "balance": [],
    }  # fmt: skip
    client, counts = client_for("assistant_director"), []
    for kinds in (impact.kinds_of(by)[:2], impact.kinds_of(by)[2:20]):
        ImpactAnswer.objects.bulk_create(
            ImpactAnswer(study=study, type=kind, found=refused) for kind in kinds
        )
        with django_assert_max_num_queries(15) as captured:
            client.get(URL)
        counts.append(len(captured))
    assert counts[0] == counts[1]
