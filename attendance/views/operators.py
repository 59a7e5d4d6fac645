"""The operators' page: how far the nightly run is, what it did, what it owes. It tells of no child."""

from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from agencies.doors import CaseworkRequest, needs
from agencies.rules.roles import Permission
from attendance.actions.review_jobs import queue_again
from attendance.queries.job_runs import SHOUT_FROM, dates_owed, runs
from attendance.rules.dated import day_in_words


@needs(Permission.RUN_JOBS)
def job_runs(request: CaseworkRequest) -> HttpResponse:
    """Progress of the date that is running, dates owed, and the last thirty runs."""
    now = timezone.localtime()
    history = runs()
    owed = dates_owed(now.date() - timedelta(days=1))
    context = {
        "running": [run for run in history if not run.is_over],
        "history": history,
        "owed": owed,
        "overdue": bool(owed) and now.time() >= SHOUT_FROM,
    }
    return render(request, "attendance/job_runs.html", context)


@require_POST
@needs(Permission.RUN_JOBS)
def run_again(request: CaseworkRequest, on: str) -> HttpResponse:
    """Queue every chunk of a date once more; what is so already is not written again."""
    day = date.fromisoformat(on)
    chunks = queue_again(day)
    messages.success(request, f"{day_in_words(day)} is queued: {chunks} chunks.")
    return redirect("job-runs")
