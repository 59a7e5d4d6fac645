"""Work in the background: days in, one action."""

from celery import shared_task
from django.utils import timezone

from cases.actions import sweeps


@shared_task
def forget_stops() -> None:
    """Take the names off stops of truancy sweeps that nobody matched in time."""
    sweeps.forget_stops(on=timezone.localdate())
