"""Print runs: how far one is, its letters in a file, and that it was posted."""

import tempfile
import zipfile
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from agencies.doors import CaseworkRequest, needs, record_access
from agencies.models.access import AccessAct
from agencies.paging import page_of
from agencies.rules.roles import Permission
from agencies.storage import Altered
from cases.actions.doors import Refused
from enforcement.actions.letters import content_of
from enforcement.actions.print_runs import leave_out, record_posted, try_again
from enforcement.forms.letters import PostedForm
from enforcement.models import Letter, PrintRun
from enforcement.queries.print_runs import not_to_post, openable, stand_of_run

P = Permission
IN_A_FILE = 250
IN_MEMORY = 8 << 20


@needs(P.PREPARE_LEGAL)
def runs(request: CaseworkRequest) -> HttpResponse:
    """The print runs of agencies within reach, newest first."""
    rows = PrintRun.objects.visible_to(request.acting).select_related("by").order_by("-pk")
    return render(request, "enforcement/print_runs.html", {"page": page_of(rows, request.GET.get("page"))})


def _open(request: CaseworkRequest, ref: str) -> PrintRun:
    row: PrintRun = get_object_or_404(
        PrintRun.objects.visible_to(request.acting).select_related("by"), ref=ref
    )
    return row


def _letters(request: CaseworkRequest, row: PrintRun) -> Any:
    """The run's letters that this person may open."""
    return openable(Letter.objects.visible_to(request.acting), request.acting).filter(run=row)


@needs(P.PREPARE_LEGAL)
def run(request: CaseworkRequest, ref: str) -> HttpResponse:
    """One run: how far it is, what could not be made and why, and what must come out of the pile."""
    row = _open(request, ref)
    stand = stand_of_run(row)
    mine = _letters(request, row).select_related("pupil", "notice", "warning")
    made = mine.exclude(file="").count()
    files = [
        (number, first + 1, min(first + IN_A_FILE, made))
        for number, first in enumerate(range(0, made, IN_A_FILE), 1)
    ]
    context = {
        "row": row, "stand": stand, "address": reverse("print-run-progress", args=[ref]),
        "failed": mine.exclude(cannot_because="").order_by("pk")[:50], "files": files, "closed": stand.made - made,
        "out": not_to_post(row).filter(pk__in=mine.values("pk")).select_related("pupil", "notice")[:50],
        "page": page_of(mine.order_by("pk"), request.GET.get("page")),
    }  # fmt: skip
    return render(request, "enforcement/print_run.html", context)


@needs(P.PREPARE_LEGAL)
def progress(request: CaseworkRequest, ref: str) -> HttpResponse:
    """The bar by itself for a page that asks; anybody else gets the page."""
    row = _open(request, ref)
    if not request.headers.get("HX-Request"):
        return redirect("print-run", ref)
    stand = stand_of_run(row)
    if stand.is_made:
        return HttpResponse(headers={"HX-Refresh": "true"})
    address = reverse("print-run-progress", args=[ref])
    return render(request, "enforcement/print_run_progress.html", {"stand": stand, "address": address})


def _act(request: CaseworkRequest, ref: str, act: Callable[..., object], done: str) -> HttpResponse:
    try:
        act(run=_open(request, ref), by=request.acting)
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, done)
    return redirect("print-run", ref)


@require_POST
@needs(P.PREPARE_LEGAL)
def again(request: CaseworkRequest, ref: str) -> HttpResponse:
    """Try the letters again that could not be made."""
    return _act(request, ref, try_again, "The letters are tried again.")


@require_POST
@needs(P.PREPARE_LEGAL)
def without(request: CaseworkRequest, ref: str) -> HttpResponse:
    """Take the letters out that could not be made."""
    return _act(request, ref, leave_out, "They are out of this run, and owed as before.")


@needs(P.PREPARE_LEGAL)
def posted(request: CaseworkRequest, ref: str) -> HttpResponse:
    """Record that the letters were posted: the notices in them are served by it."""
    row, by = _open(request, ref), request.acting
    form = PostedForm(request.POST or None, initial={"sent_on": max(row.posted_on, by.on)})
    if request.method == "POST" and form.is_valid():
        try:
            record_posted(run=row, by=by, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Recorded. The notices are being recorded as served.")
            return redirect("print-run", ref)
    context = {"form": form, "row": row, "out": not_to_post(row).count()}
    return render(request, "enforcement/print_run_posted.html", context)


@require_GET
@needs(P.PREPARE_LEGAL)
def bundle(request: CaseworkRequest, ref: str) -> HttpResponseBase:
    """Up to 250 letters of a run in a zip; `part` says which. Their names say their number, never whose they are."""
    row = _open(request, ref)
    asked = request.GET.get("part", "1")
    part = max(int(asked), 1) if asked.isascii() and asked.isdigit() and len(asked) < 5 else 1
    rows = _letters(request, row).exclude(file="").order_by("pk")[(part - 1) * IN_A_FILE : part * IN_A_FILE]
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 -- the answer closes it
    try:
        count = _fill(file, rows)
    except Altered:
        file.close()
        messages.error(request, "A file is not what was made, so none is given out. Tell the operators.")
        return redirect("print-run", ref)
    record_access(request.acting, page="print-run-letters", act=AccessAct.EXPORT, results=count)
    file.seek(0)
    name = f"letters-{row.pk}-{part}.zip"
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")


def _fill(file: Any, rows: Any) -> int:
    letters = list(rows)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as packed:
        for letter in letters:
            packed.writestr(f"letter-{letter.pk}.pdf", content_of(letter))
    return len(letters)
