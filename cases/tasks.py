"""Work in the background: days and chunks of schools in, one action."""

from datetime import date

from celery import shared_task
from django.db import OperationalError
from django.utils import timezone

from cases.actions import looked_after, measure_jobs, pauses, sweeps
from cases.queries.measure_jobs import owed


@shared_task
def forget_stops() -> None:
    """Take the names off stops of truancy sweeps that nobody matched in time."""
    sweeps.forget_stops(on=timezone.localdate())


@shared_task
def report_looked_after() -> None:
    """Make the reports on looked-after children that are due; those that are made stay as they are."""
    looked_after.make_reports(on=timezone.localdate())


@shared_task
def end_pauses() -> None:
    """Let the cases go on whose pause is over; what one run could not take, the next one does."""
    pauses.end_pauses(on=timezone.localdate())


@shared_task
def measure_owed() -> None:
    """Queue the measuring of targets for every chunk of schools that the night has reviewed and this has not."""
    for on, chunk in owed():
        measure_chunk.delay(on.isoformat(), chunk)


@shared_task(autoretry_for=(OperationalError,), retry_backoff=True, max_retries=3)
def measure_chunk(on: str, chunk: str) -> None:
    """Measure the targets of cases at one chunk's schools."""
    measure_jobs.run_chunk(on=date.fromisoformat(on), chunk=chunk)
