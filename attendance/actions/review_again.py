"""Reviewing schools again between two nights: what came late shows in flags and standings within the minute.

Each school's share is a `JobRun` of its own job for the date that was reviewed last. The rows are what is owed:
a change that comes while its school is being reviewed waits for that review and makes the row owed once more.
"""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Max

from agencies.actions.handing_over import hand_over
from attendance.actions.review_jobs import Range
from attendance.models import Enrolment, JobRun
from attendance.models.enrolment import Registration
from attendance.models.job import JobState
from attendance.queries.job_runs import REVIEW, REVIEW_AGAIN

_ANEW = {"state": JobState.OWED, "attempts": 0, "began_at": None, "ended_at": None, "counts": {}, "error": ""}


@transaction.atomic
def owe_reviews(changed: Iterable[tuple[int, date]]) -> list[int]:
    """Owe the date reviewed last again for schools whose registers changed, and hand them to the workers.

    `changed` are schools (ids) with the first day that reads otherwise now; a change after the date is the next
    night's. Returns the schools owed: these, and those where their children are registered too. Call it last in
    the transaction that changed the registers, for it waits for reviews at work.
    """
    on = JobRun.objects.filter(job=REVIEW).aggregate(last=Max("on"))["last"]
    schools = [school for school, first in changed if on is not None and first <= on]
    if on is None or not schools:
        return []
    owed = sorted({*schools, *_shared(schools, on)})
    rows = [JobRun(job=REVIEW_AGAIN, on=on, chunk=str(Range(school, school)), **_ANEW) for school in owed]
    JobRun.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["job", "on", "chunk"], update_fields=list(_ANEW)
    )
    for row in rows:
        hand_over("attendance.tasks.review_again", on.isoformat(), row.chunk)
    return owed


def _shared(schools: list[int], on: date) -> Iterable[int]:
    """The other schools of children registered at two, where the sum of both is told."""
    dual = Enrolment.objects.on_roll(on).exclude(registration=Registration.SINGLE)
    here = dual.filter(school__in=schools).values("pupil")
    return dual.filter(pupil__in=here).values_list("school", flat=True).distinct()
