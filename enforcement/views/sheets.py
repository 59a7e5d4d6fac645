"""Sheets of warnings and notices, prepared, changed and moved on: a form filled from its draft, handed in once."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render

from agencies.acting import Acting
from agencies.doors import CaseworkRequest
from agencies.rules.roles import Permission
from attendance.models import Address
from cases.actions.doors import Refused
from cases.views.drafts import Drafting
from enforcement.forms.notices import IssueForm
from enforcement.models import Prepared
from enforcement.queries.notice_gate import Sheet, gate_now
from enforcement.rules.gate import Gate
from enforcement.views.starts import page_of
from enforcement.workflow import Move, State

P = Permission
# What the page and the sheets of a warning or a notice show beside it.
WITH = (
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


@dataclass(frozen=True)
class Made:
    """A form, what it does once filled in, and what is said then; `gate` is shown where a second person decides."""

    form: Callable[[Any], Any]
    act: Callable[[Any], Any]
    done: str
    gate: Gate | None = None


@dataclass(frozen=True)
class Kind:
    """A kind of step: its word in pages and drafts, what the gate is headed, its door, its moves and their forms."""

    name: str
    called: str
    open: Callable[..., Any]
    moves: Mapping[str, Move]
    made: Callable[[str, Any, Acting], Made]

    def context(self, row: Any, by: Acting, moves: Iterable[Move]) -> dict[str, Any]:
        """What the page of a row shows of its gate or its decision, its letters and moves."""
        is_draft = row.state == State.DRAFT
        asked = gate_now(row, by) if is_draft else None
        return {
            self.name: row,
            "pupil": row.pupil,
            "gate": asked.gate if asked else None,
            "answers": row.decision.gate.get("answers", ()) if row.decision else (),
            "letters": row.letters.order_by("pk"),
            "moves": [move for move in moves if by.may(move.needs)],
            "changes": is_draft and by.may(P.PREPARE_LEGAL),
        }


def filled(
    drafting: Drafting,
    template: str,
    make: Callable[[], Made],
    context: Mapping[str, Any],
    *,
    row: Prepared | None = None,
) -> HttpResponse:
    """A sheet from its draft, handed in once. It leads to the page of the row, or of what the act made."""
    if drafting.asked:
        return drafting.answer()
    made = make()
    form = drafting.filled(made.form(drafting.data))
    if drafting.data and form.is_valid():

        def act() -> str:
            found = made.act(form)
            return page_of(row or found)

        if answer := drafting.handed_in(form, act, done=made.done):
            return answer
    return render(
        drafting.request, template, {**context, "form": form, "drafting": drafting, "gate": made.gate}
    )


def move_page(request: CaseworkRequest, kind: Kind, ref: str, key: str) -> HttpResponse:
    """A move of a warning or a notice, with what it asks for."""
    if key not in kind.moves:
        raise Http404
    move = kind.moves[key]
    if not request.acting.may(move.needs):
        raise PermissionDenied
    row = kind.open(request, ref, move.needs)
    drafting = Drafting(request, f"{kind.name}-{key}-{ref}")
    context = {"row": row, "pupil": row.pupil, "move": move, "kind": kind, "back_to": page_of(row)}
    return drafting.again() or filled(
        drafting, "enforcement/move.html", lambda: kind.made(key, row, request.acting), context, row=row
    )


def issuing(row: Prepared, by: Acting, issue: Callable[..., Any], done: str) -> Made:
    """A second person checks and issues: what the gate wants signed is asked for."""
    asked = gate_now(row, by)
    gate = asked.gate if asked else None
    return Made(
        lambda data: IssueForm(gate.unsigned if gate else (), row.version, data),
        lambda form: issue(signs=form.cleaned_data.get("signs"), version=form.cleaned_data["version"]),
        done,
        gate,
    )


def address_of(sheet: Sheet) -> Address:
    """Where the letter would go. Raises Refused where the record has none."""
    found = sheet.held.address_row
    if found is None:
        raise Refused("No address of this parent is on the record. Put it there first.")
    return found
