"""Headline figures beside their target, their past and the published figures of others."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from reporting.models import MissedReason, Target
from reporting.queries.asked import Asked
from reporting.queries.filled import Filled, filled
from reporting.queries.guard import Guard
from reporting.queries.published import Compared, Library
from reporting.queries.sums import Scope, Sums, total
from reporting.queries.targets import answerable
from reporting.rules.indicators import HEADLINE, INDICATORS, Indicator
from reporting.rules.periods import Period


@dataclass(frozen=True)
class Line:
    """A headline figure with what it stands beside; ``is_theirs`` if the reader says why its target was missed."""

    now: Filled
    target: Target | None
    reason: MissedReason | None
    term_before: Filled
    year_before: Filled
    beside: Sequence[Compared]
    is_theirs: bool

    @property
    def is_missed(self) -> bool:
        """Whether a target is set and not reached."""
        value = self.now.value
        if self.target is None or value is None:
            return False
        return not self.now.indicator.meets(value, Fraction(self.target.value))

    @property
    def target_text(self) -> str:
        """The target as people read it."""
        return self.now.indicator.text(Fraction(self.target.value)) if self.target else "none set"


def headline(asked: Asked) -> list[Line]:
    """Every headline indicator of the year with its target and comparisons; a fixed number of queries."""
    library = Library(asked.scope.authority, asked.scope.phase, asked.period)
    targets = _targets(asked)
    reasons = _reasons(targets.values(), asked.period)
    earlier = asked.term_before
    theirs = answerable(asked.by, [each.lead_id for each in targets.values()])
    sums, guard = _Sums(), Guard(asked.by)
    found = []
    for indicator in HEADLINE:
        if not indicator.in_year(asked.period.year) or not _fits(indicator, asked.scope):
            continue
        scope, target = asked.scope.of(indicator), targets.get(indicator.key)

        def shown(period: Period, indicator: Indicator = indicator, scope: Scope = scope) -> Filled:
            own = sums.of(scope, period)
            hidden = guard.of_scope(asked.scope, period, sums.of(asked.scope, period))
            return filled(replace(asked, period=period), indicator, own, hidden=hidden)

        found.append(
            Line(
                now=shown(asked.period),
                target=target,
                reason=reasons.get(target.pk) if target else None,
                term_before=shown(earlier) if earlier else Filled(indicator, None),
                year_before=shown(asked.before[asked.period.key]),
                beside=library.beside(indicator),
                is_theirs=target is not None and target.lead_id in theirs,
            )
        )
    return found


class _Sums:
    """Sums of scopes and periods, each asked of the database once."""

    def __init__(self) -> None:
        self._held: dict[tuple[Scope, int, int], Sums] = {}

    def of(self, scope: Scope, period: Period) -> Sums:
        key = (scope, period.year, period.key)
        if key not in self._held:
            self._held[key] = total(scope, period)
        return self._held[key]


def _fits(indicator: Indicator, scope: Scope) -> bool:
    return not indicator.phases or not scope.phase or scope.phase in indicator.phases


def _targets(asked: Asked) -> dict[str, Target]:
    """The targets of the year for these schools, by indicator. They are set for the authority and its phases.

    What is about one phase alone has the same target whether the schools are narrowed to it or not.
    """
    if asked.scope.team or asked.scope.school:
        return {}
    held = Target.objects.filter(authority=asked.scope.authority, year=asked.period.year)
    rows = list(held.select_related("lead"))
    of_one_phase = [row for row in rows if INDICATORS[row.indicator].phases]
    of_these = [row for row in rows if row.phase == asked.scope.phase]
    return {row.indicator: row for row in (*of_one_phase, *of_these)}


def _reasons(targets: Iterable[Target], period: Period) -> dict[int, MissedReason]:
    """The newest reason recorded for each target and the period."""
    rows = MissedReason.objects.filter(target__in=[each.pk for each in targets], period=period.key)
    return {row.target_id: row for row in rows.select_related("by").order_by("at")}
