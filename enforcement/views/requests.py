"""Requests for notices: asking, the list, one request with its result, and deciding against it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from agencies.doors import CaseworkRequest, needs, open_door
from agencies.rules.roles import Permission
from attendance.models import Pupil
from cases.actions.doors import Refused
from cases.models import Case
from cases.views.drafts import Drafting
from enforcement.actions.requests import refuse_request, request_notice
from enforcement.forms.requests import RefuseForm, RequestForm
from enforcement.models import NoticeRequest
from enforcement.queries.requests import SHOWN, basis_of, request_page, results_of

P = Permission


@needs(P.REQUEST_NOTICE)
def requests(request: CaseworkRequest) -> HttpResponse:
    """The requests that one's agency sent, or that wait for one's team."""
    shown = request.GET.get("show", "open")
    shown = shown if shown in SHOWN else "open"
    page = request_page(request.acting, shown, request.GET.get("page"))
    shelves = [(key, label, key == shown) for key, label in SHOWN.items()]
    context = {"page": page, "shelves": shelves, "heading": SHOWN[shown]}
    return render(request, "enforcement/requests.html", context)


@needs(P.REQUEST_NOTICE)
def ask(request: CaseworkRequest, ref: str) -> HttpResponse:
    """Ask for a notice about a child."""
    pupil = open_door(request, Pupil.objects.all(), P.REQUEST_NOTICE, ref=ref)
    by, drafting = request.acting, Drafting(request, f"notice-request-{ref}")
    if drafting.asked:
        return drafting.answer()
    basis = basis_of(pupil, by)
    form = drafting.filled(RequestForm(drafting.data))
    if drafting.data and form.is_valid():

        def act() -> str:
            if basis.school is None:
                raise Refused("The child is on no school’s roll today.")
            row = request_notice(pupil=pupil, school=basis.school, by=by, **form.given())
            return reverse("notice-request", args=[row.ref])

        if answer := drafting.handed_in(
            form, act, done="Sent. The authority looks into it and tells you the result."
        ):
            return answer
    context = {"form": form, "drafting": drafting, "pupil": pupil, "basis": basis}
    return render(request, "enforcement/request_ask.html", context)


def _open(request: CaseworkRequest, ref: str, permission: Permission) -> NoticeRequest:
    rows = NoticeRequest.objects.select_related("pupil", "school", "agency", "by")
    row: NoticeRequest = open_door(request, rows, permission, ref=ref)
    return row


@needs(P.REQUEST_NOTICE)
def one(request: CaseworkRequest, ref: str) -> HttpResponse:
    """One request: what is asked, what the register says of it, and what came of it."""
    row, by = _open(request, ref, P.REQUEST_NOTICE), request.acting
    answers = by.may(P.PREPARE_LEGAL) and row.state == "open"
    case = (
        Case.objects.permits(by, P.PREPARE_LEGAL).live().filter(pupil=row.pupil).first() if answers else None
    )
    context = {
        "row": row,
        "pupil": row.pupil,
        "basis": basis_of(row.pupil, by, row.first_on, row.last_on),
        "results": results_of(row),
        "answers": answers,
        "case": case,
    }
    return render(request, "enforcement/request.html", context)


@needs(P.PREPARE_LEGAL)
def refuse(request: CaseworkRequest, ref: str) -> HttpResponse:
    """Decide not to issue what was asked for."""
    drafting = Drafting(request, f"notice-refuse-{ref}")
    row = _open(request, ref, P.PREPARE_LEGAL)
    if drafting.asked:
        return drafting.answer()
    form = drafting.filled(RefuseForm(drafting.data))
    if drafting.data and form.is_valid():

        def act() -> str:
            refuse_request(row=row, by=request.acting, **form.cleaned_data)
            return reverse("notice-request", args=[ref])

        if answer := drafting.handed_in(form, act, done="Decided. Whoever asked is told."):
            return answer
    context = {"form": form, "drafting": drafting, "row": row, "pupil": row.pupil}
    return render(request, "enforcement/request_refuse.html", context)
