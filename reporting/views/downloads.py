"""Lists behind figures, to take away."""

from collections.abc import Iterator

from django.http import HttpResponseBase

from agencies.doors import CaseworkRequest, needs
from agencies.downloads import download
from agencies.rules.roles import Permission
from agencies.tables import Column, Table, Value
from reporting.queries.behind import Behind
from reporting.queries.dashboard import Asked
from reporting.queries.sums import last_day
from reporting.rules.indicators import DATES, POPULATION, rule_set
from reporting.views.asked import behind_address

AT_ONCE = 2_000
COLUMNS = (
    Column("Child", 30),
    Column("School", 40),
    Column("Sessions missed", places=0),
    Column("Unauthorised", places=0),
    Column("Possible", places=0),
    Column("Missed (%)", places=1),
)


@needs(Permission.EXPORT)
def figure_list(request: CaseworkRequest) -> HttpResponseBase:
    """The list behind a number as a file: of the children of whom the person may take a list away."""
    asked, found = behind_address(request, Permission.EXPORT)
    return download(request, _table(asked, found), request.GET.get("as", ""))


def _table(asked: Asked, found: Behind) -> Table:
    period = asked.period
    on = last_day(asked.by.authority_id, period.year)
    counted = min(on, period.last) if on else period.last
    title = f"{found.title}, {period.label}" + (f", {found.group}" if found.group else "")
    left_out = f"{found.not_theirs:,} pupils of the number are left out: no list of them is yours to take."
    return Table(
        name=f"pupils-{period.year}-{period.key}",
        title=title,
        columns=COLUMNS,
        rows=_rows(found),
        count=len(found.rows),
        definition=f"{found.title}. {POPULATION} {DATES}",
        on=counted,
        rule_set=rule_set(counted),
        notes=(left_out,) if found.not_theirs else (),
    )


def _rows(found: Behind) -> Iterator[tuple[Value, ...]]:
    for start in range(0, len(found.rows), AT_ONCE):
        for line in found.lines(found.rows[start : start + AT_ONCE]):
            yield (
                str(line.pupil),
                line.school,
                line.absent,
                line.unauthorised,
                line.possible,
                round(float(line.rate * 100), 4),
            )
