"""What follows from each reviewed chunk of schools: warnings watched and notices held against the marks."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from attendance.actions.review_jobs import Recorded, schools_in
from attendance.models import JobRun
from attendance.models.job import JobState
from cases.queries.measure_jobs import owed
from enforcement.actions.doubts import doubt_notices
from enforcement.actions.watching import watch_warnings

FOLLOW = "enforcement"


def run_chunk(*, on: date, chunk: str) -> dict[str, int]:
    """Follow one chunk of a date in one transaction. What goes wrong is recorded and raised on."""
    JobRun.objects.get_or_create(job=FOLLOW, on=on, chunk=chunk)
    with Recorded(FOLLOW, on, chunk), transaction.atomic():
        run = JobRun.objects.select_for_update().get(job=FOLLOW, on=on, chunk=chunk)
        run.began_at, run.attempts = timezone.now(), run.attempts + 1
        schools = schools_in(chunk)
        run.counts = {
            "warnings": watch_warnings(on=on, schools=schools),
            "notices": doubt_notices(on=on, schools=schools),
        }
        run.state, run.error, run.ended_at = JobState.DONE, "", timezone.now()
        run.save()
    return dict(run.counts)


def follow_owed() -> int:
    """Follow here and now everything owed; how many chunks that were."""
    chunks = owed(FOLLOW)
    for on, chunk in chunks:
        run_chunk(on=on, chunk=chunk)
    return len(chunks)
