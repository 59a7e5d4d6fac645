"""Targets, and the areas compared with."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from agencies.models import Agency
from agencies.rules.roles import Permission
from agencies.visibility import Viewer
from cases.queries.people import members_with
from reporting.models import Comparison, ComparisonKind, PublishedFigure, Target

STRATEGY_YEARS_END = 2008


@dataclass(frozen=True)
class Area:
    """An area compared with, and how many published figures are held of it."""

    why: str
    name: str
    code: str
    figures: int


def targets_of(by: Viewer) -> list[Target]:
    """Every target of the authority, newest year first."""
    rows = Target.objects.visible_to(by).select_related("set_by", "lead")
    return list(rows.order_by("-year", "indicator", "phase"))


def leads(authority: int, on: date) -> dict[int, str]:
    """The names of those who can be lead officer of a target, by the id of the person: who may set targets."""
    agencies = Agency.objects.filter(authority=authority).values_list("pk", flat=True)
    return {each.user_id: each.user.name for each in members_with(Permission.SET_TARGETS, agencies, on)}


def answerable(by: Viewer, asked: Iterable[int | None]) -> set[int | None]:
    """The lead officers asked about in whose place somebody says why a target was missed.

    Their own, and where nobody is named or those named may set no targets any more, whoever sets them. A query at most.
    """
    if not by.may(Permission.SET_TARGETS):
        return set()
    theirs = {None, by.user_id}
    others = set(asked) - theirs
    return theirs | (others - leads(by.authority_id, by.on).keys() if others else set())


def has_strategy(rows: list[Target]) -> bool:
    """Whether the targets of the strategy of January 2007 are among them."""
    return any(row.year < STRATEGY_YEARS_END for row in rows)


def areas_compared(by: Viewer) -> list[Area]:
    """The region, then the neighbours by name. Two queries."""
    kept = list(Comparison.objects.visible_to(by).order_by("-kind", "area_name"))
    codes = [row.area_code for row in kept]
    held = PublishedFigure.objects.filter(area_code__in=codes).order_by().values_list("area_code")
    counts = dict(held.annotate(Count("pk")))
    return [
        Area(ComparisonKind(row.kind).label, row.area_name, row.area_code, counts.get(row.area_code, 0))
        for row in kept
    ]
