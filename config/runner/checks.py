"""What `make check` asks, one by one: each check is a name and a function of the environment."""

import difflib
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from config.runner.places import PYTHON, ROOT, VENV

SCHEMA = ROOT / "docs" / "openapi.yaml"
# As a council would set it: check --deploy must then have nothing to say.
PRODUCTION = {
    "DJANGO_DEBUG": "0",
    "HTTPS": "1",
    "SECRET_KEY": "checked-only-" + "0123456789abcdefghijklmnopqrstuvwxyz" * 2,
    "ALLOWED_HOSTS": "attendance.example.gov.uk",
}


@dataclass(frozen=True)
class Done:
    """How a check ended, and what it printed."""

    ok: bool
    output: str


@dataclass(frozen=True)
class Check:
    """A check by name; it is given the environment with the addresses of running servers."""

    name: str
    run: Callable[[Mapping[str, str]], Done]


def _tool(*command: str, changes: Mapping[str, str] | None = None) -> Callable[[Mapping[str, str]], Done]:
    """A check that is one program of the virtual environment: it passes where that exits with 0."""

    def run(environ: Mapping[str, str]) -> Done:
        return _run(command, {**PRODUCTION, **environ, **(changes or {})})

    return run


def _run(command: Sequence[str], environ: Mapping[str, str]) -> Done:
    path = f"{VENV / 'bin'}:{environ.get('PATH', '')}"
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**environ, "PATH": path},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return Done(done.returncode == 0, done.stdout)


def _schema(environ: Mapping[str, str]) -> Done:
    """The committed schema is the one the code describes, without a warning."""
    command = [str(PYTHON), "manage.py", "spectacular", "--validate", "--fail-on-warn"]
    done = _run(command, {**PRODUCTION, **environ})
    if not done.ok:
        return done
    kept = SCHEMA.read_text() if SCHEMA.exists() else ""
    lines = difflib.unified_diff(
        kept.splitlines(), done.output.splitlines(), "docs/openapi.yaml", "the code", lineterm=""
    )
    difference = "\n".join(lines)
    remedy = "\nWrite it anew: make schema" if difference else ""
    return Done(not difference, difference + remedy)


def _python(*arguments: str, changes: Mapping[str, str] | None = None) -> Callable[[Mapping[str, str]], Done]:
    return _tool(str(PYTHON), *arguments, changes=changes)


CHECKS = (
    Check("style", _python("-m", "ruff", "check", "--quiet", "--output-format", "concise", ".")),
    Check("format", _python("-m", "ruff", "format", "--check", "--quiet", ".")),
    Check("types", _python("-m", "mypy", ".")),
    Check("imports", _tool("lint-imports")),
    Check("migrations", _python("manage.py", "makemigrations", "--check", "--dry-run")),
    Check("templates", _tool("djlint", "templates", "--lint", "--quiet")),
    Check("schema", _schema),
    Check(
        "deployment", _python("manage.py", "check", "--deploy", "--fail-level", "WARNING", changes=PRODUCTION)
    ),
)
