"""Meetings: one's agency's list, one meeting, what is done about it, its papers, and those of a case."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from agencies.doors import CaseworkRequest, needs, open_door
from agencies.models.access import AccessAct
from agencies.pdf import pdf_response
from agencies.rules.roles import Permission
from agencies.storage import Altered
from cases.actions.doors import NotAllowed, Refused
from cases.actions.meeting_people import invite as invite_people
from cases.actions.meeting_people import reply as answer_invitation
from cases.actions.meeting_people import withdraw_invitation
from cases.actions.meetings import amend, call_meeting, cancel, hold_meeting, invitations_to, rearrange
from cases.actions.minutes import (
    add_item,
    agree_action,
    issue_minutes,
    read_paper,
    remove_item,
    write_item,
    write_letter,
)
from cases.forms.meetings import (
    CallForm,
    CameForm,
    InviteForm,
    ItemForm,
    MeetingActionForm,
    RearrangeForm,
    ReasonForm,
    ReplyForm,
)
from cases.models import Invitation, Meeting, MeetingItem, MeetingPaper
from cases.queries.meeting_papers import copies_of
from cases.queries.meetings import (
    SHOWN,
    candidates,
    may_reply,
    meeting_page,
    meetings_of_case,
    page_of_meeting,
)
from cases.views.drafts import Drafting
from cases.views.record import open_record
from cases.workflow.meetings import MEETING_MOVES

P = Permission
WIDE = ("pupil", "case__pupil", "case__school", "chair", "agency", "by")


@needs(P.VIEW_PUPIL)
def meetings(request: CaseworkRequest) -> HttpResponse:
    """The meetings that one's agency called or is invited to."""
    shown = request.GET.get("show", "coming")
    shown = shown if shown in SHOWN else "coming"
    page = meeting_page(request.acting, shown, request.GET.get("page"))
    shelves = [(key, heading, key == shown) for key, (heading, _) in SHOWN.items()]
    context = {"page": page, "shelves": shelves, "shown": shown, "heading": SHOWN[shown][0]}
    return render(request, "cases/meetings/list.html", context)


@needs(P.VIEW_CASE)
def of_case(request: CaseworkRequest, ref: str) -> HttpResponse:
    """The meetings of a case."""
    record = open_record(request, ref)
    found = meetings_of_case(record.case, request.acting)
    return render(request, "cases/meetings/of_case.html", record.context(rows=found))


@needs(P.LOG_WORK)
def new(request: CaseworkRequest, ref: str) -> HttpResponse:
    """Call a meeting."""
    record, by, drafting = open_record(request, ref), request.acting, Drafting(request, f"meeting-{ref}")
    if drafting.asked:
        return drafting.answer()
    form = drafting.filled(CallForm(record.case, by, drafting.data))
    if drafting.data and form.is_valid():
        given = form.cleaned_data

        def act() -> str:
            made = call_meeting(
                cases=[record.case, *given.get("also", ())], kind=given["kind"], arranged=form.arranged(), by=by,
                purpose=given["purpose"], audience=given["audience"],
            )  # fmt: skip
            return reverse("meeting-invite", args=[made.ref])

        if answer := drafting.handed_in(form, act, done="Arranged. Choose whom to invite."):
            return answer
    return render(request, "cases/meetings/new.html", record.context(form=form, drafting=drafting))


@needs(P.VIEW_PUPIL)
def one(request: CaseworkRequest, ref: str) -> HttpResponse:
    """One meeting as this person may read it."""
    meeting = _open(request, ref, P.VIEW_PUPIL)
    page = page_of_meeting(meeting, request.acting)
    context = {
        "page": page,
        "meeting": meeting,
        "pupil": meeting.pupil,
        "copies": _copies(meeting, page.runs),
    }
    return render(request, "cases/meetings/one.html", context)


def _copies(meeting: Meeting, runs: bool) -> list[str]:
    """For whom there will be minutes, for whoever keeps the record."""
    return [copy.label for copy in copies_of(meeting)] if runs else []


def _open(request: CaseworkRequest, ref: str, permission: Permission) -> Meeting:
    meeting: Meeting = open_door(request, Meeting.objects.select_related(*WIDE), permission, ref=ref)
    return meeting


def _own(request: CaseworkRequest, ref: str) -> Meeting:
    """A meeting that this person's agency called, or Http404."""
    rows = Meeting.objects.filter(agency__in=request.acting.reach).select_related(*WIDE)
    meeting: Meeting = open_door(request, rows, P.LOG_WORK, ref=ref)
    return meeting


