"""Notices: the list, one notice with its moves, and what each move asks for."""

from datetime import date
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from agencies.acting import Acting
from agencies.doors import CaseworkRequest, needs, open_door
from agencies.rules.roles import Permission
from attendance.queries.settings import answers_on
from enforcement.actions import notices as acts
from enforcement.actions.doubts import answer_doubt
from enforcement.actions.letters import owe_letter
from enforcement.forms import notices as forms
from enforcement.models import LetterKind, Notice
from enforcement.queries.letter_words import days_held
from enforcement.queries.notice_gate import sheet_of
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
from enforcement.views.sheets import WITH, Kind, Made, issuing, move_page
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
    rows = Notice.objects.select_related(*WITH, "fresh_for")
    row: Notice = open_door(request, rows, permission, ref=ref)
    return row


def moves_of(notice: Notice, on: date) -> list[Move]:
    """The moves that a notice can make as it stands on a day: nobody is reminded after the last day."""
    found = [move for move in moves_from(State(notice.state), MOVES) if move.key not in ELSEWHERE]
    if notice.state in (State.DRAFT, State.ISSUED):
        found.append(READDRESS)
    if notice.state == State.SERVED and notice.full_until >= on:
        found.append(REMIND)
    if notice.doubted_at is not None and not notice.doubt_answer:
        found.insert(0, DOUBT)
    return found


@needs(P.VIEW_LEGAL)
def notice(request: CaseworkRequest, ref: str) -> HttpResponse:
    """One notice: where it is, its days, what it rests on, its gate or its decision, and its moves."""
    row, by = open_notice(request, ref), request.acting
    sheet = sheet_of(row.case, row.parent_id, by, prepared=row)
    context = NOTICE.context(row, by, moves_of(row, by.on)) | {
        "amounts": amounts_in_words(row),
        "state": state_in_words(row, by.on),
        "is_over": row.state == State.SERVED and row.full_until < by.on,
        "relied": relied_on(row, sheet.held.ground.marks) if sheet else (),
        "reminders": _reminders(row, by.authority_id),
        "steps": row.steps.select_related("by").order_by("pk"),
        "family": same_family(row, by),
    }
    return render(request, "enforcement/notice.html", context)


def _reminders(row: Notice, authority: int) -> tuple[tuple[date, Reminder], ...]:
    """When the parent of a served notice is reminded."""
    if row.state != State.SERVED or not row.occasion:
        return ()
    return reminders(days_held(row), answers=answers_on(authority, row.issued_on))


def _made(key: str, row: Notice, by: Acting) -> Made:
    """What each move asks for, and does."""
    given: dict[str, Any] = {"notice": row, "by": by}
    if key == "issue":
        done = "Issued. It is to be sent, and then you record how and when."
        return issuing(row, by, partial(acts.issue_notice, **given), done)
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
            lambda form: owe_letter(kind=LetterKind.REMINDER, **given, **form.cleaned_data),
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
    return simple[key]


NOTICE = Kind("notice", "Penalty notice", open_notice, EVERY_MOVE, _made)


@needs(P.PREPARE_LEGAL)
def move(request: CaseworkRequest, ref: str, move: str) -> HttpResponse:
    """A move of a notice, with what it asks for."""
    return move_page(request, NOTICE, ref, move)
