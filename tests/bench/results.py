"""What a bench gets and what it gives, and where that is kept."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

BUILD = Path(__file__).resolve().parent.parent.parent / "build"


class Result(TypedDict):
    """One figure with its target; `ok` says whether it is met. A ratio's unit is `×`."""

    name: str
    value: float
    unit: str
    target: str
    ok: bool


@dataclass
class Context:
    """What benches share: sizes in pupils, how often a page is asked for, a directory for files."""

    small: int = 36_000
    large: int = 240_000
    requests: int = 100
    workspace: Path = BUILD / "bench"


def _place(name: str) -> Path:
    return Context.workspace / f"{name}.json"


def keep(name: str, results: list[Result]) -> None:
    """Keep what a bench found, beside what the others did."""
    _place(name).write_text(_text(results))


def forget(names: Sequence[str]) -> None:
    """Let go what these benches found before."""
    for name in names:
        _place(name).unlink(missing_ok=True)


def kept(names: Sequence[str]) -> list[Result]:
    """What these benches found, as far as they have been run."""
    found = [json.loads(_place(name).read_text()) for name in names if _place(name).exists()]
    return [result for results in found for result in results]


def write(names: Sequence[str]) -> list[Result]:
    """Write build/bench.json anew from what these benches found; what it now holds."""
    results = kept(names)
    whole = BUILD / "bench.json"
    part = whole.with_suffix(".part")
    part.write_text(_text(results))
    part.replace(whole)
    return results


def _text(results: list[Result]) -> str:
    return json.dumps(results, indent=2, ensure_ascii=False) + "\n"


def at_most(name: str, value: float, limit: float, unit: str = "×") -> Result:
    """A figure that should not pass its limit."""
    return Result(name=name, value=round(value, 4), unit=unit, target=f"≤ {limit:g}", ok=value <= limit)


def at_least(name: str, value: float, limit: float, unit: str = "×") -> Result:
    """A figure that should reach its limit."""
    return Result(name=name, value=round(value, 4), unit=unit, target=f"≥ {limit:g}", ok=value >= limit)


def figure(name: str, value: float, unit: str) -> Result:
    """A figure that is told and has no target."""
    return Result(name=name, value=round(value, 4), unit=unit, target="-", ok=True)
