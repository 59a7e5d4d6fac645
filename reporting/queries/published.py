"""The department's published figures beside our own: England, the region and the statistical neighbours.

A withheld figure stays withheld and is never nought. Where the year compared is not published yet, the newest before
it is shown with its own year; every figure says its file.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from attendance.formats.dfe import Withheld
from attendance.rules.counting import display
from attendance.rules.register import year_in_words
from reporting.models import Comparison, ComparisonKind, PublishedFigure
from reporting.rules.indicators import Indicator, Published
from reporting.rules.periods import TERM_NAMES, TERMS, Period

ENGLAND, REGION, NEIGHBOURS = "England", "Region", "Statistical neighbours"
PERSISTENT = "persistent_enrolments"
BACK = 4
_ENGLAND = "E92000001"
_TOTAL, _PARTS, _RATES = "total", ("primary", "secondary", "special"), ("_perc", "_percent")


@dataclass(frozen=True)
class Compared:
    """One comparison: a value, or the words that stand in its place, with its year and file."""

    label: str
    value: Fraction | None
    words: str = ""
    period: str = ""
    source: str = ""
    is_older: bool = False

    @property
    def text(self) -> str:
        """The figure with two decimals, or why there is none."""
        return self.words if self.value is None else f"{display(self.value)}%"


@dataclass(frozen=True)
class _Cell:
    value: Fraction | None
    withheld: str
    period: str
    source: str


_Cells = Mapping[tuple[str, str, str], _Cell]


class Library:
    """The published figures for some areas and one phase, read by two queries and asked many times."""

    def __init__(self, authority: int, phase: str, period: Period) -> None:
        self.kept = list(Comparison.objects.filter(authority=authority).order_by("area_name"))
        self.wanted = _periods(period)
        self._cells = _read(self.kept, phase, self.wanted)

    @property
    def neighbours(self) -> list[Comparison]:
        """The list that the authority keeps."""
        return [each for each in self.kept if each.kind == ComparisonKind.NEIGHBOUR]

    @property
    def region(self) -> Comparison | None:
        """The authority's region, if it has said which."""
        return next((each for each in self.kept if each.kind == ComparisonKind.REGION), None)

    def beside(self, indicator: Indicator) -> list[Compared]:
        """England, the region and the neighbours for an indicator, in that order."""
        region = self.region
        return [
            self._area(ENGLAND, _ENGLAND, indicator),
            self._area(region.area_name, region.area_code, indicator)
            if region
            else Compared(REGION, None, "no region chosen"),
            self._together(indicator),
        ]

    def _area(self, label: str, code: str, indicator: Indicator) -> Compared:
        for period in self.wanted:
            for names in indicator.published:
                found = _value(self._cells, code, period, names)
                if found:
                    older = period != self.wanted[0]
                    words = _words(found.withheld) if found.value is None else ""
                    return Compared(label, found.value, words, found.period, found.source, older)
        return Compared(label, None, "not published" if indicator.published else "no such figure")

    def _together(self, indicator: Indicator) -> Compared:
        """The neighbours' counts added up; those without both are left out, and the label says how many count."""
        if not self.neighbours:
            return Compared(NEIGHBOURS, None, "no list kept")
        for period in self.wanted:
            pairs = [self._pair(each.area_code, period, indicator) for each in self.neighbours]
            known = [pair for pair in pairs if pair]
            whole = sum((pair[1] for pair in known), Fraction(0))
            if whole:
                value = sum((pair[0] for pair in known), Fraction(0)) / whole * 100
                label = f"{len(known)} of {len(pairs)} statistical neighbours"
                source = self._source(self.neighbours, period)
                return Compared(label, value, "", period, source, period != self.wanted[0])
        return Compared(NEIGHBOURS, None, "not published")

    def _pair(self, code: str, period: str, indicator: Indicator) -> tuple[Fraction, Fraction] | None:
        for names in indicator.published:
            part, whole = (self._cells.get((code, period, name)) for name in (names.part, names.whole))
            if part and whole and part.value is not None and whole.value:
                return part.value, whole.value
        return None

    def _source(self, areas: Sequence[Comparison], period: str) -> str:
        codes = {each.area_code for each in areas}
        return next(
            (
                cell.source
                for (code, when, _), cell in self._cells.items()
                if code in codes and when == period
            ),
            "",
        )


