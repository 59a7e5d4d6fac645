"""Giving each plot to the first family that bears it."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from django.db import transaction

from cases.actions.doors import NotAllowed, Refused
from enforcement.demo.families import Family, PassedOver, Unfit

T = TypeVar("T")
Plot = Callable[[Family], object]
MOST_TRIED = 40
"""How many families are asked for one plot before it is left out: not every child's absence bears every step."""


def tell_each(plots: Sequence[Plot], free: list[T], family_of: Callable[[T], Family]) -> int:
    """Each plot with the first of the free that bears it, each of them once; how many were told."""
    told = 0
    for plot in plots:
        one = _told(plot, free, family_of)
        if one is not None:
            free.remove(one)
            told += 1
    return told


def _told(plot: Plot, free: Sequence[T], family_of: Callable[[T], Family]) -> T | None:
    """The one of whom a plot was told, if any; what the law refused of others is undone whole."""
    tried = 0
    for one in free:
        try:
            with transaction.atomic():
                plot(family_of(one))
        except PassedOver:
            continue
        except (Refused, NotAllowed, Unfit):
            tried += 1
            if tried == MOST_TRIED:
                break
        else:
            return one
    return None
