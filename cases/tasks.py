"""Work in the background: days in, one action."""

from celery import shared_task
from django.utils import timezone

from cases.actions import looked_after, sweeps


@shared_task
def forget_stops() -> None:
    """Take the names off stops of truancy sweeps that nobody matched in time."""
    sweeps.forget_stops(on=timezone.localdate())


@shared_task
def report_looked_after() -> None:
    """Make the reports on looked-after children that are due; those that are made stay as they are."""
    looked_after.make_reports(on=timezone.localdate())
