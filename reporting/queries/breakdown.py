"""Figures by phase, team, school or group of pupils, as rows and as a chart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from agencies.charts import Chart, Series
from agencies.models import Ward
from agencies.rules.roles import Permission
from attendance.models import School
from attendance.models.school import Phase
from reporting.queries.asked import Asked
from reporting.queries.filled import Filled, filled, list_address
from reporting.queries.guard import Guard
from reporting.queries.sums import Scope, Sums, added, by_group
from reporting.rules.groups import KIND_LABELS, KIND_WORDS, Kind, group_label
from reporting.rules.indicators import IN_BREAKDOWNS, Indicator
from reporting.rules.withheld import PUPILS, WITHHELD

SCHOOLS_BY = {"phase": "Phase", "team": "Locality team", "school": "School"}


@dataclass(frozen=True)
class Row:
    """A line of a breakdown."""

    label: str
    pupils: str
    cells: Sequence[Filled]
    url: str = ""
    number: int | None = None
    link: str = ""


def ways(asked: Asked) -> list[tuple[str, str]]:
    """The breakdowns offered: schools one by one for those who may see schools, groups of pupils for all.

    Who does not see every child is offered groups for the authority as a whole alone, so that no small group
    follows from two tables.
    """
    found = [(word, label) for word, label in SCHOOLS_BY.items() if word != "school"]
    if asked.by.may(Permission.VIEW_SCHOOL):
        found.append(("school", SCHOOLS_BY["school"]))
    if asked.sees_all or asked.scope.is_whole:
        found += [(word, KIND_LABELS[kind]) for word, kind in KIND_WORDS.items() if kind is not Kind.ALL]
    return found


def breakdown(asked: Asked, schools: Mapping[int, Sums]) -> list[Row]:
    """The rows of the breakdown chosen. `schools` are the sums by school, read already."""
    if asked.way in KIND_WORDS:
        return _group_rows(asked, KIND_WORDS[asked.way])
    if asked.way == "school":
        return _school_rows(asked, schools)
    rows = {school.pk: school for school in School.objects.filter(pk__in=schools).select_related("team")}
    if asked.way == "team":
        places = {key: school.team_id for key, school in rows.items()}
        labels = {school.team_id: str(school.team or "No team") for school in rows.values()}
        order = sorted(labels, key=lambda place: labels[place])
    else:
        places = {key: school.phase for key, school in rows.items()}
        labels = {phase: label for phase, label in Phase.choices if phase in places.values()}
        order = list(labels)
    guard = Guard(asked.by)
    found = []
    for place in order:
        sums = added(each for key, each in schools.items() if places[key] == place)
        scope = replace(asked.scope, **{asked.way: place})
        hidden = guard.of_scope(scope, asked.period, sums)
        # Schools without a team are no scope of their own, so that there is no list of theirs.
        found.append(
            _row(replace(asked, scope=scope), labels[place], sums, hidden=hidden, listed=bool(place))
        )
    return found


def _school_rows(asked: Asked, schools: Mapping[int, Sums]) -> list[Row]:
    listed = School.objects.visible_to(asked.by).filter(pk__in=schools).order_by("name")
    return [
        _row(
            replace(asked, scope=Scope(asked.scope.authority, school=school.pk)),
            school.name,
            schools[school.pk],
            url=str(school.urn),
        )
        for school in listed
    ]


def _group_rows(asked: Asked, kind: Kind) -> list[Row]:
    groups = by_group(asked.scope, asked.period, kind)
    wards = dict(Ward.objects.values_list("pk", "name")) if kind is Kind.WARD else {}
    hidden = Guard(asked.by).of_groups(groups, kind, asked.scope, asked.period)
    labelled = sorted(
        ((group_label(kind, key, wards), key) for key in groups),
        key=lambda pair: (pair[1] == 0, pair[0]) if kind in (Kind.WARD, Kind.ETHNICITY) else (False, pair[1]),
    )
    return [
        _row(asked, label, groups[key], kind=kind, value=key, hidden=hidden[key]) for label, key in labelled
    ]


def _row(
    asked: Asked, label: str, sums: Sums, *, url: str = "", kind: Kind = Kind.ALL, value: int = 0,
    hidden: frozenset[str] = frozenset(), listed: bool = True,
) -> Row:  # fmt: skip
    """A row of the schools in the scope asked, or of a group of their pupils."""
    cells = [
        filled(asked, each, sums, kind, value, hidden=hidden, listed=listed)
        for each in IN_BREAKDOWNS
        if each.in_year(asked.period.year)
    ]
    if PUPILS in hidden:
        return Row(label, WITHHELD, cells, url)
    link = list_address(asked, PUPILS, sums, kind, value) if listed else ""
    return Row(label, f"{sums['pupils']:,}", cells, url, sums["pupils"], link)


def breakdown_chart(rows: Sequence[Row], indicator: Indicator, label: str) -> Chart | None:
    """One indicator over the rows of a breakdown, where there are few enough to read."""
    pairs = [
        (row.label, cell.value) for row in rows for cell in row.cells if cell.indicator.key == indicator.key
    ]
    if not 1 < len(pairs) <= 25:
        return None
    return Chart(
        title=f"{indicator.name} by {label[0].lower()}{label[1:]}",
        labels=tuple(name for name, _ in pairs),
        series=(Series(indicator.name, tuple(None if v is None else float(v) for _, v in pairs)),),
        unit=indicator.unit,
        of=label,
    )