def _part(request: CaseworkRequest, rows: Any, pk: int) -> Any:
    """A part of a meeting that this person may see, or Http404."""
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _sheet(
    request: CaseworkRequest,
    meeting: Meeting,
    name: str,
    form_of: Callable[[Any], forms.Form],
    act: Callable[[Any], object],
    *,
    title: str,
    done: str,
    about: str = "",
    button: str = "Save",
) -> HttpResponse:
    """A form of a meeting: kept as a draft, refused in words, or done once and back to the meeting."""
    drafting = Drafting(request, f"{name}-{meeting.ref}")
    if drafting.asked:
        return drafting.answer()
    form = drafting.filled(form_of(drafting.data))
    if drafting.data and form.is_valid():

        def do() -> str:
            act(form)
            return reverse("meeting", args=[meeting.ref])

        if answer := drafting.handed_in(form, do, done=done):
            return answer
    context = {
        "form": form, "drafting": drafting, "meeting": meeting, "pupil": meeting.pupil, "title": title, "about": about,
        "button": button,
    }  # fmt: skip
    return render(request, "cases/meetings/form.html", context)


@needs(P.LOG_WORK)
def invite(request: CaseworkRequest, ref: str) -> HttpResponse:
    """Invite people."""
    meeting, by = _own(request, ref), request.acting
    return _sheet(
        request, meeting, "meeting-invite", lambda data: InviteForm(candidates(meeting.pupil, by), data),
        lambda form: invite_people(meeting=meeting, keys=form.cleaned_data["keys"], by=by),
        title="Invite people", done="Invited. Agencies are told; print a letter for each parent.",
    )  # fmt: skip


@needs(P.ANSWER_REQUESTS)
def reply(request: CaseworkRequest, ref: str, pk: int) -> HttpResponse:
    """Answer an invitation."""
    meeting, by = _open(request, ref, P.ANSWER_REQUESTS), request.acting
    rows = Invitation.objects.visible_to(by).filter(meeting=meeting, withdrawn_on=None)
    held = _part(request, rows.select_related("meeting", "to", "person", "contact__parent", "pupil"), pk)
    if not may_reply(held, by):
        raise NotAllowed("This invitation is not yours to answer.")
    return _sheet(
        request, meeting, f"meeting-reply-{pk}", ReplyForm,
        lambda form: answer_invitation(invitation=held, by=by, **form.cleaned_data),
        title="Answer the invitation", done="Answered. Thank you.", about=held.whom,
    )  # fmt: skip


@needs(P.LOG_WORK)
def uninvite(request: CaseworkRequest, ref: str, pk: int) -> HttpResponse:
    """Take an invitation back, once it is asked for."""
    meeting, by = _own(request, ref), request.acting
    rows = Invitation.objects.visible_to(by).filter(meeting=meeting, withdrawn_on=None)
    held = _part(request, rows.select_related("meeting", "to", "person", "contact__parent", "pupil"), pk)
    return _sheet(
        request, meeting, f"meeting-uninvite-{pk}", forms.Form,
        lambda _form: withdraw_invitation(invitation=held, by=by),
        title="Take the invitation back", done="Taken back. They are told.", about=held.whom, button="Take it back",
    )  # fmt: skip


@needs(P.LOG_WORK)
@require_POST
def letter(request: CaseworkRequest, ref: str, pk: int) -> HttpResponse:
    """Write the letter to a parent, and lead to it."""
    meeting, by = _own(request, ref), request.acting
    held = _part(
        request, Invitation.objects.visible_to(by).filter(meeting=meeting).select_related("meeting"), pk
    )
    try:
        write_letter(invitation=held, by=by)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "The letter is ready under “Papers”. Print it and post it.")
    return redirect("meeting", ref=ref)


@needs(P.LOG_WORK)
def add(request: CaseworkRequest, ref: str, kind: str) -> HttpResponse:
    """Put a point on the agenda, or write a decision down."""
    if kind not in MeetingItem.Kind.values:
        raise Http404
    meeting, by = _own(request, ref), request.acting

    def act(form: forms.Form) -> object:
        given = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        return add_item(meeting=meeting, kind=kind, by=by, **given)

    decided = kind == MeetingItem.Kind.DECISION
    return _sheet(
        request, meeting, f"meeting-{kind}", lambda data: ItemForm(meeting, kind, None, data), act,
        title="Write a decision down" if decided else "Put a point on the agenda", done="Done.",
    )  # fmt: skip


