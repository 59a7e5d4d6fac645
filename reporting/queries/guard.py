"""What of the figures of groups, phases and teams is withheld from a reader: small numbers, by the one rule."""

from collections.abc import Mapping

from django.db.models import Sum

from agencies.rules.roles import Permission, Reach
from agencies.visibility import Viewer
from reporting.models import SchoolFigure
from reporting.queries.sums import Scope, Sums
from reporting.rules.groups import Kind
from reporting.rules.indicators import INDICATORS, Indicator
from reporting.rules.periods import Period
from reporting.rules.withheld import (
    MEASURES,
    PUPILS,
    SEVERE,
    UNAUTHORISED,
    Names,
    Withheld,
    withheld,
    withheld_of_totals,
)

_PLACES = ("phase", "team")


def sees_every_child(by: Viewer) -> bool:
    """Whether they may open children's records all over the authority: small numbers tell them nothing new."""
    return by.role.reach is Reach.AUTHORITY and by.may(Permission.VIEW_PUPIL)


def sees_every_school(by: Viewer) -> bool:
    """Whether they see the figures of each school of the authority by right."""
    return by.role.reach is Reach.AUTHORITY and by.may(Permission.VIEW_SCHOOL)


class Guard:
    """What a reader is shown, each question answered once."""

    def __init__(self, by: Viewer) -> None:
        self._by = by
        self._places: dict[tuple[int, int], Withheld] = {}

    def of_scope(self, scope: Scope, period: Period, sums: Sums) -> frozenset[str]:
        """The measures withheld of the schools of a scope; `sums` are theirs. A query where it is narrowed."""
        if sees_every_school(self._by) or scope.school:
            return frozenset()
        if not (scope.phase or scope.team):
            return withheld_of_totals(sums, measures_of(period))
        key = (period.year, period.key)
        if key not in self._places:
            rows = _by_place(scope.authority, period)
            self._places[key] = withheld(rows, _PLACES, measures_of(period))
        return self._places[key].of(scope.phase, str(scope.team or ""))

    def of_groups(
        self, groups: Mapping[int, Sums], period: Period, *, told: bool = False
    ) -> Mapping[int, frozenset[str]]:
        """The measures withheld of each group of a kind. With `told` the totals are theirs to know."""
        if sees_every_child(self._by):
            return dict.fromkeys(groups, frozenset())
        rows: dict[Names, Sums] = {(f"group {key}",): sums for key, sums in groups.items()}
        shown = [each for each in measures_of(period) if each != UNAUTHORISED]
        found = withheld(rows, ("group",), shown, told=told)
        return {key: found.of(f"group {key}") for key in groups}


def is_withheld(indicator: Indicator, measures: frozenset[str]) -> bool:
    """Whether a figure would say a measure that is withheld."""
    return PUPILS in measures or not measures.isdisjoint({*indicator.part, indicator.whole})


def measures_of(period: Period) -> tuple[str, ...]:
    """What pages show of a period beside the pupils."""
    return tuple(each for each in MEASURES if each != SEVERE or INDICATORS["severe"].in_year(period.year))


def _by_place(authority: int, period: Period) -> dict[Names, Sums]:
    """The sums of the schools of each phase and team; one query."""
    rows = SchoolFigure.objects.filter(
        school__authority=authority, year=period.year, period=period.key, kind=Kind.ALL
    )
    found = rows.order_by().values_list("school__phase", "school__team").annotate(*map(Sum, MEASURES))
    return {
        (phase or "none", str(team or "none")): dict(zip(MEASURES, sums, strict=True))
        for phase, team, *sums in found
    }
