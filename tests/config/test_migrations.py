"""The migrations take an empty database to our tables and back to none of them, as processes of their own."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg2
import pytest
from django.db import connection

from tests.workers import database_url

pytestmark = [pytest.mark.django_db, pytest.mark.servers]
ROOT = Path(__file__).resolve().parent.parent.parent
NAME = "up_and_down"
APPS = ("agencies", "attendance", "cases", "enforcement", "reporting")
OURS = """
select relname from pg_class
where relkind = 'r' and relnamespace = 'public'::regnamespace and relname similar to %s
"""


@pytest.fixture
def empty():
    """The address of a database without a table; it is gone afterwards."""
    held = connection.get_connection_params()
    server = psycopg2.connect(
        **{key: held[key] for key in ("host", "port", "user", "password") if held.get(key)}, dbname="postgres"
    )
    server.autocommit = True
    with server.cursor() as cursor:
        cursor.execute(f"drop database if exists {NAME}")
        cursor.execute(f"create database {NAME}")
        yield database_url(NAME)
        cursor.execute(f"drop database {NAME} with (force)")
    server.close()


def migrate(address: str, *words: str) -> None:
    """Run the command on that database; raises CalledProcessError where it fails."""
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0", *words]
    subprocess.run(command, cwd=ROOT, env={**os.environ, "DATABASE_URL": address}, check=True)


def ours(address: str) -> set[str]:
    """The tables of our apps."""
    with psycopg2.connect(address) as held, held.cursor() as cursor:
        cursor.execute(OURS, [f"({'|'.join(APPS)})\\_%"])
        found = {name for (name,) in cursor}
    held.close()
    return found


def test_up_and_down(empty) -> None:
    migrate(empty)
    assert {name.split("_")[0] for name in ours(empty)} == set(APPS)
    for app in (
        "agencies",
        "reporting",
    ):  # all lead to the first but the figures that the department publishes
        migrate(empty, app, "zero")
    assert ours(empty) == set()
