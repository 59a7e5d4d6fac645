"""Which dates are owed, how a date is divided, and what becomes of chunks that were left or went wrong."""

from datetime import date, datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
import time_machine

from attendance import tasks
from attendance.actions.review_jobs import Range, begin_date, begin_next, chunks_of, plan, run_chunk
from attendance.models import JobRun, Standing
from attendance.models.job import JobState
from attendance.queries.job_runs import ATTEMPTS, REVIEW, dates_owed, run_on
from tests.attendance.nights import ON, school_of

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")
THURSDAY, FRIDAY, MONDAY = ON, date(2025, 12, 5), date(2025, 12, 8)


@pytest.fixture
def school():
    return school_of(pupils=2)


def run_date(on):
    for chunk in begin_date(on):
        run_chunk(on=on, chunk=chunk)


def test_schools_are_gathered_into_ranges_of_about_the_limit():
    assert chunks_of([(3, 0)]) == [Range(3, 3)]
    assert chunks_of([(1, 400), (2, 500), (5, 200), (6, 1500), (7, 0)], limit=1_000) == [
        Range(1, 2), Range(5, 5), Range(6, 6), Range(7, 7),
    ]  # fmt: skip


def test_a_range_reads_what_it_writes():
    assert Range.read(str(Range(12, 19))) == Range(12, 19)


def test_a_school_of_another_year_is_not_expected(school):
    assert plan(ON) == [Range(school.pk, school.pk)]
    assert plan(date(2006, 12, 4)) == []


def test_before_any_night_only_yesterday_is_owed_and_only_if_school_met(school):
    assert dates_owed(THURSDAY) == [THURSDAY]
    assert dates_owed(date(2025, 12, 6)) == []
    assert dates_owed(date(2025, 12, 25)) == []


def test_missed_nights_are_owed_one_after_the_other_without_weekends(school):
    run_date(THURSDAY)
    assert dates_owed(THURSDAY) == []
    assert dates_owed(date(2025, 12, 9)) == [FRIDAY, MONDAY, date(2025, 12, 9)]
    done = []
    while owed := begin_next(MONDAY):
        done.append(owed[0])
        run_date(owed[0])
    assert done == [FRIDAY, MONDAY]
    assert set(Standing.objects.values_list("on", flat=True)) == {MONDAY}


def test_a_chunk_left_running_is_taken_up_again(school):
    begin_date(THURSDAY)
    JobRun.objects.update(state=JobState.RUNNING, attempts=1)
    assert begin_next(FRIDAY) == (THURSDAY, [f"{school.pk}-{school.pk}"])
    run_date(THURSDAY)
    run = JobRun.objects.get()
    assert (run.state, run.attempts, run.counts["standings"]) == (JobState.DONE, 2, 2)


def test_a_chunk_that_is_done_is_not_done_again(school):
    run_date(THURSDAY)
    assert run_chunk(on=THURSDAY, chunk=f"{school.pk}-{school.pk}") is False
    assert JobRun.objects.get().attempts == 1


def test_a_chunk_that_fails_is_recorded_and_tried_three_times(school, monkeypatch):
    monkeypatch.setattr("attendance.actions.review_jobs.review", refuse)
    for attempt in range(1, ATTEMPTS + 1):
        [chunk] = begin_date(THURSDAY)
        with pytest.raises(LookupError):
            run_chunk(on=THURSDAY, chunk=chunk)
        run = JobRun.objects.get()
        assert (run.state, run.attempts) == (JobState.FAILED, attempt)
        assert run.error.startswith("LookupError in refuse, test_review_jobs.py line ")
        assert "Forename" not in run.error
    assert begin_date(THURSDAY) == []
    assert run_on(THURSDAY).failed == 1


def refuse(**_):
    raise LookupError("Forename1 Surname1 is not to be found.")


def test_a_date_can_be_run_again(school):
    run_date(THURSDAY)
    assert begin_date(THURSDAY, again=True) == [f"{school.pk}-{school.pk}"]
    run_date(THURSDAY)
    assert run_on(THURSDAY).written == 0


def test_the_night_queues_what_is_owed_up_to_yesterday_and_goes_on(school, monkeypatch, time_machine_at):
    time_machine_at("2025-12-09 02:00")
    run_date(THURSDAY)
    queued = []
    monkeypatch.setattr(
        tasks,
        "review_chunk",
        SimpleNamespace(delay=lambda on, chunk, go_on: queued.append((on, chunk, go_on))),
    )
    tasks.review_owed()
    assert queued == [("2025-12-05", f"{school.pk}-{school.pk}", True)]
    asked = []
    monkeypatch.setattr(tasks, "review_owed", SimpleNamespace(delay=lambda: asked.append(True)))
    tasks.review_jobs.run_chunk(on=FRIDAY, chunk=f"{school.pk}-{school.pk}")
    assert JobRun.objects.filter(job=REVIEW, on=FRIDAY, state=JobState.DONE).exists()


def test_the_last_chunk_of_a_date_asks_for_the_next_date(school, monkeypatch):
    asked = []
    monkeypatch.setattr(tasks, "review_owed", SimpleNamespace(delay=lambda: asked.append(True)))
    [chunk] = begin_date(THURSDAY)
    tasks.review_chunk("2025-12-04", chunk)
    assert asked == []
    tasks.review_chunk("2025-12-04", chunk, go_on=True)
    assert asked == [True]


def test_an_owed_date_is_shouted_about_in_the_morning(school, caplog, time_machine_at):
    time_machine_at("2025-12-05 06:00")
    tasks.shout_owed()
    assert "the night still owes dates" in caplog.text
    run_date(THURSDAY)
    caplog.clear()
    tasks.shout_owed()
    assert caplog.text == ""


@pytest.fixture
def time_machine_at():
    """Set the clock, in London."""
    travels = []

    def at(moment):
        travel = time_machine.travel(datetime.fromisoformat(moment).replace(tzinfo=LONDON), tick=False)
        travel.start()
        travels.append(travel)

    yield at
    for travel in travels:
        travel.stop()
