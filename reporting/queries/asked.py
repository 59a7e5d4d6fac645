"""What is asked of the figures: schools, year, period and breakdown; nonsense falls back to the newest term."""

from collections.abc import Collection, Mapping
from typing import Any

from agencies.visibility import Viewer
from attendance.models.school import Phase
from attendance.rules.register import year_of
from reporting.queries.dashboard import Asked
from reporting.queries.school_views import authority_periods
from reporting.queries.sums import Scope, last_day, years_counted
from reporting.rules.periods import TERMS, WHOLE_YEAR, term_at


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
