"""What the pages of targets, comparisons, closed terms and schools show, as tables to take away."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from agencies.acting import Acting
from agencies.tables import Column, Part, Table, Value
from agencies.words import date as in_words
from attendance.models import School
from attendance.rules.register import year_in_words
from reporting.models import FrozenTerm, Target
from reporting.queries.frozen import basis_of, causes, restated
from reporting.queries.school_plan import Concern
from reporting.queries.targets import Area
from reporting.rules.indicators import DATES, INDICATORS, POPULATION, Indicator, rule_set
from reporting.rules.periods import Period
from reporting.rules.strategy_targets import unlabelled_in_words
from reporting.rules.withheld import WITHHELD
from reporting.views.dashboard_file import exact

ALL_SCHOOLS = "All"


def targets_table(by: Acting, rows: Sequence[Target], *, has_strategy: bool) -> Table:
    """Every target by year, newest first."""
    formulas = {row.indicator: INDICATORS[row.indicator] for row in rows}.values()
    return Table(
        name="targets",
        title="Targets",
        columns=(
            Column("Year"), Column("What", 40), Column("Schools"), Column("Target", places=2), Column("Unit", 8),
            Column("Where from", 60), Column("Set by", 30), Column("Set on"),
            Column("Lead officer", 30),
        ),
        rows=[_target(row) for row in rows],
        count=len(rows),
        definition=" ".join(f"{each.name}: {each.formula}." for each in formulas) or POPULATION,
        on=by.on,
        rule_set=rule_set(by.on),
        notes=(unlabelled_in_words(),) if has_strategy else (),
    )  # fmt: skip


def _target(row: Target) -> tuple[Value, ...]:
    indicator = INDICATORS[row.indicator]
    phase, by = row.get_phase_display() or ALL_SCHOOLS, row.set_by.name if row.set_by else ""
    return (
        year_in_words(row.year), indicator.name, phase, row.value, indicator.unit.strip(), row.source, by, row.set_on,
        row.lead.name if row.lead else "",
    )  # fmt: skip


def comparisons_table(by: Acting, areas: Sequence[Area]) -> Table:
    """The areas compared with."""
    return Table(
        name="areas-compared",
        title="Areas compared with",
        columns=(Column("Why", 24), Column("Area", 40), Column("Code"), Column("Figures held", places=0)),
        rows=[(area.why, area.name, area.code, area.figures) for area in areas],
        count=len(areas),
        definition=(
            "The region, and the authorities that this one has chosen as most like itself. Their figures are the "
            "department's published ones."
        ),
        on=by.on,
        rule_set="The list that the authority keeps.",
    )


def terms_table(by: Acting, rows: Sequence[tuple[Period, FrozenTerm | None, bool]]) -> Table:
    """Terms and years, closed and open."""
    return Table(
        name="closed-terms",
        title="Closed terms",
        columns=(
            Column("Period", 30),
            Column("State"),
            Column("Counted to"),
            Column("Closed"),
            Column("By", 30),
        ),
        rows=[
            (period.label, "Closed", frozen.on, timezone.localdate(frozen.closed_at), frozen.closed_by.name)
            if frozen
            else (period.label, "Open" if is_over else "Running", None, None, "")
            for period, frozen, is_over in rows
        ],
        count=len(rows),
        definition="A closed term keeps every figure as it was told.",
        on=by.on,
        rule_set="Each closed term holds its own.",
    )


def term_table(by: Acting, row: FrozenTerm, period: Period) -> Table:
    """One closed term as told and as now, with what lies between."""
    found = restated(by, row, period)
    between = [
        (
            each.label,
            *(
                WITHHELD if value is None else value
                for value in (each.told, each.marks, each.pupils, each.now)
            ),
        )
        for each in causes(by, row, period)
    ]
    return Table(
        name=f"restated-{row.year}-{row.period}",
        title=f"{period.label} as told and as now",
        columns=(
            Column("Figure", 40), Column("Unit", 8), Column("As told", places=2), Column("As now", places=2),
            Column("Restated"),
        ),
        rows=[
            (each.indicator.name, each.indicator.unit.strip(), WITHHELD, WITHHELD, WITHHELD)
            if each.is_held_back
            else (each.indicator.name, each.indicator.unit.strip(), exact(each.indicator, each.told),
                  exact(each.indicator, each.now), "yes" if each.has_changed else "no")
            for each in found
        ],
        count=len(found),
        definition=_formulas([each.indicator for each in found]),
        on=row.on,
        rule_set=row.rule_set,
        notes=_of_closed(row, period),
        parts=(
            Part(
                "Causes",
                "Where the difference comes from",
                (
                    Column("Count", 40), Column("As told", places=0), Column("Marks corrected", places=0),
                    Column("Pupils into and out of the figures", places=0), Column("As now", places=0),
                ),
                between,
            ),
        ),
    )  # fmt: skip


def _of_closed(row: FrozenTerm, period: Period) -> tuple[str, ...]:
    """Which schools and days the figures of a closed term are of, and what proves them."""
    basis = basis_of(row, period)
    schools = (f"Schools: {basis.schools}.",) if basis.schools else ()
    days = (basis.days_text,) if basis.days_text else ()
    return (*schools, *days, f"Digest of what was told (SHA-256): {row.digest}")


def concerns_table(by: Acting, period: Period, rows: Sequence[Concern]) -> Table:
    """Schools of concern, the least attendance first."""
    attendance, persistent = INDICATORS["attendance"], INDICATORS["persistent"]
    return Table(
        name=f"concerns-{period.year}-{period.key}",
        title=f"Schools of concern, {period.label}",
        columns=(
            Column("School", 40), Column("Attendance (%)", places=2), Column("Persistently absent (%)", places=2),
            Column("On the list since"), Column("Why", 80),
        ),
        rows=[
            (row.school.name, exact(attendance, row.attendance), exact(persistent, row.persistent),
             row.recorded.began_on if row.recorded else None, _why(row))
            for row in rows
        ],
        count=len(rows),
        definition=(
            "Schools put on the list, and those that the figures name: attendance two points or more below the "
            f"school's phase, or persistent absence a quarter higher. {_formulas([attendance, persistent])}"
        ),
        on=min(by.on, period.last),
        rule_set=rule_set(min(by.on, period.last)),
    )  # fmt: skip


def _why(row: Concern) -> str:
    recorded = [row.recorded.reason] if row.recorded else []
    return " ".join([*recorded, *(f"{reason}." for reason in row.reasons)])


def plan_table(by: Acting, school: School, plan: dict[str, Any]) -> Table:
    """A school's actions with their reviews, and its targets."""
    actions, concern = plan["actions"], plan["concern"]
    targets = [
        (indicator.name, indicator.unit.strip(), year_in_words(row.year), row.value)
        for row, indicator in plan["targets"]
    ]
    return Table(
        name=f"school-plan-{school.urn}",
        title=f"Action plan and targets: {school.name}",
        columns=(
            Column("What", 60), Column("Who", 30), Column("By when"), Column("State"),
            Column("What became of it", 60), Column("Reviewed by", 30), Column("Reviewed on"),
            Column("Earlier reviews", 60),
        ),
        rows=[
            (each.what, each.lead, each.due_on, each.get_state_display(), each.became,
             each.reviewed_by.name if each.reviewed_by else "", each.reviewed_on,
             " ".join(
                 f"{in_words(earlier.reviewed_on)}, {earlier.get_state_display().lower()}: {earlier.became}"
                 for earlier in each.earlier_reviews.all()
             ))
            for each in actions
        ],
        count=len(actions),
        definition="Actions agreed with the school at its termly meetings, and what their review found.",
        on=by.on,
        rule_set=rule_set(by.on),
        notes=(_concern_note(concern.began_on, concern.reason),) if concern else (),
        parts=(
            Part(
                "Targets",
                "Targets of the school",
                (Column("What", 40), Column("Unit", 8), Column("Year"), Column("Target", places=2)),
                targets,
            ),
        ),
    )  # fmt: skip


def _concern_note(began_on: date, reason: str) -> str:
    return f"Of concern since {began_on.day} {began_on:%B %Y}: {reason}"


def _formulas(indicators: Sequence[Indicator]) -> str:
    formulas = [f"{each.name}: {each.formula}." for each in indicators]
    return " ".join([*formulas, POPULATION, DATES])
