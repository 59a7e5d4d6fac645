"""What is still to be counted: schools reviewed, or with records restricted or opened, since their figures were made.

Attendance knows nothing of figures. Reporting looks at what attendance did: its `JobRun` rows say which schools
were reviewed for which date, by night and after corrections.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from attendance.models import JobRun
from attendance.models.job import JobState
from attendance.queries.job_runs import ATTEMPTS, REVIEW, REVIEW_AGAIN
from attendance.rules.register import year_of
from reporting.models import CountedSchool
from reporting.queries.school_views import left_out

COUNT = "figures"
PROOF = "figures proof"
AT_ONCE = 500
GIVEN_UP_AFTER = timedelta(minutes=15)


@dataclass(frozen=True)
class Owed:
    """Schools to be counted up to a date, as a range of ids in the way of `JobRun`."""

    on: date
    chunk: str


def owed() -> list[Owed]:
    """Reviews done whose schools have not been counted since, then schools whose records left out have changed."""
    at_work = Q(state=JobState.RUNNING, began_at__gte=timezone.now() - GIVEN_UP_AFTER)
    given_up = Q(state=JobState.FAILED, attempts__gte=ATTEMPTS)
    counted = JobRun.objects.filter(
        Q(state=JobState.DONE) | at_work | given_up,
        job=COUNT,
        on=OuterRef("on"),
        chunk=OuterRef("chunk"),
        began_at__gte=OuterRef("ended_at"),
    )
    done = JobRun.objects.filter(
        ~Exists(counted), job__in=(REVIEW, REVIEW_AGAIN), state=JobState.DONE, ended_at__isnull=False
    )
    rows = done.order_by("on", "pk").values_list("on", "chunk").distinct()[:AT_ONCE]
    found = dict.fromkeys(Owed(on, chunk) for on, chunk in rows)
    return [*found, *(each for each in _left_out_otherwise() if each not in found)]


def _left_out_otherwise() -> Sequence[Owed]:
    """Schools of the newest year counted whose restricted records are others than when they were counted."""
    newest = CountedSchool.objects.order_by("-on").values_list("on", flat=True).first()
    if newest is None:
        return []
    counted = CountedSchool.objects.filter(year=year_of(newest))
    held = list(counted.values_list("school", "on", "left_out"))
    closed = left_out(year_of(newest), [school for school, _, _ in held])
    return [Owed(on, f"{school}-{school}") for school, on, digest in held if closed.get(school, "") != digest]


def last_counted() -> list[Owed]:
    """The chunks of the newest date counted, for the proof."""
    rows = JobRun.objects.filter(job=COUNT, state=JobState.DONE)
    newest = rows.order_by("-on").values_list("on", flat=True).first()
    if newest is None:
        return []
    chunks = rows.filter(on=newest).order_by("pk").values_list("chunk", flat=True)
    return [Owed(newest, chunk) for chunk in chunks]
