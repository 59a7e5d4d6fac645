"""Small numbers hidden so that they cannot be worked back.

A count of 1 to 4 is hidden (primary suppression). That alone protects nobody: it follows from a total and the
other parts. So further cells are hidden (secondary suppression), until for every small number there are two other
sets of whole numbers that agree with everything shown, in one of which it is as low as it can be and in another
large enough to be shown. Each set is found by an integer program that changes the least of what is shown, and
every cell it changes is hidden: the sets are themselves the proof. Noughts are always shown, so whoever
reads "x" knows that the number is one or more, and that is allowed for.

All tables that will be seen together go in together; a later one is given what was shown before it. Tables that share
nothing but totals which are shown, or which were hidden before, are as safe one by one as together. What is not
allowed for is knowledge from elsewhere: that of a child about itself, or of a school about its own.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from agencies.rules.small_numbers import LEAST
from attendance.rules.register import Ints
from reporting.rules.comparing import Floats
from reporting.rules.counted import Cell, Counted, in_words, joined

THRESHOLD: Final = LEAST
MARK: Final = "x"
EXPLANATION: Final = (
    "x stands for a number from 1 to {most}, or for a larger one that is left out because a small one would "
    "follow from it. A nought is shown as 0."
)
HELD_BACK: Final = EXPLANATION.format(most=THRESHOLD - 1)
_HIDDEN_COST: Final = 0.001
_WHOLE: Final = 1e-6
_FOUND, _IMPOSSIBLE = 0, 2


class CannotProtect(Exception):
    """A small number that follows from what has been shown already, whatever else is hidden."""


@dataclass(frozen=True)
class Suppression:
    """Counts with what is hidden of them: `primary` because small, `secondary` because a small one would follow."""

    counted: Counted
    primary: frozenset[Cell]
    secondary: frozenset[Cell]
    threshold: int = THRESHOLD

    @property
    def hidden(self) -> frozenset[Cell]:
        """Every cell that must not be shown."""
        return self.primary | self.secondary

    def value(self, named: Cell) -> int | None:
        """A cell's count, or None where it is hidden."""
        return None if named in self.hidden else self.counted.values[named]

    def text(self, named: Cell) -> str:
        """A cell as shown: its count with thousands commas, or the mark."""
        value = self.value(named)
        return MARK if value is None else f"{value:,}"

    @property
    def explanation(self) -> str:
        """What the mark means, for the foot of each table and export."""
        return EXPLANATION.format(most=self.threshold - 1)


def protect(
    counted: Counted,
    *,
    threshold: int = THRESHOLD,
    earlier: Suppression | None = None,
    unseen: Collection[Cell] = (),
    told: Collection[Cell] = (),
) -> Suppression:
    """What to hide of some tables, so that no hidden number follows from them, or from them and `earlier` ones.

    Cells that are `unseen` are never shown anyhow (a remainder without a row of its own), so hiding them is free.
    What is `told` the reader may know by right (a school its own totals): it is neither hidden nor leant on.
    Raises CannotProtect where earlier tables already give a small number away.
    """
    whole = joined(counted, earlier.counted) if earlier else counted
    small = {named for named, value in whole.values.items() if 0 < value < threshold} - set(told)
    kept = earlier.hidden if earlier else frozenset()
    before = frozenset(earlier.counted.values) - kept if earlier else frozenset()
    if given := sorted(in_words(named) for named in small & before):
        raise CannotProtect(f"Already shown: {'; '.join(given)}.")
    shown = before | frozenset(told)
    puzzle = _Puzzle(whole, hidden=small | kept | set(unseen), shown=shown)
    for named in sorted(small, key=lambda each: (len(each), sorted(each))):
        puzzle.spread(named, threshold)
    return Suppression(whole, frozenset(small), frozenset(puzzle.hidden - small), threshold)


