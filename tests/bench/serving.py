"""The application as it is served: gunicorn with production's settings, an ordinary client, the server's own times."""

import http.client
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection

from agencies.models import Membership
from tests.personas import signed_in
from tests.workers import ROOT, database_url, wait_until

CSRF = "m" * 32
SERVE = ("gunicorn", "config.wsgi", "--worker-class", "gthread", "--workers", "2", "--threads", "4")


@dataclass(frozen=True)
class Answer:
    """One answer: its status, its size in bytes without headers, and the server's own milliseconds.

    `waited` are those of them in which the server or its database stood in line for a processor behind others.
    """

    status: int
    size: int
    ms: float
    waited: float


class Site:
    """A running server and the log in which it says how long each request took."""

    def __init__(self, port: int, log: Path, process: int) -> None:
        self.port = port
        self.process = process
        self._log = log.open(encoding="utf-8")

    def ask(self, path: str, cookies: str = "", posted: dict[str, str] | None = None) -> Answer:
        """One request over a connection of its own, as through a proxy that speaks TLS."""
        headers = {
            "Host": "localhost",
            "X-Forwarded-Proto": "https",
            "Cookie": f"{cookies}; csrftoken={CSRF}",
        }
        body = None
        if posted is not None:
            body = urlencode(posted)
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Referer": "https://localhost/"}
            headers["X-CSRFToken"] = CSRF
        before = _in_line(self._processes())
        held = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            held.request("GET" if body is None else "POST", path, body, headers)
            response = held.getresponse()
            return Answer(response.status, len(response.read()), self._taken(), self._since(before))
        finally:
            held.close()

    def _since(self, before: dict[int, float]) -> float:
        """Milliseconds for which the server's processes and sessions have stood in line since; 0 off Linux."""
        return sum(now - before[each] for each, now in _in_line(self._processes()).items() if each in before)

    def _processes(self) -> list[int]:
        """The server's processes and those of its sessions in the database, which nobody else uses."""
        children = Path(f"/proc/{self.process}/task/{self.process}/children")
        workers = [int(each) for each in children.read_text().split()] if children.exists() else []
        with connection.cursor() as cursor:
            cursor.execute(
                "select pid from pg_stat_activity where datname = current_database() and pid != pg_backend_pid()"
            )
            return [*workers, *(pid for (pid,) in cursor.fetchall())]

    def _taken(self) -> float:
        """The time of the newest request: it is logged before it is answered, and requests come one by one."""
        found = [line for line in self._log if '"event": "answered"' in line]
        told = json.loads(found[-1][found[-1].index("{") :])
        return float(told["ms"])


@contextmanager
def served(workspace: Path) -> Iterator[Site]:
    """The application on a free port over the database in use, with its static files built; ended at the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        **os.environ,
        "DJANGO_DEBUG": "0",
        "BEHIND_PROXY": "1",
        "DATABASE_URL": database_url(),
        "REDIS_URL": settings.REDIS_URL,
    }
    collect = [sys.executable, "manage.py", "collectstatic", "--no-input", "-v", "0"]
    subprocess.run([sys.executable, "-m", "config.frontend"], cwd=ROOT, env=environment, check=True)
    subprocess.run(collect, cwd=ROOT, env=environment, check=True)
    log = workspace / "pages.log"
    command = [sys.executable, "-m", *SERVE, "--bind", f"127.0.0.1:{port}", "--no-control-socket"]
    with log.open("w") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
    try:
        wait_until(lambda: _listens(port), seconds=60)
        yield Site(port, log, process.pid)
    finally:
        process.terminate()
        process.wait(timeout=30)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def session_cookie(membership: Membership) -> str:
    """The cookie of somebody signed in with both factors."""
    name = settings.SESSION_COOKIE_NAME
    return f"{name}={signed_in(membership).cookies[name].value}"


def _in_line(processes: list[int]) -> dict[int, float]:
    """Milliseconds for which the threads of each process waited for a processor (schedstat's second figure)."""
    return {each: _waited(Path(f"/proc/{each}/task")) / 1e6 for each in processes}


def _waited(threads: Path) -> int:
    try:
        return sum(int(each.read_text().split()[1]) for each in threads.glob("*/schedstat"))
    except (FileNotFoundError, ProcessLookupError):  # it has just ended
        return 0
