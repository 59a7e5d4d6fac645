"""The department's file of pupils by band of absence: the only one whose pupils add up to persistent absence.

Bands are five points wide: `pct5` is 0 to 5 per cent, up to `pct50`, then `pct50plus`. An edge at exactly 10
per cent cannot be seen in it, although the definition is "10 per cent or more".
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from attendance.formats.dfe import Figure, StatisticsRow, read_statistics
from attendance.formats.reading import Upload
from attendance.formats.refusals import FileRefused, Reject
from attendance.formats.tables import Table

BANDS: Final = (*(f"pct{top}_oarate" for top in range(5, 55, 5)), "pct50plus_oarate")
FIRST_PERSISTENT: Final = BANDS.index("pct15_oarate")
FIRST_SEVERE: Final = BANDS.index("pct50plus_oarate")
# The published archive has no heading line; these are its columns in their order.
HEADINGS: Final = (
    "time_identifier", "time_period", "geographic_level", "country_code", "country_name", "region_name",
    "region_code", "old_la_code", "new_la_code", "la_name", "school_type", "fsm_eligible", "sen_status",
    "gender", "NCyearActual", *BANDS,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class BandRow:
    """One group of pupils: `pupils` of each band, in the order of `BANDS`."""

    row: StatisticsRow
    pupils: tuple[Figure, ...]

    def _sum(self, first: int) -> Figure:
        withheld = next((figure.withheld for figure in self.pupils[first:] if figure.withheld), None)
        if withheld:
            return Figure(None, withheld)
        return Figure(sum(figure.number or 0 for figure in self.pupils[first:]))

    @property
    def enrolments(self) -> Figure:
        """All pupils of the group; withheld where any band is."""
        return self._sum(0)

    @property
    def persistent(self) -> Figure:
        """Pupils in a band above 10 per cent."""
        return self._sum(FIRST_PERSISTENT)

    @property
    def severe(self) -> Figure:
        """Pupils in the band above 50 per cent."""
        return self._sum(FIRST_SEVERE)


def bands_table(upload: Upload) -> Table:
    """The file as a table, whether or not it has a heading line."""
    first = next(upload.lines())
    return Table(upload) if "time_period" in first.lower() else Table(upload, HEADINGS)


def read_bands(table: Table) -> Iterator[BandRow | Reject]:
    """Every group of the file. Raises FileRefused where a band has no column."""
    names = {heading.lower() for heading in table.headings}
    if absent := [band for band in BANDS if band not in names]:
        raise FileRefused(
            f"This is not the file of absence bands: it has no column '{absent[0]}'.",
            "Choose the department's file of absence rates in bands.",
        )
    for row in read_statistics(table):
        yield row if isinstance(row, Reject) else BandRow(row, tuple(row.figure(band) for band in BANDS))
