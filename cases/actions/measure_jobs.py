"""The measuring of targets in chunks of schools, each a transaction of its own with its row among the jobs."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from attendance.actions.review_jobs import Recorded, schools_in
from attendance.models import JobRun
from attendance.models.job import JobState
from cases.actions.measuring import measure_targets
from cases.queries.measure_jobs import TARGETS


def run_chunk(*, on: date, chunk: str) -> int:
    """Measure one chunk of a date; how many weeks were written. What goes wrong is recorded and raised on."""
    JobRun.objects.get_or_create(job=TARGETS, on=on, chunk=chunk)
    with Recorded(TARGETS, on, chunk), transaction.atomic():
        run = JobRun.objects.select_for_update().get(job=TARGETS, on=on, chunk=chunk)
        run.began_at, run.attempts = timezone.now(), run.attempts + 1
        written = measure_targets(on=on, schools=schools_in(chunk))
        run.counts, run.state, run.error, run.ended_at = {"weeks": written}, JobState.DONE, "", timezone.now()
        run.save()
    return written
