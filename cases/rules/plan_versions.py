"""Versions of a plan as lines of plain words, and what changed between two of them, or between any two texts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Change:
    """What a version has that the other has not: lines that came, and lines that went."""

    added: tuple[str, ...]
    removed: tuple[str, ...]


def lines_of(content: Mapping[str, Any]) -> list[str]:
    """A version as lines: aim, review, targets, actions, stages."""
    return [
        f"Aim: {content.get('aim', '')}",
        f"Review: {content.get('review', '')}",
        *(f"Target: {target['text']}" for target in content.get("targets", ())),
        *(f"{each['whose']}: {each['what']} By {each['by']}." for each in content.get("actions", ())),
        *(f"Stage: {each['text']}" for each in content.get("stages", ())),
    ]


def compare(old: Mapping[str, Any], new: Mapping[str, Any]) -> Change:
    """What changed from one version to the next, in the order of the lines."""
    return changed(lines_of(old), lines_of(new))


def changed(before: Sequence[str], after: Sequence[str]) -> Change:
    """What came and what went from some lines to others."""
    return Change(
        tuple(line for line in after if line not in before),
        tuple(line for line in before if line not in after),
    )
