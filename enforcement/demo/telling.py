"""Giving each plot to the first family that bears it."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from django.db import transaction

from cases.actions.doors import NotAllowed, Refused
from enforcement.demo.families import Family, Unfit

T = TypeVar("T")
Plot = Callable[[Family], object]
MOST_TRIED = 40
"""How many families are asked for one plot before it is left out: not every child's absence bears every step."""


def tell_each(plots: Sequence[Plot], free: list[T], family_of: Callable[[T], Family]) -> int:
    """Each plot with the first of the free that bears it, each of them once; how many were told."""
    told = 0
    for plot in plots:
        for one in free[:MOST_TRIED]:
            if _told(plot, one, family_of):
                free.remove(one)
                told += 1
                break
    return told


def _told(plot: Plot, one: T, family_of: Callable[[T], Family]) -> bool:
    """Whether a plot went through; what the law refused of it is undone whole."""
    try:
        with transaction.atomic():
            plot(family_of(one))
    except (Refused, NotAllowed, Unfit):
        return False
    return True
