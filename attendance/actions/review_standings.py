"""Standings: each enrolment's year so far, written only where it differs from the row held."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from django.db import connection

from attendance.actions.bulk import temporary_table
from attendance.actions.review_figures import Figures
from attendance.actions.standings import recount
from attendance.queries.binary import EPOCH, Records, new_records
from attendance.queries.night import NightRead
from attendance.queries.standings import COLUMNS, COUNTED, STANDING, standings_held
from attendance.rules.register import Bools

_TYPES = {
    "enrolment_id": "bigint",
    "pupil_id": "bigint",
    "school_id": "bigint",
    "year": "smallint",
    "on": "date",
    **dict.fromkeys(COUNTED, "smallint"),
    "on_roll": "boolean",
}
_NEW = ", ".join(f'"{name}" = excluded."{name}"' for name in STANDING if name != "enrolment_id")
_WRITE = f"""
insert into attendance_standing ({COLUMNS}) select {COLUMNS} from derived_standing
on conflict (enrolment_id, year) do update set {_NEW}
"""
# A register may have gone meanwhile, with a merge of two records of one child.
_FORGET = "delete from attendance_standing where enrolment_id = any(%s) and year = %s"


def write_standings(read: NightRead, figures: Figures, schools: Sequence[int]) -> int:
    """Write the standings of these schools that differ from those held; returns how many rows changed."""
    derived = derive_standings(read, figures)
    held = standings_held(schools, read.year)
    changed = derived[differing(derived, held)]
    written = _write(changed) if len(changed) else 0
    gone = held["enrolment_id"][~np.isin(held["enrolment_id"], derived["enrolment_id"])]
    if len(gone):
        with connection.cursor() as cursor:
            cursor.execute(_FORGET, [gone.tolist(), read.year])
            written += cursor.rowcount
    if written:
        recount(schools=schools, year=read.year)
    return written


def _write(rows: Records) -> int:
    with temporary_table("derived_standing", _TYPES, rows), connection.cursor() as cursor:
        cursor.execute(_WRITE)
        return int(cursor.rowcount)


def derive_standings(read: NightRead, figures: Figures) -> Records:
    """The standing of every enrolment of the roll, in order of enrolment, shape (n,)."""
    rows = new_records(len(read.roll), STANDING)
    rows["enrolment_id"], rows["pupil_id"] = read.roll.enrolment, read.roll.pupil
    rows["school_id"], rows["year"] = read.roll.school, read.year
    rows["on"] = read.on.toordinal() - EPOCH
    for name in COUNTED:
        rows[name] = figures[name]
    rows["on_roll"] = read.roll.on_roll(read.on)
    return rows


def differing(derived: Records, held: Records) -> Bools:
    """Which derived rows are new or differ from the row held for the same enrolment, shape (n,)."""
    if not len(held):
        return np.ones(len(derived), dtype=np.bool_)
    where = np.searchsorted(held["enrolment_id"], derived["enrolment_id"]).clip(max=len(held) - 1)
    found: Bools = (_bytes(held[where]) != _bytes(derived)).any(axis=1)
    return found


def _bytes(rows: Records) -> npt.NDArray[np.uint8]:
    return np.ascontiguousarray(rows).view(np.uint8).reshape(len(rows), rows.dtype.itemsize)
