"""What becomes of a register when a file says something about it.

A file's blank says nothing, and its `-` ("no mark") takes the place of no mark that is held. Anything else is
written. What is written over a mark, or into a session whose file had already been received, is a change and is
kept with its old mark (SI 2024/208 reg 6: the original entry, the amended one, why, when and by whom).
"""

from dataclasses import dataclass

import numpy as np

from attendance.rules.register import NO_MARK, NOT_ON_ROLL, Bools, Ints, Lines

KINDS = ("filled", "replaced", "same", "kept")
BLANK, UNMARKED = np.uint8(ord(NOT_ON_ROLL)), np.uint8(ord(NO_MARK))


@dataclass(frozen=True)
class Replacement:
    """Lines before and after, and what happened at each position: arrays of shape (n, 732).

    `changes` are the positions to keep a history row of; `filled` those that had no mark, `replaced` those that
    had another, `same` those that the file repeats, `kept` those where the file's word gave way.
    """

    old: Lines
    after: Lines
    changes: Bools
    filled: Bools
    replaced: Bools
    same: Bools
    kept: Bools

    def by_line(self) -> dict[str, Ints]:
        """Marks of each kind for every line: arrays of shape (n,)."""
        return {name: np.count_nonzero(getattr(self, name), axis=1) for name in KINDS}

    def counts(self) -> dict[str, int]:
        """Marks of each kind over all lines."""
        return {name: int(np.count_nonzero(getattr(self, name))) for name in KINDS}


def has_mark(lines: Lines) -> Bools:
    """Where a mark is held: neither blank nor "no mark"."""
    found: Bools = (lines != BLANK) & (lines != UNMARKED)
    return found


def replace(old: Lines, said: Lines, covered: Bools, *, fill_only: bool = False) -> Replacement:
    """What the file `said`, shape (n, 732), makes of the `old` lines.

    `covered`, shape (n, 732), says which sessions an earlier file had held. With `fill_only` no mark is replaced:
    content that was applied before must not take back a later correction.
    """
    unmarked = said == UNMARKED
    speaks = (said != BLANK) & ~unmarked
    held = has_mark(old)
    differs = speaks & (said != old)
    writes = differs & ~held if fill_only else differs
    replaced = writes & held
    after = old.copy()
    np.copyto(after, said, where=writes | (unmarked & (old == BLANK)))
    return Replacement(
        old=old,
        after=after,
        changes=writes & (held | covered),
        filled=writes ^ replaced,
        replaced=replaced,
        same=(speaks ^ differs) | (unmarked & ~held),
        kept=(differs ^ writes) | (unmarked & held),
    )
