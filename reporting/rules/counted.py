"""Counts of children in tables that share their margins: what adds up to what.

A cell is named by its categories alone, so that the same number in two tables is one cell; the cell without any
category is the total of all. A category may lie in another (a school in a team). Groups that overlap, such as those
with free school meals and those with special needs, are dimensions of their own, each with "not in it".
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Final

Cell = frozenset[tuple[str, str]]

ALL: Final[Cell] = frozenset()
WHOLE: Final = ""


@dataclass(frozen=True)
class Dimension:
    """A way to divide: each category with the one it lies in, WHOLE for those that lie in none."""

    name: str
    parents: Mapping[str, str]

    @classmethod
    def flat(cls, name: str, categories: Iterable[str]) -> "Dimension":
        """Categories that together are the whole."""
        return cls(name, dict.fromkeys(categories, WHOLE))

    @classmethod
    def group(cls, name: str) -> "Dimension":
        """A group that may overlap with others: in it, and not."""
        return cls.flat(name, ("yes", "no"))

    @property
    def nodes(self) -> tuple[str, ...]:
        """Every category, and the whole."""
        return (WHOLE, *self.parents)

    def inside(self, node: str) -> tuple[str, ...]:
        """The categories that lie directly in another."""
        return tuple(child for child, parent in self.parents.items() if parent == node)

    def above(self, node: str) -> tuple[str, ...]:
        """A category with all those it lies in, the whole last. Raises KeyError where it is not one of these."""
        return (node, *self.above(self.parents[node])) if node else (WHOLE,)


@dataclass(frozen=True)
class Sum:
    """A cell that is the sum of others."""

    whole: Cell
    parts: tuple[Cell, ...]


@dataclass(frozen=True)
class Counted:
    """The value of every cell, and which are sums of which."""

    values: Mapping[Cell, int]
    sums: frozenset[Sum] = field(default_factory=frozenset)

    def __post_init__(self) -> None:
        for each in self.sums:
            if self.values[each.whole] != sum(self.values[part] for part in each.parts):
                raise ValueError(f"{in_words(each.whole)} is not the sum of its parts.")
        if any(value < 0 for value in self.values.values()):
            raise ValueError("A count is nought or more.")


def cell(**categories: str) -> Cell:
    """A cell by its categories; the whole of a dimension is left out."""
    return frozenset((name, category) for name, category in categories.items() if category)


def in_words(named: Cell) -> str:
    """A cell's name for messages: its categories, or "everybody"."""
    return ", ".join(f"{name} {category}" for name, category in sorted(named)) or "everybody"


def tabulate(rows: Iterable[tuple[Mapping[str, str], int]], tables: Iterable[Sequence[Dimension]]) -> Counted:
    """Count rows, each the categories of some children and their number, into tables with all their margins.

    A table is the dimensions it crosses. A row must name a category of every dimension of every table.
    """
    given, values, sums = list(rows), dict[Cell, int](), set[Sum]()
    for table in tables:
        found = dict.fromkeys((_cell(table, nodes) for nodes in product(*(each.nodes for each in table))), 0)
        for categories, number in given:
            for nodes in product(*(each.above(categories[each.name]) for each in table)):
                found[_cell(table, nodes)] += number
        values |= found
        sums |= set(_sums(table))
    return Counted(values, frozenset(sums))


def joined(*counted: Counted) -> Counted:
    """Tables taken together. Raises ValueError where one cell has two values."""
    values: dict[Cell, int] = {}
    for each in counted:
        for named, value in each.values.items():
            if values.setdefault(named, value) != value:
                raise ValueError(f"{in_words(named)} is counted twice, with different results.")
    return Counted(values, frozenset().union(*(each.sums for each in counted)))


def _cell(table: Sequence[Dimension], nodes: Sequence[str]) -> Cell:
    return frozenset((each.name, node) for each, node in zip(table, nodes, strict=True) if node)


def _sums(table: Sequence[Dimension]) -> Iterable[Sum]:
    """In each dimension, each category is the sum of those in it, whatever the categories of the others."""
    for at, dimension in enumerate(table):
        others = [each.nodes if place != at else (WHOLE,) for place, each in enumerate(table)]
        for node in dimension.nodes:
            inside = dimension.inside(node)
            for nodes in product(*others) if inside else ():
                whole, *parts = (
                    _cell(table, (*nodes[:at], each, *nodes[at + 1 :])) for each in (node, *inside)
                )
                yield Sum(whole, tuple(parts))
