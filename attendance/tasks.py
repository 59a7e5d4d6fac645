"""Work in the background: ids and dates in, one action."""

from celery import shared_task

from attendance.actions.imports import apply, stage
from attendance.workflow.imports import State


@shared_task
def stage_import(batch_id: int) -> None:
    """Read an import's file."""
    stage.stage(batch_id)


@shared_task
def apply_import(batch_id: int) -> None:
    """Apply an import: one task for each school."""
    for part in apply.owed_parts(batch_id):
        apply_import_part.delay(part)


@shared_task
def apply_import_part(part_id: int) -> None:
    """Apply one school's share of an import."""
    apply.apply_part(part_id)


@shared_task
def resume_imports() -> None:
    """Take up what a stopped worker left behind; doing it twice, or beside a worker at work, does nothing."""
    for batch_id, state in apply.owed_imports():
        task = apply_import if state == State.APPLYING else stage_import
        task.delay(batch_id)
