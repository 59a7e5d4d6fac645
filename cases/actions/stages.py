"""Stages of a reintegration plan, each with the school's part-time timetable where it leaves sessions out."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from agencies.acting import Acting
from agencies.words import date as in_words
from attendance.actions.timetables import TimetableRefused, agree_timetable, end_timetable
from attendance.models import Enrolment, Timetable
from attendance.queries.timetables import enrolments_to_agree
from cases.actions.doors import Refused, require
from cases.actions.plans import locked_plan, record_plan
from cases.models import Plan, PlanKind, Stage
from cases.queries.plan_words import stage_in_words
from cases.rules.stages import Step, is_part_time, part_time_is_long, why_not

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class NewStage:
    """A stage to be agreed; a review and the tick for more than six weeks belong to part-time alone."""

    began_on: date
    ended_on: date
    sessions: str
    aim: str
    review_on: date | None = None
    long_agreed: bool = False

    @property
    def step(self) -> Step:
        """The stage as the rules see it."""
        return Step(self.began_on, self.ended_on, self.sessions)


@transaction.atomic
def add_stage(*, plan: Plan, stage: NewStage, by: Acting) -> Stage:
    """Agree a stage, and with it the school's part-time timetable; the same again is one stage.

    Raises NotAllowed, and Refused for days that overlap, part-time of more than six weeks that was not confirmed, and
    whatever the rules of part-time timetables refuse, such as a missing review.
    """
    row = locked_plan(plan, by)
    require(row.kind == PlanKind.REINTEGRATION, "Stages belong to a plan for coming back.")
    held: list[Stage] = list(row.stages.order_by("began_on"))
    for each in held:
        if (each.began_on, each.ended_on, each.sessions, each.aim) == (
            stage.began_on, stage.ended_on, stage.sessions, stage.aim,
        ):  # fmt: skip
            return each
    week = row.case.school.school_week
    steps = [Step(each.began_on, each.ended_on, each.sessions) for each in held]
    refusal = why_not(stage.step, steps, week)
    require(not refusal, refusal)
    timetable = _agreed(row, stage, by, steps) if is_part_time(stage.sessions, week) else None
    made: Stage = Stage.objects.create(
        plan=row, began_on=stage.began_on, ended_on=stage.ended_on, sessions=stage.sessions, aim=stage.aim,
        timetable=timetable,
    )  # fmt: skip
    record_plan(row, f"Stage agreed: {stage_in_words(made)}", by)
    return made


def _agreed(plan: Plan, stage: NewStage, by: Acting, steps: list[Step]) -> Timetable:
    """The timetable of a part-time stage at the case's school."""
    long = part_time_is_long(stage.step, steps, plan.case.school.school_week)
    require(
        not long or stage.long_agreed,
        "With this stage part-time goes on for more than six weeks. A part-time timetable is short: give fewer weeks, "
        "or tick that it is to be longer.",
    )
    if stage.review_on is None:
        raise Refused("Enter the day on which the part-time timetable will be reviewed.")
    try:
        return agree_timetable(
            enrolment=_enrolment(plan, by), sessions=stage.sessions, reason="Stage of the plan for coming back.",
            began_on=stage.began_on, ended_on=stage.ended_on, review_on=stage.review_on,
            long_agreed=stage.long_agreed, by=by,
        )  # fmt: skip
    except TimetableRefused as refused:
        raise Refused(str(refused)) from refused


def _enrolment(plan: Plan, by: Acting) -> Enrolment:
    found: Enrolment | None = (
        enrolments_to_agree(plan.case.pupil, by).filter(school=plan.case.school_id).first()
    )
    if found is None:
        raise Refused(
            f"The child is not on the roll of {plan.case.school.name} today, so nothing can be agreed there."
        )
    return found


@transaction.atomic
def end_stage(*, stage: Stage, ended_on: date, by: Acting) -> None:
    """End a stage after a day, and its timetable with it; one that has not begun by then is taken back.

    Again changes nothing. Raises NotAllowed, and Refused for a day that would make it longer.
    """
    row = locked_plan(stage.plan, by)
    held: Stage | None = row.stages.select_related("timetable__enrolment__pupil").filter(pk=stage.pk).first()
    if held is None or held.ended_on == ended_on:
        return
    require(ended_on < held.ended_on, f"It ends on {in_words(held.ended_on)}. Add a further stage to go on.")
    require(
        ended_on >= by.on - ONE_DAY, "The past stays as it was agreed: give today, yesterday or a later day."
    )
    told = stage_in_words(held)
    end_its_timetable(held, ended_on, by)
    if ended_on < held.began_on:
        held.delete()
        record_plan(row, f"Stage taken back: {told}", by)
        return
    Stage.objects.filter(pk=held.pk).update(ended_on=ended_on)
    record_plan(row, f"Stage ends earlier, on {in_words(ended_on)}: {told}", by)


def end_its_timetable(stage: Stage, ended_on: date, by: Acting) -> None:
    """End the timetable of a stage after a day, where it runs on."""
    held = stage.timetable
    if held is None or (held.ended_on is not None and (held.ended_on <= ended_on or held.ended_on < by.on)):
        return
    left_on = held.enrolment.ended_on
    if left_on is not None and left_on < by.on:
        return
    try:
        end_timetable(timetable=held, ended_on=ended_on, by=by)
    except TimetableRefused as refused:
        raise Refused(str(refused)) from refused
