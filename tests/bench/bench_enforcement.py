"""The gate for one child, the whole ladder of a case, and who of a whole authority stands at the threshold.

Measured in this process against a database of the small size, with every fourth child a case and a mother for each.
"""

import statistics
import time
from collections.abc import Callable
from datetime import date

from django.db import connection
from django.db.models import F
from django.utils import timezone

from agencies.acting import Acting
from agencies.models import Membership
from attendance.actions.review_jobs import plan, schools_in
from attendance.queries.night import read_night
from attendance.queries.registers import load_registers
from attendance.rules.counting import classify, count
from attendance.rules.night import Night
from attendance.rules.register import position, year_of
from attendance.rules.runs import penalty_threshold
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
from tests.bench.results import Context, Result, at_most, figure

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


def count_all(on: date) -> None:
    """What the night counts: both years' registers read and classified, this year's counted to the day."""
    for chunk in plan(on):
        schools = schools_in(str(chunk))
        for year in (year_of(on) - 1, year_of(on)):
            flags = classify(load_registers(schools, year).lines, year)
        count(flags, 0, position(on, 1))


def find_eligible(on: date) -> int:
    """The children of every school who stand at the threshold of a notice on a day; how many there are."""
    found = 0
    for chunk in plan(on):
        schools = schools_in(str(chunk))
        read = read_night(on, schools)
        for school in schools:
            found += len(penalty_threshold(Night(read.view(school, read.rows_of(school)))))
    return found


def eligibility(on: date, pupils: int) -> list[Result]:
    """Everybody's eligibility against the night's counting, each the best of three, in turn."""
    countings, findings, found = [], [], 0
    for _ in range(3):
        began = time.perf_counter()
        count_all(on)
        middle = time.perf_counter()
        found = find_eligible(on)
        countings.append(middle - began)
        findings.append(time.perf_counter() - middle)
    if not found:
        raise RuntimeError("Nobody stands at the threshold: nothing was measured.")
    cost = min(findings) / min(countings)
    return [
        at_most(f"enforcement: eligibility of all : the night's counting, {pupils:,} pupils", cost, 3),
        figure(f"enforcement: eligibility of all, {pupils:,} pupils", min(findings), "s"),
    ]


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
        everybody = eligibility(by.on, ctx.small)
    return [
        at_most("enforcement: the gate for one child", gates, 50, "ms"),
        at_most("enforcement: the ladder of a case, every step", ladders, 200, "ms"),
        *everybody,
    ]
