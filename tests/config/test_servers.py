"""All three ways to PostgreSQL and Redis, each with real servers that are connected to."""

import os
import shutil
import signal
import tempfile
import time
from pathlib import Path

import kombu
import psycopg2
import pytest

from config.runner import postgres, redis, servers, unprivileged
from config.runner.report import CannotRun
from config.runner.unprivileged import NOBODY, Account, account

pytestmark = pytest.mark.servers


@pytest.fixture
def purpose(tmp_path, monkeypatch):
    """A purpose of this test's own, whose data and sockets lie apart from everybody else's."""
    monkeypatch.setattr(postgres, "LOCAL", tmp_path)
    monkeypatch.setattr(redis, "LOCAL", tmp_path)
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    sockets = tempfile.mkdtemp(prefix="probe-")
    Path(sockets).chmod(0o711)
    monkeypatch.setattr(tempfile, "tempdir", sockets)
    yield f"probe-{tmp_path.name}"
    shutil.rmtree(sockets)


@pytest.fixture
def wheel(purpose):
    """A cluster of the wheel's programs; stopped after the test."""
    cluster = postgres.Cluster(postgres.wheel_programs(), purpose)
    yield cluster
    cluster.stop()


def environ(**changes: str) -> dict[str, str]:
    without = {"DATABASE_URL", "REDIS_URL", "CASEWORK_SERVERS"}
    return {**{name: value for name, value in os.environ.items() if name not in without}, **changes}


def one(url: str, sql: str) -> tuple:
    with psycopg2.connect(url) as connection, connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()


def reaches_redis(url: str) -> bool:
    with kombu.Connection(url) as connection:
        connection.ensure_connection(max_retries=1)
        return connection.connected


def machine_with_redis(directory: Path) -> str:
    """A search path on which a Redis is installed: the wheel's program under Debian's name for it."""
    directory.mkdir()
    (directory / "redis-server").symlink_to(redis.wheel_program().path)
    return f"{directory}{os.pathsep}{os.environ['PATH']}"


def test_the_wheels_servers(purpose) -> None:
    with servers.serving(purpose, environ(CASEWORK_SERVERS="wheel")) as addresses:
        version, superuser = one(
            addresses["DATABASE_URL"], "select version(), current_setting('is_superuser')"
        )
        assert f"PostgreSQL {postgres.wheel_programs().major}" in version
        assert superuser == "off"
        assert reaches_redis(addresses["REDIS_URL"])
    with pytest.raises(psycopg2.OperationalError):
        psycopg2.connect(addresses["DATABASE_URL"])


def test_the_servers_of_this_machine(purpose, tmp_path) -> None:
    if not postgres.found_programs():
        pytest.skip("no PostgreSQL 15 or newer is installed on this machine")
    given = environ(CASEWORK_SERVERS="system", PATH=machine_with_redis(tmp_path / "bin"))
    with servers.serving(purpose, given) as addresses:
        (version,) = one(
            addresses["DATABASE_URL"], "select current_setting('server_version_num')::int / 10000"
        )
        assert version == postgres.found_programs()[0].major
        assert reaches_redis(addresses["REDIS_URL"])
    assert redis.found_program(given).source == "this machine's"


def test_the_servers_of_given_addresses_are_used_and_left_running(purpose, wheel) -> None:
    database_url = wheel.start()
    broker = redis.Server(redis.wheel_program(), purpose)
    given = environ(DATABASE_URL=database_url, REDIS_URL=broker.start())
    with servers.serving("run", given) as addresses:
        assert addresses == {"DATABASE_URL": given["DATABASE_URL"], "REDIS_URL": given["REDIS_URL"]}
    assert one(database_url, "select 1") == (1,)
    assert redis.answers(broker.socket)
    broker.stop()


def test_a_given_address_that_does_not_answer_is_refused_in_words() -> None:
    given = environ(DATABASE_URL="postgres://app@127.0.0.1:1/casework")
    refused = pytest.raises(CannotRun, match="DATABASE_URL is set, but its server does not answer")
    with refused, servers.serving("run", given):
        pass


def test_an_unknown_way_is_refused() -> None:
    refused = pytest.raises(CannotRun, match="say system or wheel")
    with refused, servers.serving("run", environ(CASEWORK_SERVERS="cloud")):
        pass


def test_without_a_word_what_the_machine_has_comes_before_the_wheel(purpose, tmp_path) -> None:
    found = postgres.found_programs()
    expected = found[0] if found else postgres.wheel_programs()
    assert servers.choose_postgres(purpose, "", environ()) == expected
    assert servers.choose_redis("", environ(PATH="/nowhere")).source == "the wheel's"
    assert (
        servers.choose_redis("", environ(PATH=machine_with_redis(tmp_path / "bin"))).source
        == "this machine's"
    )


