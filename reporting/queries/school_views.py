"""What the counting of figures reads of some schools: lines, ages, groups, calendars. Nothing is counted here."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.db import connection

from attendance.models import School
from attendance.models import Term as TermRow
from attendance.queries.binary import BIGINT, BOOLEAN, DATE, EPOCH, INTEGER, Records, read_rows, text
from attendance.queries.calendars import calendar_lines
from attendance.rules.age import ages_at_start
from attendance.rules.calendar import Term, as_sessions
from attendance.rules.register import Ints, position, year_of, year_span
from reporting.rules.groups import PLAN, SUPPORT, Kind, packed
from reporting.rules.periods import HALVES, Period, periods_of
from reporting.rules.sums import Groups, SchoolView, sessions_met, year_groups

# `offset 0` keeps the look-up by key, as in the night. A child with a sealed address is of no ward: a list by ward
# would say where.
_ROLL = """
select r.enrolment_id, r.pupil_id, r.school_id, e.began_on, e.boarder, p.left_out, p.born_on, p.ward, p.ethnicity,
       left(r.marks, %s)
from attendance_register r
join attendance_enrolment e on e.id = r.enrolment_id and e.school_id = any(%s)
cross join lateral (
    select restricted or merged_into_id is not null as left_out, born_on,
           case when id in (select c.pupil_id from attendance_contact c
                            join attendance_address a on a.parent_id = c.parent_id and a.sealed)
                then 0 else coalesce(ward_id, 0) end::int as ward,
           case when ethnicity ~ '^[A-Z]{4}$' then ethnicity else '    ' end as ethnicity
    from attendance_pupil where id = r.pupil_id offset 0) p
where r.school_id = any(%s) and r.year = %s
order by r.enrolment_id
"""
_COLUMNS = {
    "enrolment": BIGINT,
    "pupil": BIGINT,
    "school": BIGINT,
    "began": DATE,
    "boarder": BOOLEAN,
    "left_out": BOOLEAN,
    "born": DATE,
    "ward": INTEGER,
    "ethnicity": text(4),
}
_FACTS = {"fsm": 1, "sen": 2, "ehcp": 3, "lac": 4, "carer": 5}
_SPELLS = """
select c.pupil_id, array_position(array['fsm', 'sen', 'ehcp', 'lac', 'carer']::varchar[], c.kind)::int,
       c.began_on, coalesce(c.ended_on, '9999-12-31'::date)
from attendance_characteristic c
where c.kind in ('fsm', 'sen', 'ehcp', 'lac', 'carer') and c.began_on <= %s
  and (c.ended_on is null or c.ended_on >= %s)
  and c.pupil_id in (select e.pupil_id from attendance_enrolment e where e.school_id = any(%s))
"""
_SPELL = {"pupil": BIGINT, "fact": INTEGER, "began": DATE, "ended": DATE}
_LEFT_OUT = """
select r.school_id, array_agg(r.enrolment_id order by r.enrolment_id)
from attendance_register r
join attendance_pupil p on p.id = r.pupil_id and (p.restricted or p.merged_into_id is not null)
where r.year = %s and r.school_id = any(%s) group by r.school_id
"""


@dataclass(frozen=True, eq=False)
class ReadSchool:
    """A school's view with the ids of its rows, each of shape (n,), and a digest of the enrolments left out."""

    school: int
    view: SchoolView
    enrolment: Ints
    pupil: Ints
    left_out: str


def read_schools(on: date, schools: Sequence[int]) -> Iterator[ReadSchool]:
    """Each of these schools (ids) as it is counted on the evening of a day, in order of id.

    Records open only to named people, and those merged into another, are left out (decision 0003).
    """
    year, kept = year_of(on), sorted(schools)
    past = position(on, 1) + 1
    roll = read_rows(_ROLL, [past, kept, kept, year], {**_COLUMNS, "marks": text(past)})
    spells = read_rows(_SPELLS, [on, year_span(year)[0], kept], _SPELL)
    calendars = calendar_lines(kept, (year,))
    authorities = dict(School.objects.filter(pk__in=kept).values_list("pk", "authority"))
    periods = {key: authority_periods(key, year) for key in set(authorities.values())}
    for school in kept:
        rows = roll[roll["school"] == school]
        met = sessions_met(as_sessions(calendars[school, year]), on)
        yield _read(school, rows, spells, on=on, periods=periods[authorities[school]], met=met)


