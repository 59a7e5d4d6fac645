"""The operators' page."""

from datetime import date

import pytest

from attendance.actions.review_jobs import begin_date, run_chunk
from attendance.models import JobRun
from attendance.models.job import JobState
from tests.attendance.nights import ON, school_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def night(world):
    school_of(pupils=1, authority=world.authority)
    chunks = begin_date(ON)
    for chunk in chunks:
        run_chunk(on=ON, chunk=chunk)


def test_operators_see_the_runs_and_what_is_owed(night, client_for):
    page = client_for("operator").get("/nightly-run/").content.decode()
    assert "4 December 2025" in page
    assert "Run again" in page
    assert "5 December 2025" in page, "owed since"


def test_a_running_date_shows_its_progress_without_scripts(night, client_for):
    JobRun.objects.create(job="review", on=ON, chunk="1-1", state=JobState.RUNNING)
    page = client_for("operator").get("/nightly-run/").content.decode()
    assert '<progress class="progress__bar"' in page
    assert "Check again" in page


def test_an_operator_runs_a_date_again(night, client_for, monkeypatch):
    queued = []
    monkeypatch.setattr("attendance.actions.review_jobs.hand_over", lambda *given: queued.append(given))
    answer = client_for("operator").post("/nightly-run/2025-12-04/again/", follow=True)
    assert "4 December 2025 is queued" in answer.content.decode()
    assert [given[:2] for given in queued] == [("attendance.tasks.review_chunk", "2025-12-04")]
    assert JobRun.objects.get(on=date(2025, 12, 4)).state == JobState.OWED


@pytest.mark.parametrize("name", ["welfare_officer", "school_lead", "elected_member", "police_officer"])
def test_others_may_not(night, client_for, name):
    client = client_for(name)
    assert client.get("/nightly-run/").status_code == 403
    assert client.post("/nightly-run/2025-12-04/again/").status_code == 403


def test_a_day_that_does_not_exist_is_not_found(night, client_for):
    client = client_for("operator")
    assert client.post("/nightly-run/2025-02-30/again/").status_code == 404
    assert client.get("/nightly-run/2025-12-04/again/").status_code == 405
