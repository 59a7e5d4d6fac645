"""Fairness by group, with small numbers withheld: how many of a group's children something was done about."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from agencies.rules.small_numbers import is_small
from reporting.rules.fairness import Fairness, Group, fairness
from reporting.rules.shares import Share, withheld_parts

REST = "other schools"
LEAST_OF_A_SCHOOL = 10


@dataclass(frozen=True)
class Counts:
    """A group as it was counted: its children, and those of them that each measure has. None: withheld already."""

    name: str
    base: int | None
    parts: Mapping[str, int]


@dataclass(frozen=True)
class Shown:
    """A group as it may be shown: None stands for what is withheld."""

    name: str
    base: int | None
    parts: Mapping[str, int | None]

    def rate(self, measure: str) -> float | None:
        """How many of a hundred."""
        part = self.parts[measure]
        return None if part is None or not self.base else 100 * part / self.base


@dataclass(frozen=True)
class FairTable:
    """Every group, and all together."""

    rows: Sequence[Shown]
    total: Shown

    @property
    def withholds(self) -> bool:
        """Whether anything is withheld."""
        rows = (*self.rows, self.total)
        return any(row.base is None or None in row.parts.values() for row in rows)

    def shows(self, name: str, measure: str) -> bool:
        """Whether a group may stand beside all others: they follow from it and the total, so both must be shown."""
        if self.total.parts[measure] is None:
            return False
        return any(row.name == name and row.parts[measure] is not None for row in self.rows)


def fair_table(
    groups: Sequence[Counts],
    measures: Sequence[str],
    total: int,
    held_elsewhere: Mapping[str, Collection[str]] | None = None,
) -> FairTable:
    """The table as it may be shown; `total` are the children of all groups together.

    `held_elsewhere` are, by measure, the groups of which another page holds nearly the same number back.
    """
    elsewhere = held_elsewhere or {}
    hidden = {
        measure: withheld_parts({each.name: Share(each.base, each.parts[measure]) for each in groups})
        | frozenset(elsewhere.get(measure, ()))
        for measure in measures
    }
    sums = {measure: sum(each.parts[measure] for each in groups) for measure in measures}
    few = is_small(total)
    rows = [
        Shown(
            each.name,
            None if few else each.base,
            {
                key: None if few or each.base is None or each.name in hidden[key] else each.parts[key]
                for key in measures
            },
        )
        for each in groups
    ]
    whole = {
        key: None if few or is_small(part) or (is_small(total - part) and part) else part
        for key, part in sums.items()
    }
    return FairTable(rows, Shown("all", None if few else total, whole))


def with_few_together(groups: Sequence[Counts], least: int = LEAST_OF_A_SCHOOL) -> list[Counts]:
    """Schools with few children become one row, so that readers who know a school's own number learn no more."""
    few = [each for each in groups if (each.base or 0) < least]
    kept = [each for each in groups if (each.base or 0) >= least]
    while few and kept and sum(each.base or 0 for each in few) < least:
        smallest = min(kept, key=lambda each: each.base or 0)
        kept.remove(smallest)
        few.append(smallest)
    if not few:
        return kept
    parts = {key: sum(each.parts[key] for each in few) for key in few[0].parts}
    return [*kept, Counts(f"{len(few)} {REST}", sum(each.base or 0 for each in few), parts)]


def beside_others(by_school: Sequence[tuple[int, int, int, int]], name: str) -> Fairness:
    """A group beside all others: of each school its children and cases, and those of its other pupils."""
    pairs = [
        (Group(name, ours, cases), Group("others", theirs, others))
        for ours, cases, theirs, others in by_school
    ]
    return fairness(pairs, name)
