"""Who was on the rolls of schools in a year, for the night: ids, dates and ages as arrays."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date

import numpy as np

from attendance.queries.binary import BIGINT, BOOLEAN, DATE, EPOCH, read_rows
from attendance.rules.register import Bools, Ints, year_of, year_span

STILL = date(9999, 12, 31)

# `offset 0` keeps the look-up by key: a plain join reads the whole table once for every chunk, which makes
# the night of a large authority cost more for each pupil than that of a small one.
_ROLL = """
select e.id, e.pupil_id, e.school_id, e.began_on, coalesce(e.ended_on, %s::date), p.born_on,
       e.registration in ('C', 'M')
from attendance_enrolment e
cross join lateral (select born_on from attendance_pupil where id = e.pupil_id offset 0) p
where e.school_id = any(%s) and e.began_on <= %s and (e.ended_on is null or e.ended_on >= %s)
order by e.id
"""
_COLUMNS = {
    "enrolment": BIGINT,
    "pupil": BIGINT,
    "school": BIGINT,
    "began": DATE,
    "ended": DATE,
    "born": DATE,
    "main": BOOLEAN,
}


@dataclass(frozen=True)
class Roll:
    """Enrolments in order of id, each field of shape (n,). Dates are ordinals; ``main``: no second school."""

    enrolment: Ints
    pupil: Ints
    school: Ints
    began: Ints
    ended: Ints
    born: Ints
    main: Bools

    def __len__(self) -> int:
        return len(self.enrolment)

    def on_roll(self, on: date) -> Bools:
        """Who is on the roll on a day."""
        day = on.toordinal()
        return (self.began <= day) & (day <= self.ended)

    def take(self, rows: Ints | Bools) -> "Roll":
        """Some of the enrolments."""
        return Roll(**{each.name: getattr(self, each.name)[rows] for each in fields(self)})


def load_roll(schools: Sequence[int], on: date) -> Roll:
    """Every enrolment at these schools (ids) that touches the academic year of ``on`` up to that day."""
    first, _ = year_span(year_of(on))
    rows = read_rows(_ROLL, [STILL, list(schools), on, first], _COLUMNS)
    columns = {name: rows[name].astype(np.int64) for name in _COLUMNS if name != "main"}
    for name in ("began", "ended", "born"):
        columns[name] += EPOCH
    return Roll(**columns, main=rows["main"].astype(np.bool_))


_ELSEWHERE = """
select id from attendance_enrolment
where pupil_id = any(%s) and school_id <> all(%s)
  and began_on <= %s and (ended_on is null or ended_on >= %s)
"""


def load_elsewhere(roll: Roll, schools: Sequence[int], on: date) -> Ints:
    """The ids of enrolments that the roll's pupils have at other schools in the year of ``on``."""
    first, _ = year_span(year_of(on))
    rows = read_rows(_ELSEWHERE, [roll.pupil.tolist(), list(schools), on, first], {"enrolment": BIGINT})
    found: Ints = rows["enrolment"].astype(np.int64)
    return found


_SPELLS = """
select distinct on (c.pupil_id) c.pupil_id, c.began_on, coalesce(c.ended_on, %s::date)
from attendance_characteristic c
where c.kind = %s and c.began_on <= %s and (c.ended_on is null or c.ended_on >= %s)
  and c.pupil_id in (select e.pupil_id from attendance_enrolment e where e.school_id = any(%s))
order by c.pupil_id, c.began_on desc
"""


def load_spells(kind: str, roll: Roll, schools: Sequence[int], on: date) -> tuple[Ints, Ints]:
    """First and last ordinals of each pupil's latest spell of a characteristic this year; 0, 0 without.

    Both have the shape of the roll. A spell that goes on ends on the last day there is.
    """
    first, _ = year_span(year_of(on))
    rows = read_rows(
        _SPELLS, [STILL, kind, on, first, list(schools)], {"pupil": BIGINT, "began": DATE, "ended": DATE}
    )
    began, ended = np.zeros(len(roll), dtype=np.int64), np.zeros(len(roll), dtype=np.int64)
    for row in rows:
        held = roll.pupil == row["pupil"]
        began[held], ended[held] = int(row["began"]) + EPOCH, int(row["ended"]) + EPOCH
    return began, ended
