"""Moving a caseload from one officer to another, and undoing it within a day."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from agencies.doors import CaseworkRequest, needs
from agencies.rules.roles import Permission
from agencies.words import plural
from cases.actions.doors import Refused
from cases.actions.handovers import move_caseload, undo_handover
from cases.forms.queue import HandoverForm
from cases.models import Handover
from cases.queries.people import officers_in
from cases.queries.queue import Load, caseload, recent_moves, staff_of, sums_of, teams_within, workloads

P = Permission
MOST = 400  # cases with a tick and a note each; more are moved all at once


@needs(P.TRIAGE)
def queue_move(request: CaseworkRequest) -> HttpResponse:
    """Whose caseload to move, with the moves that can still be undone; once somebody is chosen, the move itself."""
    by = request.acting
    teams = teams_within(by)
    keys = [team.pk for team in teams]
    loads, _ = workloads(by, teams, staff_of(keys, by.on), sums_of(by, keys))
    held = [load for load in loads if load.held.number]
    asked = (request.GET.get("team", ""), request.GET.get("officer", ""))
    chosen = next((load for load in held if (str(load.team.pk), str(load.officer.pk)) == asked), None)
    if chosen is not None:
        return _move(request, chosen)
    context = {"loads": held, "moves": recent_moves(by, timezone.now()), "several": len(teams) > 1}
    return render(request, "cases/queue/caseloads.html", context)


def _move(request: CaseworkRequest, load: Load) -> HttpResponse:
    """Move the cases of one officer in a team: all, or those ticked, with handover notes."""
    by = request.acting
    rows = list(caseload(by, load.team, load.officer.pk)[: MOST + 1])
    others = officers_in([load.team.pk], by.on).exclude(pk=load.officer.pk)
    form = HandoverForm(others, rows[:MOST], request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            done = move_caseload(team=load.team, taken_from=load.officer, by=by, **form.given())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            said = f"{plural(done.cases.count(), 'case')} moved. The officers and the schools are told."
            messages.success(request, said)
            return redirect("queue-move")
    context = {"load": load, "form": form, "rows": form.rows, "cut": len(rows) > MOST, "most": MOST}
    return render(request, "cases/queue/move.html", context)


@needs(P.TRIAGE)
@require_POST
def queue_undo(request: CaseworkRequest, pk: int) -> HttpResponse:
    """Take a move of a caseload back."""
    row = get_object_or_404(Handover.objects.visible_to(request.acting), pk=pk)
    try:
        back, gone = undo_handover(handover=row, by=request.acting)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        stay = f" {plural(gone, 'case')} had moved on and stay where they are." if gone else ""
        messages.success(request, f"{plural(back, 'case')} went back to {row.taken_from.name}.{stay}")
    return redirect("queue-move")
