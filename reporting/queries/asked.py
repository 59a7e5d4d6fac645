"""What is asked of the figures: schools, year, period and breakdown; nonsense falls back to the newest term."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from agencies.visibility import Viewer
from attendance.models.school import Phase
from attendance.rules.register import year_of
from reporting.queries.guard import sees_every_child
from reporting.queries.school_views import authority_periods
from reporting.queries.sums import Scope, last_day, years_counted
from reporting.rules.periods import TERMS, WHOLE_YEAR, Period, term_at


@dataclass(frozen=True)
class Asked:
    """What the dashboard shows: for whom, which schools, which period and by what."""

    by: Viewer
    scope: Scope
    period: Period
    periods: Mapping[int, Period]
    before: Mapping[int, Period]
    way: str = "phase"

    @property
    def sees_all(self) -> bool:
        """Whether they may open children's records all over the authority: small numbers tell them nothing new."""
        return sees_every_child(self.by)

    @property
    def term_before(self) -> Period | None:
        """The term before the one asked for; the year has none."""
        if self.period.key not in TERMS:
            return None
        at = TERMS.index(self.period.key)
        return self.periods[TERMS[at - 1]] if at else self.before[TERMS[-1]]


def ask(
    by: Viewer, given: Mapping[str, Any], *, teams: Collection[int], school: int | None
) -> tuple[Asked, list[int]]:
    """What is asked for, and the years for which there are figures, newest first.

    ``given`` has year, period, phase, team and by as typed; ``teams`` are those that may be chosen, and ``school``
    is one whose figures the viewer may see.
    """
    years = years_counted(by.authority_id) or [year_of(by.on)]
    year = number(given, "year")
    year = year if year in years else years[0]
    periods, before = (authority_periods(by.authority_id, each) for each in (year, year - 1))
    key = number(given, "period")
    if key not in (*TERMS, WHOLE_YEAR):
        on = last_day(by.authority_id, year)
        key = term_at(on, periods).key if on else TERMS[0]
    phase, team = str(given.get("phase", "")), number(given, "team")
    scope = Scope(
        by.authority_id,
        phase=phase if phase in Phase.values else "",
        team=team if team in teams else None,
        school=school,
    )
    return Asked(by, scope, periods[key], periods, before, str(given.get("by") or "phase")), years


def number(given: Mapping[str, Any], name: str) -> int | None:
    """A whole number that was typed, or None for none and for nonsense."""
    text = str(given.get(name, ""))
    return int(text) if text.isascii() and text.isdigit() and len(text) < 11 else None
