"""Notices: the list, one notice with its moves, and the sheets on which they are prepared."""

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
from attendance.queries.settings import answers_on
from cases.views.drafts import Drafting
from enforcement.actions import notices as acts
from enforcement.actions.doubts import answer_doubt
from enforcement.actions.letters import owe_letter
from enforcement.forms import notices as forms
from enforcement.models import LetterKind, Notice
from enforcement.queries.letter_words import days_held
from enforcement.queries.notice_gate import gate_now, sheet_of
from enforcement.queries.notices import (
    SHOWN,
    NoticeFilter,
    amounts_in_words,
    notice_page,
    relied_on,
    same_family,
    state_in_words,
)
from enforcement.rules.deadlines import Reminder, reminders
from enforcement.workflow import MOVES, Move, State, moves_from

P = Permission
# Moves of money and of court, made on pages of their own.
ELSEWHERE = ("discharge", "reverse", "charge", "charge-dropped")
READDRESS = Move(
    "readdress", "Send it to another address", (State.DRAFT, State.ISSUED), State.ISSUED, P.PREPARE_LEGAL
)
DOUBT = Move("doubt", "Decide about the corrected marks", tuple(State), State.ISSUED, P.APPROVE_LEGAL)
REMIND = Move("remind", "Send a reminder", (State.SERVED,), State.SERVED, P.PREPARE_LEGAL)
EVERY_MOVE = {
    **{key: move for key, move in MOVES.items() if key not in ELSEWHERE},
    "readdress": READDRESS,
    "doubt": DOUBT,
    "remind": REMIND,
}


@needs(P.VIEW_LEGAL)
def notices(request: CaseworkRequest) -> HttpResponse:
    """The notices this person may see."""
    chosen = NoticeFilter.read(request.GET)
    page = notice_page(request.acting, chosen, request.GET.get("page"))
    rows = [(row, state_in_words(row, request.acting.on)) for row in page]
    context = {"page": page, "rows": rows, "chosen": chosen, "shown": SHOWN, "heading": SHOWN[chosen.show]}
    return render(request, "enforcement/notices.html", context)


def open_notice(request: CaseworkRequest, ref: str, permission: Permission = P.VIEW_LEGAL) -> Notice:
    """The notice of that reference through the door, or Http404."""
    rows = Notice.objects.select_related(
        "pupil", "parent", "case__school", "school", "address", "drafted_by", "checked_by", "decision", "fresh_for",
        "case__pupil",
    )  # fmt: skip
    row: Notice = open_door(request, rows, permission, ref=ref)
    return row


def moves_of(notice: Notice, request: CaseworkRequest) -> list[Move]:
    """The moves that lie open to this person."""
    found = [move for move in moves_from(State(notice.state), MOVES) if move.key not in ELSEWHERE]
    if notice.state in (State.DRAFT, State.ISSUED):
        found.append(READDRESS)
    if notice.state == State.SERVED:
        found.append(REMIND)
    if notice.doubted_at is not None and not notice.doubt_answer:
        found.insert(0, DOUBT)
    return [move for move in found if request.acting.may(move.needs)]


@needs(P.VIEW_LEGAL)
def notice(request: CaseworkRequest, ref: str) -> HttpResponse:
    """One notice: where it is, its days, what it rests on, its gate or its decision, and its moves."""
    row, by = open_notice(request, ref), request.acting
    asked = gate_now(row, by) if row.state == State.DRAFT else None
    sheet = sheet_of(row.case, row.parent_id, by, prepared=row)
    context = {
        "notice": row,
        "pupil": row.pupil,
        "amounts": amounts_in_words(row),
        "state": state_in_words(row, by.on),
        "gate": asked.gate if asked else None,
        "answers": row.decision.gate.get("answers", ()) if row.decision else (),
        "relied": relied_on(row, sheet.held.ground.marks) if sheet else (),
        "reminders": _reminders(row, by.authority_id),
        "steps": row.steps.select_related("by").order_by("pk"),
        "letters": row.letters.order_by("pk"),
        "family": same_family(row, by),
        "moves": moves_of(row, request),
        "changes": row.state == State.DRAFT and by.may(P.PREPARE_LEGAL),
    }
    return render(request, "enforcement/notice.html", context)


