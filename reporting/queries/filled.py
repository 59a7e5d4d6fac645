"""One figure as a reader is shown it: its value, or that it is held back, and where its list is."""

from dataclasses import dataclass
from fractions import Fraction

from agencies.rules.roles import Permission
from reporting.queries.asked import Asked
from reporting.queries.guard import is_withheld
from reporting.queries.sums import Sums
from reporting.rules.groups import Kind
from reporting.rules.indicators import Indicator
from reporting.rules.withheld import WITHHELD


@dataclass(frozen=True)
class Filled:
    """A figure of ours: its exact value, its text and, for those with the right, where its list is."""

    indicator: Indicator
    value: Fraction | None
    link: str = ""
    is_held_back: bool = False

    @property
    def text(self) -> str:
        return WITHHELD if self.is_held_back else self.indicator.text(self.value)


def filled(
    asked: Asked, indicator: Indicator, sums: Sums, kind: Kind = Kind.ALL, value: int = 0, *,
    hidden: frozenset[str] = frozenset(), listed: bool = True,
) -> Filled:  # fmt: skip
    """One figure, with the address of its list where the person may open children's records.

    It is held back where it would say one of the `hidden` measures. Before a measure began it has no figure, which is
    not nought.
    """
    if not indicator.in_year(asked.period.year):
        return Filled(indicator, None)
    if is_withheld(indicator, hidden):
        return Filled(indicator, None, is_held_back=True)
    link = list_address(asked, indicator.counts, sums, kind, value) if listed else ""
    return Filled(indicator, indicator.value(sums), link)


def list_address(asked: Asked, measure: str, sums: Sums, kind: Kind = Kind.ALL, value: int = 0) -> str:
    """The address of the list behind a number, as a query, where the person may open children's records.

    `measure` is blank of a figure that counts no pupils: there is no list behind it.
    """
    if not measure or not sums[measure] or not asked.by.may(Permission.VIEW_PUPIL):
        return ""
    scope = asked.scope
    parts = {
        "year": asked.period.year, "period": asked.period.key, "of": measure, "phase": scope.phase,
        "team": scope.team, "school": scope.school,
        "kind": "" if kind is Kind.ALL else kind.name.lower().replace("_", "-"), "value": value or "",
    }  # fmt: skip
    return "&".join(f"{name}={part}" for name, part in parts.items() if part)
