"""Court on a case: fast tracks, orders considered, prosecutions and hearings; and the lists of hearings."""

from datetime import timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import render

from agencies.doors import CaseworkRequest, needs, open_door
from agencies.rules.roles import Permission
from cases.views.record import open_record
from enforcement.actions.fast_track import prepare_track
from enforcement.actions.hearings import adjourn, end_hearing
from enforcement.actions.prosecutions import consider_supervision, prepare_charge
from enforcement.forms.court import AdjournForm, BeginChargeForm, ConsiderForm, ResultForm
from enforcement.forms.steps import BeginForm
from enforcement.models import Hearing
from enforcement.queries.court import court_of, hearings_between
from enforcement.views.acts import Act, act_page, acts
from enforcement.views.begin import Beginning, begin_page

P = Permission
BEGINNINGS = {
    "track": Beginning("Put the family on the fast track", BeginForm, prepare_track, "fast-track"),
    "consider": Beginning(
        "Consider an education supervision order", ConsiderForm, consider_supervision,
        intro="Before any prosecution the authority considers, instead or as well, applying for an order.",
    ),
    "prosecution": Beginning(
        "Prepare a prosecution", BeginChargeForm, prepare_charge, "prosecution",
        intro="Only sessions missed without authority, and not used before, are taken from the period. "
        "While it is prepared no penalty notice is given to this parent.",
    ),
}  # fmt: skip
HEARINGS = acts(
    Act(
        "hear", "Record what the court did", ResultForm,
        lambda row, by, result: end_hearing(hearing=row, move="hear", result=result, by=by), ("listed",), closed=True,
    ),
    Act(
        "adjourn", "Adjourn to another day", AdjournForm,
        lambda row, by, **given: adjourn(hearing=row, by=by, **given), ("listed",), closed=True,
    ),
    Act(
        "vacate", "Take out of the list", ResultForm,
        lambda row, by, result: end_hearing(hearing=row, move="vacate", result=result, by=by), ("listed",), closed=True,
    ),
)  # fmt: skip
SHOWN = {
    "next": ("The next four weeks", 0, 28),
    "later": ("All that are listed", 0, 3650),
    "past": ("The last four weeks", -28, -1),
}


@needs(P.VIEW_LEGAL)
def of_case(request: CaseworkRequest, ref: str) -> HttpResponse:
    """What has been done towards court in a case, and what can be begun."""
    record = open_record(request, ref, P.VIEW_LEGAL)
    page = court_of(record.case, request.acting)
    prepares = request.acting.may(P.PREPARE_LEGAL) and record.case.is_live
    context = record.context(page=page, prepares=prepares, beginnings=BEGINNINGS.items())
    return render(request, "enforcement/court.html", context)


@needs(P.PREPARE_LEGAL)
def begin(request: CaseworkRequest, ref: str, what: str) -> HttpResponse:
    """Begin a fast track or a prosecution, or write down that an order was considered."""
    return begin_page(request, ref, BEGINNINGS, what, "case-court")


@needs(P.VIEW_LEGAL)
def hearings(request: CaseworkRequest) -> HttpResponse:
    """The hearings of one's own children by day."""
    shown = request.GET.get("show", "next")
    shown = shown if shown in SHOWN else "next"
    heading, first, last = SHOWN[shown]
    by = request.acting
    page = hearings_between(
        by, by.on + timedelta(days=first), by.on + timedelta(days=last), request.GET.get("page")
    )
    shelves = [(key, label, key == shown) for key, (label, _, _) in SHOWN.items()]
    context = {"page": page, "heading": heading, "shelves": shelves, "prepares": by.may(P.PREPARE_LEGAL)}
    return render(request, "enforcement/hearings.html", context)


@needs(P.PREPARE_LEGAL)
def hearing(request: CaseworkRequest, pk: int, act: str) -> HttpResponse:
    """What became of a hearing."""
    if act not in HEARINGS:
        raise Http404
    rows = Hearing.objects.select_related("case", "pupil", "prosecution", "supervision")
    row = open_door(request, rows, P.PREPARE_LEGAL, pk=pk)
    return act_page(request, row, HEARINGS, act, f"/cases/{row.case.ref}/court/")
