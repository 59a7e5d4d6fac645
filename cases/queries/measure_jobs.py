"""Which chunks of schools the night has reviewed and casework has not measured targets for yet."""

from datetime import date, timedelta

from django.db.models import Max, Q

from attendance.models import JobRun
from attendance.models.job import JobState
from attendance.queries.job_runs import ATTEMPTS, REVIEW, REVIEW_AGAIN

TARGETS = "targets"
LATELY = timedelta(days=7)  # an older date is contained in the next one


def owed(job: str = TARGETS) -> list[tuple[date, str]]:
    """The dates and chunks that a job still owes, oldest first; one reviewed again is owed again.

    Attendance knows nothing of this: its `JobRun` rows say what is done, and when.
    """
    newest = JobRun.objects.filter(job=REVIEW).aggregate(newest=Max("on"))["newest"]
    if newest is None:
        return []
    rows = JobRun.objects.filter(job__in=(REVIEW, REVIEW_AGAIN), state=JobState.DONE, on__gt=newest - LATELY)
    settled = Q(state=JobState.DONE) | Q(state=JobState.FAILED, attempts__gte=ATTEMPTS)
    own = JobRun.objects.filter(settled, job=job, on__gt=newest - LATELY)
    measured = {(on, chunk): at for on, chunk, at in own.values_list("on", "chunk", "began_at")}
    found = {
        (on, chunk)
        for on, chunk, at in rows.values_list("on", "chunk", "ended_at")
        if (on, chunk) not in measured or (at is not None and (measured[on, chunk] or at) < at)
    }
    return sorted(found)
