"""Referrals: the list, a draft with its criteria, one that was sent, and what is done about it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from agencies.doors import CaseworkRequest, needs, open_door
from agencies.rules.roles import Permission
from attendance.queries.access import reason_for
from attendance.views import pupils
from cases.actions import decisions
from cases.actions import referrals as acts
from cases.actions.doors import ChangedMeanwhile, Refused
from cases.forms.changed import Difference, carry_version, renewed
from cases.forms.referrals import AcceptForm, AnswerForm, AskForm, DeclineForm, DraftForm, WithdrawForm
from cases.models import Case, DeclineReason, Referral, ReferralEvidence, ReferralQuestion
from cases.queries.outcomes import foreseen_of_acceptance
from cases.queries.people import officers_in, suggested_officer
from cases.queries.referrals import (
    ReferralFilter,
    clocks_of,
    may_refer_from,
    moves_open_to,
    parents_to_write_to,
    referral_page,
    standing_of,
    states_with_words,
)
from cases.workflow.referrals import REFERRAL_MOVES, ReferralState

P = Permission
DONE = {
    "ask": "The question is sent. The clock stands still until it is answered.",
    "answer": "The answer is sent.",
    "withdraw": "The referral is withdrawn.",
    "accept": "The referral is accepted. Whoever referred is told.",
    "decline": "The referral is declined. Whoever referred is told.",
}


@needs(P.REFER)
def referrals(request: CaseworkRequest) -> HttpResponse:
    """The referrals that this person's agency sent or may answer."""
    chosen = ReferralFilter.read(request.GET)
    page = referral_page(request.acting, chosen, request.GET.get("page"))
    clocks = clocks_of(page, request.acting.on)
    context = {
        "page": page,
        "rows": [(row, clocks.get(row.pk)) for row in page],
        "chosen": chosen,
        "states": states_with_words(),
        "triages": request.acting.may(P.TRIAGE),
    }
    return render(request, "cases/referrals.html", context)


@needs(P.REFER)
def start(request: CaseworkRequest, ref: str) -> HttpResponse:
    """Begin a referral of a child, or go to the one that is open."""
    record = pupils.open_record(request, ref)
    schools = [each.school for each in record.now.current if may_refer_from(each.school, request.acting)]
    error = "" if schools else "The child is on the roll of no school of yours today."
    if request.method == "POST" and schools:
        chosen = next((each for each in schools if str(each.urn) == request.POST.get("school")), schools[0])
        try:
            found, begun = acts.start_referral(pupil=record.pupil, school=chosen, by=request.acting)
        except Refused as refused:
            error = str(refused)
        else:
            messages.success(
                request, "The draft is saved." if begun else "There is an open referral already."
            )
            return redirect("referral", ref=found.ref)
    live = Case.objects.visible_to(request.acting).live().filter(pupil=record.pupil).first()
    context = record.context(schools=schools, error=error, live=live)
    return render(request, "cases/refer.html", context)


def _opened(request: CaseworkRequest, ref: str) -> Referral:
    """The referral through the door: sent, or one's own draft; else Http404."""
    rows = Referral.objects.select_related("pupil", "school__team", "agency", "by", "decided_by", "case")
    found: Referral = open_door(request, rows.sent_or_own(request.acting), P.REFER, ref=ref)
    return found


@needs(P.REFER)
def referral(request: CaseworkRequest, ref: str) -> HttpResponse:
    """One referral: a draft as a form with what lacks beside it, or what was sent with what can be done."""
    found = _opened(request, ref)
    by = request.acting
    if found.state == ReferralState.DRAFT:
        return _draft(request, found)
    questions = ReferralQuestion.objects.visible_to(by).filter(referral=found).order_by("pk")
    evidence = ReferralEvidence.objects.visible_to(by).filter(referral=found).order_by("on", "pk")
    context = {
        "standing": standing_of(found, by),
        "questions": list(questions.select_related("asked_by", "answered_by")),
        "evidence": list(evidence.select_related("parent")),
        "clock": clocks_of([found], by.on).get(found.pk),
        "moves": [move for move in moves_open_to(found, by) if move.key in FORMS],
    }
    return render(request, "cases/referral.html", _context(request, found, **context))


def _draft(request: CaseworkRequest, found: Referral) -> HttpResponse:
    by, changed = request.acting, list[Difference]()
    form = _draft_form(found, request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            kept = acts.save_referral(
                referral=found, written=form.written(), version=form.cleaned_data["version"], by=by
            )
            if "send" in request.POST:
                acts.submit_referral(referral=kept, version=kept.version, by=by)
        except ChangedMeanwhile as refused:
            form.add_error(None, str(refused))
            found.refresh_from_db()
            changed = renewed(form, _draft_form(found, request, None))
        except Refused as refused:
            form.add_error(None, str(refused))
            found.refresh_from_db()
            carry_version(form, found.version)  # what was written is saved, though not sent
        else:
            sent = "The referral is sent." if "send" in request.POST else "The draft is saved."
            messages.success(request, sent)
            return redirect("referral", ref=found.ref)
    context = _context(request, found, form=form, standing=standing_of(found, by), changed=changed)
    return render(request, "cases/referral_draft.html", context)


def _draft_form(found: Referral, request: CaseworkRequest, data: Any) -> DraftForm:
    evidence = ReferralEvidence.objects.visible_to(request.acting).filter(referral=found)
    return DraftForm(found, parents_to_write_to(found.pupil_id), list(evidence), data)


def _context(request: CaseworkRequest, found: Referral, **more: Any) -> dict[str, Any]:
    reason = reason_for(found.pupil, request.acting)
    return {"referral": found, "pupil": found.pupil, "reason": reason, **more}


def _accept(found: Referral, request: CaseworkRequest) -> forms.Form:
    team = found.school.team_id
    suggested = suggested_officer(found.school, team, request.acting.on)
    return AcceptForm(officers_in([team], request.acting.on), suggested, request.POST or None)


FORMS: dict[str, Callable[[Referral, CaseworkRequest], forms.Form]] = {
    "ask": lambda found, request: AskForm(request.POST or None),
    "answer": lambda found, request: AnswerForm(request.POST or None),
    "withdraw": lambda found, request: WithdrawForm(request.POST or None),
    "accept": _accept,
    "decline": lambda found, request: DeclineForm(
        standing_of(found, request.acting).ready, request.POST or None
    ),
}
ACTS: dict[str, Callable[..., Referral]] = {
    "ask": acts.ask_question,
    "answer": acts.answer_question,
    "withdraw": acts.withdraw_referral,
    "accept": decisions.accept_referral,
    "decline": decisions.decline_referral,
}


@needs(P.REFER)
def act(request: CaseworkRequest, ref: str, act: str) -> HttpResponse:
    """Something done about a referral, with what it asks for."""
    if act not in ACTS:
        raise Http404
    found = _opened(request, ref)
    form = FORMS[act](found, request)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        if "because" in given:
            given["because"] = DeclineReason(given["because"])
        try:
            done = ACTS[act](referral=found, by=request.acting, **given)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, DONE[act])
            there = done.case if act == "accept" else None
            return redirect("case", ref=there.ref) if there else redirect("referral", ref=ref)
    foreseen = foreseen_of_acceptance(request.acting.on) if act == "accept" else ""
    context = _context(request, found, form=form, move=REFERRAL_MOVES[act], foreseen=foreseen)
    return render(request, "cases/referral_act.html", context)
