"""Counting figures in chunks, each recorded as a `JobRun` and one transaction of its own, and proving them."""

from datetime import date

import structlog
from django.db import transaction
from django.utils import timezone

from attendance.actions.review_jobs import Recorded, schools_in
from attendance.models import JobRun
from attendance.models.job import JobState
from attendance.rules.register import year_of, year_span
from reporting.actions.figures import count_schools, prove
from reporting.queries.count_jobs import (
    COUNT,
    PROOF,
    Owed,
    earlier_years_changed,
    earlier_years_counted,
    last_counted,
    owed,
    was_proved,
    was_reviewed_again,
)

logger = structlog.get_logger("reporting.figures")


def count_chunk(*, on: date, chunk: str) -> None:
    """Count one chunk's schools; the row that says so is done in the transaction that holds the figures.

    Earlier years whose registers changed since are counted again, to their ends.
    Whatever goes wrong is recorded in the row and raised on.
    """
    _begin(COUNT, on, chunk)
    with Recorded(COUNT, on, chunk), transaction.atomic():
        run = JobRun.objects.select_for_update().get(job=COUNT, on=on, chunk=chunk)
        schools = schools_in(chunk)
        run.counts = count_schools(on=on, schools=schools)
        # A change of any year has its schools reviewed again: a night of all schools need not ask.
        if was_reviewed_again(on, chunk):
            for year, changed in earlier_years_changed(schools, year_of(on)).items():
                count_schools(on=year_span(year)[1], schools=changed)
        run.state, run.error, run.ended_at = JobState.DONE, "", timezone.now()
        run.save(update_fields=["counts", "state", "error", "ended_at"])


def count_owed() -> int:
    """Count here and now everything owed; returns how many chunks that were."""
    chunks = owed()
    for each in chunks:
        count_chunk(on=each.on, chunk=each.chunk)
    return len(chunks)


def prove_all() -> int:
    """Recount the newest date from the registers and compare; returns how many cells differ, and says so loudly."""
    return sum(prove_chunk(each) for each in last_counted())


def prove_chunk(each: Owed) -> int:
    """Compare one chunk, with what was counted of earlier years since its date; the row keeps how many cells differ."""
    _begin(PROOF, each.on, each.chunk)
    with Recorded(PROOF, each.on, each.chunk), transaction.atomic():
        schools = schools_in(each.chunk)
        counts = prove(on=each.on, schools=schools)
        for day, counted in earlier_years_counted(schools, each.on).items():
            counts["differing"] += prove(on=day, schools=counted)["differing"]
        rows = JobRun.objects.filter(job=PROOF, on=each.on, chunk=each.chunk)
        rows.update(counts=counts, state=JobState.DONE, ended_at=timezone.now(), error="")
    if counts["differing"]:
        logger.error(
            "figures are not what the registers say", on=each.on.isoformat(), chunk=each.chunk, **counts
        )
    return counts["differing"]


def prove_again(each: Owed) -> int:
    """The proof of a morning. A chunk proved before, with no night since, is counted first.

    Wards, characteristics and sealed addresses change without a review; in the holidays, when no night runs, what
    they change is no fault.
    """
    if was_proved(each):
        count_chunk(on=each.on, chunk=each.chunk)
    return prove_chunk(each)


@transaction.atomic
def _begin(job: str, on: date, chunk: str) -> None:
    run, _ = JobRun.objects.select_for_update().get_or_create(job=job, on=on, chunk=chunk)
    run.state, run.began_at, run.ended_at = JobState.RUNNING, timezone.now(), None
    run.attempts += 1
    run.save(update_fields=["state", "began_at", "ended_at", "attempts"])
