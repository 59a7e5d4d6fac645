"""Handing work to the workers, once what they will look at is committed."""

from functools import partial

import structlog
from django.db import transaction
from kombu.exceptions import OperationalError

from config.celery import app

log = structlog.get_logger(__name__)


def hand_over(task: str, *arguments: int | str) -> None:
    """Ask a worker for a task of `attendance.tasks` after this transaction.

    Where the broker does not answer nothing is lost: `resume_imports` finds what is owed.
    """
    transaction.on_commit(partial(_send, f"attendance.tasks.{task}", arguments))


def _send(task: str, arguments: tuple[int | str, ...]) -> None:
    try:
        app.send_task(task, args=arguments, retry=False)
    except OperationalError:
        log.warning("broker does not answer", task=task)
