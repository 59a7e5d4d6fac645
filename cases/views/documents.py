"""The documents of a case."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from agencies.doors import CaseworkRequest, needs, open_door
from agencies.models.access import AccessAct
from agencies.paging import page_of
from agencies.rules.roles import Permission
from agencies.storage import Altered
from cases.actions.documents import add_document, withdraw_document
from cases.actions.doors import Refused
from cases.forms.documents import DocumentForm, WithdrawForm
from cases.models import Audience, Document
from cases.models.document import DOCUMENTS
from cases.queries.people import audiences_for, people_on
from cases.rules.documents import KINDS
from cases.views.record import open_record


@needs(Permission.VIEW_CASE)
def documents(request: CaseworkRequest, ref: str) -> HttpResponse:
    """The documents of a case that are meant for this person, newest first."""
    record = open_record(request, ref)
    rows = Document.objects.visible_to(request.acting).filter(case=record.case)
    page = page_of(rows.select_related("by", "agency").order_by("-at", "-pk"), request.GET.get("page"))
    return render(request, "cases/documents.html", record.context(page=page, user_id=request.acting.user_id))


@needs(Permission.VIEW_CASE)
def add(request: CaseworkRequest, ref: str) -> HttpResponse:
    """Add a document."""
    record = open_record(request, ref)
    people = people_on(record.case, request.acting)
    form = DocumentForm(audiences_for(request.acting), people, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data | {"audience": Audience(form.cleaned_data["audience"])}
        try:
            add_document(case=record.case, by=request.acting, **given)
        except Refused as refused:
            form.add_error("upload", str(refused))
        else:
            messages.success(request, "The document is kept.")
            return redirect("case-documents", ref=ref)
    return render(request, "cases/document_add.html", record.context(form=form))


@needs(Permission.VIEW_CASE)
@require_GET
def download(request: CaseworkRequest, ref: str, pk: int) -> HttpResponse:
    """The file itself, asked for anew each time; its name says its kind and number, never whose it is."""
    document = _opened(request, ref, pk, act=AccessAct.EXPORT)
    try:
        content = DOCUMENTS.read(document.file, digest=document.digest)
    except Altered:
        messages.error(request, "The file is not what was kept, so it is not given out. Tell the operators.")
        return redirect("case-documents", ref=ref)
    kind = KINDS[document.kind]
    headers = {
        "Content-Disposition": f'attachment; filename="document-{document.pk}.{kind.ending}"',
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(content, content_type=kind.media_type, headers=headers)


@needs(Permission.VIEW_CASE)
def withdraw(request: CaseworkRequest, ref: str, pk: int) -> HttpResponse:
    """Withdraw a document that should not be here."""
    document = _opened(request, ref, pk)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_document(document=document, by=request.acting, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The document is withdrawn.")
            return redirect("case-documents", ref=ref)
    context = {"form": form, "document": document, "case": document.case}
    return render(request, "cases/document_withdraw.html", context)


def _opened(request: CaseworkRequest, ref: str, pk: int, act: AccessAct = AccessAct.VIEW) -> Document:
    rows = Document.objects.select_related("case").filter(withdrawn_on__isnull=True)
    document: Document = open_door(request, rows, Permission.VIEW_CASE, act=act, pk=pk, case__ref=ref)
    if document.withdrawn_on is not None:
        raise Http404
    return document
