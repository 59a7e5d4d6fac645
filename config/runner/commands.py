"""Running other programs, with a plain refusal where one fails."""

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from config.runner.places import PYTHON, ROOT
from config.runner.report import CannotRun

LAST_LINES = 30
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def run(
    command: Sequence[str | Path],
    *,
    environ: Mapping[str, str] | None = None,
    feed: str | None = None,
    uid: int | None = None,
) -> str:
    """What a program printed; raises CannotRun with its last lines where it failed or is missing.

    `feed` is its input; `uid` a user and group to become first, in `/`, which anyone can enter.
    """
    try:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=ROOT if uid is None else "/",
            env=dict(environ) if environ is not None else None,
            input=feed,
            stdin=subprocess.DEVNULL if feed is None else None,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            user=uid,
            group=uid,
            extra_groups=None if uid is None else [],
        )
    except OSError as error:
        raise CannotRun(f"{command[0]} could not be started: {error.strerror}") from error
    if done.returncode:
        tail = "\n".join(done.stdout.splitlines()[-LAST_LINES:])
        raise CannotRun(f"This failed: {' '.join(map(str, command))}\n{tail}")
    return done.stdout


def show(command: Sequence[str | Path], environ: Mapping[str, str]) -> int:
    """Run a program that speaks for itself; its exit code."""
    return subprocess.run(
        [str(part) for part in command], cwd=ROOT, env=dict(environ), check=False
    ).returncode


def manage(command: str, *arguments: str, environ: Mapping[str, str]) -> str:
    """What a management command printed."""
    return run([PYTHON, "manage.py", command, *arguments], environ=environ)


def has_command(name: str) -> bool:
    """Whether one of the apps has a management command of this name."""
    return any(ROOT.glob(f"*/management/commands/{name}.py"))


def chromium(environ: Mapping[str, str] = os.environ) -> str | None:
    """The browser that browser tests drive: CASEWORK_BROWSER, else a Chromium on the path."""
    named = environ.get("CASEWORK_BROWSER")
    found = (shutil.which(name, path=environ.get("PATH")) for name in BROWSERS)
    return named or next((path for path in found if path), None)