def _reminders(row: Notice, authority: int) -> tuple[tuple[date, Reminder], ...]:
    """When the parent of a served notice is reminded."""
    if row.state != State.SERVED or not row.occasion:
        return ()
    return reminders(days_held(row), answers=answers_on(authority, row.issued_on))


@dataclass(frozen=True)
class Made:
    """A form of a move and what it does once filled in."""

    form: Callable[[Any], Any]
    act: Callable[[Any], object]
    done: str


def _made(move: str, row: Notice, request: CaseworkRequest) -> Made:
    """What each move asks for, and does."""
    by = request.acting
    given: dict[str, Any] = {"notice": row, "by": by}
    if move == "issue":
        asked = gate_now(row, by)
        unsigned = asked.gate.unsigned if asked else ()
        return Made(
            lambda data: forms.IssueForm(unsigned, row.version, data),
            lambda form: acts.issue_notice(
                signs=form.cleaned_data.get("signs"), version=form.cleaned_data["version"], **given
            ),
            "Issued. It is to be sent, and then you record how and when.",
        )
    simple: dict[str, Made] = {
        "drop": Made(
            forms.ReasonForm, lambda form: acts.drop_notice(**given, **form.cleaned_data), "Decided."
        ),
        "serve": Made(
            lambda data: forms.ServeForm(row.method, by.on, data),
            lambda form: acts.serve_notice(**given, **form.cleaned_data),
            "Recorded. The payment days are on the page.",
        ),
        "return": Made(
            forms.ReturnForm,
            lambda form: acts.return_notice(**given, **form.cleaned_data),
            "Recorded. Its days begin anew when it is served again.",
        ),
        "withdraw": Made(
            forms.WithdrawForm, lambda form: acts.withdraw_notice(**given, **form.cleaned_data), "Withdrawn."
        ),
        "remind": Made(
            forms.RemindForm,
            lambda form: owe_letter(kind=LetterKind.REMINDER, notice=row, by=by, **form.cleaned_data),
            "The reminder is to be made and sent: it is among the letters.",
        ),
        "readdress": Made(
            lambda data: forms.ReaddressForm(row, by, data),
            lambda form: acts.readdress_notice(address=form.rows[form.cleaned_data["address"]], **given),
            "It goes to that address.",
        ),
        "doubt": Made(
            forms.DoubtForm,
            lambda form: answer_doubt(**given, **form.cleaned_data),
            "Your decision is on the record.",
        ),
    }
    return simple[move]


@needs(P.PREPARE_LEGAL)
def move(request: CaseworkRequest, ref: str, move: str) -> HttpResponse:
    """A move of a notice, with what it asks for."""
    if move not in EVERY_MOVE:
        raise Http404
    step = EVERY_MOVE[move]
    if not request.acting.may(step.needs):
        raise PermissionDenied
    row = open_notice(request, ref, step.needs)
    drafting = Drafting(request, f"notice-{move}-{ref}")
    if before := drafting.again():
        return before
    if drafting.asked:
        return drafting.answer()
    made = _made(move, row, request)
    form = drafting.filled(made.form(drafting.data))
    if drafting.data and form.is_valid():

        def act() -> str:
            made.act(form)
            return reverse("notice", args=[ref])

        if answer := drafting.handed_in(form, act, done=made.done):
            return answer
    asked = gate_now(row, request.acting) if move == "issue" else None
    context = {"form": form, "drafting": drafting, "notice": row, "pupil": row.pupil, "move": step}
    return render(request, "enforcement/notice_move.html", context | {"gate": asked.gate if asked else None})
