"""What is asked of a report about a year's work: for whom, which part of the year, which team, and how exactly.

Whoever may open such records all over the authority, or asks about a team of theirs, reads the counts as they are.
Everybody else reads the authority's year, with small numbers held back.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from agencies.acting import Acting
from agencies.models import Agency, AgencyKind
from agencies.rules.roles import Permission, Reach
from attendance.rules.register import year_in_words, year_of
from reporting.queries.asked import number
from reporting.queries.school_views import authority_periods
from reporting.rules.periods import TERMS, WHOLE_YEAR, Period

YEARS_BACK: Final = 4


@dataclass(frozen=True)
class YearAsked:
    """A part of a year and a team; `opens` is what opens the records behind the numbers.

    `sees_all` says that small numbers tell them nothing new anywhere, `is_exact` that they do not here.
    """

    by: Acting
    opens: Permission
    periods: Mapping[int, Period]
    period: Period
    team: Agency | None
    teams: tuple[Agency, ...]
    sees_all: bool
    is_exact: bool
    keys: tuple[int, ...]

    @property
    def year(self) -> int:
        """The academic year."""
        return self.period.year

    @property
    def lists(self) -> bool:
        """Whether numbers lead to lists: for those who may open some of the records."""
        return self.by.may(self.opens)

    @property
    def years(self) -> list[tuple[int, str]]:
        """The years that may be chosen, the newest first."""
        now = year_of(self.by.on)
        return [(year, year_in_words(year)) for year in range(now, now - YEARS_BACK - 1, -1)]

    @property
    def choices(self) -> list[tuple[int, str]]:
        """The periods that may be chosen."""
        return [(key, self.periods[key].short) for key in self.keys]

    @property
    def query(self) -> str:
        """The year and the team for the address of a list."""
        return f"year={self.year}&team={self.team.pk if self.team else ''}"


def ask_year(
    by: Acting, given: Mapping[str, str], opens: Permission, *, parts: tuple[int, ...] = TERMS,
    trusted: bool = False, of_list: bool = False,
) -> YearAsked:  # fmt: skip
    """What is asked for; nonsense, and what is not theirs to ask, falls back to what is nearest; two queries.

    `parts` are the periods offered besides the year; `trusted` those who are told the numbers anyhow. A list holds only
    what is theirs to see: it may be of any part.
    """
    now, typed = year_of(by.on), number(given, "year")
    year = typed if typed is not None and now - YEARS_BACK <= typed <= now else now
    everywhere = by.role.reach is Reach.AUTHORITY and (trusted or by.may(opens))
    held = Agency.objects.filter(authority=by.authority_id, kind=AgencyKind.LOCALITY_TEAM).order_by("name")
    teams = tuple(team for team in held if everywhere or (team.pk in by.reach and by.may(opens)))
    wanted = given.get("team")
    team = next((each for each in teams if str(each.pk) == wanted), None)
    if wanted is None and not everywhere and teams:
        team = teams[0]
    is_exact = everywhere or team is not None
    periods = authority_periods(by.authority_id, year)
    key = number(given, "period") if is_exact or of_list else WHOLE_YEAR
    keys = (*parts, WHOLE_YEAR)
    period = periods[key if key in keys else WHOLE_YEAR]
    return YearAsked(by, opens, periods, period, team, teams, everywhere, is_exact, keys)


def term_of(periods: Mapping[int, Period], on: date) -> int:
    """The term that a day of the year falls in, by its key; days after the last term are in it."""
    return next((key for key in TERMS if on <= periods[key].last), TERMS[-1])


def terms_begun(asked: YearAsked) -> list[int]:
    """The terms of the year that have begun."""
    return [key for key in TERMS if asked.periods[key].first <= asked.by.on]
