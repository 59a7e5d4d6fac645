"""The bank's files: sent, looked at once, taken line by line by a worker."""

from collections.abc import Iterable
from itertools import islice
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from agencies.doors import CaseworkRequest, needs
from agencies.paging import page_of
from agencies.rules.roles import Permission
from attendance.formats.refusals import FileRefused, Reject
from cases.actions.doors import Refused
from enforcement.actions.bank_files import (
    SentBefore,
    accept_statements,
    give_up,
    opened,
    receive_bank_file,
    say_columns,
)
from enforcement.formats.bank import BankLine, guessed, headings_of
from enforcement.formats.layouts import Layout, lines_of
from enforcement.formats.statements import Statement, statements_of
from enforcement.forms.money import BankColumnsForm, BankFileForm
from enforcement.models import BankFile, BankMapping
from enforcement.queries.statements import came_by_another_kind, gaps
from enforcement.rules.provision import pounds

P = Permission
SHOWN = 10
MOST_SHOWN = 50


@needs(P.TAKE_PAYMENTS)
def files(request: CaseworkRequest) -> HttpResponse:
    """The bank's files of this authority, newest first."""
    rows = BankFile.objects.visible_to(request.acting).select_related("by").order_by("-pk")
    return render(request, "enforcement/bank_files.html", {"page": page_of(rows, request.GET.get("page"))})


@needs(P.TAKE_PAYMENTS)
def send(request: CaseworkRequest) -> HttpResponse:
    """Send a file of the bank."""
    form = BankFileForm(request.POST or None, request.FILES or None)
    known = None
    if request.method == "POST" and form.is_valid():
        try:
            row = receive_bank_file(file=form.cleaned_data["file"], by=request.acting)
            return redirect("bank-file-columns", row.ref)
        except SentBefore as before:
            known = before.first
            form.add_error("file", "This file was sent before")
        except FileRefused as refused:
            form.add_error("file", str(refused))
    return render(request, "enforcement/bank_file_new.html", {"form": form, "known": known})


def _open(request: CaseworkRequest, ref: str) -> BankFile:
    row: BankFile = get_object_or_404(BankFile.objects.visible_to(request.acting), ref=ref)
    return row


@needs(P.TAKE_PAYMENTS)
def file(request: CaseworkRequest, ref: str) -> HttpResponse:
    """One file: how far it is, what it brought, and which lines could not be read."""
    row = _open(request, ref)
    rows = row.payments.order_by("line")
    page = page_of(rows, request.GET.get("page"))
    context = {
        "row": row, "page": page, "payments": [(each, pounds(each.amount)) for each in page],
        "address": reverse("bank-file-progress", args=[ref]),
    }  # fmt: skip
    return render(request, "enforcement/bank_file.html", context)


@needs(P.TAKE_PAYMENTS)
def progress(request: CaseworkRequest, ref: str) -> HttpResponse:
    """The bar by itself for a page that asks; anybody else gets the page."""
    row = _open(request, ref)
    if not request.headers.get("HX-Request"):
        return redirect("bank-file", ref)
    if row.is_asking or row.ended_at is not None:
        return HttpResponse(headers={"HX-Refresh": "true"})
    address = reverse("bank-file-progress", args=[ref])
    return render(request, "enforcement/bank_file_progress.html", {"row": row, "address": address})


@needs(P.TAKE_PAYMENTS)
def columns(request: CaseworkRequest, ref: str) -> HttpResponse:
    """Say which column is what; the first lines are shown as they would be read. A statement is only looked at."""
    row = _open(request, ref)
    if not row.is_asking:
        return redirect("bank-file", ref)
    if row.layout == Layout.MT940:
        return _statements(request, row)
    with opened(row) as upload:
        headings = headings_of(upload)
    form = BankColumnsForm(headings, _chosen(request, headings), request.POST or None)
    looked: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        if "look" in request.POST:
            looked = _looked(row, form)
        else:
            try:
                say_columns(
                    file=row, mapping=form.mapping, by=request.acting, save_as=form.cleaned_data["save_as"]
                )
                return redirect("bank-file", ref)
            except FileRefused as refused:
                form.add_error(None, str(refused))
    saved = BankMapping.objects.visible_to(request.acting).order_by("name")
    context = {"form": form, "row": row, "saved": saved, **looked}
    return render(request, "enforcement/bank_file_columns.html", context)


def _chosen(request: CaseworkRequest, headings: tuple[str, ...]) -> dict[str, str]:
    """The columns to start from: a choice that was kept, or the likeliest."""
    if name := request.GET.get("saved"):
        kept = BankMapping.objects.visible_to(request.acting).filter(name=name).first()
        return dict(kept.mapping) if kept else {}
    return guessed(headings)


def _looked(row: BankFile, form: BankColumnsForm) -> dict[str, Any]:
    """The first lines as they would be read, and what else is to be known of them all."""
    try:
        with opened(row) as upload:
            lines = list(lines_of(upload, row.layout, form.mapping))
    except FileRefused as refused:
        form.add_error(None, str(refused))
        return {}
    return {"lines": _shown(lines[:SHOWN]), "again": came_by_another_kind(row, _readable(lines))}


def _shown(lines: Iterable[BankLine | Reject]) -> list[Any]:
    """Lines as they would be read: day, amount, text; or why not."""
    return [
        (line, "", True) if isinstance(line, Reject) else (line, pounds(line.amount), False) for line in lines
    ]


def _readable(lines: Iterable[BankLine | Reject]) -> list[BankLine]:
    return [line for line in lines if isinstance(line, BankLine)]


def _statements(request: CaseworkRequest, row: BankFile) -> HttpResponse:
    """Look at statements before their lines are taken: what each says, what is wrong, and the first payments."""
    try:
        if request.method == "POST":
            accept_statements(file=row, by=request.acting)
            return redirect("bank-file", row.ref)
        with opened(row) as upload:
            statements = list(statements_of(upload))
    except FileRefused as refused:
        messages.error(request, str(refused))
        return redirect("bank-files")
    lines = [line for each in statements for line in each.items]
    found = _readable(lines)
    faults = [line for line in lines if isinstance(line, Reject)]
    paid = [line for line in found if line.amount > 0]
    context = {
        "row": row,
        "statements": [_in_words(each) for each in statements[:MOST_SHOWN]],
        "more": max(len(statements) - MOST_SHOWN, 0),
        "faults": faults[:MOST_SHOWN],
        "more_faults": max(len(faults) - MOST_SHOWN, 0),
        "lines": _shown(islice(paid, SHOWN)),
        "paid": len(paid),
        "came": pounds(sum(line.amount for line in paid)),
        "again": came_by_another_kind(row, found),
        "gaps": gaps(row, statements),
    }
    return render(request, "enforcement/bank_file_statements.html", context)


def _in_words(statement: Statement) -> dict[str, Any]:
    """A statement with its amounts as people read them."""
    ends = (statement.opening, statement.closing)
    begins, closes = (f"{pounds(each.amount)}" if each else "Not known" for each in ends)
    return {
        "statement": statement,
        "begins": begins,
        "closes": closes,
        "came": pounds(statement.came),
        "went": pounds(statement.went),
    }


@require_POST
@needs(P.TAKE_PAYMENTS)
def throw_away(request: CaseworkRequest, ref: str) -> HttpResponse:
    """Throw a file away whose lines were not taken."""
    try:
        give_up(file=_open(request, ref), by=request.acting)
    except Refused as refused:
        messages.warning(request, str(refused))
        return redirect("bank-file", ref)
    messages.success(request, "The file is removed, and nothing of it was taken.")
    return redirect("bank-files")
