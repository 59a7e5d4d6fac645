"""The plan for coming back: its page, and its stages."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from agencies.doors import CaseworkRequest, needs
from agencies.rules.roles import Permission
from attendance.rules.timetables import code_in_words
from cases.actions.stages import add_stage, end_stage
from cases.forms.stages import EndStageForm, StageForm
from cases.models import PlanKind, Stage
from cases.queries.plan_words import stage_in_words
from cases.queries.plans import plan_page, readers_of_plan
from cases.queries.stages import stage_part
from cases.views.plans import answer, held_plan
from cases.views.record import open_record

KIND = PlanKind.REINTEGRATION


@needs(Permission.VIEW_CASE)
def coming_back(request: CaseworkRequest, ref: str) -> HttpResponse:
    """The plan for coming back after a long absence: stages, progress, agreement, versions and print."""
    record, by = open_record(request, ref), request.acting
    page = plan_page(record.case, by, KIND)
    part = stage_part(page.plan, page.stages, by) if page.plan else None
    readers = readers_of_plan(page.plan, by) if page.plan and page.versions else []
    context = record.context(page=page, part=part, readers=readers)
    return render(request, "cases/coming_back.html", context)


@needs(Permission.WORK_CASES)
def add(request: CaseworkRequest, ref: str) -> HttpResponse:
    """Add a stage, with the school's part-time timetable where it leaves sessions out."""
    record = open_record(request, ref, Permission.WORK_CASES)
    held = held_plan(request, record, KIND)
    form = StageForm(record.case.school.school_week, request.POST or None)

    def act(**given: Any) -> object:
        return add_stage(plan=held, stage=form.stage(), by=request.acting)

    about = code_in_words(record.case.pupil.born_on, request.acting.on)
    return answer(request, record, form, act, "Add a stage", about=about, kind=KIND)


@needs(Permission.WORK_CASES)
def end(request: CaseworkRequest, ref: str, pk: int) -> HttpResponse:
    """End a stage earlier, or take back one that has not begun."""
    record = open_record(request, ref, Permission.WORK_CASES)
    rows = Stage.objects.visible_to(request.acting).select_related("plan__case")
    row = rows.filter(plan__case=record.case, pk=pk).first()
    if row is None:
        raise Http404
    form = EndStageForm(request.POST or None, initial={"ended_on": request.acting.on})

    def act(**given: Any) -> object:
        return end_stage(stage=row, by=request.acting, **given)

    return answer(request, record, form, act, "End the stage", about=stage_in_words(row), kind=KIND)
