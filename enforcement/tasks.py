"""Work in the background: keys in, one action; doing it twice, or beside a worker at work, does nothing more."""

from datetime import date

from celery import shared_task
from django.db import OperationalError
from django.utils import timezone

from cases.queries.measure_jobs import owed
from enforcement.actions import bank_files, follow_jobs, print_runs, reminders
from enforcement.queries.money import files_unfinished
from enforcement.queries.print_runs import runs_unfinished, runs_unsent


@shared_task
def make_run(run: int) -> None:
    """Make a print run: one task for each chunk of letters."""
    for keys in print_runs.chunks_owed(run):
        make_chunk.delay(keys)


@shared_task(autoretry_for=(OperationalError,), retry_backoff=True, max_retries=3)
def make_chunk(keys: list[int]) -> None:
    """Make the letters of one chunk."""
    print_runs.make_chunk(keys)


@shared_task
def post_run(run: int) -> None:
    """Record the letters of a posted run as sent: one task for each chunk."""
    for keys in print_runs.chunks_unsent(run):
        post_chunk.delay(keys)


@shared_task(autoretry_for=(OperationalError,), retry_backoff=True, max_retries=3)
def post_chunk(keys: list[int]) -> None:
    """Record the letters of one chunk as sent."""
    print_runs.post_chunk(keys)


@shared_task(autoretry_for=(OperationalError,), retry_backoff=True, max_retries=3)
def take_bank_file(file: int) -> None:
    """Take the lines of a bank's file, chunk by chunk, from where it stands."""
    while bank_files.take_chunk(file):
        pass


@shared_task
def owe_reminders() -> None:
    """Owe the reminders whose day has come."""
    reminders.owe_reminders(timezone.localdate())


@shared_task
def resume() -> None:
    """Take up what a stopped worker left behind."""
    for run in runs_unfinished():
        make_run.delay(run)
    for run in runs_unsent():
        post_run.delay(run)
    for file in files_unfinished():
        take_bank_file.delay(file)


@shared_task
def follow_owed() -> None:
    """Queue what follows from every chunk of schools that was reviewed, by night or after a correction."""
    for on, chunk in owed(follow_jobs.FOLLOW):
        follow_chunk.delay(on.isoformat(), chunk)


@shared_task(autoretry_for=(OperationalError,), retry_backoff=True, max_retries=3)
def follow_chunk(on: str, chunk: str) -> None:
    """Watch the warnings and hold the notices of one chunk's schools against the marks."""
    follow_jobs.run_chunk(on=date.fromisoformat(on), chunk=chunk)
