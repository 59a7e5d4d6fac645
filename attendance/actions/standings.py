"""Sums of standings by school and year group, without restricted children."""

from collections.abc import Sequence
from typing import Any

from django.db import connection

# The schools are named for every table, so that a chunk never reads a whole one.
# A pupil on roll counts once in the school's own (enrolment) view; the tier is the pupil's over all enrolments.
RECOUNT = """
insert into attendance_schoolstanding as held (
    school_id, year, year_group, "on", pupils, possible, attended, authorised, unauthorised, late, no_reason,
    missing, at_risk, persistent, severe)
select s.school_id, s.year, e.year_group, max(s."on"), count(*) filter (where s.on_roll), sum(s.possible),
       sum(s.attended), sum(s.authorised), sum(s.unauthorised), sum(s.late), sum(s.no_reason), sum(s.missing),
       count(*) filter (where s.on_roll and s.tier = 1), count(*) filter (where s.on_roll and s.tier = 2),
       count(*) filter (where s.on_roll and s.tier = 3)
from attendance_standing s
join attendance_enrolment e on e.id = s.enrolment_id and e.school_id = any(%(schools)s)
where s.school_id = any(%(schools)s) and s.year = %(year)s
  and s.pupil_id not in (select id from attendance_pupil where restricted)
group by s.school_id, s.year, e.year_group
on conflict (school_id, year, year_group) do update set
    "on" = excluded."on", pupils = excluded.pupils, possible = excluded.possible, attended = excluded.attended,
    authorised = excluded.authorised, unauthorised = excluded.unauthorised, late = excluded.late,
    no_reason = excluded.no_reason, missing = excluded.missing, at_risk = excluded.at_risk,
    persistent = excluded.persistent, severe = excluded.severe
where (held.pupils, held.possible, held.attended, held.authorised, held.unauthorised, held.late, held.no_reason,
       held.missing, held.at_risk, held.persistent, held.severe, held."on")
   is distinct from
      (excluded.pupils, excluded.possible, excluded.attended, excluded.authorised, excluded.unauthorised,
       excluded.late, excluded.no_reason, excluded.missing, excluded.at_risk, excluded.persistent,
       excluded.severe, excluded."on")
"""
# A year group that nobody is left in must not keep its old sums.
EMPTY = """
delete from attendance_schoolstanding held
where held.school_id = any(%(schools)s) and held.year = %(year)s and (held.school_id, held.year_group) not in (
    select s.school_id, e.year_group
    from attendance_standing s
    join attendance_enrolment e on e.id = s.enrolment_id and e.school_id = any(%(schools)s)
    where s.school_id = any(%(schools)s) and s.year = %(year)s
      and s.pupil_id not in (select id from attendance_pupil where restricted))
"""


def recount(*, schools: Sequence[int], year: int) -> int:
    """Write the sums of these schools' standings of a year anew; returns how many rows changed.

    Called by the night after it wrote the standings, and whenever a child's record is restricted or opened again,
    within the same transaction.
    """
    given: dict[str, Any] = {"schools": list(schools), "year": year}
    with connection.cursor() as cursor:
        cursor.execute(RECOUNT, given)
        changed = int(cursor.rowcount)
        cursor.execute(EMPTY, given)
        return changed + int(cursor.rowcount)
