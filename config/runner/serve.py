"""`make run`: the servers, the database, the demonstration, then web, worker and clock until Ctrl-C."""

import json
import os
import signal
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence

from config.runner import supervise
from config.runner.commands import has_command, manage, show
from config.runner.install import set_up
from config.runner.places import LOCAL, PYTHON, alone, holder, secret_key
from config.runner.report import CannotRun, say, step
from config.runner.servers import serving

ADDRESSES = LOCAL / "servers.json"
FIRST_PORT = 8000
PORTS_TRIED = 100
SECONDS_TO_ANSWER = 60
SECONDS_TO_STOP = 40
# What makes the demonstration, in this order; each does only what is still missing.
DEMONSTRATION = (
    "prepare_demo",
    "create_demo_cases",
    "create_demo_enforcement",
    "load_strategy",
    "create_demo_initiatives",
    "count_figures",
    "create_demo_reports",
)


def run() -> None:
    """Serve until told to stop. Raises CannotRun where it already runs, or something it needs is missing."""
    with alone("run", wait=False):
        supervise.listen_for_stop()
        began = time.monotonic()
        try:
            say("Attendance casework")
            set_up(development=False)
            with serving("run", os.environ) as addresses:
                _remember(addresses)
                _serve(settings(addresses), began)
        except supervise.Stop:
            say("\nStopped. What was entered is kept; `make run` continues with it.")
        finally:
            (LOCAL / "address").unlink(missing_ok=True)


def stop() -> None:
    """End a `make run` of this checkout from another terminal."""
    process = holder("run")
    if process is None:
        say("Nothing runs in this checkout.")
        return
    os.kill(process, signal.SIGTERM)
    until = time.monotonic() + SECONDS_TO_STOP
    while holder("run") == process:
        if time.monotonic() > until:
            raise CannotRun(f"Process {process} has not ended after {SECONDS_TO_STOP} seconds.")
        time.sleep(0.1)
    say("Stopped.")


def manage_here(arguments: Sequence[str]) -> int:
    """Run one of the application's commands on the data of `run`, be it running or not; its exit code."""
    command = [str(PYTHON), "manage.py", *arguments]
    if holder("run"):
        return show(command, settings(json.loads(ADDRESSES.read_text())))
    with alone("run", wait=False):
        set_up(development=False)
        with serving("run", os.environ) as addresses:
            return show(command, settings(addresses))


def settings(addresses: Mapping[str, str]) -> dict[str, str]:
    """The environment of the application on this machine; what the caller has set comes first."""
    defaults = {
        "DJANGO_DEBUG": "1",
        "SECRET_KEY": secret_key(),
        "ALLOWED_HOSTS": "localhost,127.0.0.1",
        "MEDIA_ROOT": str(LOCAL / "media"),
        "EMAIL_FILES": str(LOCAL / "mail"),
    }
    return {**defaults, **os.environ, **addresses, "PYTHONUNBUFFERED": "1"}


def _remember(addresses: Mapping[str, str]) -> None:
    """Leave the servers' addresses, which may hold a password, for `manage_here`."""
    ADDRESSES.unlink(missing_ok=True)
    with os.fdopen(os.open(ADDRESSES, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(dict(addresses), file)


def free_port(environ: Mapping[str, str] = os.environ) -> int:
    """PORT or 8000 if nobody has it, else the next one free."""
    first = int(environ.get("PORT", FIRST_PORT))
    for port in range(first, first + PORTS_TRIED):
        with socket.socket() as attempt:
            attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                attempt.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise CannotRun(f"No free port from {first} to {first + PORTS_TRIED - 1}: set PORT to another.")


def _serve(environ: Mapping[str, str], began: float) -> None:
    with step("Database tables"):
        manage("migrate", "--no-input", "-v", "0", environ=environ)
        manage("createcachetable", environ=environ)
    _prepare_demonstration(environ)
    port = free_port(environ)
    children: list[supervise.Child] = []
    try:
        for name, arguments in _programs(port).items():
            children.append(supervise.start(name, [str(PYTHON), "-m", *arguments], environ))
        supervise.relay(children, _until_answered(port))
        _welcome(port, environ, time.monotonic() - began)
        supervise.relay(children)
    finally:
        supervise.end(children)


def _prepare_demonstration(environ: Mapping[str, str]) -> None:
    if not has_command("prepare_demo"):
        say("  Demonstration: there is none in this version.")
        return
    say("  Demonstration authority")
    for command in filter(has_command, DEMONSTRATION):
        if show([PYTHON, "manage.py", command], environ):
            raise CannotRun("The demonstration authority could not be made; the reason stands above.")


def _programs(port: int) -> dict[str, list[str]]:
    """What runs, by name: arguments of `python -m`."""
    web = ["gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}", "--no-control-socket"]
    celery = ["celery", "-q", "-A", "config.celery"]
    return {
        "web": [*web, "-k", "gthread", "--workers", "2", "--threads", "4", "--log-level", "warning"],
        "worker": [*celery, "worker", "--concurrency", "2", "--loglevel", "INFO"],
        "beat": [
            *celery, "beat", "--loglevel", "WARNING", "--schedule", str(LOCAL / "beat"), "--pidfile", "",
        ],
    }  # fmt: skip


def _until_answered(port: int) -> Callable[[], bool]:
    """A question to ask again and again: is the web server still silent? Raises CannotRun after a minute."""
    until = time.monotonic() + SECONDS_TO_ANSWER

    def silent() -> bool:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=SECONDS_TO_ANSWER).close()
        except urllib.error.HTTPError:
            return False
        except OSError as error:
            if time.monotonic() > until:
                raise CannotRun(f"The web server did not answer: {error}") from error
            return True
        return False

    return silent


def _welcome(port: int, environ: Mapping[str, str], seconds: float) -> None:
    address = f"http://127.0.0.1:{port}/"
    (LOCAL / "address").write_text(address)
    say(f"\nReady after {seconds:.0f} s: {address}   (Ctrl-C stops it)\n")
    if has_command("demo_sign_ins"):
        say(manage("demo_sign_ins", environ=environ))
    say(f"E-mails are written to {environ['EMAIL_FILES']}.")
