"""Plots and families: each is told of the first that bears it, and some are asked in vain no more than so often."""

import pytest

from enforcement.demo.families import PassedOver, Unfit
from enforcement.demo.telling import MOST_TRIED, tell_each


def bears(number: int, why: type[Unfit]):
    """A plot that only the family of a number bears."""

    def plot(family) -> None:
        if family != number:
            raise why

    return plot


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("why", "number", "told"),
    [(Unfit, MOST_TRIED - 1, 1), (Unfit, MOST_TRIED, 0), (PassedOver, 5 * MOST_TRIED, 1)],
)
def test_who_is_passed_over_does_not_count_as_tried(why, number, told) -> None:
    free = list(range(6 * MOST_TRIED))
    assert tell_each([bears(number, why)], free, lambda one: one) == told
    assert (number in free) == (not told)


@pytest.mark.django_db
def test_each_family_is_told_of_once() -> None:
    free = [1, 2]
    assert tell_each([bears(1, Unfit), bears(1, Unfit), bears(2, Unfit)], free, lambda one: one) == 2
    assert free == []
