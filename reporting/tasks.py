"""Work in the background: dates and chunks in, one action."""

from datetime import date

from celery import shared_task
from django.db import OperationalError

from reporting.actions import count_jobs, impact
from reporting.queries.count_jobs import Owed, last_counted, owed


@shared_task
def count_owed() -> None:
    """Queue the counting of whatever was reviewed, restricted or opened since it was counted last."""
    for each in owed():
        count_chunk.delay(each.on.isoformat(), each.chunk)


@shared_task(autoretry_for=(OperationalError,), retry_backoff=True, max_retries=3)
def count_chunk(on: str, chunk: str) -> None:
    """Count the figures of one chunk's schools."""
    count_jobs.count_chunk(on=date.fromisoformat(on), chunk=chunk)


@shared_task
def prove_figures() -> None:
    """Queue the recount that proves the figures equal to the registers."""
    for each in last_counted():
        prove_chunk.delay(each.on.isoformat(), each.chunk)


@shared_task
def prove_chunk(on: str, chunk: str) -> None:
    """Recount one chunk's schools and compare; where that was done before, count what changed without a night first."""
    count_jobs.prove_again(Owed(date.fromisoformat(on), chunk))


@shared_task
def study_impact_everywhere() -> None:
    """Once a week: ask for every authority what worked so far."""
    impact.ask_for_everybody()


@shared_task
def resume_studies() -> None:
    """Hand over again the studies that no worker has heard of."""
    for study in impact.take_up():
        study_impact.delay(study)


@shared_task
def study_impact(study: int) -> None:
    """Answer one study of what worked."""
    impact.carry_out(study)
