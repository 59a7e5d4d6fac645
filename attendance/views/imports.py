"""The way of a register file in the browser: sent, asked about, checked, applied, one address each."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from agencies.doors import CaseworkRequest, needs, open_door
from agencies.paging import page_of
from agencies.rules.roles import Permission
from attendance.actions.imports.apply import approve
from attendance.actions.imports.receive import (
    AlreadyReceived,
    WrongState,
    answer_columns,
    cancel,
    receive_file,
)
from attendance.formats.columns import PRESETS, guess_mapping
from attendance.formats.refusals import FileRefused
from attendance.forms.imports import ColumnsForm, UploadForm, preset_columns
from attendance.models import RegisterImport, RejectedRow
from attendance.queries.imports import (
    imports_of,
    parts_of,
    progress_of,
    saved_mappings_of,
    schools_to_send_for,
    unmatched_of,
)
from attendance.workflow.imports import State, may_move

IMPORT = Permission.IMPORT_REGISTERS


@needs(IMPORT)
def imports(request: CaseworkRequest) -> HttpResponse:
    """The imports this person may see, newest first."""
    page = page_of(imports_of(request.acting), request.GET.get("page"))
    waiting = page_of(unmatched_of(request.acting), 1)
    return render(request, "attendance/imports/imports.html", {"page": page, "waiting": waiting})


@needs(IMPORT)
def send(request: CaseworkRequest) -> HttpResponse:
    """Choose a file and send it."""
    by, known = request.acting, None
    form = UploadForm(
        request.POST or None,
        request.FILES or None,
        schools=schools_to_send_for(by),
        census=by.may(Permission.MATCH_PUPILS),
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            batch = receive_file(
                by=by, file=given["file"], name=given["file"].name, school=given.get("school"),
                details=given.get("details"), said={"term": given.get("term") or ""}, force=given["force"],
            )  # fmt: skip
            return redirect("import", batch.ref)
        except AlreadyReceived as received:
            known = received.first
            form.add_error("file", "This file was received before")
        except FileRefused as refusal:
            form.add_error("file", str(refusal))
    return render(request, "attendance/imports/send.html", {"form": form, "known": known})


def _open(request: CaseworkRequest, ref: str) -> RegisterImport:
    return open_door(
        request, RegisterImport.objects.select_related("agency", "by", "repeats"), IMPORT, ref=ref
    )


@needs(IMPORT)
def register_import(request: CaseworkRequest, ref: str) -> HttpResponse:
    """One import, at whatever step it is."""
    batch = _open(request, ref)
    by = request.acting
    context = {
        "batch": batch,
        "page": page_of(parts_of(batch), request.GET.get("page")),
        "rejects": RejectedRow.objects.visible_to(by).filter(batch=batch).order_by("line", "pk")[:10],
        "waiting": unmatched_of(by).filter(batch=batch).exists(),
        "moves": {move.value for move in State if may_move(batch.state, move)},
        "first": RegisterImport.objects.visible_to(by).filter(repeated_by=batch).first(),
        **_progress(batch),
    }
    return render(request, "attendance/imports/import.html", context)


def _progress(batch: RegisterImport) -> dict[str, Any]:
    """What the bar says while a worker is at it, and nothing otherwise."""
    address = reverse("import-progress", args=[batch.ref])
    if batch.state == State.APPLYING:
        return {"progress": progress_of(batch), "label": "Schools applied", "address": address}
    if batch.state in (State.RECEIVED, State.STAGING):
        return {"label": "Reading the file", "address": address}
    return {}


@needs(IMPORT)
def import_progress(request: CaseworkRequest, ref: str) -> HttpResponse:
    """The bar by itself for a page that asks; anybody else, and whoever asks when it is done, gets the page."""
    batch = get_object_or_404(RegisterImport.objects.visible_to(request.acting), ref=ref)
    context = _progress(batch)
    if not request.headers.get("HX-Request"):
        return redirect("import", batch.ref)
    if not context:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "attendance/imports/progress.html", context)


@needs(IMPORT)
def columns(request: CaseworkRequest, ref: str) -> HttpResponse:
    """Say which column is what, and what the file does not say."""
    batch = _open(request, ref)
    headings = batch.mapping.get("headings", [])
    if not headings or not may_move(batch.state, State.RECEIVED):
        return redirect("import", batch.ref)
    by = request.acting
    schools = schools_to_send_for(by)
    form = ColumnsForm(
        request.POST or None, headings=headings, chosen=_chosen(request, batch, headings), schools=schools,
        own_school=_own_school(batch, schools), initial=_initial(batch, schools),
    )  # fmt: skip
    if form.is_valid():
        given = form.cleaned_data
        try:
            answer_columns(
                by=by, ref=batch.ref, columns=given["columns"], shape=given["shape"],
                date_order=given["date_order"], school=given.get("school"), began_on=given["began_on"],
                save_as=given["save_as"],
            )  # fmt: skip
        except WrongState as moved_on:
            messages.warning(request, str(moved_on))
        return redirect("import", batch.ref)
    context = {"form": form, "batch": batch, "presets": PRESETS, "saved": saved_mappings_of(by)}
    return render(request, "attendance/imports/columns.html", context)


def _own_school(batch: RegisterImport, schools: QuerySet[Any]) -> bool:
    """Whether rows without a school can only be from the sender's own."""
    return schools.filter(agency=batch.agency_id).exists()


def _initial(batch: RegisterImport, schools: QuerySet[Any]) -> dict[str, Any]:
    said = batch.mapping
    urn = said.get("school_urn")
    return {
        "date_order": said.get("date_order", ""),
        "began_on": said.get("began_on") or None,
        "school": schools.filter(urn=urn).first() if urn else None,
    }


def _chosen(request: CaseworkRequest, batch: RegisterImport, headings: list[str]) -> dict[str, str]:
    """The columns to start from: a known system's, a saved choice's, what was said before, or the likeliest."""
    if name := request.GET.get("preset"):
        return preset_columns(name, headings)
    if name := request.GET.get("saved"):
        saved = saved_mappings_of(request.acting).filter(name=name).first()
        return saved.mapping["columns"] if saved else {}
    return batch.mapping.get("columns") or dict(guess_mapping(headings).columns)


def _act(request: CaseworkRequest, ref: str, act: Callable[..., object], done: str) -> HttpResponse:
    """Do one thing to an import; where it has moved on, as after a second press, say so and change nothing."""
    _open(request, ref)
    try:
        act(by=request.acting, ref=ref)
    except WrongState as moved_on:
        messages.warning(request, str(moved_on))
    except RegisterImport.DoesNotExist:
        raise PermissionDenied from None
    else:
        messages.success(request, done)
    return redirect("import", ref)


@require_POST
@needs(IMPORT)
def import_apply(request: CaseworkRequest, ref: str) -> HttpResponse:
    """Apply what was read."""
    return _act(request, ref, approve, "The registers are being applied.")


@require_POST
@needs(IMPORT)
def import_cancel(request: CaseworkRequest, ref: str) -> HttpResponse:
    """Give the import up."""
    return _act(request, ref, cancel, "Nothing was applied, and the file was removed.")


@needs(IMPORT)
def import_rejects(request: CaseworkRequest, ref: str) -> HttpResponse:
    """Every row that could not be used, with the reason and the remedy."""
    batch = _open(request, ref)
    rows = RejectedRow.objects.visible_to(request.acting).filter(batch=batch).order_by("line", "pk")
    context = {"batch": batch, "page": page_of(rows, request.GET.get("page"))}
    return render(request, "attendance/imports/rejects.html", context)
