"""A prosecution: what is to be proved, what may be charged, what the pack lacks, the court's days and its outcome."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from agencies import pdf
from agencies.doors import CaseworkRequest, needs, open_door, record_access
from agencies.models.access import AccessAct
from agencies.rules.roles import Permission
from agencies.storage import Altered
from cases.actions.doors import Refused
from enforcement.actions.evidence import drop_item, make_paper
from enforcement.models import PAPERS, CourtPaper, PackItem, PaperKind, Prosecution
from enforcement.queries.court import charge_page
from enforcement.views.acts import WITH, act_page, offered
from enforcement.views.charge_acts import ACTS, OPEN
from enforcement.views.starts import page_of

P = Permission
JOINED = ("consideration__by", "attendance_order", "supervision_order")


@needs(P.VIEW_LEGAL)
def prosecution(request: CaseworkRequest, ref: str) -> HttpResponse:
    """One prosecution, whole."""
    row = open_door(request, Prosecution.objects.select_related(*WITH, *JOINED), P.VIEW_LEGAL, ref=ref)
    context = {
        "row": row,
        "pupil": row.pupil,
        "page": charge_page(row, request.acting),
        "order_page": page_of(row.order) if row.order else "",
        "acts": offered(request, row, ACTS, "prosecution-act", [ref]),
        "prepares": request.acting.may(P.PREPARE_LEGAL) and row.case.is_live and row.state in OPEN,
    }
    return render(request, "enforcement/prosecution.html", context)


@needs(P.PREPARE_LEGAL)
def act(request: CaseworkRequest, ref: str, act: str) -> HttpResponse:
    """An act on a prosecution."""
    row = open_door(request, Prosecution.objects.select_related(*WITH), P.PREPARE_LEGAL, ref=ref)
    return act_page(request, row, ACTS, act, reverse("prosecution", args=[ref]))


@require_POST
@needs(P.PREPARE_LEGAL)
def make(request: CaseworkRequest, ref: str, kind: str) -> HttpResponse:
    """Make a paper of the pack from the record as it is now."""
    row = open_door(request, Prosecution.objects.select_related(*WITH), P.PREPARE_LEGAL, ref=ref)
    if kind not in PaperKind.values:
        raise Http404
    try:
        paper = make_paper(row=row, kind=kind, by=request.acting)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(
            request, f"{paper.get_kind_display()}, version {paper.number}, is made. Read it before use."
        )
    return redirect("prosecution", ref=ref)


@require_POST
@needs(P.PREPARE_LEGAL)
def drop(request: CaseworkRequest, ref: str, pk: int) -> HttpResponse:
    """Take a line out of a schedule."""
    row = open_door(request, Prosecution.objects.select_related(*WITH), P.PREPARE_LEGAL, ref=ref)
    item = PackItem.objects.permits(request.acting, P.PREPARE_LEGAL).filter(prosecution=row, pk=pk).first()
    if item is None:
        raise Http404
    try:
        drop_item(item=item, by=request.acting)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("prosecution", ref=ref)


@require_GET
@needs(P.VIEW_LEGAL)
def paper(request: CaseworkRequest, ref: str, pk: int) -> HttpResponse:
    """A paper as it was made, while it is still what was kept."""
    row = open_door(request, Prosecution.objects.select_related(*WITH), P.VIEW_LEGAL, ref=ref)
    held = CourtPaper.objects.visible_to(request.acting).filter(prosecution=row, pk=pk).first()
    if held is None:
        raise Http404
    try:
        content = PAPERS.read(held.file, digest=held.digest)
    except (Altered, ValueError):
        messages.error(
            request, "The file is gone or is no longer what was kept, and is not given out. Make it again."
        )
        return redirect("prosecution", ref=ref)
    record_access(request.acting, page="prosecution-paper", act=AccessAct.EXPORT, pupil_id=row.pupil_id)
    return pdf.pdf_response(content, f"{held.kind}-{held.number}", inline=True)
