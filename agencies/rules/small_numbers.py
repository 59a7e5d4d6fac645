"""Small numbers held back, so that no figure says something about one child: the one definition of all pages.

A count of children from 1 to 4 is not shown, and neither is what would give it away. A reader who solves the equations
must be left with a number that could be one and could be five or more. Nought tells of nobody and stays.
Tables with several margins ask `reporting.rules.suppression`, which keeps the same promise for them.
"""

from collections.abc import Collection, Sequence
from typing import Final

LEAST: Final = 5
WITHHELD: Final = "withheld"
"""What stands in the place of a figure that is not shown."""


def is_small(count: int) -> bool:
    """Whether a count of children is too small to be shown."""
    return 0 < count < LEAST


def held_back(counts: Sequence[int]) -> tuple[int | None, ...]:
    """The counts of one whole, whose total is known, with those that must not be shown as None.

    The smallest of the others are held back as well, until those held back keep each other: two or more of them, of
    which each could be one, and each could be five or more.
    """
    hidden = {at for at, count in enumerate(counts) if is_small(count)}
    others = sorted((count, at) for at, count in enumerate(counts) if count >= LEAST)
    while hidden and others and not _keep_each_other([counts[at] for at in hidden]):
        hidden.add(others.pop(0)[1])
    return tuple(None if at in hidden else count for at, count in enumerate(counts))


def _keep_each_other(counts: Collection[int]) -> bool:
    """Each is at least one: what is left of their sum is what any of them can reach."""
    return len(counts) > 1 and sum(counts) - (len(counts) - 1) >= LEAST