@needs(P.LOG_WORK)
def item(request: CaseworkRequest, ref: str, pk: int) -> HttpResponse:
    """Write what was said of a point, or put a decision right."""
    meeting, by = _own(request, ref), request.acting
    held = _part(
        request, MeetingItem.objects.visible_to(by).filter(meeting=meeting).select_related("meeting"), pk
    )

    def act(form: forms.Form) -> object:
        return write_item(item=held, by=by, **{"title": held.title, **form.cleaned_data})

    now = f"{held.facts}\nNow: {held.said}" if request.method == "POST" and held.said else held.facts
    return _sheet(
        request, meeting, f"meeting-item-{pk}", lambda data: ItemForm(meeting, held.kind, held, data), act,
        title=held.title, done="Written down.", about=now,
    )  # fmt: skip


@needs(P.LOG_WORK)
def remove(request: CaseworkRequest, ref: str, pk: int) -> HttpResponse:
    """Take a point off the agenda, or a decision back, once it is asked for."""
    meeting, by = _own(request, ref), request.acting
    held = _part(
        request, MeetingItem.objects.visible_to(by).filter(meeting=meeting).select_related("meeting"), pk
    )
    return _sheet(
        request, meeting, f"meeting-remove-{pk}", forms.Form, lambda _form: remove_item(item=held, by=by),
        title="Remove this?", done="Removed.", about=held.title, button="Remove",
    )  # fmt: skip


@needs(P.LOG_WORK)
def action(request: CaseworkRequest, ref: str) -> HttpResponse:
    """Agree an action, which becomes part of the plan's actions."""
    meeting, by = _own(request, ref), request.acting

    def act(form: Any) -> object:
        return agree_action(meeting=meeting, by=by, **form.given())

    return _sheet(
        request, meeting, "meeting-action", lambda data: MeetingActionForm(meeting, by, data), act,
        title="Agree an action", done="Agreed. It is among the plan’s actions.",
    )  # fmt: skip


@needs(P.LOG_WORK)
def move(request: CaseworkRequest, ref: str, move: str) -> HttpResponse:
    """A move of a meeting, with what it asks for."""
    if move not in MEETING_MOVES:
        raise Http404
    meeting, by, step = _own(request, ref), request.acting, MEETING_MOVES[move]
    form_of: dict[str, Callable[[Any], forms.Form]] = {
        "rearrange": lambda data: RearrangeForm(meeting, by, data),
        "hold": lambda data: CameForm(invitations_to(meeting), data),
        "issue": forms.Form,
    }
    acts: dict[str, Callable[[Any], object]] = {
        "rearrange": lambda form: rearrange(
            meeting=meeting, arranged=form.arranged(), version=form.cleaned_data["version"], by=by
        ),
        "hold": lambda form: hold_meeting(meeting=meeting, came=form.came(), by=by),
        "issue": lambda _form: issue_minutes(meeting=meeting, by=by),
        "cancel": lambda form: cancel(meeting=meeting, by=by, **form.cleaned_data),
        "amend": lambda form: amend(meeting=meeting, by=by, **form.cleaned_data),
    }
    about = f"There will be a copy for: {'; '.join(_copies(meeting, True))}." if move == "issue" else ""
    return _sheet(
        request, meeting, f"meeting-{move}", form_of.get(move, lambda data: ReasonForm(step.reason, data)), acts[move],
        title=step.label, done=_said(move), about=about, button=step.label,
    )  # fmt: skip


def _said(move: str) -> str:
    return "Done. Those invited are told." if move in ("rearrange", "cancel", "issue") else "Done."


@require_GET
@needs(P.VIEW_PUPIL)
def paper(request: CaseworkRequest, ref: str, pk: int) -> HttpResponse:
    """A paper as it went out; its name says its kind and number, never whose it is."""
    rows = MeetingPaper.objects.select_related("meeting", "address").filter(meeting__ref=ref)
    held: MeetingPaper = open_door(request, rows, P.VIEW_PUPIL, act=AccessAct.EXPORT, pk=pk)
    try:
        content = read_paper(held, request.acting)
    except Altered:
        messages.error(request, "The file is not what was kept, so it is not given out. Tell the operators.")
        return redirect("meeting", ref=ref)
    name = "meeting-letter" if held.kind == MeetingPaper.Kind.LETTER else "minutes"
    return pdf_response(content, f"{name}-{held.pk}")
