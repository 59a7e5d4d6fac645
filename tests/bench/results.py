"""What a bench gets and what it gives."""

from dataclasses import dataclass, field
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
    """What benches share: sizes in pupils, a directory for files, and what one left for a later one."""

    small: int = 36_000
    large: int = 240_000
    workspace: Path = BUILD / "bench"
    kept: dict[str, object] = field(default_factory=dict)


def at_most(name: str, value: float, limit: float, unit: str = "×") -> Result:
    """A figure that should not pass its limit."""
    return Result(name=name, value=round(value, 4), unit=unit, target=f"≤ {limit:g}", ok=value <= limit)


def at_least(name: str, value: float, limit: float, unit: str = "×") -> Result:
    """A figure that should reach its limit."""
    return Result(name=name, value=round(value, 4), unit=unit, target=f"≥ {limit:g}", ok=value >= limit)
