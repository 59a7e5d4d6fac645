"""Counting the figures of some schools up to a day, written only where they differ from those held.

Nothing is incremented: the same registers and day give the same rows, so that counting again writes nothing, and
what differs when nothing has changed is a fault (`prove`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from django.db import connection, transaction

from attendance.actions.bulk import commit_later, copy_into, temporary_table
from attendance.queries.binary import BIGINT, SMALLINT, Records, new_records
from attendance.rules.register import year_of
from reporting.models import CountedSchool, PeriodRoll
from reporting.queries.figures import COLUMNS, FIGURE, as_records, figures_held, keys_of
from reporting.queries.period_rolls import pack
from reporting.queries.school_views import read_schools
from reporting.rules.periods import TERMS, WHOLE_YEAR
from reporting.rules.sums import COUNTED, SchoolSums

_LOCK = 7_031_745
_TYPES = {name: {">i8": "bigint", ">i4": "integer", ">i2": "smallint"}[kind] for name, kind in FIGURE.items()}
_NEW = ", ".join(f'"{name}" = excluded."{name}"' for name in COUNTED)
_WRITE = f"""
insert into reporting_schoolfigure ({COLUMNS}) select {COLUMNS} from counted_figure
on conflict (school_id, year, period, kind, value) do update set {_NEW}
"""
_FORGET = """
delete from reporting_schoolfigure f using gone_figure g
where f.school_id = g.school_id and f.year = g.year and f.period = g.period and f.kind = g.kind and f.value = g.value
"""
_FORGET_ROLLS = """
delete from reporting_periodroll r using unnest(%s::bigint[], %s::int[]) as gone (school_id, period)
where r.year = %s and r.school_id = gone.school_id and r.period = gone.period
"""

Counts = dict[str, int]


@dataclass
class Counted:
    """The figures and the rolls of some schools as counted now, and a digest of the records left out of each."""

    year: int
    figures: list[Records] = field(default_factory=list)
    rolls: dict[tuple[int, int], bytes] = field(default_factory=dict)
    left_out: dict[int, str] = field(default_factory=dict)
    registers: int = 0


@transaction.atomic
def count_schools(*, on: date, schools: Sequence[int]) -> Counts:
    """Count these schools (ids) up to the evening of a day; returns the number of rows written, by kind.

    A school counted to a later day of the year already is passed over. Two counts of one school wait for each
    other. Acts for nobody, so no right is asked for.
    """
    hold_schools(schools)
    commit_later()
    year = year_of(on)
    later = CountedSchool.objects.filter(school__in=schools, year=year, on__gt=on)
    kept = sorted(set(schools) - set(later.values_list("school", flat=True)))
    if not kept:
        return {"schools": 0}
    counted = derive(on, kept)
    written = write_figures(counted, kept)
    rolls = write_rolls(counted, kept)
    _mark(on, counted)
    return {"schools": len(kept), "registers": counted.registers, "figures": written, "rolls": rolls}


def derive(on: date, schools: Sequence[int]) -> Counted:
    """The figures and rolls of these schools from their registers, nothing written."""
    counted = Counted(year_of(on))
    for read in read_schools(on, schools):
        sums = SchoolSums(read.view)
        counted.left_out[read.school] = read.left_out
        counted.registers += len(read.enrolment)
        if not len(read.enrolment):
            continue
        counted.figures.append(as_records(read.school, counted.year, sums.figures()))
        for key in (*TERMS, WHOLE_YEAR):
            if key in sums.judged:
                counted.rolls[read.school, key] = pack(read, sums.judged[key])
    return counted


def prove(*, on: date, schools: Sequence[int]) -> Counts:
    """Count these schools again from their registers and compare with what is held; nothing is written.

    Only schools counted to exactly that day are compared. Returns how many cells differ, or are held or counted
    alone.
    """
    year = year_of(on)
    kept = list(
        CountedSchool.objects.filter(school__in=schools, year=year, on=on).values_list("school", flat=True)
    )
    if not kept:
        return {"schools": 0, "differing": 0}
    counted, held = derive(on, sorted(kept)), figures_held(kept, year)
    new, gone = differing(_joined(counted.figures), held)
    rolls = _rolls_held(kept, year)
    astray = sum(counted.rolls.get(key) != rolls.get(key) for key in {*counted.rolls, *rolls})
    return {"schools": len(kept), "differing": len(new) + len(gone) + astray}


def differing(counted: Records, held: Records) -> tuple[Records, Records]:
    """The counted records that are new or differ from those held, and those held that are counted no more."""
    if not len(held) or not len(counted):
        return counted, held
    ours, theirs = keys_of(counted), keys_of(held)
    where = np.searchsorted(theirs, ours).clip(max=len(held) - 1)
    return counted[counted != held[where]], held[~np.isin(theirs, ours)]


def write_figures(counted: Counted, schools: Sequence[int]) -> int:
    """Write the figures that differ from those held and delete those that are no more; returns how many."""
    held = figures_held(schools, counted.year)
    new, gone = differing(_joined(counted.figures), held)
    written = 0
    if not len(held):
        copy_into("reporting_schoolfigure", FIGURE, new)
        return len(new)
    with connection.cursor() as cursor:
        if len(new):
            with temporary_table("counted_figure", _TYPES, new):
                cursor.execute(_WRITE)
                written += cursor.rowcount
        if len(gone):
            with temporary_table("gone_figure", _TYPES, gone):
                cursor.execute(_FORGET)
                written += cursor.rowcount
    return written


def _joined(figures: Sequence[Records]) -> Records:
    """All schools' records; each school's come in order, and so do the schools."""
    # Not `concatenate`, which would turn the bytes round to the machine's own order.
    rows, filled = new_records(sum(len(each) for each in figures), FIGURE), 0
    for each in figures:
        rows[filled : filled + len(each)] = each
        filled += len(each)
    return rows


def write_rolls(counted: Counted, schools: Sequence[int]) -> int:
    """Write the rolls that differ from those held and delete those that are no more; returns how many."""
    held = _rolls_held(schools, counted.year)
    new = {key: records for key, records in counted.rolls.items() if held.get(key) != records}
    gone = [key for key in held if counted.rolls.get(key) != held[key]]
    if gone:
        with connection.cursor() as cursor:
            cursor.execute(_FORGET_ROLLS, [*map(list, zip(*gone, strict=True)), counted.year])
    rows = (_roll(school, counted.year, period, records) for (school, period), records in new.items())
    copy_into("reporting_periodroll", ("school_id", "year", "period", "records"), *rows)
    return len(new.keys() | gone)


def _roll(school: int, year: int, period: int, records: bytes) -> Records:
    """A roll as it is copied into the table."""
    columns = {"school": BIGINT, "year": SMALLINT, "period": SMALLINT, "records": f"V{len(records)}"}
    row = new_records(1, columns)
    row["school"], row["year"], row["period"], row["records"] = school, year, period, np.void(records)
    return row


def _rolls_held(schools: Sequence[int], year: int) -> dict[tuple[int, int], bytes]:
    rows = PeriodRoll.objects.filter(school__in=schools, year=year)
    return {
        (school, period): bytes(records)
        for school, period, records in rows.values_list("school", "period", "records")
    }


def _mark(on: date, counted: Counted) -> None:
    """Write up to which day the schools are counted, and which records were left out."""
    CountedSchool.objects.bulk_create(
        [
            CountedSchool(school_id=school, year=counted.year, on=on, left_out=digest)
            for school, digest in counted.left_out.items()
        ],
        update_conflicts=True,
        unique_fields=["school", "year"],
        update_fields=["on", "left_out", "counted_at"],
    )


def hold_schools(schools: Sequence[int]) -> None:
    """Hold these schools' figures, lowest id first, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_advisory_xact_lock(%s, id) from (select unnest(%s::int[]) as id order by 1) as school",
            [_LOCK, sorted(schools)],
        )
