"""What an address of a figure asks for, as far as the person may ask it."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404
from django.urls import reverse

from agencies.doors import CaseworkRequest
from agencies.models import Agency
from agencies.models.agency import AgencyKind
from agencies.rules.roles import Permission
from attendance.models import School
from reporting.queries.asked import Asked, ask, number
from reporting.queries.behind import WORDS, Behind, behind
from reporting.rules.groups import KIND_WORDS, Kind, is_group


def asked_of(request: CaseworkRequest, given: Mapping[str, Any]) -> tuple[Asked, list[int]]:
    """What is asked for, and the years for which there are figures. Raises Http404 for a school not theirs."""
    teams = {team.pk for team in teams_of(request)} if number(given, "team") else set()
    return ask(request.acting, given, teams=teams, school=_school(request, number(given, "school")))


def behind_address(request: CaseworkRequest, to: Permission) -> tuple[Asked, Behind]:
    """What is asked for, and the list behind its number of those of whom the person may do `to`.

    Raises Http404 for a number that has no list.
    """
    asked, _ = asked_of(request, request.GET)
    measure = request.GET.get("of", "pupils")
    if measure not in WORDS:
        raise Http404
    kind, value = KIND_WORDS.get(request.GET.get("kind", ""), Kind.ALL), number(request.GET, "value") or 0
    if not is_group(kind, value):
        raise Http404
    return asked, behind(asked, measure, kind, value, to)


def way_back(request: CaseworkRequest) -> dict[str, str]:
    """Where a page is found: among the figures, or for those who read no others among what is done now and then."""
    reads_figures = request.acting.may(Permission.VIEW_STATISTICS)
    label, name = ("Figures", "figures") if reads_figures else ("More", "more")
    return {"above": label, "above_url": reverse(name)}


def teams_of(request: CaseworkRequest) -> list[Agency]:
    """The authority's locality teams by name."""
    rows = Agency.objects.visible_to(request.acting).filter(kind=AgencyKind.LOCALITY_TEAM)
    return list(rows.order_by("name"))


def _school(request: CaseworkRequest, key: int | None) -> int | None:
    if key is None:
        return None
    rows = School.objects.permits(request.acting, Permission.VIEW_SCHOOL).filter(pk=key)
    found: int | None = rows.values_list("pk", flat=True).first()
    if found is None:
        raise Http404
    return found
