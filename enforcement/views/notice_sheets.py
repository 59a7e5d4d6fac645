"""The sheets on which notices are prepared and changed."""

from typing import Any

from django.http import Http404, HttpResponse

from agencies.doors import CaseworkRequest, needs
from agencies.rules.roles import Permission
from attendance.models import Contact
from cases.views.drafts import Drafting
from cases.views.record import CaseRecord, open_record
from enforcement.actions import notices as acts
from enforcement.actions.notice_drafts import change_notice, prepare_together
from enforcement.actions.requests import take_up_request
from enforcement.forms import notices as forms
from enforcement.models import Notice
from enforcement.queries.notice_gate import Sheet, sheet_of, to_prepare
from enforcement.rules.service import Method
from enforcement.views.answers import contact_in
from enforcement.views.notices import open_notice
from enforcement.views.sheets import Made, address_of, filled
from enforcement.workflow import State

P = Permission
PREPARED = "Prepared. A second person checks and issues it."


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

    def act(form: forms.NoticeForm) -> Notice:
        given = form.cleaned_data
        rows = prepare_together(
            case=record.case, siblings=form.chosen_of(others), parent=contact.parent,
            address=address_of(sheet), sessions=form.given_sessions(), because=form.reasons(),
            equality_considered_on=by.on, method=Method[given["method"].upper()],
            issuer_is_authorised=given["issuer_is_authorised"], opens_seal=form.opened, by=by,
        )  # fmt: skip
        for row in rows:
            take_up_request(notice=row, by=by)
        return rows[0]

    def make(data: Any) -> forms.NoticeForm:
        form = forms.NoticeForm(sheet.offered, sheet.chosen, data)
        form.ask_about_seal(sheet.held.address_row)
        form.ask_about_siblings(others)
        return form

    context = record.context(contact=contact, sheet=sheet, is_excluded=False)
    drafting = Drafting(request, f"notice-new-{pk}")
    return filled(drafting, "enforcement/notice_prepare.html", lambda: Made(make, act, PREPARED), context)


@needs(P.PREPARE_LEGAL)
def prepare_excluded(request: CaseworkRequest, ref: str, pk: int) -> HttpResponse:
    """Prepare a notice about an excluded pupil in a public place."""
    record = open_record(request, ref, P.PREPARE_LEGAL)
    contact, by = contact_in(request, record, pk), request.acting
    sheet = _sheet(request, record, contact)

    def act(form: forms.ExcludedForm) -> Notice:
        given = form.cleaned_data
        row = acts.prepare_notice(
            case=record.case, parent=contact.parent, address=address_of(sheet), sessions=(), by=by,
            because={"equality_note": given["equality_note"]}, equality_considered_on=by.on,
            method=Method[given["method"].upper()], issuer_is_authorised=given["issuer_is_authorised"],
            seen=form.seen(sheet.school_days),
        )  # fmt: skip
        take_up_request(notice=row, by=by)
        return row

    context = record.context(contact=contact, sheet=sheet, is_excluded=True)
    drafting = Drafting(request, f"excluded-new-{pk}")
    made = Made(forms.ExcludedForm, act, PREPARED)
    return filled(drafting, "enforcement/notice_prepare.html", lambda: made, context)


@needs(P.PREPARE_LEGAL)
def change(request: CaseworkRequest, ref: str) -> HttpResponse:
    """Change the sheet of a notice about absence that is being prepared."""
    row, by = open_notice(request, ref, P.PREPARE_LEGAL), request.acting
    sheet = sheet_of(row.case, row.parent_id, by, prepared=row)
    if sheet is None or row.state != State.DRAFT or row.seen:
        raise Http404

    def act(form: forms.NoticeForm) -> object:
        given = form.cleaned_data
        return change_notice(
            notice=row, sessions=form.given_sessions(), because=form.reasons(),
            method=Method[given["method"].upper()], issuer_is_authorised=given["issuer_is_authorised"],
            opens_seal=form.opened, version=given["version"] or 0, by=by,
        )  # fmt: skip

    def make(data: Any) -> forms.NoticeForm:
        form = forms.NoticeForm(sheet.offered, acts.sessions_of(row), data, initial=forms.initial_of(row))
        form.ask_about_seal(row.address)
        form.ask_about_siblings(())
        return form

    context = {"notice": row, "pupil": row.pupil, "sheet": sheet}
    drafting = Drafting(request, f"notice-change-{ref}")
    made = Made(make, act, "Changed. A second person checks and issues it.")
    return filled(drafting, "enforcement/notice_change.html", lambda: made, context, row=row)
