"""What of the figures of groups, phases and teams is withheld from a reader: small numbers, by the one rule."""

from collections.abc import Mapping

import numpy as np
from django.db.models import Sum

from agencies.rules.roles import Permission, Reach
from agencies.visibility import Viewer
from attendance.queries.schools import sees_every_school
from reporting.models import SchoolFigure
from reporting.queries.sums import Scope, Sums
from reporting.rules.groups import IN_PACKS, Kind
from reporting.rules.indicators import INDICATORS, Indicator
from reporting.rules.joint import ALL_HIDDEN, Classes, decide, hidden_at
from reporting.rules.periods import Period
from reporting.rules.withheld import (
    MEASURES,
    PERSISTENT,
    PUPILS,
    SEVERE,
    UNAUTHORISED,
    Names,
    Withheld,
    withheld,
    withheld_of_known,
    withheld_of_totals,
)

_PLACES = ("phase", "team")


def sees_every_child(by: Viewer) -> bool:
    """Whether they may open children's records all over the authority: small numbers tell them nothing new."""
    return by.role.reach is Reach.AUTHORITY and by.may(Permission.VIEW_PUPIL)


def reads_packs_alone(by: Viewer) -> bool:
    """Whether they read the meeting packs of schools, and no child: what is withheld is so in all packs together."""
    return by.may(Permission.VIEW_SCHOOL) and not by.may(Permission.VIEW_PUPIL)


class Guard:
    """What a reader is shown, each question answered once."""

    def __init__(self, by: Viewer) -> None:
        self._by = by
        self._places: dict[tuple[int, int], Withheld] = {}
        self._decided: dict[tuple[int, ...], tuple[Mapping[int, int], int]] = {}

    def of_scope(self, scope: Scope, period: Period, sums: Sums) -> frozenset[str]:
        """The measures withheld of the schools of a scope; `sums` are theirs. A query where it is narrowed."""
        if sees_every_school(self._by) or scope.school:
            return frozenset()
        if not (scope.phase or scope.team):
            return withheld_of_totals(sums, measures_of(period))
        key = (period.year, period.key)
        if key not in self._places:
            self._places[key] = withheld_of_places(scope.authority, period)
        return self._places[key].of(scope.phase, str(scope.team or ""))

    def of_groups(
        self, groups: Mapping[int, Sums], kind: Kind, scope: Scope, period: Period
    ) -> Mapping[int, frozenset[str]]:
        """The measures withheld of each group of a kind in an authority."""
        if sees_every_child(self._by):
            return dict.fromkeys(groups, frozenset())
        return self.of_groups_for_all(groups, kind, scope, period)

    def of_groups_for_all(
        self, groups: Mapping[int, Sums], kind: Kind, scope: Scope, period: Period
    ) -> Mapping[int, frozenset[str]]:
        """The same on pages that hold small numbers back from everybody, whatever children they see."""
        shown = [each for each in measures_of(period) if each != UNAUTHORISED]
        rows: dict[Names, Sums] = {(f"group {key}",): sums for key, sums in groups.items()}
        if reads_packs_alone(self._by):
            if kind in IN_PACKS:
                return dict.fromkeys(groups, hidden_at(self._together(kind, scope, period)[1]))
            found = withheld_of_known(rows, ("group",), shown)
        else:
            found = withheld(rows, ("group",), shown)
        return {key: found.of(f"group {key}") for key in groups}

    def of_school_groups(self, kind: Kind, scope: Scope, period: Period) -> frozenset[str]:
        """The measures withheld of all groups of a kind at a school from those who see no child of it."""
        if self._by.may(Permission.VIEW_PUPIL):
            return frozenset()
        levels = self._together(kind, scope, period)[0]
        return hidden_at(levels.get(scope.school or 0, ALL_HIDDEN))

    def _together(self, kind: Kind, scope: Scope, period: Period) -> tuple[Mapping[int, int], int]:
        """How much each school hides of a kind, and how much the dashboard does; a query the first time."""
        key = (kind, scope.authority, period.year, period.key)
        if key not in self._decided:
            self._decided[key] = _decided(kind, scope.authority, period)
        return self._decided[key]


def is_withheld(indicator: Indicator, measures: frozenset[str]) -> bool:
    """Whether a figure would say a measure that is withheld."""
    return PUPILS in measures or not measures.isdisjoint({*indicator.part, indicator.whole})


def measures_of(period: Period) -> tuple[str, ...]:
    """What pages show of a period beside the pupils."""
    return tuple(each for each in MEASURES if each != SEVERE or INDICATORS["severe"].in_year(period.year))


def withheld_of_places(authority: int, period: Period) -> Withheld:
    """What is withheld of each phase and team from those who do not see every school; one query."""
    return withheld(_by_place(authority, period), _PLACES, measures_of(period))


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


def _decided(kind: Kind, authority: int, period: Period) -> tuple[Mapping[int, int], int]:
    """What the packs of all schools and the dashboard hide together of a kind of groups; one query."""
    rows = SchoolFigure.objects.filter(
        school__authority=authority, year=period.year, period=period.key, kind=kind
    )
    held = list(rows.order_by("school", "value").values_list("school", "value", PUPILS, PERSISTENT, SEVERE))
    schools, groups = (sorted({row[at] for row in held}) for at in (0, 1))
    counts = np.zeros((3, len(schools), len(groups)), dtype=np.int64)
    place, column = ({key: at for at, key in enumerate(keys)} for keys in (schools, groups))
    for school, group, *numbers in held:
        counts[:, place[school], column[group]] = numbers
    pupils, persistent, severe = counts
    has_severe = SEVERE in measures_of(period)
    severe = severe if has_severe else np.zeros_like(severe)
    found = decide(Classes(pupils - persistent, persistent - severe, severe), has_severe=has_severe)
    return dict(zip(schools, found.schools.tolist(), strict=True)), found.dashboard
