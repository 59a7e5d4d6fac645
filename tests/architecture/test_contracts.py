"""The import contracts hold, and a planted import breaks each: a contract that cannot fail keeps nothing."""

import shutil
import subprocess

import pytest

from config.runner.places import VENV
from tests.architecture.sources import ROOT, SOURCE


@pytest.fixture
def contracts(tmp_path):
    """A function that plants an import in a copy of the source, and returns the contracts that it breaks."""
    for name in SOURCE:
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)

    def broken(path: str = "", line: str = "") -> list[str]:
        if path:
            with (tmp_path / path).open("a") as file:
                file.write(f"\n{line}\n")
        done = subprocess.run(
            [VENV / "bin/lint-imports", "--no-cache"],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        found = [each for each in done.stdout.splitlines() if each.endswith(" BROKEN")]
        assert bool(found) == bool(done.returncode), done.stdout + done.stderr
        return [each.removesuffix(" BROKEN") for each in found]

    return broken


def test_the_contracts_hold(contracts) -> None:
    assert contracts() == []


@pytest.mark.parametrize(
    ("path", "line", "contract"),
    [
        ("agencies/visibility.py", "import attendance.models", "Apps depend downwards only"),
        ("attendance/models/__init__.py", "import reporting.models", "Apps depend downwards only"),
        ("attendance/rules/codes.py", "import attendance.formats", "Inside an app, arrows go down too"),
        ("attendance/rules/codes.py", "import django.db", "Rules and formats are pure"),
        ("attendance/formats/tables.py", "import psycopg2", "Rules and formats are pure"),
        ("config/health.py", "import agencies.models", "The house imports no app"),
    ],
)
def test_a_planted_import_breaks_its_contract(contracts, path: str, line: str, contract: str) -> None:
    assert contract in contracts(path, line)