def _read(
    school: int, rows: Records, spells: Records, *, on: date, periods: Mapping[int, Period], met: np.ndarray
) -> ReadSchool:
    year = year_of(on)
    closed = rows["left_out"].astype(np.bool_)
    digest = _digest(rows["enrolment"][closed].tolist())
    rows = rows[~closed]
    pupil = rows["pupil"].astype(np.int64)
    ages = ages_at_start(rows["born"].astype(np.int64) + EPOCH, year)
    steady = {
        Kind.ALL: np.zeros(len(rows), dtype=np.int64),
        Kind.YEAR_GROUP: year_groups(ages),
        Kind.ETHNICITY: _ethnicities(rows),
        Kind.WARD: rows["ward"].astype(np.int64),
    }
    theirs = spells[np.isin(spells["pupil"], rows["pupil"])]
    begun = [periods[key] for key in HALVES if periods[key].first <= on]
    groups = {half.key: {**steady, **_facts(pupil, theirs, min(half.last, on))} for half in begun}
    lines = np.ascontiguousarray(rows["marks"]).view(np.uint8).reshape(len(rows), position(on, 1) + 1)
    view = SchoolView(
        on=on,
        year=year,
        periods=periods,
        lines=lines,
        met=met,
        ages=ages,
        began=rows["began"].astype(np.int64) + EPOCH,
        boarder=rows["boarder"].astype(np.bool_),
        groups=groups,
    )
    return ReadSchool(school, view, rows["enrolment"].astype(np.int64), pupil, digest)


def _ethnicities(rows: Records) -> Ints:
    codes = np.ascontiguousarray(rows["ethnicity"]).view("S4")
    kinds, kind_of = np.unique(codes, return_inverse=True)
    found: Ints = np.array([packed(code.decode("ascii")) for code in kinds], dtype=np.int64)[
        kind_of.reshape(-1)
    ]
    return found


def _facts(pupil: Ints, spells: Records, on: date) -> Groups:
    """The groups that rest on dated characteristics, as held on a day, each of shape (n,)."""
    day = on.toordinal() - EPOCH
    now = spells[(spells["began"] <= day) & (spells["ended"] >= day)]
    holds = {name: np.isin(pupil, now["pupil"][now["fact"] == number]) for name, number in _FACTS.items()}
    needs = np.where(holds["ehcp"], PLAN, np.where(holds["sen"], SUPPORT, 0))
    return {
        Kind.FREE_MEALS: holds["fsm"].astype(np.int64),
        Kind.NEEDS: needs.astype(np.int64),
        Kind.LOOKED_AFTER: holds["lac"].astype(np.int64),
        Kind.CARER: holds["carer"].astype(np.int64),
    }


def authority_periods(authority_id: int, year: int) -> dict[int, Period]:
    """The periods of an authority's academic year, by its own terms where it has set them."""
    rows = TermRow.objects.filter(authority=authority_id, year=year).order_by("began_on")
    terms = [
        Term(row.began_on, row.ended_on, (row.half_term_began_on, row.half_term_ended_on)) for row in rows
    ]
    return periods_of(year, terms)


def left_out(year: int, schools: Sequence[int]) -> dict[int, str]:
    """A digest of the enrolments left out of each of these schools' figures; schools with none are absent.

    Records left out are few and found by an index, so that asking often costs nothing.
    """
    with connection.cursor() as cursor:
        cursor.execute(_LEFT_OUT, [year, list(schools)])
        return {school: _digest(ids) for school, ids in cursor.fetchall()}


def _digest(enrolments: Sequence[int]) -> str:
    """A digest of these enrolments (ids, in order); nothing for none."""
    return hashlib.sha256(",".join(map(str, enrolments)).encode()).hexdigest() if enrolments else ""
