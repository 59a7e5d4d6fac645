"""The figures held, as records that can be compared with newly counted ones, and their sums over schools."""

from collections.abc import Sequence

import numpy as np

from attendance.queries.binary import BIGINT, INTEGER, SMALLINT, Records, new_records, read_rows
from attendance.rules.register import Ints
from reporting.rules.sums import COUNTED, Figures

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


# Rows are compared as a whole to be found by school: where a year is new and not yet in the planner's statistics,
# it would look each school up by the year alone, through the rows of all the others.
_HELD = f"""
select {COLUMNS} from unnest(%s::bigint[]) as asked (id)
join reporting_schoolfigure on (school_id, year) between (asked.id, %s::smallint) and (asked.id, %s::smallint)
"""


def figures_held(schools: Sequence[int], year: int) -> Records:
    """The figures of these schools (ids) in a year, in order of their cells."""
    rows = read_rows(_HELD, [list(schools), year, year], FIGURE)
    return rows[np.argsort(keys_of(rows), kind="stable")]


def keys_of(rows: Records) -> Ints:
    """Each record's cell within its year as one number: school, period, kind and value, most significant first."""
    school, period, kind, value = (rows[name].astype(np.int64) for name in ("school_id", *CELL[2:]))
    found: Ints = (((school << 7 | period) << 4 | kind) << 31) | value
    return found


def as_records(school: int, year: int, figures: Figures) -> Records:
    """A school's counted figures as records, in order of their cells."""
    rows = new_records(len(figures.cells), FIGURE)
    rows["school_id"], rows["year"] = school, year
    for names, columns in ((CELL[2:], figures.cells), (COUNTED, figures.sums)):
        for at, name in enumerate(names):
            rows[name] = columns[:, at]
    return rows[np.argsort(keys_of(rows), kind="stable")]
