"""The gate for one child, and the whole ladder of a case, over cases spread through a whole authority.

Measured in this process against a database of the small size, with every fourth child a case and a mother for each.
"""

import statistics
import time
from collections.abc import Callable

from django.db import connection
from django.db.models import F
from django.utils import timezone

from agencies.acting import Acting
from agencies.models import Membership
from cases.models import Case
from enforcement.queries.facts import facts_for
from enforcement.queries.ground import answers_for, ground_of
from enforcement.queries.ladder import ladder_of
from enforcement.queries.towards import parents_on, towards
from enforcement.rules.facts import Step
from enforcement.rules.gate import gate
from tests.bench import bench_cases
from tests.bench.crowd import build
from tests.bench.database import measured_database
from tests.bench.results import Context, Result, at_most

MOTHERS = """
with made as (
    insert into attendance_parent (title, surname, forename, telephone, email)
    select '', 'Mother', c.id::text, '', '' from cases_case c order by c.id returning id, forename
)
insert into attendance_contact (pupil_id, parent_id, relationship, parental_responsibility, day_to_day_care, "order")
select c.pupil_id, made.id, 'Mother', true, true, 1
from made join cases_case c on c.id = made.forename::int
on conflict do nothing
"""
MEASURED = 200


def gate_of(case: Case, by: Acting) -> None:
    """Assemble the facts of a notice to the child's mother and ask the gate, as before every act."""
    answers = answers_for(by)
    ground = ground_of(case, by.on, answers=answers)
    held = towards(ground, parents_on(case.pupil, by.on)[0])
    gate(Step.NOTICE, facts_for(held, Step.NOTICE), answers=answers)


def _median(act: Callable[[Case, Acting], object], cases: list[Case], by: Acting) -> float:
    """How long an act takes for one case, in milliseconds: the median over the cases."""
    took = []
    for case in cases:
        began = time.perf_counter()
        act(case, by)
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)


def run(ctx: Context) -> list[Result]:
    """One authority with the small number of children."""
    with measured_database("bench_enforcement"):
        build(ctx.small, 1)
        bench_cases.fill()
        with connection.cursor() as cursor:
            cursor.execute(MOTHERS)
            cursor.execute("vacuum analyze")
        held = Membership.objects.filter(role_name="legal_officer").order_by("pk")
        member = held.first() or Membership.objects.filter(role_name="attendance_leader").order_by("pk")[0]
        by = Acting(
            Membership.objects.select_related("user", "agency__authority").get(pk=member.pk),
            timezone.localdate(),
        )
        rows = Case.objects.select_related("pupil", "school__authority")
        cases = list(rows.order_by(F("id") * 7919 % 10007, "pk")[:MEASURED])
        _median(gate_of, cases[:20], by)
        gates = _median(gate_of, cases, by)
        ladders = _median(lambda case, who: ladder_of(case, who), cases, by)
    return [
        at_most("enforcement: the gate for one child", gates, 50, "ms"),
        at_most("enforcement: the ladder of a case, every step", ladders, 200, "ms"),
    ]
