"""The ladder of a case: support first, then each step towards each parent."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date

from agencies.doors import CaseworkRequest, needs
from agencies.rules.roles import Permission
from cases.views.record import open_record
from enforcement.models import SupportOffer
from enforcement.queries.ladder import ladder_of, sessions_in_words
from enforcement.queries.picture import picture_of
from enforcement.views.starts import begin_of, page_of, title_of_row

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
    begins = on == by.on
    context = record.context(
        ladder=found,
        parents=[
            (
                each,
                [(page_of(row), title_of_row(row), row) for row in each.court],
                [(line, begin_of(request, record, each, line) if begins else "") for line in each.lines],
            )
            for each in found.parents
        ],
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
        begin=begin_of(request, record, parent, line) if on == by.on else "",
        parent=parent,
        line=line,
        days=sessions_in_words(line.sessions),
        on=on,
        is_today=on == by.on,
    )
    return render(request, "enforcement/step.html", context)


def _day(given: str, today: date) -> date:
    """The day asked for, where it is a real one and not ahead; else today."""
    try:
        found = parse_date(given)
    except ValueError:
        return today
    return found if found is not None and EARLIEST <= found <= today else today
