"""A school's plan, and the schools of concern: those recorded and those that the figures name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from agencies.visibility import Viewer
from attendance.models import School
from attendance.rules.register import year_of
from reporting.models import SchoolAction, SchoolConcern, SchoolFigure, SchoolTarget
from reporting.queries.asked import Asked, ask
from reporting.queries.filled import Filled, list_address
from reporting.queries.guard import Guard, is_withheld
from reporting.queries.sums import Scope, Sums, total
from reporting.rules.groups import Kind
from reporting.rules.indicators import INDICATORS
from reporting.rules.periods import Period


def concern_of(school: School) -> SchoolConcern | None:
    """Why a school is of concern, if it is."""
    return SchoolConcern.objects.filter(school=school, ended_on__isnull=True).first()


@dataclass(frozen=True)
class Concern:
    """A line of the list of concern: why, and the figures that speak."""

    school: School
    recorded: SchoolConcern | None
    attendance: Fraction | None
    persistent: Fraction | None
    reasons: Sequence[str]
    links: tuple[str, str] = ("", "")

    @property
    def attendance_text(self) -> str:
        return INDICATORS["attendance"].text(self.attendance)

    @property
    def persistent_text(self) -> str:
        return INDICATORS["persistent"].text(self.persistent)

    @property
    def shown(self) -> list[Filled]:
        """Both figures with the addresses of their lists."""
        attendance, persistent = INDICATORS["attendance"], INDICATORS["persistent"]
        return [
            Filled(attendance, self.attendance, self.links[0]),
            Filled(persistent, self.persistent, self.links[1]),
        ]


def concerns(by: Viewer) -> tuple[Period, list[Concern]]:
    """Schools of concern within reach, the least attendance first: those recorded, and those that the figures name.

    The figures name a school whose attendance in the newest term is two points or more below that of its phase, or
    where a quarter more of the pupils are persistently absent than in its phase. Five queries.
    """
    asked, _ = ask(by, {}, teams=(), school=None)
    schools = list(School.objects.visible_to(by).open().filter(authority=by.authority_id).order_by("name"))
    figures = {
        row.school_id: row
        for row in SchoolFigure.objects.filter(
            school__authority=by.authority_id, year=asked.period.year, period=asked.period.key, kind=Kind.ALL
        )
    }
    phases = _phases(asked, {school.phase for school in schools})
    recorded = {
        row.school_id: row
        for row in SchoolConcern.objects.visible_to(by)
        .filter(ended_on__isnull=True)
        .select_related("raised_by")
    }
    found = [
        _concern(
            replace(asked, scope=Scope(by.authority_id, school=school.pk)),
            school,
            figures.get(school.pk),
            *phases[school.phase],
            recorded.get(school.pk),
        )
        for school in schools
    ]
    kept = [each for each in found if each.recorded or each.reasons]
    return asked.period, sorted(kept, key=lambda each: (each.attendance or 0, each.school.name))


def _phases(asked: Asked, phases: Iterable[str]) -> dict[str, tuple[Sums, frozenset[str]]]:
    """The sums of each phase, and the measures of it that are withheld from the reader."""
    guard, found = Guard(asked.by), {}
    for phase in phases:
        scope = Scope(asked.scope.authority, phase=phase)
        sums = total(scope, asked.period)
        found[phase] = sums, guard.of_scope(scope, asked.period, sums)
    return found


def _concern(
    asked: Asked, school: School, figure: SchoolFigure | None, phase: Sums, hidden: frozenset[str],
    recorded: SchoolConcern | None,
) -> Concern:  # fmt: skip
    """A school as the list has it; of one without figures none speak, and it stays on the list where it is on it."""
    own = {name: getattr(figure, name, 0) for name in phase}
    attendance, persistent = INDICATORS["attendance"], INDICATORS["persistent"]
    links = (list_address(asked, attendance.counts, own), list_address(asked, persistent.counts, own))
    reasons = _reasons(own, phase, hidden)
    return Concern(school, recorded, attendance.value(own), persistent.value(own), reasons, links)


def _reasons(own: Sums, phase: Sums, hidden: frozenset[str]) -> list[str]:
    """Why the figures name a school; a figure of its phase that is withheld from the reader stands in no sentence."""
    attendance, persistent = INDICATORS["attendance"], INDICATORS["persistent"]
    ours, theirs = attendance.value(own), attendance.value(phase)
    absent, usual = persistent.value(own), persistent.value(phase)
    reasons = []
    if ours is not None and theirs is not None and theirs - ours >= 2:
        points = f"{attendance.text(theirs - ours)[:-1]} points"
        said = "two points or more" if is_withheld(attendance, hidden) else points
        reasons.append(f"Attendance is {said} below its phase")
    if absent is not None and usual and absent >= usual * Fraction(5, 4):
        beside = f"against {persistent.text(usual)} in its phase"
        said = "a quarter or more above its phase" if is_withheld(persistent, hidden) else beside
        reasons.append(
            f"Persistent absence is {persistent.text(absent)}{',' if said != beside else ''} {said}"
        )
    return reasons


def plan_of(by: Viewer, school: School) -> dict[str, Any]:
    """The context of a school's plan: actions by term, targets, concern."""
    rows = SchoolAction.objects.visible_to(by).filter(school=school)
    actions = rows.select_related("agreed_by", "reviewed_by").prefetch_related("earlier_reviews__reviewed_by")
    targets = SchoolTarget.objects.visible_to(by).filter(school=school).order_by("-year", "indicator")
    return {
        "school": school,
        "actions": list(actions.order_by("-year", "-period", "due_on")[:100]),
        "targets": [(row, INDICATORS[row.indicator]) for row in targets],
        "concern": concern_of(school),
        "year": year_of(by.on),
    }
