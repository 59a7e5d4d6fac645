"""What the architecture tests read: the files under version control, parsed once."""

import ast
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = ("agencies", "attendance", "cases", "enforcement", "reporting")
SOURCE = (*APPS, "config")
LOCKS = {"package-lock.json", "requirements.txt", "requirements-dev.txt", "requirements-node.txt"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def tracked() -> tuple[str, ...]:
    """Paths under version control and on disk, with those that would be added, as git names them."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return tuple(sorted({path for path in listing.stdout.split("\0") if path and (ROOT / path).is_file()}))


@dataclass(frozen=True)
class Module:
    """A Python file: its path from the root, its text and its tree."""

    path: str
    text: str
    tree: ast.Module

    @property
    def lines(self) -> int:
        return len(self.text.splitlines())

    def functions(self) -> list[Function]:
        return [node for node in ast.walk(self.tree) if isinstance(node, Function)]

    def classes(self) -> list[ast.ClassDef]:
        return [node for node in ast.walk(self.tree) if isinstance(node, ast.ClassDef)]


def length(node: Function | ast.ClassDef) -> int:
    """Lines from the first decorator or the `def` to the end, docstring and all."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def parse(path: str, text: str) -> Module:
    """A module of the text, as if it stood at the path: what planted cases are made with."""
    return Module(path, text, ast.parse(text))


@cache
def modules(*tops: str) -> tuple[Module, ...]:
    """Every Python file below the directories, migrations left out: they are written by Django."""
    paths = (path for path in tracked() if path.endswith(".py") and path.split("/")[0] in tops)
    return tuple(parse(path, (ROOT / path).read_text()) for path in paths if "/migrations/" not in path)
