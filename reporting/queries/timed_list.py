"""The list behind a number of timeliness: the number itself, and those of its records that the viewer may see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from agencies.models import Agency
from agencies.rules.roles import Permission
from attendance.models import Pupil, School
from cases.models import Case
from reporting.queries.asked import number
from reporting.queries.timed import MODELS, Stretch, spans_of
from reporting.queries.timeliness import Asked, days_of, is_in
from reporting.rules.timeliness import MEASURES, OUTCOME_WORDS, Outcome, Span, outcome


@dataclass(frozen=True)
class Line:
    """A line of the list: a child, its school or the agency that answers for it, and how long it took."""

    pupil: Pupil
    place: str
    case_ref: str
    began: date
    ended: date | None
    due: date | None
    days: int | None
    stands: str


@dataclass(frozen=True)
class Listed:
    """The list: its name, how many the number is, and the spans that the viewer may open."""

    title: str
    part: str
    number: int
    spans: Sequence[Span]
    stretch: Stretch

    @property
    def not_theirs(self) -> int:
        """How many of the number are not the viewer's to see."""
        return self.number - len(self.spans)

    def lines(self, spans: Sequence[Span]) -> list[Line]:
        """Some of the spans with what they are of; four queries."""
        pupils = {row.pk: row for row in Pupil.objects.filter(pk__in={span.pupil for span in spans})}
        schools = dict(School.objects.filter(pk__in={s.school for s in spans}).values_list("pk", "name"))
        agencies = dict(Agency.objects.filter(pk__in={s.agency for s in spans}).values_list("pk", "name"))
        cases = dict(Case.objects.filter(pk__in={s.case for s in spans if s.case}).values_list("pk", "ref"))
        return [
            Line(
                pupils[span.pupil],
                schools[span.school] if span.school else agencies.get(span.agency or 0, "A school"),
                cases.get(span.case, "") if span.case else "",
                span.began,
                span.ended,
                None if span.state else span.due,
                None if span.state else self.stretch.days.between(span.began, span.ended or self.stretch.on),
                span.state or OUTCOME_WORDS[outcome(span.ended, span.due, self.stretch.on)],
            )
            for span in spans
        ]


def listed(asked: Asked, given: Mapping[str, str], to: Permission) -> Listed | None:
    """The list behind a cell, for `to`: looking or taking away; None for what is no number of the page.

    Who is not told the number itself is told how many of it are theirs.
    """
    measure, wanted = given.get("of", ""), given.get("outcome", "")
    if measure not in MODELS or (wanted and wanted not in list(Outcome)):
        return None
    days = days_of(asked)
    way, value = given.get("by", ""), number(given, "value") or 0
    found = [
        span
        for span in spans_of(measure, days)
        if (asked.team is None or span.team == asked.team.pk)
        and is_in(span, way, value)
        and (not wanted or outcome(span.ended, span.due, days.on) == wanted)
    ]
    theirs = _theirs(asked, measure, found, to)
    rows = sorted((span for span in found if span.key in theirs), key=lambda each: (each.began, each.key))
    name = MEASURES[measure].name if measure in MEASURES else "Cases that officers hold today"
    return Listed(
        name,
        OUTCOME_WORDS[Outcome(wanted)] if wanted else "",
        len(found) if asked.is_exact else len(rows),
        rows,
        days,
    )


def _theirs(asked: Asked, measure: str, found: Sequence[Span], to: Permission) -> set[int]:
    """The keys of the records behind some spans that the viewer may see, and do `to` with; one query."""
    rows: Any = MODELS[measure].objects.permits(asked.by, Permission.VIEW_CASE)
    if to is not Permission.VIEW_CASE:
        rows = rows.filter(pupil__in=Pupil.objects.permits(asked.by, to))
    return set(rows.filter(pk__in={span.key for span in found}).values_list("pk", flat=True))
