"""Which PostgreSQL and which Redis: the address given, else a server on this machine, else the wheels' own.

CASEWORK_SERVERS=system or =wheel forces one of the last two. A server that already runs is used through
DATABASE_URL and REDIS_URL only: nothing is ever created in a server that was not named.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from config.runner import postgres, redis
from config.runner.commands import run
from config.runner.places import PYTHON
from config.runner.report import CannotRun, say, step

WAYS = ("", "system", "wheel")
CONNECT = "import os, psycopg2; psycopg2.connect(os.environ['DATABASE_URL'], connect_timeout=5).close()"
PING = "import os, kombu; kombu.Connection(os.environ['REDIS_URL']).ensure_connection(max_retries=1)"


@contextmanager
def serving(purpose: str, environ: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Servers for a purpose, as {DATABASE_URL, REDIS_URL}; what was started is stopped at the end."""
    way = environ.get("CASEWORK_SERVERS", "")
    if way not in WAYS:
        raise CannotRun(f"CASEWORK_SERVERS is {way!r}: say system or wheel, or leave it out.")
    with _database(purpose, way, environ) as database_url, _broker(purpose, way, environ) as redis_url:
        yield {"DATABASE_URL": database_url, "REDIS_URL": redis_url}


@contextmanager
def _database(purpose: str, way: str, environ: Mapping[str, str]) -> Iterator[str]:
    given = environ.get("DATABASE_URL")
    if given and not way:
        with step("PostgreSQL of DATABASE_URL"):
            _reach("DATABASE_URL", given, CONNECT, environ)
        yield given
        return
    programs = choose_postgres(purpose, way, environ)
    cluster = postgres.Cluster(programs, purpose)
    try:
        with step(f"PostgreSQL {programs.major}, {programs.source}"):
            url = cluster.start()
        yield url
    finally:
        cluster.stop()


@contextmanager
def _broker(purpose: str, way: str, environ: Mapping[str, str]) -> Iterator[str]:
    given = environ.get("REDIS_URL")
    if given and not way:
        with step("Redis of REDIS_URL"):
            _reach("REDIS_URL", given, PING, environ)
        yield given
        return
    server = redis.Server(choose_redis(way, environ), purpose)
    try:
        with step(f"{server.program.name.replace('-', ' ').title()}, {server.program.source}"):
            url = server.start()
        yield url
    finally:
        server.stop()


def choose_postgres(purpose: str, way: str, environ: Mapping[str, str]) -> postgres.Programs:
    """The programs to use: among those at hand, the ones that can read the data already here come first."""
    if way == "wheel":
        return postgres.wheel_programs()
    found = postgres.found_programs(environ)
    if way == "system":
        if not found:
            raise CannotRun(
                "CASEWORK_SERVERS=system, but no PostgreSQL 15 or newer was found on this machine."
            )
        return found[0]
    candidates = (
        found if postgres.major_of(postgres.WHEEL_PROGRAMS) == 0 else [*found, postgres.wheel_programs()]
    )
    kept = (each for each in candidates if postgres.Cluster(each, purpose).exists)
    return next(kept, None) or (candidates[0] if candidates else postgres.wheel_programs())


def choose_redis(way: str, environ: Mapping[str, str]) -> redis.Program:
    """The program to use: the machine's, else the wheel's."""
    if way == "wheel":
        return redis.wheel_program()
    found = redis.found_program(environ)
    if way == "system" and not found:
        say("  No Redis or Valkey on this machine: the wheel's stands in.")
    return found or redis.wheel_program()


def _reach(name: str, url: str, program: str, environ: Mapping[str, str]) -> None:
    """Raise CannotRun, in words, where the server of an address does not answer."""
    try:
        run([PYTHON, "-c", program], environ={**environ, name: url})
    except CannotRun as error:
        last = str(error).splitlines()[-1]
        raise CannotRun(f"{name} is set, but its server does not answer: {last}") from error
