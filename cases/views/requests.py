"""Requests to agencies: the agency's own page, one request with its moves, and sending one."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from agencies.doors import CaseworkRequest, needs, open_door
from agencies.rules.roles import Permission
from attendance.models import Pupil
from cases.actions.requests import move_request, moves_open_to, send_request, side_of
from cases.forms.requests import RequestMoveForm, SendForm
from cases.models import AgencyRequest
from cases.queries.requests import SHOWN, request_page
from cases.views.drafts import Drafting
from cases.views.record import open_record
from cases.workflow.requests import REQUEST_MOVES, Side

P = Permission


@needs(P.ANSWER_REQUESTS)
def requests(request: CaseworkRequest) -> HttpResponse:
    """What one's agency was asked, and what it asked others."""
    shown = request.GET.get("show", "new")
    shown = shown if shown in SHOWN else "new"
    page = request_page(request.acting, shown, request.GET.get("page"))
    shelves = [(key, heading, key == shown) for key, (heading, _) in SHOWN.items()]
    context = {"page": page, "shelves": shelves, "shown": shown, "heading": SHOWN[shown][0]}
    return render(request, "cases/requests.html", context)


def _open(request: CaseworkRequest, ref: str) -> AgencyRequest:
    rows = AgencyRequest.objects.select_related("pupil", "agency", "to", "by", "case")
    row: AgencyRequest = open_door(request, rows, P.ANSWER_REQUESTS, ref=ref)
    return row


@needs(P.ANSWER_REQUESTS)
def one(request: CaseworkRequest, ref: str) -> HttpResponse:
    """One request, where it stands and what one's side may do."""
    row = _open(request, ref)
    moves, side = moves_open_to(row, request.acting), side_of(row, request.acting)
    context = {"row": row, "pupil": row.pupil, "moves": moves, "asked": side is Side.ASKED}
    return render(request, "cases/request.html", context)


@needs(P.ANSWER_REQUESTS)
def move(request: CaseworkRequest, ref: str, move: str) -> HttpResponse:
    """A move of a request; accepting leads straight to logging the first session."""
    if move not in REQUEST_MOVES:
        raise Http404
    step, drafting = REQUEST_MOVES[move], Drafting(request, f"{move}-{ref}")
    if before := drafting.again():
        return before
    row = _open(request, ref)
    if drafting.asked:
        return drafting.answer()
    form = drafting.filled(RequestMoveForm(step, drafting.data))
    if drafting.data and form.is_valid():

        def act() -> str:
            move_request(row=row, move=move, by=request.acting, **form.cleaned_data)
            if move == "accept":
                return reverse("log-work", args=[row.pupil.ref])
            return reverse("requests")

        if answer := drafting.handed_in(form, act, done=_said(move)):
            return answer
    context = {"form": form, "drafting": drafting, "move": step, "row": row, "pupil": row.pupil}
    return render(request, "cases/request_move.html", context)


def _said(move: str) -> str:
    if move == "accept":
        return "Accepted. The record is open to your agency. You can log the first session here, or later."
    return "Done. The other agency is told."


@needs(P.GRANT_INVOLVEMENT)
def send(request: CaseworkRequest, ref: str) -> HttpResponse:
    """Ask an agency to help with a child."""
    pupil = open_door(request, Pupil.objects.all(), P.GRANT_INVOLVEMENT, ref=ref)
    by, drafting = request.acting, Drafting(request, f"request-{ref}")
    if drafting.asked:
        return drafting.answer()
    form = drafting.filled(SendForm(by, drafting.data))
    if drafting.data and form.is_valid():

        def act() -> str:
            row = send_request(pupil=pupil, by=by, **form.cleaned_data)
            return reverse("request", args=[row.ref])

        if answer := drafting.handed_in(form, act, done="Sent. The agency is told that a request waits."):
            return answer
    return render(request, "cases/request_send.html", {"form": form, "drafting": drafting, "pupil": pupil})


@needs(P.VIEW_CASE)
def of_case(request: CaseworkRequest, ref: str) -> HttpResponse:
    """The requests made in a case."""
    record = open_record(request, ref)
    rows = AgencyRequest.objects.visible_to(request.acting).filter(case=record.case)
    found = list(rows.select_related("to", "agency", "by", "pupil").order_by("-sent_on", "-pk"))
    asks = request.acting.may(P.GRANT_INVOLVEMENT)
    opens = request.acting.may(P.ANSWER_REQUESTS)
    context = record.context(rows=found, asks=asks, opens=opens)
    return render(request, "cases/requests_of_case.html", context)
