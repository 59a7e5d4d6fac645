"""The tables of a report as a file: each a table of its own, with its chart on paper."""

from collections.abc import Iterable, Sequence
from datetime import date

from agencies.charts import Chart
from agencies.drawings import Bars
from agencies.tables import Column, Part, Table, Value
from reporting.rules.definitions import LEFT_OUT, Definition, in_one
from reporting.rules.sheets import Sheet
from reporting.rules.suppression import HELD_BACK

Drawn = tuple[Sheet, Chart | None]


def table_of(
    name: str, title: str, sheets: Sequence[Drawn], definitions: Iterable[Definition], *, on: date, rules: str,
    is_exact: bool,
) -> Table:  # fmt: skip
    """The tables of a page as a file, the first of them first, with what they are. They hold sums alone."""
    first, *others = (_part(*each) for each in sheets)
    return Table(
        name=name,
        title=f"{title}: {first.title[0].lower()}{first.title[1:]}",
        columns=first.columns,
        rows=first.rows,
        count=len(first.rows),
        definition=in_one(definitions),
        on=on,
        rule_set=rules,
        notes=(LEFT_OUT,) if is_exact else (LEFT_OUT, HELD_BACK),
        parts=tuple(others),
        drawn=first.drawn,
    )


def _part(sheet: Sheet, chart: Chart | None) -> Part:
    rows = [(row.label, *(cell.exported for cell in row.cells)) for row in sheet.rows]
    columns = [
        Column(_heading(sheet, at), 14, places=_places(row[at + 1] for row in rows))
        for at in range(len(sheet.columns))
    ]
    return Part(
        sheet.key, sheet.title, (Column(sheet.of, 40), *columns), rows, (Bars(chart),) if chart else ()
    )


def _heading(sheet: Sheet, at: int) -> str:
    """The heading of a column, with the unit that its figures have on the page."""
    unit = " (%)" if any(row.cells[at].text.endswith("%") for row in sheet.rows) else ""
    return f"{sheet.columns[at]}{unit}"


def _places(values: Iterable[Value]) -> int:
    """One decimal where some figure has one."""
    return int(any(isinstance(value, float) and not value.is_integer() for value in values))
