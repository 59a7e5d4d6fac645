"""Timeliness as its page shows it: every measure of the schools and agencies asked about, and one of them in parts.

Whoever may open cases all over the authority, or asks about a team of theirs, reads the counts as they are. Everybody
else reads the authority's year by term and by team or agency, with small numbers held back in all tables together.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import Final

from agencies.acting import Acting
from agencies.charts import Chart, Series
from agencies.models import Agency, User
from agencies.rules.roles import Permission
from reporting.queries.timed import Stretch, spans_of, stretch
from reporting.queries.year_asked import YearAsked, ask_year, term_of, terms_begun
from reporting.rules.counted import Cell, Dimension, cell, tabulate
from reporting.rules.periods import TERMS, WHOLE_YEAR, Period
from reporting.rules.sheets import Row, Sheet, Shown, count, figure
from reporting.rules.suppression import Suppression, protect
from reporting.rules.timeliness import MEASURES, OUTCOME_WORDS, Outcome, Span, Tally, Timed, outcome, tally

COLUMNS: Final = ("Number", *OUTCOME_WORDS.values(), "In time", "Median working days")
MOST_DRAWN: Final = 16
WAYS: Final[Mapping[str, str]] = {
    "term": "Term", "team": "Locality team", "agency": "Agency", "officer": "Officer",
}  # fmt: skip
_PART: Final[Mapping[str, Callable[[Span], int | None]]] = {
    "team": lambda span: span.team,
    "agency": lambda span: span.agency,
    "officer": lambda span: span.officer,
}


@dataclass(frozen=True)
class Asked(YearAsked):
    """What the page shows, with the measure that it shows in parts."""

    measure: Timed = MEASURES["referral-answer"]

    @property
    def sees_officers(self) -> bool:
        """Whether they share out the work, or see it everywhere."""
        return self.sees_all or self.by.may(Permission.TRIAGE)


def ask(by: Acting, given: Mapping[str, str], *, of_list: bool = False) -> Asked:
    """What is asked for; nonsense, and what is not theirs to ask, falls back to what is nearest; two queries."""
    held = ask_year(by, given, Permission.VIEW_CASE, of_list=of_list)
    named = {field.name: getattr(held, field.name) for field in fields(held)}
    return Asked(**named, measure=MEASURES.get(given.get("of", ""), MEASURES["referral-answer"]))


def days_of(asked: Asked, period: Period | None = None) -> Stretch:
    """The stretch of days of a period, the one asked about where none is given; one query."""
    held = period or asked.period
    return stretch(asked.by.authority_id, held.first, held.last, asked.by.on)


def spans(asked: Asked, measure: str, days: Stretch) -> list[Span]:
    """What a measure times, of the team asked about where there is one."""
    found = spans_of(measure, days)
    return [span for span in found if asked.team is None or span.team == asked.team.pk]


def ways(asked: Asked, measure: Timed) -> list[str]:
    """By what a measure is parted: terms, and teams or agencies, or the officers of the one team asked about."""
    if asked.team is None:
        return ["term", "agency" if measure.by_agency else "team"]
    return ["term"] if measure.key == "request-answer" else ["term", "officer"]


def headline(asked: Asked) -> Sheet:
    """Every measure in one line; the number of queries is that of the measures."""
    days = days_of(asked)
    rows = []
    for measure in MEASURES.values():
        shown = _whole(asked, measure, days)
        link = f"period={asked.period.key}&of={measure.key}"
        rows.append(Row(measure.name, _cells(asked, shown, link), measure.key))
    return Sheet("all", f"How long things took, {asked.period.label}", "What is timed", COLUMNS, tuple(rows))


def _whole(asked: Asked, measure: Timed, days: Stretch) -> Tally:
    found = spans(asked, measure.key, days)
    if asked.is_exact:
        return tally(found, days.on, days.days)
    way = ways(asked, measure)[1]
    return _held_back(found, days, _held(asked, found, days, way), {})


def sheets(asked: Asked, measure: Timed) -> list[Sheet]:
    """One measure in parts, each way one table: by term of the whole year, the others of the period asked about."""
    year = days_of(asked, asked.periods[WHOLE_YEAR])
    found = spans(asked, measure.key, year)
    held = None if asked.is_exact else _held(asked, found, year, ways(asked, measure)[1])
    return [_sheet(asked, measure, way, found, year, held) for way in ways(asked, measure)]


def _sheet(
    asked: Asked, measure: Timed, way: str, found: Sequence[Span], days: Stretch, held: Suppression | None
) -> Sheet:
    groups: dict[int | None, list[Span]] = defaultdict(list)
    for span in found:
        if way == "term":
            groups[term_of(asked.periods, span.began)].append(span)
        elif asked.period.first <= span.began <= asked.period.last:
            groups[_PART[way](span)].append(span)
    rows = []
    for key, label in _labels(asked, way, groups):
        theirs = groups.get(key, [])
        named = {way: str(key)}
        shown = _held_back(theirs, days, held, named) if held else tally(theirs, days.on, days.days)
        of_part = f"period={key}" if way == "term" else f"period={asked.period.key}&by={way}&value={key or 0}"
        rows.append(Row(label, _cells(asked, shown, f"{of_part}&of={measure.key}")))
    when = asked.periods[WHOLE_YEAR].label if way == "term" else asked.period.label
    return Sheet(way, f"{measure.name} by {WAYS[way].lower()}, {when}", WAYS[way], COLUMNS, tuple(rows))


def _labels(asked: Asked, way: str, groups: Collection[int | None]) -> list[tuple[int | None, str]]:
    """The lines of a table in their order; one query but for terms."""
    if way == "term":
        return [(key, asked.periods[key].short) for key in terms_begun(asked)]
    if way == "officer":
        shown = {key for key in groups if key and (asked.sees_officers or key == asked.by.user_id)}
        names = dict(User.objects.filter(pk__in=shown).values_list("pk", "name"))
        nobody: list[tuple[int | None, str]] = [(None, "No officer yet")] if None in groups else []
        return [*sorted(names.items(), key=lambda pair: (pair[1], pair[0])), *nobody]
    there = {key for key in groups if key}
    names = dict(Agency.objects.filter(pk__in=there).order_by("name").values_list("pk", "name"))
    rest: dict[int | None, str] = {None: "No team", 0: "Schools"}
    return [*names.items(), *((key, label) for key, label in rest.items() if key in groups)]


def _cells(asked: Asked, shown: Tally, link: str) -> tuple[Shown, ...]:
    """The cells of a line; a count leads to its list, for those who may open some of it."""
    base = f"{asked.query}&{link}"
    parts = [(shown.number, base), *((shown.counts[each], f"{base}&outcome={each}") for each in Outcome)]
    held_back = not asked.is_exact
    return (
        *(count(value, way if asked.lists else "") for value, way in parts),
        figure(shown.share, 0, "%", hidden=shown.share_is_hidden),
        figure(shown.median, 1, hidden=held_back and shown.median_is_hidden),
    )


def _held(asked: Asked, found: Iterable[Span], days: Stretch, way: str) -> Suppression:
    """The counts of a year by term and by team or agency with how they stand, small ones held back."""
    counted: dict[tuple[str, str, str], int] = defaultdict(int)
    for span in found:
        stands = outcome(span.ended, span.due, days.on)
        counted[str(term_of(asked.periods, span.began)), str(_PART[way](span)), stands.value] += 1
    return _protected(way, tuple(sorted(counted.items())))


@lru_cache(maxsize=256)
def _protected(way: str, counted: tuple[tuple[tuple[str, str, str], int], ...]) -> Suppression:
    """The same counts are always held back in the same way, so that this is worked out once."""
    rows = [({"term": term, way: part, "stands": stands}, n) for (term, part, stands), n in counted]
    stands = Dimension.flat("stands", [each.value for each in Outcome])
    terms = Dimension.flat("term", [str(key) for key in TERMS])
    parts = Dimension.flat(way, sorted({part for (_, part, _), _ in counted}))
    return protect(tabulate(rows, [(terms, stands), (parts, stands)]))


def _held_back(found: Sequence[Span], days: Stretch, held: Suppression, named: Mapping[str, str]) -> Tally:
    """The counts of some spans as they may be shown; `named` is the cell that they are."""
    whole = tally(found, days.on, days.days)
    counts = {each: _value(held, cell(**named, stands=each.value)) for each in Outcome}
    return replace(whole, counts=counts, number=_value(held, cell(**named)))


def _value(held: Suppression, named: Cell) -> int | None:
    return held.value(named) if named in held.counted.values else 0


def chart_of(sheet: Sheet) -> Chart | None:
    """The share done in time, drawn over the lines of a table that are few enough to read."""
    at = COLUMNS.index("In time")
    if not 1 < len(sheet.rows) <= MOST_DRAWN or not any(
        row.cells[at].value is not None for row in sheet.rows
    ):
        return None
    return Chart(
        title=f"Share done in time: {sheet.title[0].lower()}{sheet.title[1:]}",
        labels=tuple(row.label for row in sheet.rows),
        series=(Series("In time", tuple(row.cells[at].value for row in sheet.rows)),),
        unit="%", places=0, of=sheet.of,
    )  # fmt: skip


def is_in(span: Span, way: str, value: int) -> bool:
    """Whether a span is behind a line of a table: nobody's are those of 0, and every span is in a table's whole."""
    return way not in _PART or (_PART[way](span) or 0) == value