def england_by_week(indicator: Indicator, phase: str, weeks: Iterable[Period]) -> dict[int, Compared]:
    """England's figure of each week published, by the week's key; one query."""
    named = {_week_name(week): week.key for week in weeks}
    cells = _read((), phase, list(named))
    found = {}
    for name, key in named.items():
        values = (_value(cells, _ENGLAND, name, names) for names in indicator.published)
        if cell := next((each for each in values if each), None):
            words = _words(cell.withheld) if cell.value is None else ""
            found[key] = Compared(ENGLAND, cell.value, words, cell.period, cell.source)
    return found


def _week_name(week: Period) -> str:
    """A week as the weekly files name it, by the number of the calendar of weeks (ISO 8601): "2025 Week 37"."""
    year, number, _ = week.monday.isocalendar()
    return f"{year} Week {number}"


def _value(cells: _Cells, code: str, period: str, names: Published) -> _Cell | None:
    """The published rate, else the two published counts; None where the file has neither."""
    rate = cells.get((code, period, names.rate))
    if rate:
        return rate
    part, whole = (cells.get((code, period, name)) for name in (names.part, names.whole))
    if part is None or whole is None:
        return None
    if part.value is None or not whole.value:
        return _Cell(None, part.withheld or whole.withheld, part.period, part.source)
    return _Cell(100 * part.value / whole.value, "", part.period, part.source)


def _words(withheld: str) -> str:
    return Withheld[withheld.upper()].value if withheld else "not published"


def _periods(period: Period) -> list[str]:
    """How the files name the period, then the same stretch of the years before, newest first."""
    part = f" {TERM_NAMES[period.key - TERMS[0]]}" if period.key in TERMS else ""
    return [f"{year_in_words(period.year - back)}{part}"[:20] for back in range(BACK)]


def _read(areas: Iterable[Comparison], phase: str, periods: Sequence[str]) -> _Cells:
    """The figures of these areas for a phase, or of all phases together, by area, period and name; one query."""
    codes = [_ENGLAND, *(each.area_code for each in areas)]
    rows = PublishedFigure.objects.filter(area_code__in=codes, period__in=periods).order_by("source", "pk")
    held: dict[tuple[str, str], dict[str, dict[str, _Cell]]] = {}
    for row in rows:
        value = None if row.value is None else Fraction(row.value)
        cell = _Cell(value, row.withheld, row.period, row.source)
        by_phase = held.setdefault((row.area_code, row.period), {})
        by_phase.setdefault(_plain(row.phase), {})[row.indicator] = cell
    return {
        (area, period, name): cell
        for (area, period), by_phase in held.items()
        for name, cell in _of_phase(by_phase, phase).items()
    }


def _of_phase(by_phase: Mapping[str, dict[str, _Cell]], phase: str) -> dict[str, _Cell]:
    """The figures of one phase; for all phases, the counts added up, and the rates where they are published."""
    for cells in by_phase.values():
        _count_persistent(cells)
    if phase:
        return by_phase.get(phase, {})
    parts = [by_phase[name] for name in _PARTS if name in by_phase]
    names = set.intersection(*(set(cells) for cells in parts)) if parts else set()
    found = {name: _added([cells[name] for cells in parts]) for name in names if not name.endswith(_RATES)}
    return found | {name: cell for name, cell in by_phase.get(_TOTAL, {}).items() if name.endswith(_RATES)}


def _added(cells: Sequence[_Cell]) -> _Cell:
    """A sum of which a part is withheld is withheld."""
    first, withheld = cells[0], next((cell.withheld for cell in cells if cell.value is None), "")
    total = None if withheld else sum((cell.value or Fraction(0) for cell in cells), Fraction(0))
    return _Cell(total, withheld, first.period, first.source)


def _count_persistent(cells: dict[str, _Cell]) -> None:
    """Persistent absence is published as a rate of all enrolments: the number that it stands for."""
    rate, pupils = cells.get("pa_perc"), cells.get("total_enrolments")
    if rate and pupils:
        known = rate.value is not None and pupils.value is not None
        value = rate.value * pupils.value / 100 if known else None  # type: ignore[operator]  # both are known
        cells[PERSISTENT] = _Cell(
            value, "" if known else rate.withheld or pupils.withheld, rate.period, rate.source
        )


def _plain(phase: str) -> str:
    """A phase without the words "state-funded" before it, as older files write it."""
    plain = phase.casefold().removeprefix("state-funded ").strip()
    return _TOTAL if plain in ("", "primary, secondary and special") else plain
