"""What the council has decided where the law leaves a question open."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from agencies.doors import CaseworkRequest, needs
from agencies.rules.roles import Permission
from attendance.actions.settings import CannotDecide, decide_open_point, withdraw_answer
from attendance.forms.settings import DecisionForm
from attendance.queries.settings import decided_point, decided_points
from attendance.rules.answers import ANSWERABLE_KEYS
from attendance.rules.open_points import OPEN_POINTS


@needs(Permission.VIEW_STATISTICS)
def settings(request: CaseworkRequest) -> HttpResponse:
    """Every open point: the question, what applies, since when, why and who decided it."""
    by = request.acting
    context = {
        "points": decided_points(by.authority_id, by.on),
        "may_decide": by.may(Permission.DECIDE_SETTINGS),
        "on": by.on,
    }
    return render(request, "attendance/settings/settings.html", context)


@needs(Permission.DECIDE_SETTINGS)
def decide(request: CaseworkRequest, key: str) -> HttpResponse:
    """Decide one open point from a day on."""
    if key not in ANSWERABLE_KEYS:
        raise Http404
    by, form = request.acting, DecisionForm(request.POST or None, point=OPEN_POINTS[key])
    if form.is_valid():
        kept: dict[str, Any] = form.cleaned_data
        try:
            decide_open_point(key=key, by=by, **kept)
        except CannotDecide as refused:
            form.add_error("began_on", str(refused))
        else:
            messages.success(request, "Decided. The nights from that day on count by it.")
            return redirect("settings")
    decided = decided_point(by.authority_id, key, by.on)
    return render(request, "attendance/settings/decide.html", {"form": form, "decided": decided})


@require_POST
@needs(Permission.DECIDE_SETTINGS)
def withdraw(request: CaseworkRequest, pk: int) -> HttpResponse:
    """Take back an answer that is still to begin."""
    try:
        withdraw_answer(pk=pk, by=request.acting)
    except CannotDecide as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Withdrawn. What applied before goes on.")
    return redirect("settings")
