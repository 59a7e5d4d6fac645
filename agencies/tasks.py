"""Work in the background: instants in, one action."""

import structlog
from celery import shared_task
from django.utils import timezone

from agencies.actions.post import MOST, PostIsOff, post

logger = structlog.get_logger("agencies.post")


@shared_task
def send_post() -> None:
    """Make and send e-mails that are due; a full bag is followed by the next at once."""
    try:
        sent = post(at=timezone.now())
    except PostIsOff as error:
        logger.error("the mail server does not answer", error=str(error))
    else:
        if sent >= MOST:
            send_post.delay()
