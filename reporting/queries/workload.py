"""What officers hold today, counted for figures: the queue's own counting, over records that are in figures."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from agencies.charts import Chart, Series
from agencies.models import Agency, AgencyKind
from attendance.queries.settings import answers_on
from cases.models import Case
from cases.queries.queue import COLUMNS as STATES
from cases.queries.queue import Load, loads_in, staff_of, sums_in
from cases.workflow import LABELS
from reporting.queries.timed import open_record
from reporting.queries.timeliness import Asked
from reporting.rules.counted import ALL, Dimension, cell, tabulate
from reporting.rules.sheets import Row, Sheet, Shown, count, figure
from reporting.rules.suppression import protect

MOST_DRAWN: Final = 12
BY_TEAM: Final = ("Officers", "Cases", "Workload", "Workload of each officer")
BY_OFFICER: Final = ("Cases", *(LABELS[state] for state in STATES), "Workload")


def workload(asked: Asked) -> tuple[Sheet, Sheet | None]:
    """The workload by team and, for those who may tell officers apart, by officer; five queries."""
    loads, teams = _loads(asked)
    by_team = _by_team(asked, loads, teams)
    if not asked.is_exact:
        return by_team, None
    shown = [load for load in loads if asked.sees_officers or load.officer.pk == asked.by.user_id]
    rows = tuple(Row(_name(load, teams), _of_officer(asked, load)) for load in shown)
    return by_team, Sheet("officers", "Workload by officer, today", "Officer", BY_OFFICER, rows)


def _loads(asked: Asked) -> tuple[list[Load], list[Agency]]:
    held = Agency.objects.filter(
        authority=asked.by.authority_id, kind=AgencyKind.LOCALITY_TEAM, is_open=True
    ).order_by("name")
    teams = [team for team in held if asked.team is None or team == asked.team]
    keys = [team.pk for team in teams]
    cases = Case.objects.filter(open_record("pupil"))
    answers = answers_on(asked.by.authority_id, asked.by.on)
    return loads_in(cases, teams, staff_of(keys, asked.by.on), sums_in(cases, keys), answers), teams


def _by_team(asked: Asked, loads: Sequence[Load], teams: Sequence[Agency]) -> Sheet:
    numbers = {team.pk: sum(load.held.number for load in loads if load.team == team) for team in teams}
    dimension = Dimension.flat("team", [str(key) for key in numbers])
    counted = tabulate([({"team": str(key)}, number) for key, number in numbers.items()], [(dimension,)])
    hidden = frozenset() if asked.is_exact else protect(counted).hidden
    rows = [
        _team_row(asked, team.name, team.pk, [load for load in loads if load.team == team],
                  is_hidden=cell(team=str(team.pk)) in hidden)
        for team in teams
    ]  # fmt: skip
    if len(teams) > 1:
        rows.append(_team_row(asked, "All teams", None, loads, is_hidden=ALL in hidden))
    return Sheet("teams", "Workload by team, today", "Locality team", BY_TEAM, tuple(rows))


def _team_row(asked: Asked, label: str, team: int | None, loads: Sequence[Load], *, is_hidden: bool) -> Row:
    working = sum(not load.left for load in loads)
    weight, number = sum(load.weight for load in loads), sum(load.held.number for load in loads)
    return Row(
        label,
        (
            count(working),
            count(None if is_hidden else number, _link(asked, "team", team)),
            figure(weight, hidden=is_hidden),
            figure(weight / working if working else None, hidden=is_hidden),
        ),
    )


def _of_officer(asked: Asked, load: Load) -> tuple[Shown, ...]:
    link = _link(asked, "officer", load.officer.pk, load.team.pk)
    return (count(load.held.number, link), *(count(each) for each in load.by_state), figure(load.weight))


def _link(asked: Asked, way: str, value: int | None, team: int | None = None) -> str:
    if not asked.lists:
        return ""
    part = f"&by={way}&value={value}" if value else ""
    held = team or (asked.team.pk if asked.team else "")
    return f"year={asked.year}&team={held}&of=workload{part}"


def _name(load: Load, teams: Sequence[Agency]) -> str:
    team = f", {load.team.name}" if len(teams) > 1 else ""
    return f"{load.officer.name}{team}{' (has left the team)' if load.left else ''}"


def chart_of_workload(by_team: Sheet, by_officer: Sheet | None) -> Chart | None:
    """The workload drawn: of officers where they are told apart and few enough, else of the officers of each team."""
    if by_officer is not None and 1 < len(by_officer.rows) <= MOST_DRAWN:
        return _chart("Workload of each officer", by_officer, by_officer.rows, BY_OFFICER.index("Workload"))
    *teams, whole = by_team.rows or (None,)
    if not teams or whole is None:
        return None
    at = BY_TEAM.index("Workload of each officer")
    drawn = _chart("Workload of each officer, by team", by_team, teams, at)
    return replace(drawn, target=whole.cells[at].value, target_label="All teams:") if drawn else None


def _chart(title: str, sheet: Sheet, rows: Sequence[Row], at: int) -> Chart | None:
    values = tuple(row.cells[at].value for row in rows)
    if not any(values):
        return None
    return Chart(title, tuple(row.label for row in rows), (Series("Workload", values),), of=sheet.of)
