"""Groups of each school's pupils withheld together with those of the whole authority, so that no two pages add up.

Somebody who sees every school's pack and the authority's dashboard has one table: schools by groups, with the total of
each school, which is theirs by right, and of each group. A small number hidden in one pack would follow from the
dashboard less all the other packs. So what is hidden is decided for all of them at once, by one rule that depends on
the figures alone: every page that applies it comes to the same answer.

A school hides a measure for all its groups of a kind or for none, noughts too, and a measure takes the narrower ones
with it: pupils the persistently absent, these the severely absent. The dashboard is one more such row. A hidden number
is safe where exchanges exist that change it and nothing that anybody sees: within its school one group gives what
another takes, and where the dashboard shows the groups, other schools that hide the measure give it back, each between
the same two groups. By such exchanges every small number could be one or less, and could be five or as large as its
school's total. Where it could not, further schools hide the measure, then the school or the dashboard hides more.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from agencies.rules.small_numbers import LEAST
from attendance.rules.register import Bools, Ints
from reporting.rules.withheld import MEASURES, PERSISTENT, SEVERE

SHOWN, SEVERE_HIDDEN, PERSISTENT_HIDDEN, ALL_HIDDEN = range(4)
EXPLANATION: Final = (
    "A figure that is withheld of one group of a school is withheld of all its groups of the kind, noughts too, "
    "so that no number follows from several packs."
)
_MOST: Final = LEAST - 1
"""Exchanges that a small number may need: from one up to five."""
_PLENTY: Final = 10**9

Linked = Callable[[int], bool]
Parts = Sequence[Ints]


@dataclass(frozen=True, eq=False)
class Classes:
    """Pupils by school and group, each in one class by absence: arrays of shape (schools, groups)."""

    neither: Ints
    less: Ints
    severe: Ints

    @property
    def persistent(self) -> Ints:
        return self.less + self.severe

    @property
    def pupils(self) -> Ints:
        return self.neither + self.persistent

    def added(self) -> "Classes":
        """All schools as one, which is what the dashboard shows."""
        return Classes(*(each.sum(axis=0)[None] for each in (self.neither, self.less, self.severe)))


@dataclass(frozen=True, eq=False)
class Decided:
    """How much each school hides of a kind of groups, from 0 for nothing to 3 for everything, and the dashboard."""

    schools: Ints
    dashboard: int

    def of_school(self, at: int) -> frozenset[str]:
        """The measures that a school's pack hides of all its groups."""
        return hidden_at(int(self.schools[at]))


def hidden_at(level: int) -> frozenset[str]:
    """The measures hidden at a level. Without the number of its pupils a group has nothing to show."""
    narrow = (SEVERE, PERSISTENT)
    return frozenset(MEASURES) if level == ALL_HIDDEN else frozenset(narrow[:level])


def decide(found: Classes, *, has_severe: bool) -> Decided:
    """What every pack and the dashboard hide of one kind of groups, given all schools of an authority.

    `has_severe` says whether severe absence is shown at all. Schools come in an order of their own, such as by key.
    """
    if found.pupils.shape[1] < 2:
        return Decided(np.zeros(len(found.pupils), dtype=np.int64), SHOWN)
    return _Table(found, has_severe).decided()


