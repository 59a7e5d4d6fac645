"""Sweeps with what waits in each, their stops with those children one may see, and hot spots."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from agencies.acting import Acting
from agencies.charts import Chart, HeatGrid, Series
from agencies.models import Agency, AgencyKind
from agencies.paging import Page, page_of
from attendance.models import Pupil
from attendance.queries.search import Match, Terms, find
from cases.models import Outcome, Stop, Sweep
from cases.rules.sweeps import HotSpots, Spotted, hot_spots

MOST_CANDIDATES = 10
_TO_MATCH = Q(stops__pupil__isnull=True, stops__forgotten_on__isnull=True) & ~Q(
    stops__outcome=Outcome.NO_PUPIL
)
_AWAITED = Q(stops__pupil__isnull=False, stops__case__isnull=True, stops__why_no_plan="") & ~Q(
    stops__had_leave=True
)


def sweep_page(by: Acting, number: object) -> Page:
    """A page of one's sweeps, newest first, each with how many stops there were and how many wait."""
    rows = Sweep.objects.visible_to(by).select_related("agency", "partner")
    counted = rows.annotate(
        stopped=Count("stops"),
        to_match=Count("stops", filter=_TO_MATCH),
        awaited=Count("stops", filter=_AWAITED),
    )
    return page_of(counted.order_by("-on", "-pk"), number)


@dataclass(frozen=True)
class StopLine:
    """A stop, and the child who was matched where this person may see them."""

    stop: Stop
    pupil: Pupil | None


def stop_page(sweep: Sweep, by: Acting, number: object) -> Page:
    """A page of a sweep's stops in the order of the day; three queries."""
    page = page_of(Stop.objects.visible_to(by).filter(sweep=sweep).order_by("stopped_at", "pk"), number)
    keys = [stop.pupil_id for stop in page if stop.pupil_id]
    seen = {pupil.pk: pupil for pupil in Pupil.objects.visible_to(by).filter(pk__in=keys)}
    rows = [StopLine(stop, seen.get(stop.pupil_id)) for stop in page]
    return Page(rows, page.number, page.has_next, page.count, page.is_capped, page.first)


def candidates(stop: Stop, by: Acting) -> list[Match]:
    """The children, among those whom this person may see, whose name is like the one that was told."""
    if stop.pupil_id or not stop.told_name:
        return []
    return list(find(by, Terms(name=stop.told_name), 1))[:MOST_CANDIDATES]


def partners_of(by: Acting) -> QuerySet[Agency]:
    """Whom one can hold a sweep with: the police with a team or the council, and the other way round."""
    rows = Agency.objects.visible_to(by).filter(is_open=True)
    if by.agency.kind == AgencyKind.POLICE:
        return rows.filter(kind__in=(AgencyKind.LOCALITY_TEAM, AgencyKind.LOCAL_AUTHORITY)).order_by("name")
    return rows.filter(kind=AgencyKind.POLICE).order_by("name")


def hot_spots_between(authority_id: int, began_on: date, ended_on: date) -> HotSpots:
    """Where and when children were stopped in every sweep of an authority: figures without persons."""
    rows = Stop.objects.filter(
        sweep__agency__authority=authority_id, sweep__on__gte=began_on, sweep__on__lte=ended_on
    ).exclude(outcome=Outcome.NO_PUPIL)
    return hot_spots(Spotted(*row) for row in rows.values_list("place", "sweep__on", "stopped_at"))


def drawn(found: HotSpots) -> tuple[Chart | None, HeatGrid | None]:
    """The hot spots as bars of places and a grid of weekdays and hours; None where there is nothing to draw."""
    if not found.total:
        return None, None
    labels = tuple(name for name, _ in found.places)
    values = tuple(float(count or 0) for _, count in found.places)
    places = Chart(
        "Stops by place", labels, (Series("Stops", values),), places=0, of="Place"
    ) if labels else None  # fmt: skip
    grid = HeatGrid(
        "Stops by weekday and hour", tuple(f"{hour}:00" for hour in found.hours),
        tuple((day, tuple(None if n is None else float(n) for n in row)) for day, row in found.days),
        places=0,
    )  # fmt: skip
    return places, grid
