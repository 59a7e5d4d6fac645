"""What an address of a figure asks for: schools, year, period and breakdown; nonsense falls back to the newest term."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404

from agencies.doors import CaseworkRequest
from agencies.models import Agency
from agencies.models.agency import AgencyKind
from agencies.rules.roles import Permission
from attendance.models import School
from attendance.models.school import Phase
from attendance.rules.register import year_of
from reporting.forms.figures import chosen
from reporting.queries.dashboard import Asked
from reporting.queries.school_views import authority_periods
from reporting.queries.sums import Scope, last_day, years_counted
from reporting.rules.periods import TERMS, WHOLE_YEAR, term_at


def asked_of(request: CaseworkRequest, given: Mapping[str, Any]) -> tuple[Asked, list[int]]:
    """What is asked for, and the years for which there are figures. Raises Http404 for a school not theirs."""
    by = request.acting
    years = years_counted(by.authority_id) or [year_of(by.on)]
    year = chosen(given, "year")
    year = year if year in years else years[0]
    periods, before = (authority_periods(by.authority_id, each) for each in (year, year - 1))
    key = chosen(given, "period")
    if key not in (*TERMS, WHOLE_YEAR):
        on = last_day(by.authority_id, year)
        key = term_at(on, periods).key if on else TERMS[0]
    phase = str(given.get("phase", ""))
    scope = Scope(
        by.authority_id,
        phase=phase if phase in Phase.values else "",
        team=_team(request, chosen(given, "team")),
        school=_school(request, chosen(given, "school")),
    )
    asked = Asked(by, scope, periods[key], periods, before, str(given.get("by") or "phase"))
    return asked, years


def teams_of(request: CaseworkRequest) -> list[Agency]:
    """The authority's locality teams by name."""
    rows = Agency.objects.visible_to(request.acting).filter(kind=AgencyKind.LOCALITY_TEAM)
    return list(rows.order_by("name"))


def _team(request: CaseworkRequest, key: int | None) -> int | None:
    return key if key in {team.pk for team in teams_of(request)} else None


def _school(request: CaseworkRequest, key: int | None) -> int | None:
    if key is None:
        return None
    rows = School.objects.permits(request.acting, Permission.VIEW_SCHOOL).filter(pk=key)
    found: int | None = rows.values_list("pk", flat=True).first()
    if found is None:
        raise Http404
    return found
