"""What the night must know of schools' registers that their lines do not say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection

from attendance.models import MarkChange, School, Standing
from attendance.rules.register import year_of
from attendance.rules.school_flags import LATE_AFTER
from attendance.rules.weeks import monday_of


@dataclass(frozen=True)
class Quality:
    """By school id: the weekday registers are due, this week's late changes; where an N was replaced."""

    due: dict[int, int]
    late_changes: dict[int, int]
    n_replaced: frozenset[int]


_LATE_CHANGES = """
select r.school_id, count(*)
from attendance_markchange c join attendance_register r on r.id = c.register_id
where r.school_id = any(%s) and c.at >= %s and c.at < %s
  and (c.at at time zone 'Europe/London')::date - (make_date(r.year, 8, 1) + c.position / 2) > %s
group by r.school_id
"""


def read_quality(schools: Sequence[int], on: date) -> Quality:
    """What is known of these schools (ids) on the evening of a day."""
    with connection.cursor() as cursor:
        cursor.execute(_LATE_CHANGES, [list(schools), monday_of(on), on + timedelta(days=1), LATE_AFTER.days])
        changes = dict(cursor.fetchall())
    replaced = MarkChange.objects.filter(register__school__in=schools, register__year=year_of(on), old="N")
    return Quality(
        due=dict(School.objects.filter(pk__in=schools).values_list("pk", "registers_due")),
        late_changes=changes,
        n_replaced=frozenset(replaced.values_list("register__school", flat=True).distinct()),
    )


def reviewed_later(schools: Sequence[int], on: date) -> frozenset[int]:
    """Those of these schools (ids) whose standings already rest on a later day."""
    later = Standing.objects.filter(school__in=schools, on__gt=on)
    return frozenset(later.values_list("school", flat=True).distinct())
