"""Enforcement as its page shows it: each part by term and how it ended, and by school; and the list behind a number.

Counts are shown as they are to those who may see legal records all over the authority or in the team asked about, and
to those who send the yearly return, which holds the same sums. Everybody else reads the year with small numbers held
back: by term and ending, and by school without its endings.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from agencies.acting import Acting
from agencies.charts import Chart, Series
from agencies.rules.roles import Permission
from attendance.models import Pupil, School
from reporting.queries.asked import number
from reporting.queries.enforced import SOURCES, source_of, steps_of, theirs
from reporting.queries.year_asked import YearAsked, ask_year, term_of, terms_begun
from reporting.rules.counted import Cell, Dimension, cell, tabulate
from reporting.rules.enforced import PARTS, Part, Step
from reporting.rules.periods import TERMS, WHOLE_YEAR, Period
from reporting.rules.sheets import Row, Sheet, Shown, count
from reporting.rules.suppression import Suppression, protect

ALL: Final = "All"


def ask(by: Acting, given: Mapping[str, str], *, of_list: bool = False) -> YearAsked:
    """What is asked for. Who sends the yearly return reads exact numbers, and lists only with the legal scope."""
    trusted = by.may(Permission.SET_TARGETS)
    return ask_year(by, given, Permission.VIEW_LEGAL, trusted=trusted, of_list=of_list)


def steps(asked: YearAsked, part: str) -> list[Step]:
    """The steps of a part in the whole year, of the team's schools where one is asked about; three queries at most."""
    year = asked.periods[WHOLE_YEAR]
    found = steps_of(part, asked.by.authority_id, (year.first, year.last), asked.by.on)
    if asked.team is None:
        return found
    own = set(School.objects.filter(team=asked.team).values_list("pk", flat=True))
    return [step for step in found if step.school in own]


@dataclass(frozen=True)
class Told:
    """A part with its tables: by term and ending, and by school; and its endings drawn."""

    part: Part
    by_term: Sheet
    by_school: Sheet | None
    chart: Chart | None

    @property
    def is_empty(self) -> bool:
        """Whether there was no such step in the year."""
        return self.by_term.rows[0].cells[-1].value == 0

    @property
    def drawn(self) -> list[tuple[Sheet, Chart | None]]:
        """Its tables, each with its chart."""
        return [(self.by_term, self.chart), *([(self.by_school, None)] if self.by_school else [])]


def told(asked: YearAsked) -> list[Told]:
    """Every part; the number of queries does not grow with steps or schools."""
    listed = School.objects.visible_to(asked.by)
    listed = listed.filter(team=asked.team) if asked.team else listed
    schools = dict(listed.filter(authority=asked.by.authority_id).order_by("name").values_list("pk", "name"))
    return [_told(asked, part, steps(asked, part.key), schools) for part in PARTS.values()]


def _told(asked: YearAsked, part: Part, found: list[Step], schools: Mapping[int, str]) -> Told:
    held = None if asked.is_exact else held_of(part, found, asked.periods)
    by_term = _by_term(asked, part, found, held)
    in_period = [step for step in found if asked.period.first <= step.on <= asked.period.last]
    return Told(part, by_term, _by_school(asked, part, in_period, schools, held), _chart(asked, by_term))


def _by_term(asked: YearAsked, part: Part, found: Sequence[Step], held: Suppression | None) -> Sheet:
    counted = Counter((term_of(asked.periods, step.on), step.ending) for step in found)
    keys = terms_begun(asked)
    rows = []
    for ending, label in (("", f"All {part.name.lower()}"), *part.endings.items()):
        cells = []
        for key in (*keys, WHOLE_YEAR):
            exact = sum(
                n for (term, end), n in counted.items() if key in (term, WHOLE_YEAR) and ending in (end, "")
            )
            named = cell(term="" if key == WHOLE_YEAR else str(key), ending=ending)
            link = f"{asked.query}&period={key}&of={part.key}&ending={ending}"
            cells.append(_shown(asked, exact, held, named, link))
        rows.append(Row(label, tuple(cells), "" if ending else part.key))
    columns = tuple(asked.periods[key].short for key in (*keys, WHOLE_YEAR))
    label = asked.periods[WHOLE_YEAR].label
    return Sheet(f"{part.key}-term", f"{part.name} by term, {label}", part.name, columns, tuple(rows))


def _by_school(
    asked: YearAsked, part: Part, found: Sequence[Step], schools: Mapping[int, str], held: Suppression | None
) -> Sheet | None:
    """The schools at which there was a step and whose pages the viewer may see; None where there are none."""
    counted = Counter((step.school, step.ending) for step in found)
    there = {step.school for step in found}
    endings = {"": ALL, **({} if held else part.together)}
    rows = []
    for school, name in ((key, name) for key, name in schools.items() if key in there):
        cells = []
        for ending in endings:
            exact = sum(n for (key, end), n in counted.items() if key == school and part.holds(ending, end))
            link = f"{asked.query}&period={asked.period.key}&of={part.key}&school={school}&ending={ending}"
            cells.append(_shown(asked, exact, held, cell(school=str(school)), link))
        rows.append(Row(name, tuple(cells)))
    if not rows:
        return None
    title = f"{part.name} by school, {asked.period.label}"
    return Sheet(f"{part.key}-school", title, "School", tuple(endings.values()), tuple(rows))


