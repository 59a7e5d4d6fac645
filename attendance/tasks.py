"""Work in the background: ids and dates in, one action."""

from datetime import date, timedelta

import structlog
from celery import shared_task
from django.db import OperationalError
from django.utils import timezone

from attendance.actions import review_jobs
from attendance.actions.imports import apply, stage
from attendance.actions.wards import place_wards
from attendance.queries.job_runs import REVIEW_AGAIN, dates_owed, unfinished, unfinished_again
from attendance.workflow.imports import State

logger = structlog.get_logger("attendance.night")


@shared_task
def review_owed() -> None:
    """Queue the first date owed, up to yesterday. Asked again, it takes up what a stopped worker left."""
    owed = review_jobs.begin_next(timezone.localdate() - timedelta(days=1))
    if owed:
        on, chunks = owed
        for chunk in chunks:
            review_chunk.delay(on.isoformat(), chunk, go_on=True)


@shared_task(autoretry_for=(OperationalError,), retry_backoff=True, max_retries=3)
def review_chunk(on: str, chunk: str, go_on: bool = False) -> None:
    """Review one chunk of a date; with `go_on`, whoever ends the date begins the next one owed."""
    day = date.fromisoformat(on)
    review_jobs.run_chunk(on=day, chunk=chunk)
    if go_on and not unfinished(day):
        review_owed.delay()


@shared_task(autoretry_for=(OperationalError,), retry_backoff=True, max_retries=3)
def review_again(on: str, chunk: str) -> None:
    """Review schools of the last date once more, after registers came late."""
    review_jobs.run_chunk(on=date.fromisoformat(on), chunk=chunk, job=REVIEW_AGAIN)


@shared_task
def resume_reviews() -> None:
    """Take up the schools to be reviewed again that a stopped worker left behind, or never heard of."""
    for run in unfinished_again():
        review_again.delay(run.on.isoformat(), run.chunk)


@shared_task
def shout_owed() -> None:
    """Say loudly in the morning which dates the night still owes."""
    if owed := dates_owed(timezone.localdate() - timedelta(days=1)):
        logger.error("the night still owes dates", dates=[on.isoformat() for on in owed])


@shared_task(autoretry_for=(OperationalError,), retry_backoff=True, max_retries=3)
def place_in_wards() -> None:
    """Bring addresses and children into the wards of the gazetteer, before the night counts."""
    place_wards(on=timezone.localdate())


@shared_task
def stage_import(batch_id: int) -> None:
    """Read an import's file."""
    stage.stage(batch_id)


@shared_task
def apply_import(batch_id: int) -> None:
    """Apply an import: one task for each school."""
    for part in apply.owed_parts(batch_id):
        apply_import_part.delay(part)


@shared_task
def apply_import_part(part_id: int) -> None:
    """Apply one school's share of an import."""
    apply.apply_part(part_id)


@shared_task
def resume_imports() -> None:
    """Take up what a stopped worker left behind; doing it twice, or beside a worker at work, does nothing."""
    for batch_id, state in apply.owed_imports():
        task = apply_import if state == State.APPLYING else stage_import
        task.delay(batch_id)
