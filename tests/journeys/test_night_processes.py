"""The night on real workers: killed half-way, two at once, or twice, it leaves the same rows."""

from datetime import date

import pytest
from django.db import connection, transaction

from attendance.actions.review import _lock, review
from attendance.actions.review_jobs import begin_date
from attendance.models import JobRun, School
from attendance.models.job import JobState
from attendance.queries.job_runs import REVIEW, run_on
from attendance.tasks import review_chunk
from config.celery import app
from tests.attendance.nights import ON, absent_from, line_of, school_of, snapshot
from tests.factories import AuthorityFactory, PupilFactory, RegisterFactory, enrol
from tests.workers import Worker, wait_until, workers

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.servers]

WRITTEN = (
    "attendance_flagmove, attendance_flag, attendance_schoolflagmove, attendance_schoolflag, "
    "attendance_standing, attendance_schoolstanding, attendance_jobrun"
)


@pytest.fixture
def schools():
    """Eight schools, in each a child who is often absent, and one child who moved between the first two."""
    app.control.purge()
    authority = AuthorityFactory()
    found = [school_of(pupils=3, authority=authority) for _ in range(8)]
    for place, school in enumerate(found):
        line = absent_from(date(2025, 9, 15), 20 + place, "IOGU"[place % 4])
        RegisterFactory(enrolment=enrol(school, PupilFactory()), year=2025, marks=line)
    mover = PupilFactory()
    for school, last in ((found[0], date(2025, 10, 24)), (found[1], None)):
        began = date(2024, 9, 2) if last else date(2025, 11, 3)
        enrolment = enrol(school, mover, began_on=began, ended_on=last)
        RegisterFactory(enrolment=enrolment, year=2025, marks=absent_from(date(2025, 9, 8), 30, "I"))
    yield found
    app.control.purge()


def undisturbed(schools):
    """What one process writes that nobody disturbs; then the evening before."""
    review(on=ON, schools=[school.pk for school in schools])
    rows = snapshot()
    with connection.cursor() as cursor:
        cursor.execute(f"truncate {WRITTEN}")
    return rows


def owe(schools):
    """One chunk for each school."""
    JobRun.objects.bulk_create(
        JobRun(job=REVIEW, on=ON, chunk=f"{school.pk}-{school.pk}") for school in schools
    )


def queue(times=1):
    for chunk in begin_date(ON):
        for _ in range(times):
            review_chunk.delay(ON.isoformat(), chunk)


def states():
    return list(JobRun.objects.order_by("pk").values_list("state", flat=True))


def done():
    return set(states()) == {JobState.DONE}


def test_a_worker_killed_half_way_and_started_again_loses_and_doubles_nothing(schools, tmp_path):
    expected = undisturbed(schools)
    owe(schools)
    queue()
    blocked = schools[3].pk
    with transaction.atomic():
        _lock([blocked])
        killed = Worker(log=tmp_path / "killed.log")
        try:
            wait_until(lambda: states()[3] == JobState.RUNNING, seconds=60)
        finally:
            killed.kill()
    assert states()[:4] == [JobState.DONE] * 3 + [JobState.RUNNING]
    assert not done()
    with workers(app, log=tmp_path / "second.log"):
        queue()
        wait_until(done, seconds=60)
    assert snapshot() == expected


def test_two_workers_at_once_and_every_message_twice_write_what_one_does(schools, tmp_path):
    expected = undisturbed(schools)
    owe(schools)
    with workers(app, 2, log=tmp_path / "workers.log"):
        queue(times=2)
        wait_until(done, seconds=60)
    assert snapshot() == expected
    assert run_on(ON).counts["standings"] == len(expected["standings"])


def test_the_same_night_again_writes_no_row(schools, tmp_path):
    owe(schools)
    with workers(app, log=tmp_path / "worker.log"):
        queue()
        wait_until(done, seconds=60)
        before = snapshot()
        for chunk in begin_date(ON, again=True):
            review_chunk.delay(ON.isoformat(), chunk)
        wait_until(done, seconds=60)
    assert snapshot() == before
    assert run_on(ON).written == 0


def test_what_goes_wrong_is_recorded_without_anything_of_a_child(schools, tmp_path):
    """A register with a character outside ASCII, such as a faulty program might write."""
    broken = School.objects.get(pk=schools[0].pk)
    register = broken.registers.first()
    register.marks = "é" + line_of()[1:]
    register.save(update_fields=["marks"])
    owe(schools)
    with workers(app, log=tmp_path / "worker.log"):
        queue()
        wait_until(lambda: run_on(ON).is_over, seconds=60)
    run = run_on(ON)
    assert (run.failed, run.done) == (1, 7)
    assert run.errors[0].startswith("ValueError in read_rows, binary.py line ")
