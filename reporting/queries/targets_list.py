"""The list behind a number of individual targets: the number itself, and those targets that the viewer may see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from agencies.rules.roles import Permission
from attendance.models import Pupil, School
from cases.models import Case, Target
from cases.rules.targets import MEASURES, figure_in_words, goal_in_words
from reporting.queries.asked import number
from reporting.queries.individual_targets import WAYS, aims, cut_of
from reporting.queries.year_asked import YearAsked
from reporting.rules.individual_targets import STANDS_WORDS, Aim, Stands, stands


@dataclass(frozen=True)
class Line:
    """A line of the list: a child, what the plan asks for by when, before, now, and how it stands."""

    pupil: Pupil
    school: str
    case_ref: str
    asks: str
    by_on: date
    before: str
    since: str
    stands: str


@dataclass(frozen=True)
class Listed:
    """The list: how many the number is, and the targets that the viewer may open."""

    part: str
    number: int
    aims: Sequence[Aim]
    first: date
    cut: date

    @property
    def not_theirs(self) -> int:
        """How many of the number are not the viewer's to see."""
        return self.number - len(self.aims)

    def lines(self, rows: Sequence[Aim]) -> list[Line]:
        """Some of the targets with what they are of; three queries."""
        pupils = {row.pk: row for row in Pupil.objects.filter(pk__in={aim.pupil for aim in rows})}
        schools = dict(School.objects.filter(pk__in={aim.school for aim in rows}).values_list("pk", "name"))
        cases = dict(Case.objects.filter(pk__in={aim.case for aim in rows}).values_list("pk", "ref"))
        return [
            Line(
                pupils[aim.pupil],
                schools[aim.school],
                cases[aim.case],
                f"{MEASURES[aim.measure].label}: {goal_in_words(aim.measure, aim.goal)}",
                aim.by_on,
                figure_in_words(aim.measure, aim.before),
                figure_in_words(aim.measure, aim.since(self.cut)),
                STANDS_WORDS[stands(aim, self.first, self.cut) or Stands.UNMEASURED],
            )
            for aim in rows
        ]


def listed(asked: YearAsked, given: Mapping[str, str], to: Permission) -> Listed | None:
    """The list behind a cell, for `to`: looking or taking away; None for what is no number of the page.

    Who is not told the number itself is told how many of it are theirs.
    """
    wanted, way, value = given.get("stands", ""), given.get("by", ""), number(given, "value") or 0
    if (wanted and wanted not in list(Stands)) or (way and way not in WAYS):
        return None
    first, cut = asked.period.first, cut_of(asked, asked.period)
    found = [
        aim
        for aim in aims(asked)
        if (stand := stands(aim, first, cut)) is not None
        and wanted in (stand, "")
        and (not way or (WAYS[way][1](aim) or 0) == value)
    ]
    keys = _theirs(asked, found, to)
    rows = sorted((aim for aim in found if aim.key in keys), key=lambda aim: (aim.by_on, aim.key))
    part = STANDS_WORDS[Stands(wanted)] if wanted else ""
    return Listed(part, len(found) if asked.is_exact else len(rows), rows, first, cut)


def _theirs(asked: YearAsked, found: Sequence[Aim], to: Permission) -> set[int]:
    """The keys of the targets that the viewer may see, and do `to` with; one query."""
    rows: Any = Target.objects.permits(asked.by, Permission.VIEW_CASE)
    if to is not Permission.VIEW_CASE:
        rows = rows.filter(plan__case__pupil__in=Pupil.objects.permits(asked.by, to))
    return set(rows.filter(pk__in={aim.key for aim in found}).values_list("pk", flat=True))
