"""Everything on a school's page."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from agencies.charts import Chart, Series
from agencies.rules.roles import Permission
from agencies.visibility import Viewer
from attendance.models import School, SchoolFlag, SchoolFlagMove, SupportAgreement, SupportVisit
from attendance.models.flag import FlagState
from attendance.queries.school_weeks import WeekRate, weekly_rates
from attendance.queries.schools import (
    Comparison,
    Told,
    comparison,
    last_received,
    latest_year,
    sees_every_school,
    told,
)
from attendance.rules.register import year_of, year_span


def school_page(by: Viewer, school: School) -> dict[str, Any]:
    """The context of a school's page, read `with_officer`; nine queries, however many pupils."""
    year = latest_year(by) or year_of(by.on)
    compared = comparison(school, year=year)
    flags = SchoolFlag.objects.visible_to(by).open().filter(school=school).order_by("-reached_on")
    advice = SchoolFlagMove.objects.visible_to(by).filter(flag__in=flags, state=FlagState.ACTED)
    return {
        "school": school,
        "year": year,
        "compared": compared,
        "beside": beside(by, school, compared),
        "weeks": weeks_chart(weekly_rates(school, year=year)),
        "tiers": tiers_chart(compared, by_year_group=by.may(Permission.VIEW_PUPIL)),
        "flags": list(flags),
        "advice": list(advice.select_related("by").order_by("-at")[:10]),
        "support": support(by, school, year),
        "received": last_received(school),
        "why": why(by, school),
        "may_plan": by.may(Permission.PLAN_SUPPORT),
        "may_advise": by.may(Permission.ADVISE_SCHOOL),
    }


def why(by: Viewer, school: School) -> str:
    """Why this person may see the school's attendance, in a sentence."""
    if school.agency_id == by.agency_id:
        return "You work at this school."
    if school.team_id in by.reach and school.team_id == by.agency_id:
        return f"Your team, {school.team}, works with this school."
    return f"Your role covers every school of {school.authority}."


def beside(by: Viewer, school: School, compared: Comparison) -> list[tuple[str, Told]]:
    """The school, itself a year before, its phase and its authority, as rows of a table, where any has a session."""
    knows = sees_every_school(by)
    rows = [
        ("This school", compared.own, True),
        ("This school, the year before", compared.before, True),
        (f"{school.get_phase_display()} schools of {school.authority}", compared.phase, knows),
        (f"All schools of {school.authority}", compared.authority, knows),
    ]
    return [(label, told(sums, exact=exact)) for label, sums, exact in rows if sums.possible]


def support(by: Viewer, school: School, year: int) -> dict[str, Any]:
    """The support agreed for the year and the visits made under it."""
    first, last = year_span(year)
    agreed = SupportAgreement.objects.visible_to(by).filter(school=school, year=year).first()
    visits = SupportVisit.objects.visible_to(by).filter(school=school, on__range=(first, last))
    return {"agreed": agreed, "visits": list(visits.select_related("officer").order_by("-on")[:10])}


def weeks_chart(weeks: Sequence[WeekRate]) -> Chart:
    """Attendance by week as a line, a gap where no session was possible."""
    return Chart(
        title="Attendance by week",
        labels=tuple(f"{week.began_on.day} {week.began_on:%b}" for week in weeks),
        series=(Series("This school", tuple(_percent(week.rate) for week in weeks)),),
        unit="%",
        of="Week beginning",
        low=70,
    )


def tiers_chart(compared: Comparison, *, by_year_group: bool) -> Chart:
    """Pupils of each year group by tier, as shares of the year group; for who may read no child, of the whole school.

    A year group has few pupils of a tier, and its figures are withheld from them elsewhere (the meeting pack).
    """
    groups = [(f"Year {group or 'not known'}", sums) for group, sums in compared.by_year_group if sums.pupils]
    if not by_year_group:
        groups = [("All pupils", compared.own)] if compared.own.pupils else []
    named = (
        ("Severely absent", "severe"),
        ("Persistently absent", "persistent"),
        ("At risk", "at_risk"),
        ("No concern", "no_concern"),
    )
    return Chart(
        title="Pupils by tier of absence",
        labels=tuple(label for label, _ in groups),
        series=tuple(
            Series(label, tuple(_percent(Fraction(getattr(sums, name), sums.pupils)) for _, sums in groups))
            for label, name in named
        ),
        unit="%",
        of="Year group" if by_year_group else "Pupils",
    )


def _percent(rate: Fraction | None) -> float | None:
    return None if rate is None else float(rate * 100)
