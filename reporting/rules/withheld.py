"""Which figures of groups of pupils are withheld: every page and file of figures asks here.

Figures of groups say, by their percentages, how many pupils are persistently or severely absent. A table of them is a
table of counts: pupils; of these persistently absent or not; of those severely or less; and with any unauthorised
absence or none. It is protected as such (`suppression`), its totals first, because every table shows them: tables
that share only totals can then be protected one by one, and no two of them together give more away.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from agencies.rules import small_numbers
from agencies.rules.small_numbers import is_small
from reporting.rules.counted import WHOLE, Cell, Counted, Dimension, joined, tabulate
from reporting.rules.suppression import CannotProtect, Suppression, protect

PUPILS, PERSISTENT, SEVERE, UNAUTHORISED = "pupils", "persistent", "severe", "with_unauthorised"
MEASURES: Final = (PUPILS, PERSISTENT, SEVERE, UNAUTHORISED)
WITHHELD: Final = small_numbers.WITHHELD
EXPLANATION: Final = (
    "“Withheld” stands for a number of pupils from 1 to 4, or for another "
    "from which a small one would follow."
)
NEITHER, LESS = "neither", "less than severe"
_ABSENCE: Final = Dimension(
    "absence", {PERSISTENT: WHOLE, NEITHER: WHOLE, SEVERE: PERSISTENT, LESS: PERSISTENT}
)
_ABSENCE_ALONE: Final = Dimension("absence", {PERSISTENT: WHOLE, NEITHER: WHOLE})
_UNAUTHORISED: Final = Dimension.group("unauthorised")
_UNSEEN: Final = (("absence", NEITHER), ("absence", LESS), ("unauthorised", "no"))

Sums = Mapping[str, int]
Names = tuple[str, ...]


@dataclass(frozen=True)
class Withheld:
    """What is withheld of a table: measures by the names of its rows. A margin leaves the other name blank."""

    by_row: Mapping[Names, frozenset[str]] = field(default_factory=dict)
    everything: bool = False

    def of(self, *names: str) -> frozenset[str]:
        """The measures that must not be shown of a row."""
        return frozenset(MEASURES) if self.everything else self.by_row.get(names, frozenset())


def withheld(rows: Mapping[Names, Sums], dimensions: Sequence[str], measures: Sequence[str]) -> Withheld:
    """What to withhold of some groups, each a tuple of its categories in the given dimensions, and of their margins.

    `measures` are those that the table shows beside the pupils; of the whole, pages always show those with any
    unauthorised absence too. Where a small number would follow whatever else is hidden, everything but the totals is.
    """
    totals = _counted({(): _added(rows)}, (), (*measures, UNAUTHORISED))
    table = _counted(rows, dimensions, measures)
    try:
        found = protect(table, unseen=_unseen(table), earlier=_of_totals(totals))
    except CannotProtect:
        return Withheld(everything=True)
    return Withheld(_by_row(found.hidden, dimensions))


def withheld_of_known(
    rows: Mapping[Names, Sums], dimensions: Sequence[str], measures: Sequence[str]
) -> Withheld:
    """The same for a reader who knows the totals by right: they are neither hidden nor leant on.

    Where few are severely absent at all, that is withheld of every group, since nothing else would help.
    """
    whole = _added(rows)
    is_rare = SEVERE in measures and (is_small(whole[SEVERE]) or is_small(whole[PERSISTENT] - whole[SEVERE]))
    few = frozenset({SEVERE}) if is_rare else frozenset()
    kept = [name for name in measures if name not in few]
    table = _counted(rows, dimensions, kept)
    told = frozenset(_counted({(): whole}, (), kept).values)
    try:
        found = protect(table, unseen=_unseen(table), told=told)
    except CannotProtect:
        return Withheld(everything=True)
    by_row = _by_row(found.hidden, dimensions)
    return Withheld({row: by_row.get(row, frozenset()) | few for row in {*rows, *by_row}})


def withheld_of_totals(sums: Sums, measures: Sequence[str]) -> frozenset[str]:
    """The measures of a whole that are too small to be shown."""
    found = _of_totals(_counted({(): sums}, (), measures)).hidden
    return _by_row(found, ()).get((), frozenset())


def _of_totals(totals: Counted) -> Suppression:
    return protect(totals, unseen=_unseen(totals))


def _counted(rows: Mapping[Names, Sums], dimensions: Sequence[str], measures: Sequence[str]) -> Counted:
    """The counts of the rows and of all their margins, with what is left over of each."""
    crossed = [
        Dimension.flat(name, dict.fromkeys(names[at] for names in rows)) for at, name in enumerate(dimensions)
    ]
    absence = _ABSENCE if SEVERE in measures else _ABSENCE_ALONE
    parts = [(absence, _absence_parts), (_UNAUTHORISED, _unauthorised_parts)]
    return joined(
        *(
            tabulate(
                [
                    (dict(zip(dimensions, names, strict=True)) | {divided.name: category}, number)
                    for names, sums in rows.items()
                    for category, number in divide(sums, divided).items()
                ],
                [[*crossed, divided]],
            )
            for divided, divide in (parts if UNAUTHORISED in measures else parts[:1])
        )
    )


def _absence_parts(sums: Sums, divided: Dimension) -> dict[str, int]:
    found = {NEITHER: sums[PUPILS] - sums[PERSISTENT]}
    if SEVERE in divided.parents:
        return found | {SEVERE: sums[SEVERE], LESS: sums[PERSISTENT] - sums[SEVERE]}
    return found | {PERSISTENT: sums[PERSISTENT]}


def _unauthorised_parts(sums: Sums, _: Dimension) -> dict[str, int]:
    return {"yes": sums[UNAUTHORISED], "no": sums[PUPILS] - sums[UNAUTHORISED]}


def _unseen(counted: Counted) -> list[Cell]:
    return [each for each in counted.values if _is_unseen(each)]


def _is_unseen(named: Cell) -> bool:
    """Whether a cell has no place on a page: what is left over of another."""
    return any(category in _UNSEEN for category in named)


def _by_row(hidden: Collection[Cell], dimensions: Sequence[str]) -> dict[Names, frozenset[str]]:
    """The hidden measures of each row. Without the number of its pupils a row has nothing to show."""
    found: dict[Names, set[str]] = {}
    for named in (each for each in hidden if not _is_unseen(each)):
        categories = dict(named)
        row = tuple(categories.get(name, WHOLE) for name in dimensions)
        measure = categories.get("absence") or (UNAUTHORISED if "unauthorised" in categories else PUPILS)
        found.setdefault(row, set()).update(MEASURES if measure == PUPILS else (measure,))
    return {row: frozenset(measures) for row, measures in found.items()}


def _added(rows: Mapping[Names, Sums]) -> Sums:
    return {name: sum(sums[name] for sums in rows.values()) for name in MEASURES}
