"""An import by a real worker, killed in the middle and started again: nothing is lost and nothing doubled."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import pytest
from celery import Celery
from django.conf import settings as configured
from django.db import connection

from attendance.actions.imports.apply import approve
from attendance.actions.imports.receive import receive_file
from attendance.actions.imports.stage import stage
from attendance.models import MarkChange, Register, RegisterImport
from tests.attendance.actions.imports import applied, marks_of
from tests.attendance.files import a_file, row_of
from tests.factories import PupilFactory, SchoolFactory, enrol
from tests.personas import build_world

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.servers]
ROOT = Path(__file__).resolve().parent.parent.parent
MONDAY = date(2025, 9, 1)
PATIENCE = 60


@pytest.fixture
def broker():
    """A broker of this test's own: the next database of the same server."""
    parts = urlsplit(configured.REDIS_URL)
    if parts.scheme.startswith("redis+socket"):
        own = f"{configured.REDIS_URL.partition('?')[0]}?virtual_host=13"
    else:
        own = urlunsplit(parts._replace(path="/13"))
    app = Celery("test", broker=own, set_as_current=False)
    app.control.purge()
    yield app
    app.control.purge()
    app.close()


@pytest.fixture
def workers(settings, tmp_path, broker):
    """A function that starts a worker on the test's database, and one that kills it with all its children."""
    settings.MEDIA_ROOT = tmp_path
    held = connection.settings_dict
    address = (
        f"postgres://{held['USER']}:{held['PASSWORD']}@{'' if held['HOST'].startswith('/') else held['HOST']}"
    )
    place = f"?host={held['HOST']}" if held["HOST"].startswith("/") else ""
    port = f":{held['PORT']}" if held["PORT"] and not place else ""
    environment = {
        **os.environ,
        "DATABASE_URL": f"{address}{port}/{held['NAME']}{place}",
        "REDIS_URL": broker.conf.broker_url,
        "MEDIA_ROOT": str(tmp_path),
    }
    running = []

    def start():
        command = [sys.executable, "-m", "celery", "-A", "config.celery", "worker", "-c", "1", "-l", "error"]
        flags = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
        running.append(
            subprocess.Popen(
                [*command, *flags],
                cwd=ROOT,
                env=environment,
                start_new_session=True,
                stderr=subprocess.DEVNULL,
            )
        )
        return running[-1]

    yield start
    for process in running:
        kill(process)


def kill(process):
    """End a worker and its children at once, as a failing machine would."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@contextmanager
def held_up(sql):
    """Another transaction that holds a lock the worker will want."""
    held = connection.settings_dict
    given = {
        "dbname": held["NAME"],
        "user": held["USER"],
        "password": held["PASSWORD"],
        "host": held["HOST"],
        "port": held["PORT"],
    }
    other = psycopg2.connect(**{key: value for key, value in given.items() if value})
    with other.cursor() as cursor:
        cursor.execute(sql)
    yield
    other.rollback()
    other.close()


def until(holds, again=lambda: None):
    """Wait for something to hold, doing `again` every second, as the clock does every five minutes."""
    began = asked = time.monotonic()
    while not holds():
        assert time.monotonic() - began < PATIENCE
        if time.monotonic() - asked > 1:
            again()
            asked = time.monotonic()
        time.sleep(0.05)


def someone_waits():
    """Whether a worker of this database waits for a lock."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select exists (select from pg_stat_activity "
            "where datname = current_database() and wait_event_type = 'Lock')"
        )
        return cursor.fetchone()[0]


@pytest.fixture
def authority(settings, tmp_path):
    """Twelve schools of five children, and whoever sends for all of them."""
    settings.MEDIA_ROOT = tmp_path
    world = build_world()
    schools = [SchoolFactory(authority=world.authority, team=world.agencies.north) for _ in range(12)]
    children = [
        enrol(school, PupilFactory(upn=f"X{school.urn}{number:06d}", upn_state="permanent"))
        for school in schools
        for number in range(5)
    ]
    return world.acting("attendance_leader"), children


def state_of(batch):
    return RegisterImport.objects.get(pk=batch.pk).state


def test_killed_while_applying_and_started_again(authority, workers, broker):
    by, children = authority
    applied(by, a_file(*[row_of(child, "/\\/\\") for child in children]))
    batch = receive_file(by=by, file=a_file(*[row_of(child, "I\\/N") for child in children]), name="x")
    stage(batch.pk)
    approve(by=by, ref=batch.ref, hand_on=False)
    middle = children[30].school_id
    with held_up(f"select from attendance_school where id = {middle} for update"):
        worker = workers()
        broker.send_task("attendance.tasks.apply_import", args=[batch.pk])
        until(lambda: batch.parts.filter(state="applied").exists() and someone_waits())
        kill(worker)
    done = batch.parts.filter(state="applied").count()
    assert 0 < done < 12
    assert MarkChange.objects.count() == 2 * 5 * done
    workers()
    until(lambda: state_of(batch) == "applied", lambda: broker.send_task("attendance.tasks.resume_imports"))
    assert {marks_of(child, MONDAY, 4) for child in children} == {"I\\/N"}
    assert MarkChange.objects.count() == 2 * len(children)
    assert Register.objects.count() == len(children)
    assert batch.parts.filter(state="applied").count() == 12


def test_killed_while_reading_and_started_again(authority, workers, broker):
    by, children = authority
    batch = receive_file(
        by=by, file=a_file(*[row_of(child) for child in children], "bad"), name="x", hand_on=False
    )
    with held_up("lock table attendance_importpart in share row exclusive mode"):
        worker = workers()
        broker.send_task("attendance.tasks.stage_import", args=[batch.pk])
        until(someone_waits)
        kill(worker)
    assert state_of(batch) == "staging"
    workers()
    until(lambda: state_of(batch) == "staged", lambda: broker.send_task("attendance.tasks.resume_imports"))
    assert batch.parts.count() == 12
    assert batch.rejects.count() == 1
