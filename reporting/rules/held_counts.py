"""Counts about families in a report that many read: small ones hidden, so that none can be worked back.

How notices, prosecutions and sentences ended are sums of their outcomes; what is hidden is found by
`suppression.protect`, over all of them together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reporting.rules.counted import Cell, Counted, Sum, cell
from reporting.rules.suppression import Suppression, protect


@dataclass(frozen=True)
class Group:
    """A number and the parts that add up to it, each by what it is called.

    `inside` is set where the number is itself a part of another group, of which it has the name.
    """

    name: str
    total: int
    parts: Mapping[str, int]
    inside: str = ""

    @property
    def whole(self) -> Cell:
        """The cell of the total."""
        return cell(what=self.inside, part=self.name) if self.inside else cell(what=self.name)

    def part(self, name: str) -> Cell:
        """The cell of a part."""
        return cell(what=self.name, part=name)


def hidden(groups: Sequence[Group], alone: Mapping[str, int]) -> Suppression:
    """What to hide of groups with their parts, and of numbers that are part of none.

    Raises ValueError where the parts of a group are not its total.
    """
    values = {group.whole: group.total for group in groups}
    values |= {group.part(name): count for group in groups for name, count in group.parts.items()}
    values |= {cell(alone=name): count for name, count in alone.items()}
    sums = frozenset(Sum(group.whole, tuple(map(group.part, group.parts))) for group in groups)
    return protect(Counted(values, sums))


def rows_of(
    held: Suppression, groups: Sequence[Group], alone: Mapping[str, int]
) -> tuple[tuple[str, str], ...]:
    """Every number as it is shown: totals, their parts after them where there are any, then those alone."""
    found: list[tuple[str, str]] = []
    for group in groups:
        if not group.inside:
            found.append((group.name, held.text(group.whole)))
        if group.total:
            said = f"{group.inside}, {group.name}" if group.inside else group.name
            found += [(f"{said}: {name}", held.text(group.part(name))) for name in group.parts]
    return (*found, *((name, held.text(cell(alone=name))) for name in alone))
