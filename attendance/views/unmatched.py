"""Rows that fitted no child: the queue, and one row with whom it may be about."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from agencies.doors import CaseworkRequest, needs, open_door
from agencies.paging import page_of
from agencies.rules.roles import Permission
from attendance.actions.enrolments import AlreadyEnrolled
from attendance.actions.imports.receive import WrongState
from attendance.actions.imports.settle import NewChild, create_child, match_row, refuse_row
from attendance.forms.imports import NEW, NONE, SettleForm
from attendance.models import Pupil, UnmatchedRow
from attendance.queries.imports import candidates, row_days, unmatched_of


@needs(Permission.IMPORT_REGISTERS)
def unmatched(request: CaseworkRequest) -> HttpResponse:
    """Rows waiting for a child at the schools this person answers for."""
    page = page_of(unmatched_of(request.acting), request.GET.get("page"))
    may_settle = request.acting.may(Permission.MATCH_PUPILS)
    return render(request, "attendance/imports/unmatched.html", {"page": page, "may_settle": may_settle})


@needs(Permission.MATCH_PUPILS)
def unmatched_row(request: CaseworkRequest, pk: int) -> HttpResponse:
    """One row: match it, make a new child, or leave it out."""
    rows = UnmatchedRow.objects.select_related("school", "batch")
    row = open_door(request, rows, Permission.MATCH_PUPILS, pk=pk)
    if row.settled_as:
        messages.warning(request, "This row is settled already.")
        return redirect("unmatched")
    form = SettleForm(request.POST or None, row=row, candidates=candidates(row, request.acting))
    if form.is_valid():
        try:
            messages.success(request, _settle(request, row, form.cleaned_data))
            return redirect("unmatched")
        except WrongState as moved_on:
            messages.warning(request, str(moved_on))
            return redirect("unmatched")
        except Pupil.DoesNotExist:
            form.add_error("decision", "Choose one of the children")
        except AlreadyEnrolled:
            form.add_error("began_on", "The child is on the roll on some of these days. Enter another day")
    context = {"form": form, "row": row, "days": row_days(row)}
    return render(request, "attendance/imports/unmatched_row.html", context)


def _settle(request: CaseworkRequest, row: UnmatchedRow, given: dict[str, Any]) -> str:
    """Do what was decided, and say it."""
    by, decision = request.acting, given["decision"]
    if decision == NONE:
        refuse_row(by=by, row_id=row.pk)
        return "The row was left out."
    if decision == NEW:
        child = NewChild(
            surname=given["surname"], forename=given["forename"], born_on=given["born_on"], upn=given["upn"]
        )
        create_child(by=by, row_id=row.pk, child=child, began_on=given["began_on"])
        return "A new child is on the school's roll, with the marks of the row."
    match_row(by=by, row_id=row.pk, pupil_ref=decision, began_on=given["began_on"])
    return "The marks of the row are in the child's register."
