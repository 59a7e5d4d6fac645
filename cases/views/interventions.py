"""Logging what was done: for one child, for a group, a further one that corrects, and the lists."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from agencies.doors import CaseworkRequest, needs, open_door
from agencies.rules.roles import Permission
from attendance.models import Pupil
from attendance.views import pupils
from cases.actions.interventions import log_group, log_intervention
from cases.forms.interventions import GroupForm, LogForm
from cases.models import Intervention
from cases.queries.interventions import MOST_OF_A_GROUP, WORDS, intervention_page, interventions_of
from cases.views.drafts import Drafting
from cases.views.record import open_record

P = Permission


@needs(P.LOG_WORK)
def log(request: CaseworkRequest, ref: str) -> HttpResponse:
    """Log what one did for a child."""
    pupil = open_door(request, Pupil.objects.all(), P.LOG_WORK, ref=ref)
    return _logging(request, pupil, None, f"log-{ref}")


@needs(P.LOG_WORK)
def correct(request: CaseworkRequest, pk: int) -> HttpResponse:
    """Correct what one's agency logged, by a further one."""
    rows = Intervention.objects.select_related("pupil", "type", "entry")
    wrong = open_door(request, rows.filter(agency__in=request.acting.reach), P.LOG_WORK, pk=pk)
    return _logging(request, wrong.pupil, wrong, f"correct-{pk}")


def _logging(request: CaseworkRequest, pupil: Pupil, wrong: Intervention | None, name: str) -> HttpResponse:
    by, drafting = request.acting, Drafting(request, name)
    if drafting.asked:
        return drafting.answer()
    form = drafting.filled(LogForm(pupil, by, data=drafting.data, corrects=wrong))
    if drafting.data and form.is_valid():

        def act() -> str:
            log_intervention(pupil=pupil, done=form.done(), by=by, corrects=wrong)
            return reverse("pupil-work", args=[pupil.ref])

        if answer := drafting.handed_in(form, act, done="Logged. It is in the child’s record."):
            return answer
    context = {"form": form, "drafting": drafting, "pupil": pupil, "wrong": wrong}
    return render(request, "cases/log.html", context)


@needs(P.LOG_WORK)
def group(request: CaseworkRequest) -> HttpResponse:
    """Log one session for several children."""
    by, drafting = request.acting, Drafting(request, "group")
    if drafting.asked:
        return drafting.answer()
    form = drafting.filled(GroupForm(by, data=drafting.data))
    if drafting.data and form.is_valid():

        def act() -> str:
            log_group(pupils=form.cleaned_data["pupils"], done=form.done(), by=by)
            return reverse("log-group")

        if answer := drafting.handed_in(form, act, done="Logged in the record of each child chosen."):
            return answer
    return render(
        request, "cases/log_group.html", {"form": form, "drafting": drafting, "most": MOST_OF_A_GROUP}
    )


@needs(P.VIEW_PUPIL)
def intervention(request: CaseworkRequest, pk: int) -> HttpResponse:
    """One thing that was done, and what corrects it."""
    row = open_door(request, Intervention.objects.select_related(*WORDS), P.VIEW_PUPIL, pk=pk)
    later = Intervention.objects.visible_to(request.acting).filter(corrects=row).order_by("pk")
    own = row.agency_id in request.acting.reach and request.acting.may(P.LOG_WORK)
    seen = Intervention.objects.visible_to(request.acting).select_related("pupil")
    same = seen.filter(session=row.session).exclude(pk=row.pk) if row.session else seen.none()
    context = {
        "row": row,
        "later": list(later),
        "own": own,
        "pupil": row.pupil,
        "same": list(same.order_by("pk")),
    }
    return render(request, "cases/intervention.html", context)


@needs(P.VIEW_PUPIL)
def of_pupil(request: CaseworkRequest, ref: str) -> HttpResponse:
    """What was done for a child, by every agency, as far as it is meant for this person."""
    record = pupils.open_record(request, ref)
    page = intervention_page(interventions_of(record.pupil, request.acting), request.GET.get("page"))
    logs = request.acting.may(P.LOG_WORK)
    return render(request, "cases/work_of_pupil.html", record.context(page=page, logs=logs))


@needs(P.VIEW_CASE)
def of_case(request: CaseworkRequest, ref: str) -> HttpResponse:
    """What was done in a case."""
    record = open_record(request, ref)
    rows = Intervention.objects.visible_to(request.acting).filter(case=record.case)
    page = intervention_page(rows, request.GET.get("page"))
    logs = request.acting.may(P.LOG_WORK)
    return render(request, "cases/work_of_case.html", record.context(page=page, logs=logs))