class _Puzzle:
    """What a reader would have to solve, and the sets of numbers that keep them from solving it."""

    def __init__(self, counted: Counted, *, hidden: set[Cell], shown: frozenset[Cell]) -> None:
        self.cells = [named for named, value in counted.values.items() if value]
        self.place = {named: at for at, named in enumerate(self.cells)}
        self.values: Ints = np.array([counted.values[named] for named in self.cells], dtype=np.int64)
        self.is_fixed = np.array([named in shown for named in self.cells], dtype=np.bool_)
        self.hidden = {named for named in hidden if named in self.place}
        self.cost: Floats = np.log2(2.0 + self.values)
        self.cost[[self.place[named] for named in self.hidden]] = _HIDDEN_COST
        self.sums = self._matrix(counted)
        self.constraint = LinearConstraint(self.sums, 0, 0)
        self.lowest, self.highest = self.values.copy(), self.values.copy()

    def spread(self, named: Cell, threshold: int) -> None:
        """Hide what is needed so that a small number could be as low as possible, and could be large."""
        at = self.place[named]
        if self.lowest[at] > 1 and not self._change(at, 1 - int(self.values[at])):
            self._lower_as_far_as_possible(at)
        if self.highest[at] < threshold and not self._change(at, threshold - int(self.values[at])):
            raise CannotProtect(f"It would follow from what is already shown: {in_words(named)}.")

    def _lower_as_far_as_possible(self, at: int) -> None:
        """A total is at least the number of its parts that are not nought; a reader may know that much."""
        for by in range(2 - int(self.values[at]), 0):
            if self._change(at, by):
                return

    def _change(self, at: int, by: int) -> bool:
        """Find the cheapest set of numbers in which one differs by so much, and hide what changes. Is there one?"""
        count = len(self.cells)
        room_down = np.where(self.is_fixed, 0, self.values - 1)
        room_up = np.where(self.is_fixed, 0, np.inf)
        low, high = np.zeros(2 * count), np.concatenate([room_up, room_down])
        low[[at, at + count]] = high[[at, at + count]] = (max(by, 0), max(-by, 0))
        moved = self._solved(Bounds(low, high))
        if moved is None:
            return False
        self._keep(moved[:count] - moved[count:])
        return True

    def _solved(self, bounds: Bounds) -> Ints | None:
        """The cheapest whole numbers within bounds, or None where there are none.

        Without the demand for whole numbers it is solved many times faster, and in tables like these the answer
        is nearly always whole; then nothing cheaper exists. Where even fractions do not help, nothing does.
        """
        for whole in (0, 1):
            found = milp(
                np.concatenate([self.cost, self.cost]),
                integrality=np.full(2 * len(self.cells), whole),
                bounds=bounds,
                constraints=self.constraint,
                options={"mip_rel_gap": 0.0},
            )
            if found.status == _IMPOSSIBLE:
                return None
            if found.status != _FOUND:
                raise RuntimeError(f"The program was not solved: {found.message}")
            moved: Ints = np.rint(found.x).astype(np.int64)
            if whole or np.abs(found.x - moved).max(initial=0.0) < _WHOLE:
                return moved
        return None

    def _keep(self, change: Ints) -> None:
        """Hide all that another set of numbers changes, and remember how far each number goes in it."""
        if (self.sums[:, : len(change)] @ change).any():
            raise RuntimeError("The integer program's numbers do not add up.")
        self.lowest = np.minimum(self.lowest, self.values + change)
        self.highest = np.maximum(self.highest, self.values + change)
        for at in np.flatnonzero(change):
            self.hidden.add(self.cells[at])
            self.cost[at] = _HIDDEN_COST

    def _matrix(self, counted: Counted) -> csr_array:
        """A row for each sum over changes up and changes down; noughts stay nought and are left out."""
        entries = list(self._entries(counted))
        rows, columns, signs = zip(*entries, strict=True) if entries else ((), (), ())
        width = len(self.cells)
        half = csr_array((signs, (rows, columns)), shape=(len(counted.sums) or 1, width), dtype=np.int64)
        return csr_array(np.hstack([half.toarray(), -half.toarray()]))

    def _entries(self, counted: Counted) -> Iterator[tuple[int, int, int]]:
        for row, each in enumerate(counted.sums):
            for sign, named in ((1, each.whole), *((-1, part) for part in each.parts)):
                if named in self.place:
                    yield row, self.place[named], sign


def shares(suppression: Suppression, part: Cell, whole: Cell) -> float | None:
    """A part as a percentage of a whole; None where either is hidden or the whole is nought."""
    one, all_of = suppression.value(part), suppression.value(whole)
    return None if one is None or not all_of else 100 * one / all_of


def as_shown(suppression: Suppression, cells: Mapping[str, Cell]) -> dict[str, int | str]:
    """Cells by label as a table or an export holds them: numbers, and the mark for what is hidden."""
    values = {label: suppression.value(named) for label, named in cells.items()}
    return {label: MARK if value is None else value for label, value in values.items()}
