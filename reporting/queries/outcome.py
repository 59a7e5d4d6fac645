"""What a year came to against its targets: as told where the year is closed, else as counted now."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from attendance.models.school import Phase
from reporting.models import FrozenTerm, MissedReason, Target
from reporting.queries.frozen import document_of
from reporting.queries.guard import is_withheld, measures_of, withheld_of_places
from reporting.queries.school_views import authority_periods
from reporting.queries.sums import Scope, Sums, added, total
from reporting.rules.frozen import FrozenFigure, figures_in
from reporting.rules.groups import Kind
from reporting.rules.indicators import HEADLINE, INDICATORS, Indicator
from reporting.rules.periods import WHOLE_YEAR, Period
from reporting.rules.withheld import WITHHELD, Names, withheld, withheld_of_totals


@dataclass(frozen=True)
class Outcome:
    """A figure of a year beside its target, where it has one, and the year before; with the reasons if missed."""

    indicator: Indicator
    phase: str
    value: Fraction | None
    before: Fraction | None
    target: Fraction | None = None
    reasons: tuple[str, ...] = ()
    is_held_back: bool = False
    before_is_held_back: bool = False

    @property
    def name(self) -> str:
        """The figure's name, with the phase it is narrowed to."""
        return (
            f"{self.indicator.name}, {Phase(self.phase).label.lower()}" if self.phase else self.indicator.name
        )

    @property
    def texts(self) -> tuple[str, str]:
        """The outcome and that of the year before; neither where it would say a small number."""
        text = self.indicator.text
        return (
            WITHHELD if self.is_held_back else text(self.value),
            WITHHELD if self.before_is_held_back else text(self.before),
        )

    @property
    def result(self) -> str:
        """Met, missed, or why neither can be said."""
        if self.target is None:
            return "No target"
        if self.is_held_back:
            return WITHHELD.capitalize()
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
        self._held: dict[Scope, Sums] = {}
        self._withheld: dict[str, frozenset[str]] = {}
        if self.frozen is not None:
            figures = figures_in(document_of(self.frozen))
            self._told = [each for each in figures if each.period == WHOLE_YEAR and each.kind == Kind.ALL]

    def of(self, indicator: Indicator, phase: str = "") -> Sums:
        """The sums that an indicator is made of."""
        scope = Scope(self.authority, phase=phase).of(indicator)
        if scope not in self._held:
            self._held[scope] = self._as_told(scope) if self.frozen else total(scope, self.period)
        return self._held[scope]

    def withholds(self, indicator: Indicator, phase: str = "") -> bool:
        """Whether a figure would say a small number, as told or as now: everybody reads it, whatever schools they see.

        What is withheld of a phase is decided with all teams, as on the dashboard, so that it does not follow from it.
        """
        if phase not in self._withheld:
            self._withheld[phase] = self._of_phase(phase) if phase else self._of_whole()
        return is_withheld(indicator, self._withheld[phase])

    def _of_whole(self) -> frozenset[str]:
        whole, measures = Scope(self.authority), measures_of(self.period)
        held = [total(whole, self.period), *([self._as_told(whole)] if self.frozen else [])]
        return frozenset().union(*(withheld_of_totals(sums, measures) for sums in held))

    def _of_phase(self, phase: str) -> frozenset[str]:
        found = withheld_of_places(self.authority, self.period).of(phase, "")
        if self.frozen is None:
            return found
        told: dict[Names, Sums] = {
            (each,): self._as_told(Scope(self.authority, phase=each)) for each in Phase.values
        }
        return found | withheld(told, ("phase",), measures_of(self.period)).of(phase)

    def _as_told(self, scope: Scope) -> Sums:
        return added(
            each.sums
            for each in self._told
            if scope.phase in ("", each.phase) and (each.maintained or not scope.maintained)
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
        target, had_before = targets.get((indicator.key, phase)), indicator.in_year(year - 1)
        found.append(
            Outcome(
                indicator=indicator,
                phase=phase,
                value=indicator.value(now.of(indicator, phase)),
                before=indicator.value(before.of(indicator, phase)) if had_before else None,
                is_held_back=now.withholds(indicator, phase),
                before_is_held_back=had_before and before.withholds(indicator, phase),
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
