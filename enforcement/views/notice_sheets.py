"""The sheets on which notices are prepared and changed."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from agencies.doors import CaseworkRequest, needs
from agencies.rules.roles import Permission
from attendance.models import Contact
from cases.actions.doors import Refused
from cases.views.drafts import Drafting
from cases.views.record import CaseRecord, open_record
from enforcement.actions import notices as acts
from enforcement.actions.notice_drafts import change_notice, prepare_together
from enforcement.actions.requests import take_up_request
from enforcement.forms import notices as forms
from enforcement.models import Notice
from enforcement.queries.notice_gate import Sheet, sheet_of, to_prepare
from enforcement.rules.facts import Step
from enforcement.rules.service import Method
from enforcement.views.answers import contact_in
from enforcement.views.notices import open_notice
from enforcement.workflow import State

P = Permission


def _sheet(request: CaseworkRequest, record: CaseRecord, contact: Contact) -> Sheet:
    found = sheet_of(record.case, contact.parent_id, request.acting)
    if found is None:
        raise Http404
    return found


@needs(P.PREPARE_LEGAL)
def prepare(request: CaseworkRequest, ref: str, pk: int) -> HttpResponse:
    """Prepare a notice to one parent about absence."""
    record = open_record(request, ref, P.PREPARE_LEGAL)
    contact, by = contact_in(request, record, pk), request.acting
    sheet = _sheet(request, record, contact)
    others = to_prepare(sheet, by)

    def act(form: forms.NoticeForm) -> list[Notice]:
        if sheet.held.address_row is None:
            raise Refused("No address of this parent is on the record. Put it there first.")
        given = form.cleaned_data
        return prepare_together(
            case=record.case, siblings=form.chosen_of(others), parent=contact.parent,
            address=sheet.held.address_row, sessions=form.given_sessions(), because=form.reasons(),
            equality_considered_on=by.on, method=Method[given["method"].upper()],
            issuer_is_authorised=given["issuer_is_authorised"], opens_seal=form.opened, by=by,
        )  # fmt: skip

    def make(data: Any) -> forms.NoticeForm:
        form = forms.NoticeForm(sheet.offered, sheet.chosen, data)
        form.ask_about_seal(sheet.held.address_row)
        form.ask_about_siblings(others)
        return form

    return _filled(request, record, contact, f"notice-new-{pk}", make, act, sheet, Step.NOTICE)


@needs(P.PREPARE_LEGAL)
def prepare_excluded(request: CaseworkRequest, ref: str, pk: int) -> HttpResponse:
    """Prepare a notice about an excluded pupil in a public place."""
    record = open_record(request, ref, P.PREPARE_LEGAL)
    contact, by = contact_in(request, record, pk), request.acting
    sheet = _sheet(request, record, contact)

    def act(form: forms.ExcludedForm) -> list[Notice]:
        if sheet.held.address_row is None:
            raise Refused("No address of this parent is on the record. Put it there first.")
        given = form.cleaned_data
        row = acts.prepare_notice(
            case=record.case, parent=contact.parent, address=sheet.held.address_row, sessions=(), by=by,
            because={"equality_note": given["equality_note"]}, equality_considered_on=by.on,
            method=Method[given["method"].upper()], issuer_is_authorised=given["issuer_is_authorised"],
            seen=form.seen(sheet.school_days),
        )  # fmt: skip
        return [row]

    return _filled(
        request, record, contact, f"excluded-new-{pk}", forms.ExcludedForm, act, sheet, Step.EXCLUDED_NOTICE
    )


def _filled(
    request: CaseworkRequest,
    record: CaseRecord,
    contact: Contact,
    key: str,
    make: Callable[[Any], Any],
    act: Callable[[Any], list[Notice]],
    sheet: Sheet,
    step: Step,
) -> HttpResponse:
    """The sheet of a new notice from its draft, handed in once."""
    drafting = Drafting(request, key)
    if drafting.asked:
        return drafting.answer()
    form = drafting.filled(make(drafting.data))
    if drafting.data and form.is_valid():

        def done() -> str:
            rows = act(form)
            for row in rows:
                take_up_request(notice=row, by=request.acting)
            return reverse("notice", args=[rows[0].ref])

        if answer := drafting.handed_in(form, done, done="Prepared. A second person checks and issues it."):
            return answer
    context = record.context(
        form=form, drafting=drafting, contact=contact, sheet=sheet, is_excluded=step is Step.EXCLUDED_NOTICE
    )
    return render(request, "enforcement/notice_prepare.html", context)


@needs(P.PREPARE_LEGAL)
def change(request: CaseworkRequest, ref: str) -> HttpResponse:
    """Change the sheet of a notice about absence that is being prepared."""
    row, by = open_notice(request, ref, P.PREPARE_LEGAL), request.acting
    sheet = sheet_of(row.case, row.parent_id, by, prepared=row)
    if sheet is None or row.state != State.DRAFT or row.seen:
        raise Http404
    drafting = Drafting(request, f"notice-change-{ref}")
    if drafting.asked:
        return drafting.answer()
    made = forms.NoticeForm(
        sheet.offered, acts.sessions_of(row), drafting.data, initial=forms.initial_of(row)
    )
    made.ask_about_seal(row.address)
    made.ask_about_siblings(())
    form = drafting.filled(made)
    if drafting.data and form.is_valid():

        def act() -> str:
            given = form.cleaned_data
            change_notice(
                notice=row, sessions=form.given_sessions(), because=form.reasons(),
                method=Method[given["method"].upper()], issuer_is_authorised=given["issuer_is_authorised"],
                opens_seal=form.opened, version=given["version"] or 0, by=by,
            )  # fmt: skip
            return reverse("notice", args=[ref])

        if answer := drafting.handed_in(form, act, done="Changed. A second person checks and issues it."):
            return answer
    context = {"form": form, "drafting": drafting, "notice": row, "pupil": row.pupil, "sheet": sheet}
    return render(request, "enforcement/notice_change.html", context)
