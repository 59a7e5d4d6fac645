"""The department's published figures, kept as published: a withheld figure stays so, and is never nought."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from typing import Final

from django.db import transaction

from attendance.formats.dfe import Figure, StatisticsRow, read_statistics
from attendance.formats.dfe_bands import BANDS, HEADINGS, BandRow, bands_table, read_bands
from attendance.formats.reading import Upload
from attendance.formats.refusals import Reject
from attendance.formats.tables import Table
from attendance.rules.register import year_in_words
from reporting.models.published import PublishedFigure

AT_ONCE: Final = 5_000
LONGEST: Final = 80
NINE_PLACES: Final = Decimal("0.000000001")
NATIONAL, REGIONAL = "National", "Regional"
BREAKDOWNS: Final = ("fsm_eligible", "sen_status", "gender", "sex", "ncyearactual", "ncyear", "breakdown")
KEY: Final = ["source", "period", "level", "area_code", "phase", "indicator"]
WHOLE: Final = frozenset({"", "total", "all"})
BAND_FIGURES: Final = ("enrolments", "persistent", "severe")


@dataclass
class Loaded:
    """How many figures were read, how many were new, and the rows that could not be taken."""

    figures: int = 0
    new: int = 0
    withheld: int = 0
    left_out: int = 0
    problems: list[Reject] = field(default_factory=list)


@dataclass(frozen=True)
class Cell:
    """Where a group of figures belongs."""

    period: str
    level: str
    area_code: str
    area_name: str
    phase: str


def load_file(upload: Upload, *, source: str, authorities: Collection[str] = ()) -> Loaded:
    """Load one of the department's files, told apart by its headings; ``source`` is its name without the ending.

    The same file again changes nothing. Raises FileRefused.
    """
    table = Table(upload)
    names = {heading.lower() for heading in table.headings}
    without_headings = "time_period" not in names and len(table.headings) == len(HEADINGS)
    if names.issuperset(BANDS) or without_headings:
        rows = read_bands(bands_table(upload))
        return load_bands(rows, source=source[:LONGEST], authorities=authorities)
    return load_statistics(read_statistics(table), source=source[:LONGEST], authorities=authorities)


@transaction.atomic
def load_statistics(
    rows: Iterable[StatisticsRow | Reject], *, source: str, authorities: Collection[str] = ()
) -> Loaded:
    """Keep every figure of a file under its ``source``; loading it again changes nothing.

    ``authorities`` are three-digit codes; where given, other authorities are left out, while England and the
    regions are always kept. Rows for a part of the pupils (by sex, by year group) are left out as well: they
    would be told apart by nothing that is kept.
    """
    loaded = Loaded()
    _store(_cells(rows, authorities, loaded), source, loaded)
    return loaded


@transaction.atomic
def load_bands(rows: Iterable[BandRow | Reject], *, source: str, authorities: Collection[str] = ()) -> Loaded:
    """Keep pupils, persistent and severe absentees of each area and phase, added up over the file's groups.

    A sum of which a part is withheld is withheld.
    """
    loaded = Loaded()
    sums: dict[Cell, dict[str, Figure]] = {}
    for row in rows:
        if isinstance(row, Reject):
            loaded.problems.append(row)
        elif _wanted(row.row, authorities):
            found = {"enrolments": row.enrolments, "persistent": row.persistent, "severe": row.severe}
            kept = sums.setdefault(_cell(row.row), dict.fromkeys(BAND_FIGURES, Figure(0)))
            for name, figure in found.items():
                kept[name] = _sum(kept[name], figure)
        else:
            loaded.left_out += 1
    _store(iter(sums.items()), source, loaded)
    return loaded


def _sum(one: Figure, other: Figure) -> Figure:
    if one.number is None or other.number is None:
        return Figure(None, one.withheld or other.withheld)
    return Figure(one.number + other.number)


def _cells(
    rows: Iterable[StatisticsRow | Reject], authorities: Collection[str], loaded: Loaded
) -> Iterator[tuple[Cell, Mapping[str, Figure]]]:
    seen: set[Cell] = set()
    for row in rows:
        if isinstance(row, Reject):
            loaded.problems.append(row)
            continue
        cell = _cell(row)
        if not _wanted(row, authorities) or not _is_whole(row):
            loaded.left_out += 1
        elif cell in seen:
            loaded.problems.append(
                Reject(
                    row.line, "row", "The file has this place, period and phase twice.", "Use one of them."
                )
            )
        else:
            seen.add(cell)
            yield cell, row.figures


def _is_whole(row: StatisticsRow) -> bool:
    return all(row.dimensions.get(name, "").casefold() in WHOLE for name in BREAKDOWNS)


def _wanted(row: StatisticsRow, authorities: Collection[str]) -> bool:
    level = row.dimensions["geographic_level"]
    return not authorities or level in (NATIONAL, REGIONAL) or row.la_code in authorities


def _cell(row: StatisticsRow) -> Cell:
    given = row.dimensions
    level = given["geographic_level"]
    code, name = {
        NATIONAL: (given.get("country_code", ""), given.get("country_name", "")),
        REGIONAL: (given.get("region_code", ""), given.get("region_name", "")),
    }.get(level, (given.get("new_la_code") or row.la_code, given.get("la_name", "")))
    return Cell(_period(row), level[:20], code[:9], name[:80], row.phase[:40])


def _period(row: StatisticsRow) -> str:
    """ "2024/25", "2024/25 Autumn term", "2025 Week 37" or a day, in at most twenty characters."""
    given = row.dimensions
    if day := given.get("attendance_date"):
        return day[:20]
    year = row.academic_year
    start = given.get("time_period", "") if year is None else year_in_words(year)
    part = given.get("term") or given.get("time_identifier", "")
    whole = part.casefold() in (*WHOLE, "academic year")
    return (start if whole else f"{start} {part}")[:20]


def _store(cells: Iterator[tuple[Cell, Mapping[str, Figure]]], source: str, loaded: Loaded) -> None:
    """Write figures in lots; those held already are replaced."""
    before = PublishedFigure.objects.filter(source=source).count()
    rows = (
        PublishedFigure(
            source=source,
            period=cell.period,
            level=cell.level,
            area_code=cell.area_code,
            area_name=cell.area_name,
            phase=cell.phase,
            indicator=name,
            value=None if figure.number is None else Decimal(str(figure.number)).quantize(NINE_PLACES),
            withheld=figure.withheld.name.lower() if figure.withheld else "",
        )
        for cell, figures in cells
        for name, figure in figures.items()
    )
    while lot := list(islice(rows, AT_ONCE)):
        PublishedFigure.objects.bulk_create(
            lot,
            update_conflicts=True,
            unique_fields=KEY,
            update_fields=["area_name", "value", "withheld"],
        )
        loaded.figures += len(lot)
        loaded.withheld += sum(row.value is None for row in lot)
    loaded.new = PublishedFigure.objects.filter(source=source).count() - before