def test_data_already_here_decides_between_versions(purpose, wheel) -> None:
    wheel.start()
    assert servers.choose_postgres(wheel.purpose, "", environ()) == postgres.wheel_programs()


def test_data_and_role_outlive_a_stop(wheel) -> None:
    url = wheel.start()
    one(url, "create extension pg_trgm; create table kept (n int); insert into kept values (7) returning n")
    wheel.stop()
    assert one(wheel.start(), "select n from kept") == (7,)
    assert one(url, "select rolcreatedb, rolsuper, rolbypassrls from pg_roles where rolname = 'app'") == (
        True,
        False,
        False,
    )


def test_a_server_left_behind_is_taken_over(wheel) -> None:
    url = wheel.start()
    before = pid(wheel)
    assert wheel.start() == url
    assert pid(wheel) == before


def test_a_killed_server_starts_again(wheel) -> None:
    wheel.start()
    os.kill(pid(wheel), signal.SIGKILL)
    assert one(wheel.start(), "select 1") == (1,)


def test_a_pid_file_whose_number_is_another_programs_is_no_obstacle(wheel) -> None:
    wheel.start()
    wheel.stop()
    lines = [str(os.getpid()), str(wheel.data), str(int(time.time())), "5432", "", "", "0 0", "ready"]
    (wheel.data / "postmaster.pid").write_text("\n".join(lines))
    assert one(wheel.start(), "select 1") == (1,)


def test_an_interrupted_creation_is_made_anew(wheel) -> None:
    half = wheel.data.with_name("data.part")
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18")
    assert not wheel.exists
    assert one(wheel.start(), "select 1") == (1,)


def test_only_its_owner_can_enter_the_directory_of_the_socket(wheel) -> None:
    directory = Path(wheel.start().split("host=")[1])
    assert directory.stat().st_mode & 0o777 == 0o700
    assert one(wheel.start(), "select current_setting('listen_addresses')") == ("",)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to become somebody else")
def test_root_becomes_nobody_where_namespaces_are_forbidden(purpose, monkeypatch) -> None:
    monkeypatch.setattr(unprivileged, "namespaces_work", lambda: False)
    cluster = postgres.Cluster(postgres.wheel_programs(), purpose, account())
    assert cluster.account == Account(uid=NOBODY)
    try:
        assert one(cluster.start(), "select 1") == (1,)
        assert cluster.data.stat().st_uid == NOBODY
    finally:
        cluster.stop()
        shutil.rmtree(cluster.data.parent)


def test_a_queue_outlives_a_stop_and_a_test_queue_does_not_wait_for_the_disk(purpose) -> None:
    server = redis.Server(redis.wheel_program(), purpose)
    server.start()
    assert redis.ask(server.socket, "CONFIG GET appendonly").split() == [
        b"*2",
        b"$10",
        b"appendonly",
        b"$2",
        b"no",
    ]
    server.stop()
    assert not redis.answers(server.socket)
    assert not server.socket.exists()


def test_a_stale_socket_is_no_obstacle(purpose) -> None:
    server = redis.Server(redis.wheel_program(), purpose)
    server.start()
    server.process.kill()
    server.process.wait()
    assert server.socket.exists()
    assert reaches_redis(server.start())
    server.stop()


def test_an_old_postgresql_is_not_taken(tmp_path) -> None:
    for name in ("postgres", "initdb", "pg_ctl", "psql"):
        path = tmp_path / name
        path.write_text("#!/bin/sh\necho 'postgres (PostgreSQL) 14.2'\n")
        path.chmod(0o755)
    assert postgres.major_of(tmp_path) == 14
    found = postgres.found_programs({"PATH": str(tmp_path)})
    assert tmp_path not in [programs.directory for programs in found]


def pid(cluster: postgres.Cluster) -> int:
    return int((cluster.data / "postmaster.pid").read_text().split()[0])


def test_no_variable_of_the_caller_reaches_postgresql(wheel, monkeypatch) -> None:
    monkeypatch.setenv("PGHOST", "nowhere.invalid")
    monkeypatch.setenv("PGOPTIONS", "-c nonsense=1")
    url = wheel.start()
    assert wheel.start() == url
    monkeypatch.delenv("PGOPTIONS")
    assert one(url, "select 1") == (1,)


def test_a_user_of_whom_the_machine_knows_only_a_number_becomes_nobody(monkeypatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 4_000_000)
    monkeypatch.setattr(unprivileged, "namespaces_work", lambda: True)
    assert account() == Account(prefix=unprivileged.NAMESPACE)


def test_a_user_with_a_name_stays_who_they_are(monkeypatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: NOBODY)
    assert account() == Account()