def _shown(asked: YearAsked, exact: int, held: Suppression | None, named: Cell, link: str) -> Shown:
    value = exact if held is None else _value(held, named)
    return count(value, link if asked.lists else "")


def _value(held: Suppression, named: Cell) -> int | None:
    return held.value(named) if named in held.counted.values else 0


def held_of(part: Part, found: Sequence[Step], periods: Mapping[int, Period]) -> Suppression:
    """What is held back of a part of the whole authority's year, for this page and for reports alike.

    Whatever else tells these numbers has to ask here: what two tables hide differently follows from both.
    """
    counted = Counter((str(term_of(periods, step.on)), step.ending, str(step.school)) for step in found)
    return _protected(part.key, tuple(sorted(counted.items())))


@lru_cache(maxsize=64)
def _protected(part: str, counted: tuple[tuple[tuple[str, str, str], int], ...]) -> Suppression:
    """The same counts are always held back in the same way, so that this is worked out once."""
    rows = [({"term": term, "ending": ending, "school": school}, n) for (term, ending, school), n in counted]
    terms = Dimension.flat("term", [str(key) for key in TERMS])
    endings = Dimension.flat("ending", PARTS[part].endings)
    schools = Dimension.flat("school", sorted({school for (_, _, school), _ in counted}))
    return protect(tabulate(rows, [(terms, endings), (schools,)]))


def _chart(asked: YearAsked, by_term: Sheet) -> Chart | None:
    """How the steps of the year ended, drawn; None where there was none."""
    rows = [row for row in by_term.rows[1:] if row.cells[-1].value]
    if not rows:
        return None
    return Chart(
        title=f"{by_term.of}, {asked.periods[WHOLE_YEAR].label}: how they ended" if by_term.of != "Orders"
        else f"Orders, {asked.periods[WHOLE_YEAR].label}",
        labels=tuple(row.label for row in rows),
        series=(Series(by_term.of, tuple(row.cells[-1].value for row in rows)),),
        places=0, of="How it ended" if by_term.of != "Orders" else "Kind of order",
    )  # fmt: skip


@dataclass(frozen=True)
class Line:
    """A line of the list: a child, the school, the day, how it ended, and the address of the step's page."""

    pupil: Pupil
    school: str
    on: Any
    ending: str
    page: str
    ref: str


@dataclass(frozen=True)
class Listed:
    """The list: its part and ending, how many the number is, and the steps that the viewer may open."""

    part: Part
    ending: str
    number: int
    steps: Sequence[Step]

    @property
    def not_theirs(self) -> int:
        """How many of the number are not the viewer's to see."""
        return self.number - len(self.steps)

    def lines(self, rows: Sequence[Step]) -> list[Line]:
        """Some of the steps with what they are of; two queries, and one for each source."""
        pupils = {row.pk: row for row in Pupil.objects.filter(pk__in={step.pupil for step in rows})}
        schools = dict(School.objects.filter(pk__in={step.school for step in rows}).values_list("pk", "name"))
        refs: dict[tuple[str, int], str] = {}
        for source in {source_of(self.part.key, step) for step in rows}:
            keys = [step.key for step in rows if source_of(self.part.key, step) == source]
            held = SOURCES[source].model.objects.filter(pk__in=keys).values_list("pk", "ref")
            refs |= {(source, key): ref for key, ref in held}
        return [
            Line(
                pupils[step.pupil],
                schools[step.school],
                step.on,
                self.part.endings[step.ending],
                SOURCES[source_of(self.part.key, step)].page,
                refs[source_of(self.part.key, step), step.key],
            )
            for step in rows
        ]


def listed(asked: YearAsked, given: Mapping[str, str], to: Permission) -> Listed | None:
    """The list behind a cell, for `to`: looking or taking away; None for what is no number of the page.

    Who is not told the number itself is told how many of it are theirs.
    """
    part, ending = PARTS.get(given.get("of", "")), given.get("ending", "")
    if part is None or (ending and ending not in part.endings and ending not in part.together):
        return None
    school = number(given, "school")
    found = [
        step
        for step in steps(asked, part.key)
        if asked.period.first <= step.on <= asked.period.last
        and part.holds(ending, step.ending)
        and school in (step.school, None)
    ]
    keys = theirs(asked.by, part.key, found, to)
    rows = [step for step in found if (source_of(part.key, step), step.key) in keys]
    return Listed(
        part,
        part.endings.get(ending) or part.together.get(ending, ""),
        len(found) if asked.is_exact else len(rows),
        sorted(rows, key=lambda step: (step.on, step.key)),
    )
