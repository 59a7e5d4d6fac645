"""The ladder of a case: support first, then each step towards each parent."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_date

from agencies.doors import CaseworkRequest, needs
from agencies.rules.roles import Permission
from cases.views.record import CaseRecord, open_record
from enforcement.models import SupportOffer
from enforcement.queries.ladder import Line, ParentLadder, ladder_of, sessions_in_words
from enforcement.queries.picture import picture_of
from enforcement.rules.facts import Step
from enforcement.rules.ladder import Standing

P = Permission
EARLIEST = date(1997, 1, 1)


@needs(P.VIEW_LEGAL)
def ladder(request: CaseworkRequest, ref: str) -> HttpResponse:
    """Each step open or shut, why, and what would change it; `?on=` reads the record under the law of another day."""
    record = open_record(request, ref, P.VIEW_LEGAL)
    by = request.acting
    on = _day(request.GET.get("on", ""), by.on)
    found = ladder_of(record.case, by, on=on)
    offers = SupportOffer.objects.visible_to(by).filter(case=record.case).order_by("-offered_on", "-pk")
    context = record.context(
        ladder=found,
        picture=picture_of(record.case, found, by),
        offers=list(offers.select_related("by")),
        prepares=by.may(P.PREPARE_LEGAL) and record.case.is_live and on == by.on,
        on=on,
        is_today=on == by.on,
    )
    return render(request, "enforcement/ladder.html", context)


@needs(P.VIEW_LEGAL)
def step(request: CaseworkRequest, ref: str, pk: int, step: str) -> HttpResponse:
    """One step towards one parent: every check with its rule, and the sessions it would rest on."""
    record = open_record(request, ref, P.VIEW_LEGAL)
    by = request.acting
    on = _day(request.GET.get("on", ""), by.on)
    found = ladder_of(record.case, by, on=on, parent=pk)
    parent = next(iter(found.parents), None)
    line = next((each for each in parent.lines if each.key == step), None) if parent else None
    if parent is None or line is None:
        raise Http404
    context = record.context(
        begin=_begin(request, record, parent, line) if on == by.on else "",
        parent=parent,
        line=line,
        days=sessions_in_words(line.sessions),
        on=on,
        is_today=on == by.on,
    )
    return render(request, "enforcement/step.html", context)


# Where each step is prepared; a step without a page is prepared elsewhere.
STARTS = {
    Step.WARNING: "warning-prepare",
    Step.NOTICE: "notice-prepare",
    Step.EXCLUDED_NOTICE: "excluded-prepare",
}


def _begin(request: CaseworkRequest, record: CaseRecord, parent: ParentLadder, line: Line) -> str:
    """Where this person begins or goes on with a step; empty where they may not, or the record shuts it."""
    if not request.acting.may(P.PREPARE_LEGAL) or not record.case.is_live:
        return ""
    if line.draft is not None:
        return reverse("warning" if line.rung.step is Step.WARNING else "notice", args=[line.draft.ref])
    if line.rung.standing is Standing.SHUT or line.rung.step not in STARTS:
        return ""
    return reverse(STARTS[line.rung.step], args=[record.case.ref, parent.contact.pk])


def _day(given: str, today: date) -> date:
    """The day asked for, where it is a real one and not ahead; else today."""
    try:
        found = parse_date(given)
    except ValueError:
        return today
    return found if found is not None and EARLIEST <= found <= today else today
