"""Real Celery workers for tests and benches: processes of their own, with a broker database of their own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from celery import Celery
from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent


def database_url(name: str = "") -> str:
    """The address of the database that this process uses, test databases included, or of another on its server."""
    held = connection.settings_dict
    host, name, port = held["HOST"], name or held["NAME"], held["PORT"] or 5432
    place = f"/{name}?host={host}" if host.startswith("/") else f"{host}:{port}/{name}"
    user = f"{held['USER']}:{held['PASSWORD']}" if held["PASSWORD"] else held["USER"]
    return f"postgres://{user}@{place}"


class Worker:
    """One running worker with its child processes."""

    def __init__(self, *, processes: int = 1, name: str = "one", log: Path | None = None) -> None:
        self.log = log or Path(os.devnull)
        environment = {**os.environ, "DATABASE_URL": database_url(), "REDIS_URL": settings.CELERY_BROKER_URL}
        command = [
            sys.executable,
            "-m",
            "celery",
            "-A",
            "config.celery",
            "worker",
            "--concurrency",
            str(processes),
        ]
        quiet = ["--without-gossip", "--without-mingle", "--hostname", f"{name}@%h", "--loglevel", "INFO"]
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                [*command, *quiet],
                cwd=ROOT,
                env=environment,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def kill(self) -> None:
        """End the worker and its children at once, as a power cut would."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """Let the worker finish what it does, then end it."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                self.kill()

    def children(self) -> list[int]:
        """The ids of the worker's processes, itself among them."""
        found = subprocess.run(
            ["ps", "-o", "pid=", "--sid", str(self.process.pid)], capture_output=True, text=True, check=False
        )
        return [int(each) for each in found.stdout.split()]

    def peak_memory(self) -> float:
        """The most memory that any one of its processes has held, in megabytes."""
        return max((peak_of(each) for each in self.children()), default=0.0)


def peak_of(process: int) -> float:
    """The most memory that a process has held since its program began, in megabytes.

    `getrusage` would tell that of the process it was forked from, if that was more.
    """
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    return 0.0


@contextmanager
def workers(
    app: Celery, number: int = 1, *, processes: int = 1, log: Path | None = None
) -> Iterator[list[Worker]]:
    """So many workers, ready for work; stopped at the end."""
    started = [Worker(processes=processes, name=f"worker{each}", log=log) for each in range(number)]
    try:
        wait_until(lambda: len(app.control.inspect(timeout=0.5).ping() or {}) >= number, seconds=60)
        yield started
    finally:
        for each in started:
            each.stop()


def wait_until(holds: Callable[[], bool], *, seconds: float, every: float = 0.05) -> None:
    """Wait for something to hold. Raises TimeoutError where it does not in time."""
    until = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > until:
            raise TimeoutError(f"It did not come true within {seconds:g} seconds.")
        time.sleep(every)
