"""Targets, and the areas compared with."""

from dataclasses import dataclass

from django.db.models import Count

from agencies.visibility import Viewer
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
    rows = Target.objects.visible_to(by).select_related("set_by")
    return list(rows.order_by("-year", "indicator", "phase"))


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
