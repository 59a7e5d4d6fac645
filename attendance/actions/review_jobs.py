"""The nightly run in chunks: planned, begun, recorded, resumed; each chunk is one transaction of its own.

A date is divided into ranges of schools. A `JobRun` row per range says where it is; a range is done in the
transaction that holds its results, so that a worker killed at any point leaves either all of it or nothing.
"""

import traceback
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from agencies.actions.handing_over import hand_over
from attendance.actions.review import review
from attendance.models import Calendar, JobRun, Register, School
from attendance.models.job import JobState
from attendance.queries.job_runs import REVIEW, dates_owed, unfinished
from attendance.rules.register import year_of

REGISTERS_IN_A_CHUNK = 4_000


@dataclass(frozen=True)
class Range:
    """A range of school ids, both ends included; "12-19" as text."""

    first: int
    last: int

    def __str__(self) -> str:
        return f"{self.first}-{self.last}"

    @classmethod
    def read(cls, text: str) -> Self:
        """The range from its text. Raises ValueError for anything else."""
        first, _, last = text.partition("-")
        return cls(int(first), int(last))


def plan(on: date) -> list[Range]:
    """The ranges of a date: schools with a calendar or a register in its year, by number of registers."""
    year = year_of(on)
    sizes = dict(
        Register.objects.filter(year=year).values_list("school").annotate(Count("pk")).order_by("school")
    )
    return chunks_of((school, sizes.get(school, 0)) for school in schools_expected(on, sizes))


def schools_expected(on: date, with_registers: Iterable[int] = ()) -> list[int]:
    """The ids, in order, of schools that have registers, or that a calendar of the year says are meeting."""
    calendars = Calendar.objects.filter(year=year_of(on))
    meeting = School.objects.filter(
        Q(pk__in=calendars.values("school"))
        | Q(authority__in=calendars.filter(school__isnull=True).values("authority")),
        Q(closed_on__isnull=True) | Q(closed_on__gte=on),
        Q(opened_on__isnull=True) | Q(opened_on__lte=on),
    )
    return sorted({*meeting.values_list("pk", flat=True), *with_registers})


def chunks_of(sizes: Iterable[tuple[int, int]], limit: int = REGISTERS_IN_A_CHUNK) -> list[Range]:
    """Schools, given in order with their number of registers, gathered into ranges of about ``limit``."""
    found: list[Range] = []
    held = 0
    for school, registers in sizes:
        if not found or held + registers > limit:
            found.append(Range(school, school))
            held = registers
        else:
            found[-1] = Range(found[-1].first, school)
            held += registers
    return found


@transaction.atomic
def begin_date(on: date, *, again: bool = False) -> list[str]:
    """Write the chunks of a date that are not written yet, and return those still to be done.

    ``again`` makes every chunk of the date owed once more.
    """
    if again:
        JobRun.objects.filter(job=REVIEW, on=on).exclude(state=JobState.RUNNING).delete()
    if again or not JobRun.objects.filter(job=REVIEW, on=on).exists():
        JobRun.objects.bulk_create(
            [JobRun(job=REVIEW, on=on, chunk=str(chunk)) for chunk in plan(on)], ignore_conflicts=True
        )
    return [run.chunk for run in unfinished(on)]


@transaction.atomic
def queue_again(on: date) -> int:
    """Make a date owed once more and hand its chunks to the workers; returns how many there are.

    Where the broker does not answer, the next `review_owed` finds them owed.
    """
    chunks = begin_date(on, again=True)
    for chunk in chunks:
        hand_over("attendance.tasks.review_chunk", on.isoformat(), chunk)
    return len(chunks)


def begin_next(up_to: date) -> tuple[date, list[str]] | None:
    """The earliest date still owed with its chunks to do; None where nothing is owed.

    Dates are taken one after the other: a flag's life has an order.
    """
    for on in dates_owed(up_to):
        if chunks := begin_date(on):
            return on, chunks
    return None


def run_chunk(*, on: date, chunk: str, job: str = REVIEW) -> bool:
    """Review one chunk of a date, unless it is done or another worker is at it; says if it was done here.

    Whatever goes wrong is recorded in the chunk's row and raised on.
    """
    if not _begin(job, on, chunk):
        return False
    with Recorded(job, on, chunk), transaction.atomic():
        run = _free(job, on, chunk)
        if run is None:
            return False
        run.counts = review(on=on, schools=schools_in(chunk))
        run.state, run.error, run.ended_at = JobState.DONE, "", timezone.now()
        run.save(update_fields=["counts", "state", "error", "ended_at"])
    return True


def schools_in(chunk: str) -> Sequence[int]:
    """The ids of the schools in a range."""
    held = Range.read(chunk)
    schools = School.objects.filter(pk__range=(held.first, held.last)).order_by("pk")
    return list(schools.values_list("pk", flat=True))


def _free(job: str, on: date, chunk: str) -> JobRun | None:
    """The chunk's row, locked, unless it is done or somebody else has locked it."""
    rows = JobRun.objects.select_for_update(skip_locked=True).exclude(state=JobState.DONE)
    return rows.filter(job=job, on=on, chunk=chunk).first()


@transaction.atomic
def _begin(job: str, on: date, chunk: str) -> bool:
    run = _free(job, on, chunk)
    if run is None:
        return False
    run.state, run.began_at, run.ended_at = JobState.RUNNING, timezone.now(), None
    run.attempts += 1
    run.save(update_fields=["state", "began_at", "ended_at", "attempts"])
    return True


class Recorded:
    """Writes into the chunk's row what went wrong inside, and lets it pass on.

    Only the kind of error and its place are kept: a message of the database may hold a child's values.
    """

    def __init__(self, job: str, on: date, chunk: str) -> None:
        self.job, self.on, self.chunk = job, on, chunk

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            return
        place = traceback.extract_tb(trace)[-1]
        rows = JobRun.objects.filter(job=self.job, on=self.on, chunk=self.chunk)
        rows.exclude(state=JobState.DONE).update(
            state=JobState.FAILED,
            ended_at=timezone.now(),
            error=f"{kind.__name__} in {place.name}, {Path(place.filename).name} line {place.lineno}",
        )
