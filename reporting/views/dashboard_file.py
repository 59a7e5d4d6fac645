"""The dashboard as a file: the tables and drawings of the page, with the same filters and nothing more."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils import timezone

from agencies.drawings import Bars, Lines
from agencies.models import Agency
from agencies.tables import Column, Part, Table, Value, charted
from attendance.models import School
from attendance.models.school import Phase
from attendance.rules.counting import display
from reporting.queries.asked import Asked
from reporting.queries.filled import Filled
from reporting.queries.headline import Line
from reporting.queries.published import Compared
from reporting.rules.indicators import DATES, POPULATION, Indicator, rule_set

SHEET_NAME = 31


def dashboard_table(asked: Asked, found: dict[str, Any]) -> Table:
    """Headline figures, breakdown, trend and reasons of what `dashboard` found, as they stand on the page."""
    covered = found["covered"]
    on = min(covered.on, asked.period.last) if covered.on else asked.period.last
    lines: Sequence[Line] = found["lines"]
    return Table(
        name=f"figures-{asked.period.year}-{asked.period.key}",
        title=f"Figures: {asked.period.label}, {schools_in_words(asked)}",
        columns=_headings(asked, lines),
        rows=[_headline(asked, line) for line in lines],
        count=len(lines),
        definition=_definition(lines),
        on=on,
        rule_set=rule_set(on),
        notes=tuple(_notes(found)),
        parts=tuple(_parts(found)),
    )


def schools_in_words(asked: Asked) -> str:
    """The schools that were chosen, in words."""
    scope, said = asked.scope, []
    if scope.phase:
        said.append(f"{Phase(scope.phase).label.lower()} schools")
    if scope.team:
        said.append(Agency.objects.visible_to(asked.by).get(pk=scope.team).name)
    if scope.school:
        said.append(School.objects.visible_to(asked.by).get(pk=scope.school).name)
    return ", ".join(said) or "all schools"


def exact(indicator: Indicator, value: Fraction | None) -> Value:
    """A figure as a number with the decimals that the page shows, or the words that stand in its place."""
    return indicator.text(None) if value is None else Decimal(display(value, indicator.places))


def cell(filled: Filled) -> Value:
    """A figure of ours; what is held back stays so."""
    return filled.text if filled.is_held_back else exact(filled.indicator, filled.value)


def _headings(asked: Asked, lines: Sequence[Line]) -> list[Column]:
    before = [Column(asked.term_before.label, places=2)] if asked.term_before else []
    beside = [Column(each.label, places=2) for each in lines[0].beside] if lines else []
    return [
        Column("Figure", 40), Column("Unit", 8), Column("Now", places=2), Column("Target", places=2),
        Column("Reached"), *before, Column("A year before", places=2), *beside,
    ]  # fmt: skip


def _headline(asked: Asked, line: Line) -> list[Value]:
    reached = "" if line.target is None or line.now.value is None else "no" if line.is_missed else "yes"
    before = [cell(line.term_before)] if asked.term_before else []
    return [
        line.now.indicator.name,
        line.now.indicator.unit.strip(),
        cell(line.now),
        line.target.value if line.target else "none set",
        reached,
        *before,
        cell(line.year_before),
        *(_published(each) for each in line.beside),
    ]


def _published(each: Compared) -> Value:
    return each.words if each.value is None else Decimal(display(each.value))


def _definition(lines: Sequence[Line]) -> str:
    formulas = [f"{line.now.indicator.name}: {line.now.indicator.formula}." for line in lines]
    return " ".join([*formulas, POPULATION, DATES])


def _notes(found: dict[str, Any]) -> Iterator[str]:
    covered = found["covered"]
    yield f"{covered.counted} of {covered.expected} schools, counted from their registers."
    yield from found["holes"]
    if found["sources"]:
        yield f"Published figures: {', '.join(found['sources'])} (Department for Education)."
    for line in found["lines"]:
        for each in line.beside:
            if each.is_older:
                yield f"{each.label}, {line.now.indicator.name.lower()}: of {each.period}."
    if found["way_note"]:
        yield found["way_note"]
    if found["withheld"]:
        yield found["withheld"]


def _parts(found: dict[str, Any]) -> Iterator[Part]:
    if reasons := [line for line in found["lines"] if line.is_missed and line.reason]:
        yield Part("Reasons", "Why targets were missed", REASON_COLUMNS, [_reason(line) for line in reasons])
    if found["rows"]:
        label = found["way_label"]
        yield Part(
            sheet=f"By {label.lower()}"[:SHEET_NAME],
            title=f"By {label.lower()}",
            columns=[
                Column(label, 40),
                Column("Pupils", places=0),
                *(Column(f"{each.name} ({each.unit.strip()})", places=2) for each in found["columns"]),
            ],
            rows=[
                (row.label, row.pupils if row.number is None else row.number, *map(cell, row.cells))
                for row in found["rows"]
            ],
            drawn=(Bars(found["chart"]),) if found["chart"] else (),
        )
    for chart in found["charts"]:
        yield charted(chart, f"By {chart.of.lower()}"[:SHEET_NAME], Lines(chart))


REASON_COLUMNS = (Column("Figure", 40), Column("Reason", 80), Column("By", 30), Column("On"))


def _reason(line: Line) -> tuple[str, str, str, date]:
    reason = line.reason
    assert reason is not None
    return line.now.indicator.name, reason.reason, reason.by.name, timezone.localdate(reason.at)
