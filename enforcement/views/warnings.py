"""Warnings: prepared, approved, served, watched, and ended by a person."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from agencies.doors import CaseworkRequest, needs, open_door
from agencies.rules.roles import Permission
from cases.actions.doors import Refused
from cases.views.drafts import Drafting
from cases.views.record import open_record
from enforcement.actions import warnings as acts
from enforcement.forms import notices as shared
from enforcement.forms import warnings as forms
from enforcement.models import WarningLetter
from enforcement.queries.ladder import sessions_in_words, sessions_prepared
from enforcement.queries.notice_gate import Sheet, gate_now, sheet_of
from enforcement.rules.ladder import warning_word
from enforcement.views.answers import contact_in
from enforcement.workflow import WARNING_MOVES, Move, WarningState, moves_from

P = Permission
END = Move("end", "Decide how it ended", (WarningState.SERVED,), WarningState.FAILED, P.PREPARE_LEGAL)
BY_DECISION = ("improved", "failed")
EVERY_MOVE = {key: move for key, move in WARNING_MOVES.items() if key not in BY_DECISION} | {"end": END}


def _open(request: CaseworkRequest, ref: str, permission: Permission = P.VIEW_LEGAL) -> WarningLetter:
    rows = WarningLetter.objects.select_related(
        "pupil",
        "parent",
        "case__school",
        "case__pupil",
        "school",
        "address",
        "drafted_by",
        "checked_by",
        "decision",
    )
    row: WarningLetter = open_door(request, rows, permission, ref=ref)
    return row


@needs(P.VIEW_LEGAL)
def warning(request: CaseworkRequest, ref: str) -> HttpResponse:
    """One warning: where it is, its period as the register has it, its gate or its decision, and its moves."""
    row, by = _open(request, ref), request.acting
    asked = gate_now(row, by) if row.state == WarningState.DRAFT else None
    sheet = sheet_of(row.case, row.parent_id, by, prepared=row)
    marks = sheet.held.ground.marks if sheet else None
    moves = [
        move for move in moves_from(WarningState(row.state), WARNING_MOVES) if move.key not in BY_DECISION
    ]
    if row.state == WarningState.SERVED:
        moves.insert(0, END)
    context = {
        "warning": row,
        "pupil": row.pupil,
        "word": warning_word(row.issued_on or by.on),
        "gate": asked.gate if asked else None,
        "answers": row.decision.gate.get("answers", ()) if row.decision else (),
        "days": sessions_in_words(marks.missed(sessions_prepared(row))) if marks else (),
        "watched": acts.missed_in_words(row),
        "is_over": row.ends_on is not None and row.ends_on < by.on,
        "letters": row.letters.order_by("pk"),
        "moves": [move for move in moves if by.may(move.needs)],
        "changes": row.state == WarningState.DRAFT and by.may(P.PREPARE_LEGAL),
    }
    return render(request, "enforcement/warning.html", context)


@dataclass(frozen=True)
class Made:
    """A form of a move and what it does once filled in."""

    form: Callable[[Any], Any]
    act: Callable[[Any], object]


def _made(move: str, row: WarningLetter, request: CaseworkRequest) -> Made:
    """What each move asks for, and does."""
    by = request.acting
    given: dict[str, Any] = {"warning": row, "by": by}
    if move == "issue":
        asked = gate_now(row, by)
        unsigned = asked.gate.unsigned if asked else ()
        return Made(
            lambda data: shared.IssueForm(unsigned, row.version, data),
            lambda form: acts.issue_warning(
                signs=form.cleaned_data.get("signs"), version=form.cleaned_data["version"], **given
            ),
        )
    simple: dict[str, Made] = {
        "drop": Made(shared.ReasonForm, lambda form: acts.drop_warning(**given, **form.cleaned_data)),
        "serve": Made(
            lambda data: shared.ServeForm("first_class", by.on, data),
            lambda form: acts.serve_warning(**given, **form.cleaned_data),
        ),
        "return": Made(shared.ReturnForm, lambda form: acts.return_warning(**given, **form.cleaned_data)),
        "end": Made(forms.EndForm, lambda form: acts.end_warning(**given, **form.cleaned_data)),
    }
    return simple[move]


@needs(P.PREPARE_LEGAL)
def move(request: CaseworkRequest, ref: str, move: str) -> HttpResponse:
    """A move of a warning, with what it asks for."""
    if move not in EVERY_MOVE:
        raise Http404
    step = EVERY_MOVE[move]
    if not request.acting.may(step.needs):
        raise PermissionDenied
    row = _open(request, ref, step.needs)
    drafting = Drafting(request, f"warning-{move}-{ref}")
    if before := drafting.again():
        return before
    if drafting.asked:
        return drafting.answer()
    made = _made(move, row, request)
    form = drafting.filled(made.form(drafting.data))
    if drafting.data and form.is_valid():

        def act() -> str:
            made.act(form)
            return reverse("warning", args=[ref])

        if answer := drafting.handed_in(form, act, done="Done. The timeline has it."):
            return answer
    asked = gate_now(row, request.acting) if move == "issue" else None
    context = {"form": form, "drafting": drafting, "warning": row, "pupil": row.pupil, "move": step}
    return render(request, "enforcement/warning_move.html", context | {"gate": asked.gate if asked else None})


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
    drafting = Drafting(request, f"warning-new-{pk}")
    if sheet is None:
        raise Http404
    if drafting.asked:
        return drafting.answer()
    form = drafting.filled(_form(sheet, by.on, drafting.data))
    if drafting.data and form.is_valid():

        def act() -> str:
            address = sheet.held.address_row
            if address is None:
                raise Refused("No address of this parent is on the record. Put it there first.")
            made = acts.prepare_warning(
                case=record.case, parent=contact.parent, address=address, by=by, **form.given()
            )
            return reverse("warning", args=[made.ref])

        if answer := drafting.handed_in(form, act, done="Prepared. A second person checks and approves it."):
            return answer
    word = warning_word(by.on)
    context = record.context(form=form, drafting=drafting, contact=contact, sheet=sheet, word=word)
    return render(request, "enforcement/warning_prepare.html", context)


@needs(P.PREPARE_LEGAL)
def change(request: CaseworkRequest, ref: str) -> HttpResponse:
    """Change the sheet of a warning that is being prepared."""
    row, by = _open(request, ref, P.PREPARE_LEGAL), request.acting
    sheet = sheet_of(row.case, row.parent_id, by, prepared=row)
    if sheet is None or row.state != WarningState.DRAFT:
        raise Http404
    drafting = Drafting(request, f"warning-change-{ref}")
    if drafting.asked:
        return drafting.answer()
    form = drafting.filled(
        _form(sheet, by.on, drafting.data, chosen=sessions_prepared(row), initial=forms.initial_of(row))
    )
    if drafting.data and form.is_valid():

        def act() -> str:
            version = form.cleaned_data["version"] or 0
            acts.change_warning(warning=row, by=by, version=version, **form.given())
            return reverse("warning", args=[ref])

        if answer := drafting.handed_in(form, act, done="Changed. A second person checks and approves it."):
            return answer
    context = {
        "form": form,
        "drafting": drafting,
        "warning": row,
        "pupil": row.pupil,
        "word": warning_word(by.on),
    }
    return render(request, "enforcement/warning_change.html", context)
