"""The figures held, as records that can be compared with newly counted ones, and their sums over schools."""

from collections.abc import Sequence

import numpy as np

from attendance.queries.binary import BIGINT, INTEGER, SMALLINT, Records, new_records, read_rows
from attendance.rules.register import Ints
from reporting.rules.sums import COUNTED, Cell

CELL = ("school_id", "year", "period", "kind", "value")
FIGURE = {
    "school_id": BIGINT,
    "year": SMALLINT,
    "period": SMALLINT,
    "kind": SMALLINT,
    "value": INTEGER,
    **dict.fromkeys(COUNTED, INTEGER),
}
COLUMNS = ", ".join(f'"{name}"' for name in FIGURE)


def figures_held(schools: Sequence[int], year: int) -> Records:
    """The figures of these schools (ids) in a year, in order of their cells."""
    rows = read_rows(
        f"select {COLUMNS} from reporting_schoolfigure where school_id = any(%s) and year = %s",
        [list(schools), year],
        FIGURE,
    )
    return rows[np.argsort(keys_of(rows), kind="stable")]


def keys_of(rows: Records) -> Ints:
    """Each record's cell within its year as one number: school, period, kind and value, most significant first."""
    school, period, kind, value = (rows[name].astype(np.int64) for name in ("school_id", *CELL[2:]))
    found: Ints = (((school << 7 | period) << 4 | kind) << 31) | value
    return found


def as_records(school: int, year: int, figures: dict[Cell, Ints]) -> Records:
    """A school's counted figures as records, in order of their cells."""
    rows = new_records(len(figures), FIGURE)
    rows["school_id"], rows["year"] = school, year
    if figures:
        cells = np.array(list(figures), dtype=np.int64)
        for at, name in enumerate(CELL[2:]):
            rows[name] = cells[:, at]
        sums = np.stack(list(figures.values()))
        for at, name in enumerate(COUNTED):
            rows[name] = sums[:, at]
    return rows[np.argsort(keys_of(rows), kind="stable")]
