"""Targets by year, and why one was missed."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from agencies.doors import CaseworkRequest, needs
from agencies.rules.roles import Permission
from attendance.rules.register import year_in_words, year_of
from reporting.actions.targets import CannotSet, record_reason, remove_target, set_target
from reporting.forms.figures import ReasonForm, TargetForm
from reporting.models import MissedReason, Target
from reporting.queries.school_views import authority_periods
from reporting.queries.targets import has_strategy, leads, targets_of
from reporting.rules.indicators import INDICATORS
from reporting.rules.periods import TERMS, WHOLE_YEAR
from reporting.rules.strategy_targets import unlabelled_in_words


@needs(Permission.VIEW_STATISTICS)
def targets(request: CaseworkRequest) -> HttpResponse:
    """Every target by year, newest first; for those who may set them, a form under the list."""
    by = request.acting
    form = _form(request) if by.may(Permission.SET_TARGETS) else None
    if form is not None and form.is_valid():
        try:
            set_target(by=by, **form.cleaned_data)
        except CannotSet as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The target is set.")
            return redirect("targets")
    rows = targets_of(by)
    listed = [(row, INDICATORS[row.indicator], year_in_words(row.year)) for row in rows]
    context = {"rows": listed, "form": form, "old": unlabelled_in_words() if has_strategy(rows) else ""}
    return render(request, "reporting/targets.html", context)


def _form(request: CaseworkRequest) -> TargetForm:
    by = request.acting
    people = leads(by.authority_id, by.on)
    return TargetForm(request.POST or None, year=year_of(by.on), leads=people, mine=by.user.pk)


@require_POST
@needs(Permission.SET_TARGETS)
def remove(request: CaseworkRequest, pk: int) -> HttpResponse:
    """Take a target back."""
    try:
        remove_target(pk=pk, by=request.acting)
    except CannotSet as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "The target is gone.")
    return redirect("targets")


@needs(Permission.SET_TARGETS)
def reason(request: CaseworkRequest, pk: int, period: int) -> HttpResponse:
    """Record why a target was missed in a term or year; what was written before stays."""
    by = request.acting
    if period not in (*TERMS, WHOLE_YEAR):
        raise Http404
    target = get_object_or_404(Target.objects.visible_to(by), pk=pk)
    written = MissedReason.objects.visible_to(by).filter(target=target, period=period).select_related("by")
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            record_reason(target=pk, period=period, by=by, **form.cleaned_data)
        except CannotSet as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Recorded.")
            return redirect(f"{reverse('figures')}?year={target.year}&period={period}&phase={target.phase}")
    context = {
        "form": form,
        "target": target,
        "indicator": INDICATORS[target.indicator],
        "period": authority_periods(by.authority_id, target.year)[period],
        "written": written.order_by("-at"),
    }
    return render(request, "reporting/reason.html", context)
