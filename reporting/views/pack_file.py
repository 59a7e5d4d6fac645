"""The meeting pack as CSV and spreadsheet: every table of it, with what its figures are."""

from agencies.tables import Table
from reporting.queries.meeting_pack import Pack
from reporting.queries.pack_children import SHOWN
from reporting.rules import joint
from reporting.rules.indicators import DATES, POPULATION, rule_set
from reporting.rules.suppression import HELD_BACK
from reporting.rules.withheld import EXPLANATION
from reporting.views.pack_parts import (
    action_parts,
    attention_part,
    chart_parts,
    children_part,
    figures_part,
    groups_part,
    planned_part,
    quality_part,
    returns_part,
    weeks_part,
)


def pack_table(pack: Pack) -> Table:
    """The figures, then every other table in the order of the meeting."""
    first = figures_part(pack)
    on = min(pack.on, pack.period.last) if pack.on else pack.period.last
    formulas = " ".join(f"{each.indicator.name}: {each.indicator.formula}." for each in pack.beside)
    children = (planned_part(pack), *([children_part(pack)] if pack.children.listed else []))
    returns = (returns_part(pack), weeks_part(pack), quality_part(pack), attention_part(pack))
    return Table(
        name=f"meeting-pack-{pack.school.urn}",
        title=f"Meeting pack: {pack.school.name}, {pack.period.label}",
        columns=first.columns,
        rows=first.rows,
        count=len(first.rows),
        definition=f"{formulas} {POPULATION} {DATES}",
        on=on,
        rule_set=rule_set(on),
        notes=tuple(notes_of(pack)),
        parts=(*chart_parts(pack), groups_part(pack), *children, *returns, *action_parts(pack)),
    )


def notes_of(pack: Pack) -> list[str]:
    """What a reader must know of the tables."""
    notes = [LEFT_OUT, *pack.holes, *([pack.children.note] if pack.children.note else [])]
    if not pack.may_read_children:
        notes += [EXPLANATION, joint.EXPLANATION, HELD_BACK]
    elif len(pack.children.listed) < pack.numbers["persistent"]:
        notes.append(LISTED)
    return notes


LEFT_OUT = "Records open only to named people are in no figure or list."
LISTED = f"The list has the most absent, at most {SHOWN}, whose records you may open."