class _Table:
    """The levels as they rise until every small number is safe. They only rise, so that it ends."""

    def __init__(self, found: Classes, has_severe: bool) -> None:
        self.of = found
        self.first = SEVERE_HIDDEN if has_severe else PERSISTENT_HIDDEN
        several = (found.pupils > 0).sum(axis=1) > 1
        # A school with one group alone shows its own totals, which are known.
        self.levels: Ints = np.where(several, self._least_levels(found), SHOWN)
        self.dashboard = int(self._least_levels(found.added())[0])
        self.plenty = np.full(found.pupils.shape, _PLENTY, dtype=np.int64)

    def decided(self) -> Decided:
        while self._raised():
            pass
        return Decided(self.levels, self.dashboard)

    def _least_levels(self, found: Classes) -> Ints:
        """The lowest level of each row at which no small number is shown."""
        levels = np.full(len(found.pupils), SHOWN, dtype=np.int64)
        for level in range(self.first, ALL_HIDDEN + 1):
            for number in _numbers(found, level):
                levels[_is_small(number).any(axis=1)] = level
        return levels

    def _raised(self) -> bool:
        """Raise what the first unsafe number needs. Was there any?"""
        for level in range(ALL_HIDDEN, self.first - 1, -1):
            alone = self._unsafe(level, _never).any(axis=1) & (self.levels < ALL_HIDDEN)
            if alone.any():
                self.levels[alone] = np.maximum(self.levels[alone], level) + 1
                return True
            unsafe = self._unsafe(level, self._is_linked)
            if unsafe.any() or not self._is_dashboard_safe(level):
                self._recruit(level, unsafe.sum(axis=0))
                return True
        return False

    def _is_linked(self, level: int) -> bool:
        """Whether the dashboard shows the groups' totals of what is exchanged at a level."""
        return self.dashboard < level

    def _recruit(self, level: int, wanted: Ints) -> None:
        """Further schools hide a measure: first those that can give most back in the groups where it is wanted.

        Of equal ones those that hide most already and have fewest pupils; an eighth of those that hide it, or one.
        Where all do, the dashboard hides it too, or more; where it hides everything, everybody hides more.
        """
        free = np.flatnonzero(self.levels < level)
        if len(free):
            give = np.sum([np.minimum(each, _MOST) for each in _numbers(self.of, level)], axis=0)[free]
            pupils = self.of.pupils[free].sum(axis=1)
            order = np.lexsort((free, pupils, -self.levels[free], -(give * wanted).sum(axis=1)))
            more = max(1, int((self.levels >= level).sum()) // 8)
            self.levels[free[order[:more]]] = level
        elif self.dashboard < ALL_HIDDEN:
            self.dashboard = max(self.dashboard + 1, level)
        else:
            self.levels += self.levels < ALL_HIDDEN

    def _unsafe(self, level: int, linked: Linked) -> Bools:
        """Where a school that hides a level has a small number of it that is too nearly known."""
        found = np.zeros_like(self.of.pupils, dtype=np.bool_)
        for number, up, down in self._reaches(level, linked):
            wanted = np.minimum(LEAST, number.sum(axis=1, keepdims=True))
            found |= _is_small(number) & ((number + up < wanted) | (number - down > 1))
        return found & (self.levels >= level)[:, None]

    def _is_dashboard_safe(self, level: int) -> bool:
        """Whether each small number of all schools together, where the dashboard hides it, could move as far."""
        if self.dashboard < level:
            return True
        for number, up, down in self._reaches(level, _never, most=self.dashboard):
            whole = number.sum(axis=0)
            highest, lowest = whole + up.sum(axis=0), whole - down.sum(axis=0)
            if (_is_small(whole) & ((highest < min(LEAST, int(whole.sum()))) | (lowest > 1))).any():
                return False
        return True

    def _reaches(
        self, level: int, linked: Linked, most: int = ALL_HIDDEN
    ) -> Iterator[tuple[Ints, Ints, Ints]]:
        """The numbers of a level, each with how far exchanges of levels up to the `most` can raise and lower it."""
        for number, parts, rest in self._parted(level):
            up = down = np.zeros_like(number)
            for at, other in ((at, other) for at, other in rest if at <= most):
                members = self.levels >= at
                # Where everything is hidden each class moves alone, so that what they reach adds up.
                together = [[part] for part in parts] if at == ALL_HIDDEN else [parts]
                reached = [
                    sum(reach(each, other, members, is_linked=linked(at)) for each in together)
                    for reach in (_up, _down)
                ]
                up, down = (
                    np.maximum(old, new * members[:, None])
                    for old, new in zip((up, down), reached, strict=True)
                )
            yield number, up, down

    def _parted(self, level: int) -> Iterator[tuple[Ints, Parts, Sequence[tuple[int, Ints]]]]:
        """The numbers of a level, the classes each is made of, and what these can be exchanged for at which level."""
        of, free = self.of, (ALL_HIDDEN, self.plenty)
        if level == SEVERE_HIDDEN:
            neither = (PERSISTENT_HIDDEN, of.neither)
            yield of.severe, [of.severe], [(level, of.less), neither, free]
            yield of.less, [of.less], [(level, of.severe), neither, free]
        elif level == PERSISTENT_HIDDEN:
            yield of.persistent, [of.less, of.severe], [(level, of.neither), free]
            yield of.neither, [of.neither], [(level, of.less), (level, of.severe), free]
        else:
            yield of.pupils, [of.neither, of.less, of.severe], [free]


def _never(_: int) -> bool:
    """As if nobody were shown the groups' totals, so that a school is looked at alone."""
    return False


def _up(parts: Parts, other: Ints, members: Bools, *, is_linked: bool) -> Ints:
    """How far a number made of some classes can be raised at the cost of another class, one by one."""
    many, few = np.zeros_like(other), np.zeros_like(other)
    for part in parts:
        if not is_linked:
            many = many + part.sum(axis=1, keepdims=True) - part
            continue
        usable, amount = _partners(part, other, members)
        many = many + np.minimum((usable * part[:, None, :]).sum(axis=2), _MOST)
        few = np.maximum(few, np.minimum(amount, part[:, None, :]).max(axis=2))
    found: Ints = np.minimum(np.maximum(np.minimum(many, _MOST) if is_linked else many, few), other)
    return found


def _down(parts: Parts, other: Ints, members: Bools, *, is_linked: bool) -> Ints:
    """How far it can be lowered: each class gives way, all between pairs of groups that serve every one of them."""
    whole: Ints = np.sum(list(parts), axis=0)
    if not is_linked:
        alone: Ints = np.minimum(other.sum(axis=1, keepdims=True) - other, whole)
        return alone
    common = np.broadcast_to(_apart(other), (*other.shape, other.shape[1]))
    best = np.zeros_like(other)
    for part in parts:
        usable, amount = _partners(other, part, members)
        common = common & (usable | (part == 0)[:, :, None])
        many = np.minimum((usable * other[:, None, :]).sum(axis=2), _MOST)
        few = np.minimum(amount, other[:, None, :]).max(axis=2)
        best = np.maximum(best, np.minimum(np.maximum(many, few), part))
    room = np.minimum((common * other[:, None, :]).sum(axis=2), _MOST)
    found: Ints = np.maximum(np.minimum(room, whole), best)
    return found


def _partners(raised: Ints, lowered: Ints, members: Bools) -> tuple[Bools, Ints]:
    """By school, group and a second group: whether four other schools can each give an exchange back, and how many
    exchanges all the others can.

    An exchange raises one class and lowers another in the first group, and the reverse in the second. Whoever gives it
    back needs one of the raised class in the first group and one of the lowered in the second.
    """
    theirs = np.minimum(raised[:, :, None], lowered[:, None, :]) * members[:, None, None]
    amount = theirs.sum(axis=0)[None] - theirs
    schools = (theirs > 0).sum(axis=0)[None] - (theirs > 0)
    return (schools >= _MOST) & _apart(raised), amount * _apart(raised)


def _apart(number: Ints) -> Bools:
    """Which pairs of groups are two groups."""
    found: Bools = ~np.eye(number.shape[1], dtype=np.bool_)[None]
    return found


def _numbers(found: Classes, level: int) -> tuple[Ints, ...]:
    """The numbers that a level hides."""
    if level == SEVERE_HIDDEN:
        return found.severe, found.less
    return (found.persistent, found.neither) if level == PERSISTENT_HIDDEN else (found.pupils,)


def _is_small(number: Ints) -> Bools:
    found: Bools = (number > 0) & (number < LEAST)
    return found
