"""The queue of a locality team: what waits for a decision or an officer, who holds how much, and giving cases out."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from agencies.charts import Chart, Series
from agencies.doors import CaseworkRequest, needs
from agencies.models import Agency
from agencies.paging import page_of
from agencies.rules.roles import Permission
from agencies.words import plural
from cases.actions.allocation import allocate_cases
from cases.actions.doors import Refused
from cases.forms.queue import AllocateForm
from cases.models import Case
from cases.queries import queue as waiting
from cases.queries.people import officers_in
from cases.queries.queue import Load, TeamLine
from cases.queries.referrals import holidays_around
from cases.rules.queue import ALLOCATE_WITHIN
from cases.rules.workload import average, explained
from cases.workflow import LABELS, State

P = Permission
SHOWN = 25  # rows of each part on the first page; the rest is behind a link
MOST_AT_ONCE = 50
HELD = "Each open notice, court step or order besides"
PARTS = {
    "referrals": ("Referrals to answer", waiting.referrals_waiting),
    "cases": ("Cases without an officer", waiting.cases_waiting),
    "left": ("Cases whose officer has left the team", waiting.cases_left),
}


@needs(P.TRIAGE)
def queue(request: CaseworkRequest) -> HttpResponse:
    """Referrals to answer, cases without an officer, cases whose officer left, and the workload of each officer."""
    teams = waiting.teams_within(request.acting)
    team = _team_asked_for(request, teams)
    part = request.GET.get("show", "")
    context: dict[str, Any] = {"team": team, "teams": teams, "allocate_within": ALLOCATE_WITHIN}
    if part in PARTS:
        context |= _part(request, [team] if team else teams, part)
        context["back_to"] = reverse("queue") + (f"?team={team.pk}" if team else "")
        return render(request, "cases/queue/part.html", context)
    context |= _overview(request, [team] if team else teams)
    return render(request, "cases/queue/queue.html", context)


def _team_asked_for(request: CaseworkRequest, teams: list[Agency]) -> Agency | None:
    """The team in the address; the only one where there is one; None for every team, and for nonsense."""
    if len(teams) == 1:
        return teams[0]
    asked = request.GET.get("team", "")
    return next((team for team in teams if str(team.pk) == asked), None)


def _part(request: CaseworkRequest, teams: list[Agency], part: str) -> dict[str, Any]:
    """One part of the queue, page by page."""
    by, keys = request.acting, [team.pk for team in teams]
    heading, rows = PARTS[part]
    page = page_of(rows(by, keys), request.GET.get("page"))
    return {"page": page, "part": part, "heading": heading} | _told(request, keys, part, page.rows)


def _told(request: CaseworkRequest, keys: list[int], part: str, rows: list[Any]) -> dict[str, Any]:
    """The rows of a part under its own name, with their time in the queue and who would take them."""
    on = request.acting.on
    if part == "left":
        return {"left": rows}
    if part == "referrals":
        return {"referrals": waiting.waiting_referrals(rows, on, holidays_around(on))}
    return {"cases": waiting.waiting_cases(rows, on, waiting.staff_of(keys, on), holidays_around(on))}


def _overview(request: CaseworkRequest, teams: list[Agency]) -> dict[str, Any]:
    """The beginning of every part, each team at a glance, and the workload."""
    by, keys = request.acting, [team.pk for team in teams]
    staff, holidays = waiting.staff_of(keys, by.on), holidays_around(by.on)
    sums = waiting.sums_of(by, keys)
    loads, answers = waiting.workloads(by, teams, staff, sums)
    lines = waiting.team_lines(by, teams, loads, sums, holidays)
    referrals = waiting.referrals_waiting(by, keys)[:SHOWN]
    cases = waiting.cases_waiting(by, keys)[:SHOWN]
    return {
        "lines": lines,
        "loads": loads,
        "referrals": waiting.waiting_referrals(referrals, by.on, holidays),
        "cases": waiting.waiting_cases(cases, by.on, staff, holidays),
        "left": list(waiting.cases_left(by, keys)[:SHOWN]) if any(load.left for load in loads) else [],
        "number_of_referrals": sum(line.referrals for line in lines),
        "number_of_cases": sum(line.cases for line in lines),
        "chart": chart_of_officers(loads) if len(teams) == 1 else chart_of_teams(lines),
        "weights": [
            (LABELS[State(state)] if state else HELD, weight) for state, weight in explained(answers)
        ],
        "columns": [LABELS[state] for state in waiting.COLUMNS],
        "shown": SHOWN,
    }


def chart_of_officers(loads: list[Load]) -> Chart | None:
    """The workload of each officer of a team, with the average across; nothing where nobody works there."""
    if not loads:
        return None
    return Chart(
        title="Workload of each officer",
        labels=tuple(f"{load.officer.name}, {plural(load.held.number, 'case')}" for load in loads),
        series=(Series("Workload", tuple(load.weight for load in loads)),),
        of="Officer",
        target=average(load.weight for load in loads),
        target_label="Average of the team:",
    )


def chart_of_teams(lines: list[TeamLine]) -> Chart | None:
    """The workload of each team for each of its officers; nothing where there is no team."""
    if not lines:
        return None
    return Chart(
        title="Workload for each officer, by team",
        labels=tuple(line.team.name for line in lines),
        series=(Series("Workload for each officer", tuple(line.each for line in lines)),),
        of="Team",
    )


@needs(P.TRIAGE)
def allocate(request: CaseworkRequest) -> HttpResponse:
    """Give the cases that were chosen in the queue to their officers in one act."""
    by, refs = request.acting, request.GET.getlist("case")[:MOST_AT_ONCE]
    found = Case.objects.permits(by, P.TRIAGE).filter(ref__in=refs, state=State.REFERRED)
    chosen = list(waiting.with_named_officer(found.select_related("pupil", "school", "team")).order_by("pk"))
    teams = sorted({case.team_id for case in chosen})
    form = AllocateForm(officers_in(teams, by.on), request.POST or None)
    if request.method == "POST" and form.is_valid() and chosen:
        try:
            number = allocate_cases(cases=chosen, by=by, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{plural(number, 'case')} given. The officers are told.")
            return redirect(reverse("queue"))
    suggested = waiting.suggested_officers(chosen, waiting.staff_of(teams, by.on))
    context = {
        "rows": [(case, suggested.get(case.pk)) for case in chosen],
        "gone": len(set(refs)) - len(chosen),
        "form": form,
    }
    return render(request, "cases/queue/allocate.html", context)
