"""Ending a plan: reached, replaced, or of no more use."""

from django.db import transaction

from agencies.acting import Acting
from cases.actions.doors import Refused, locked_case, require, same_version
from cases.actions.plans import record_plan
from cases.actions.stages import ONE_DAY, end_its_timetable
from cases.models import Plan


@transaction.atomic
def end_plan(*, plan: Plan, reason: str, version: int, by: Acting) -> Plan:
    """End a plan with a reason that its parties read; the stages that lie ahead are taken back with their timetables.

    Again changes nothing. Raises NotAllowed, ChangedMeanwhile, and Refused without a reason.
    """
    locked_case(plan.case, by)
    row: Plan = Plan.objects.select_related("case__pupil", "case__school").get(pk=plan.pk)
    if row.ended_on is not None:
        return row
    same_version(row.version, version)
    require(bool(reason.strip()), "Say why the plan ends.")
    if row.began_on > by.on:
        raise Refused("The plan has not begun.")
    _end_stages(row, by)
    row.ended_on, row.version = by.on, row.version + 1
    row.save(update_fields=["ended_on", "version"])
    record_plan(row, f"{row.get_kind_display()} ended. {reason.strip()}", by)
    return row


def _end_stages(plan: Plan, by: Acting) -> None:
    """Part-time ends with the plan: from tomorrow the child comes for every session."""
    for stage in plan.stages.filter(ended_on__gt=by.on).select_related("timetable__enrolment__pupil"):
        ended_on = by.on if stage.began_on <= by.on else stage.began_on - ONE_DAY
        end_its_timetable(stage, ended_on, by)
        if stage.began_on > by.on:
            stage.delete()
        else:
            plan.stages.filter(pk=stage.pk).update(ended_on=by.on)
