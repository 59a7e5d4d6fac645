"""The list of cases, to take away."""

from collections.abc import Iterator

from django.http import HttpResponseBase

from agencies.doors import CaseworkRequest, needs
from agencies.downloads import download
from agencies.rules.roles import Permission
from agencies.tables import Column, Table, Value
from cases.models.case import CaseQuerySet
from cases.queries.cases import CaseFilter, case_rows
from cases.workflow import LABELS, State

AT_ONCE = 2_000
COLUMNS = (
    Column("Child", 30),
    Column("State", 20),
    Column("School", 40),
    Column("Officer", 30),
    Column("Open since"),
)


@needs(Permission.EXPORT)
def cases(request: CaseworkRequest) -> HttpResponseBase:
    """The list of cases, as it is narrowed, as a file: of the children of whom the person may take a list away."""
    by, chosen = request.acting, CaseFilter.read(request.GET)
    rows = case_rows(by, chosen).permits(by, Permission.EXPORT).order_by("opened_on", "pk")
    state = LABELS[State(chosen.state)] if chosen.state else "every open case"
    table = Table(
        name="cases",
        title=f"Cases: {state.lower()}{', only mine' if chosen.mine else ''}",
        columns=COLUMNS,
        rows=_rows(rows),
        count=rows.count(),
        definition=(
            "Cases that the reader may follow, the longest open first. A child has one open case at most. The "
            "whole list is in this file, every page of it."
        ),
        on=by.on,
        rule_set="Cases as they stand on that day.",
    )
    return download(request, table, request.GET.get("as", ""))


def _rows(rows: CaseQuerySet) -> Iterator[tuple[Value, ...]]:
    found = rows.select_related("pupil", "school", "officer")
    for case in found.iterator(chunk_size=AT_ONCE):
        officer = case.officer.name if case.officer else ""
        yield str(case.pupil), case.get_state_display(), case.school.name, officer, case.opened_on
