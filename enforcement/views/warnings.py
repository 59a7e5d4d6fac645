"""Warnings: prepared, approved, served, watched, and ended by a person."""

from datetime import date
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from agencies.acting import Acting
from agencies.doors import CaseworkRequest, needs, open_door
from agencies.rules.roles import Permission
from cases.views.drafts import Drafting
from cases.views.record import open_record
from enforcement.actions import warnings as acts
from enforcement.forms import notices as shared
from enforcement.forms import warnings as forms
from enforcement.models import WarningLetter
from enforcement.queries.ladder import sessions_in_words, sessions_prepared
from enforcement.queries.notice_gate import Sheet, sheet_of
from enforcement.rules.ladder import warning_word
from enforcement.views.answers import contact_in
from enforcement.views.sheets import WITH, Kind, Made, address_of, filled, issuing, move_page
from enforcement.workflow import WARNING_MOVES, Move, WarningState, moves_from

P = Permission
END = Move("end", "Decide how it ended", (WarningState.SERVED,), WarningState.FAILED, P.PREPARE_LEGAL)
BY_DECISION = ("improved", "failed")
EVERY_MOVE = {key: move for key, move in WARNING_MOVES.items() if key not in BY_DECISION} | {"end": END}
DONE = "Done. The timeline has it."


def _open(request: CaseworkRequest, ref: str, permission: Permission = P.VIEW_LEGAL) -> WarningLetter:
    rows = WarningLetter.objects.select_related(*WITH)
    row: WarningLetter = open_door(request, rows, permission, ref=ref)
    return row


@needs(P.VIEW_LEGAL)
def warning(request: CaseworkRequest, ref: str) -> HttpResponse:
    """One warning: where it is, its period as the register has it, its gate or its decision, and its moves."""
    row, by = _open(request, ref), request.acting
    sheet = sheet_of(row.case, row.parent_id, by, prepared=row)
    marks = sheet.held.ground.marks if sheet else None
    moves = [
        move for move in moves_from(WarningState(row.state), WARNING_MOVES) if move.key not in BY_DECISION
    ]
    if row.state == WarningState.SERVED:
        moves.insert(0, END)
    context = WARNING.context(row, by, moves) | {
        "word": warning_word(row.issued_on or by.on),
        "days": sessions_in_words(marks.missed(sessions_prepared(row))) if marks else (),
        "watched": acts.missed_in_words(row),
        "is_over": row.ends_on is not None and row.ends_on < by.on,
    }
    return render(request, "enforcement/warning.html", context)


def _made(key: str, row: WarningLetter, by: Acting) -> Made:
    """What each move asks for, and does."""
    given: dict[str, Any] = {"warning": row, "by": by}
    if key == "issue":
        return issuing(row, by, partial(acts.issue_warning, **given), DONE)
    simple: dict[str, Made] = {
        "drop": Made(shared.ReasonForm, lambda form: acts.drop_warning(**given, **form.cleaned_data), DONE),
        "serve": Made(
            lambda data: shared.ServeForm("first_class", by.on, data),
            lambda form: acts.serve_warning(**given, **form.cleaned_data),
            DONE,
        ),
        "return": Made(
            shared.ReturnForm, lambda form: acts.return_warning(**given, **form.cleaned_data), DONE
        ),
        "end": Made(forms.EndForm, lambda form: acts.end_warning(**given, **form.cleaned_data), DONE),
    }
    return simple[key]


WARNING = Kind("warning", "Warning", _open, EVERY_MOVE, _made)


@needs(P.PREPARE_LEGAL)
def move(request: CaseworkRequest, ref: str, move: str) -> HttpResponse:
    """A move of a warning, with what it asks for."""
    return move_page(request, WARNING, ref, move)


def _form(sheet: Sheet, on: date, data: Any, **more: Any) -> forms.WarningForm:
    chosen = more.pop("chosen", sheet.chosen)
    form = forms.WarningForm(sheet.offered, chosen, on, data, **more)
    form.ask_about_seal(sheet.held.address_row)
    return form


@needs(P.PREPARE_LEGAL)
def prepare(request: CaseworkRequest, ref: str, pk: int) -> HttpResponse:
    """Prepare a warning to one parent."""
    record = open_record(request, ref, P.PREPARE_LEGAL)
    contact, by = contact_in(request, record, pk), request.acting
    sheet = sheet_of(record.case, contact.parent_id, by)
    if sheet is None:
        raise Http404
    made = Made(
        lambda data: _form(sheet, by.on, data),
        lambda form: acts.prepare_warning(
            case=record.case, parent=contact.parent, address=address_of(sheet), by=by, **form.given()
        ),
        "Prepared. A second person checks and approves it.",
    )
    context = record.context(contact=contact, sheet=sheet, word=warning_word(by.on))
    drafting = Drafting(request, f"warning-new-{pk}")
    return filled(drafting, "enforcement/warning_prepare.html", lambda: made, context)


@needs(P.PREPARE_LEGAL)
def change(request: CaseworkRequest, ref: str) -> HttpResponse:
    """Change the sheet of a warning that is being prepared."""
    row, by = _open(request, ref, P.PREPARE_LEGAL), request.acting
    sheet = sheet_of(row.case, row.parent_id, by, prepared=row)
    if sheet is None or row.state != WarningState.DRAFT:
        raise Http404
    held = {"chosen": sessions_prepared(row), "initial": forms.initial_of(row)}
    made = Made(
        lambda data: _form(sheet, by.on, data, **held),
        lambda form: acts.change_warning(
            warning=row, by=by, version=form.cleaned_data["version"] or 0, **form.given()
        ),
        "Changed. A second person checks and approves it.",
    )
    context = {"warning": row, "pupil": row.pupil, "word": warning_word(by.on)}
    drafting = Drafting(request, f"warning-change-{ref}")
    return filled(drafting, "enforcement/warning_change.html", lambda: made, context, row=row)
