"""The meeting pack as a document."""

from collections.abc import Iterator
from datetime import date

from agencies.documents import Block, Heading, Paragraph, Report, Table
from agencies.drawings import shown
from agencies.tables import Part
from agencies.words import date as in_words
from reporting.queries.meeting_pack import Pack
from reporting.views.pack_file import notes_of
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


def pack_document(pack: Pack, on: date) -> Report:
    """The pack as a report, in the order of the meeting."""
    return Report(
        title=f"Meeting pack: {pack.school.name}",
        subtitle=pack.period.label,
        authority=pack.school.authority.name,
        on=on,
        landscape=True,
        blocks=tuple(_blocks(pack)),
    )


def _blocks(pack: Pack) -> Iterator[Block]:
    counted = f"Counted to {in_words(pack.on)}." if pack.on else "Nothing is counted for this school yet."
    yield Paragraph(" ".join([counted, *notes_of(pack)]))
    if pack.concern:
        yield Paragraph(f"Of concern since {in_words(pack.concern.began_on)}: {pack.concern.reason}")
    if pack.on:
        yield from _figures(pack)
    yield Heading("Registers")
    yield from _tables(quality_part(pack), attention_part(pack))
    yield Heading("Actions")
    last, now, older = action_parts(pack)
    if pack.actions.became:
        yield Paragraph(f"{pack.before.label}: {pack.actions.became}")
    yield from _tables(last, now, *([older] if older.rows else []))


def _figures(pack: Pack) -> Iterator[Block]:
    yield Heading("Figures")
    yield from _tables(figures_part(pack), *chart_parts(pack))
    yield Heading("Groups")
    yield from _tables(groups_part(pack))
    yield Heading("Severely and persistently absent pupils")
    yield Paragraph(pack.absent_text)
    if pack.numbers["persistent"]:
        yield from _tables(planned_part(pack))
    if pack.children.listed:
        yield from _tables(children_part(pack))
    yield Heading("Returns")
    yield from _tables(returns_part(pack), weeks_part(pack))


def _tables(*parts: Part) -> Iterator[Block]:
    """Each table, its drawing before it; one without rows says so."""
    for part in parts:
        for drawn in part.drawn:
            yield from shown(drawn)
        if not part.rows:
            yield Paragraph(f"{part.title}: none.")
            continue
        yield Table(
            caption=part.title,
            head=tuple(part.headings),
            rows=tuple(
                tuple(column.text(value) for column, value in zip(part.columns, row, strict=True))
                for row in part.rows
            ),
            numeric=tuple(at for at, column in enumerate(part.columns) if column.places is not None),
        )
