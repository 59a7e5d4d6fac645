"""Handing work to the workers, once what they will look at is committed."""

from functools import partial

import structlog
from django.db import transaction
from kombu.exceptions import OperationalError

from config.celery import app

log = structlog.get_logger(__name__)


def hand_over(task: str, *arguments: int | str) -> None:
    """Ask a worker for a task, such as "attendance.tasks.stage_import", after this transaction.

    Where the broker does not answer nothing may be lost: a task of the clock must find what is owed, as
    `resume_imports` does.
    """
    transaction.on_commit(partial(_send, task, arguments))


def _send(task: str, arguments: tuple[int | str, ...]) -> None:
    try:
        app.send_task(task, args=arguments, retry=False)
    except OperationalError:
        log.warning("broker does not answer", task=task)
