"""What a year came to against its targets: as told where the year is closed, else as counted now."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from attendance.models import School
from attendance.models.school import Phase
from reporting.models import FrozenTerm, MissedReason, Target
from reporting.queries.school_views import authority_periods
from reporting.queries.sums import NOT_MAINTAINED, Scope, Sums, added, total
from reporting.rules.frozen import FrozenFigure, figures_in, unpacked
from reporting.rules.groups import Kind
from reporting.rules.indicators import HEADLINE, INDICATORS, Indicator
from reporting.rules.periods import WHOLE_YEAR, Period


@dataclass(frozen=True)
class Outcome:
    """A figure of a year beside its target, where it has one, and the year before; with the reasons if missed."""

    indicator: Indicator
    phase: str
    value: Fraction | None
    before: Fraction | None
    target: Fraction | None = None
    reasons: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The figure's name, with the phase it is narrowed to."""
        return (
            f"{self.indicator.name}, {Phase(self.phase).label.lower()}" if self.phase else self.indicator.name
        )

    @property
    def result(self) -> str:
        """Met, missed, or why neither can be said."""
        if self.target is None:
            return "No target"
        if self.value is None:
            return "No figure"
        return "Met" if self.indicator.meets(self.value, self.target) else "Missed"

    @property
    def is_missed(self) -> bool:
        return self.result == "Missed"


class YearSums:
    """Sums of a year by indicator and phase: from the closed year if it is closed, else from the figures held."""

    def __init__(self, authority: int, year: int) -> None:
        self.authority = authority
        self.period: Period = authority_periods(authority, year)[WHOLE_YEAR]
        self.frozen = FrozenTerm.objects.filter(authority=authority, year=year, period=WHOLE_YEAR).first()
        self._told: list[FrozenFigure] = []
        self._others: set[int] = set()
        self._held: dict[Scope, Sums] = {}
        if self.frozen is not None:
            figures = figures_in(unpacked(self.frozen.document))
            self._told = [each for each in figures if each.period == WHOLE_YEAR and each.kind == Kind.ALL]
            rows = School.objects.filter(authority=authority, type_code__in=NOT_MAINTAINED)
            self._others = set(rows.values_list("urn", flat=True))

    def of(self, indicator: Indicator, phase: str = "") -> Sums:
        """The sums that an indicator is made of."""
        scope = Scope(self.authority, phase=phase).of(indicator)
        if scope not in self._held:
            self._held[scope] = self._as_told(scope) if self.frozen else total(scope, self.period)
        return self._held[scope]

    def _as_told(self, scope: Scope) -> Sums:
        return added(
            each.sums
            for each in self._told
            if scope.phase in ("", each.phase) and not (scope.maintained and each.urn in self._others)
        )


def outcomes(authority: int, year: int, now: YearSums) -> list[Outcome]:
    """Every target of the year, then the headline figures that have none; a fixed number of queries."""
    before = YearSums(authority, year - 1)
    rows = Target.objects.filter(authority=authority, year=year).order_by("indicator", "phase")
    targets = {(row.indicator, row.phase): row for row in rows}
    wanted = [(INDICATORS[key], phase) for key, phase in targets]
    wanted += [(each, "") for each in HEADLINE if each.in_year(year) and (each.key, "") not in targets]
    reasons = _reasons([row.pk for row in targets.values()], authority, year)
    found = []
    for indicator, phase in wanted:
        target = targets.get((indicator.key, phase))
        found.append(
            Outcome(
                indicator=indicator,
                phase=phase,
                value=indicator.value(now.of(indicator, phase)),
                before=indicator.value(before.of(indicator, phase)) if indicator.in_year(year - 1) else None,
                target=Fraction(target.value) if target else None,
                reasons=reasons.get(target.pk, ()) if target else (),
            )
        )
    return found


def _reasons(targets: list[int], authority: int, year: int) -> Mapping[int, tuple[str, ...]]:
    """For each target the newest reason of each period, named by it, in order of periods."""
    periods = authority_periods(authority, year)
    newest: dict[tuple[int, int], str] = {}
    rows = MissedReason.objects.filter(target__in=targets).order_by("period", "at")
    for target, period, reason in rows.values_list("target", "period", "reason"):
        newest[target, period] = f"{periods[period].label}: {reason}"
    found: dict[int, tuple[str, ...]] = {}
    for (target, _), said in newest.items():
        found[target] = (*found.get(target, ()), said)
    return found
