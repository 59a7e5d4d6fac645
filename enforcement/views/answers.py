"""The gate's answers: who a parent is, where they live, other authorities, support, and letters of the family."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from agencies.doors import CaseworkRequest, needs
from agencies.rules.roles import Permission
from attendance.models import Contact
from cases.views.drafts import Drafting
from cases.views.record import CaseRecord, open_record
from enforcement.actions import family
from enforcement.actions import support as acts
from enforcement.forms import family as forms
from enforcement.models import Correspondence, Enquiry, SupportOffer

P = Permission
Act = Callable[[], object]


def contact_in(request: CaseworkRequest, record: CaseRecord, pk: int) -> Contact:
    """A parent of the case's child whom this person may see, or Http404."""
    rows = Contact.objects.visible_to(request.acting).filter(pupil=record.case.pupil_id)
    found: Contact | None = rows.select_related("parent").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def row_in(record: CaseRecord, visible: Any, pk: int) -> Any:
    """One of the legal records that this person may see, if it is about the case's child, or Http404."""
    found = visible.filter(pk=pk, pupil=record.case.pupil_id).first()
    if found is None:
        raise Http404
    return found


def filled(
    request: CaseworkRequest,
    record: CaseRecord,
    drafting: Drafting,
    make: Callable[[Any], Any],
    act: Callable[[Any], object],
    *,
    heading: str,
    button: str,
    back: str = "",
    **more: Any,
) -> HttpResponse:
    """A form of the ladder from its draft, handed in once, then back where it belongs."""
    there = back or reverse("case-ladder", args=[record.case.ref])
    if drafting.asked:
        return drafting.answer()
    form = drafting.filled(make(drafting.data))
    if drafting.data and form.is_valid():

        def done() -> str:
            act(form)
            return there

        if answer := drafting.handed_in(form, done, done="Saved. The timeline has it."):
            return answer
    context = record.context(
        form=form, drafting=drafting, heading=heading, button=button, back_to=there, **more
    )
    return render(request, "enforcement/answer.html", context)


@needs(P.PREPARE_LEGAL)
def person(request: CaseworkRequest, ref: str, pk: int) -> HttpResponse:
    """Record who a parent is."""
    record = open_record(request, ref, P.PREPARE_LEGAL)
    contact = contact_in(request, record, pk)
    return filled(
        request, record, Drafting(request, f"person-{ref}-{pk}"), forms.PersonForm,
        lambda form: family.check_person(
            case=record.case, parent=contact.parent, found=form.found(), by=request.acting
        ),
        heading=f"Who {contact.parent} is", button="Save the check",
    )  # fmt: skip


@needs(P.PREPARE_LEGAL)
def address(request: CaseworkRequest, ref: str, pk: int) -> HttpResponse:
    """Confirm a parent's address, or put a new one on the record."""
    record = open_record(request, ref, P.PREPARE_LEGAL)
    contact, by = contact_in(request, record, pk), request.acting

    def act(form: forms.AddressForm) -> object:
        given = form.cleaned_data
        whose: dict[str, Any] = {
            "case": record.case, "parent": contact.parent, "how": given["how"], "by": by
        }  # fmt: skip
        if form.chosen is not None:
            return family.confirm_address(address=form.chosen, **whose)
        return family.add_address(
            lines=given["lines"], town=given["town"], postcode=given["postcode"], **whose
        )

    return filled(
        request, record, Drafting(request, f"address-{ref}-{pk}"),
        lambda data: forms.AddressForm(contact, by, data), act,
        heading=f"Where {contact.parent} lives", button="Confirm the address",
    )  # fmt: skip


@needs(P.PREPARE_LEGAL)
def enquire(request: CaseworkRequest, ref: str, pk: int) -> HttpResponse:
    """Ask another authority about its notices, or say that there is none to ask."""
    record = open_record(request, ref, P.PREPARE_LEGAL)
    contact, by = contact_in(request, record, pk), request.acting
    return filled(
        request, record, Drafting(request, f"enquiry-{ref}-{pk}"), lambda data: forms.EnquiryForm(by, data),
        lambda form: family.enquire(
            case=record.case, parent=contact.parent, authority=form.chosen,
            how_known=form.cleaned_data["how_known"], by=by,
        ),
        heading=f"Notices of other authorities to {contact.parent}", button="Save",
    )  # fmt: skip


@needs(P.PREPARE_LEGAL)
def enquiry(request: CaseworkRequest, ref: str, pk: int) -> HttpResponse:
    """Record what an authority answered."""
    record = open_record(request, ref, P.PREPARE_LEGAL)
    row: Enquiry = row_in(
        record, Enquiry.objects.visible_to(request.acting).select_related("authority", "parent"), pk
    )
    return filled(
        request, record, Drafting(request, f"enquiry-answer-{pk}"), forms.EnquiryAnswerForm,
        lambda form: family.answer_enquiry(
            case=record.case, enquiry=row, given=form.given(), withdrawn=form.cleaned_data["withdrawn"],
            by=request.acting,
        ),
        heading=f"What {row.authority or 'the authority'} answered about {row.parent}", button="Save the answer",
    )  # fmt: skip


@needs(P.PREPARE_LEGAL)
def support(request: CaseworkRequest, ref: str) -> HttpResponse:
    """Record support that was offered."""
    record = open_record(request, ref, P.PREPARE_LEGAL)
    return filled(
        request, record, Drafting(request, f"support-{ref}"), forms.SupportForm,
        lambda form: acts.offer_support(case=record.case, by=request.acting, **form.cleaned_data),
        heading="Support that was offered", button="Save the support",
    )  # fmt: skip


@needs(P.PREPARE_LEGAL)
def support_end(request: CaseworkRequest, ref: str, pk: int) -> HttpResponse:
    """Record what became of support."""
    record = open_record(request, ref, P.PREPARE_LEGAL)
    row: SupportOffer = row_in(
        record, SupportOffer.objects.visible_to(request.acting).filter(case=record.case), pk
    )
    return filled(
        request, record, Drafting(request, f"support-end-{pk}"), lambda data: forms.SupportEndForm(row, data),
        lambda form: acts.end_support(case=record.case, offer=row, by=request.acting, **form.cleaned_data),
        heading=f"What became of: {row.what}", button="Save",
    )  # fmt: skip


@needs(P.VIEW_LEGAL)
def letters(request: CaseworkRequest, ref: str) -> HttpResponse:
    """What the family wrote or said, unread first."""
    record = open_record(request, ref, P.VIEW_LEGAL)
    rows = Correspondence.objects.visible_to(request.acting).filter(case=record.case)
    found = list(rows.select_related("parent", "entered_by", "read_by").order_by("-received_on", "-pk"))
    enters = request.acting.may(P.PREPARE_LEGAL)
    return render(request, "enforcement/letters_in.html", record.context(rows=found, enters=enters))


@needs(P.PREPARE_LEGAL)
def letter_enter(request: CaseworkRequest, ref: str) -> HttpResponse:
    """Enter a letter, message or call."""
    record = open_record(request, ref, P.PREPARE_LEGAL)
    return filled(
        request, record, Drafting(request, f"letter-in-{ref}"),
        lambda data: forms.LetterInForm(record.case, request.acting, data),
        lambda form: acts.enter_letter(case=record.case, by=request.acting, **form.given()),
        heading="Enter a letter, message or call", button="Save", back=reverse("case-letters-in", args=[ref]),
    )  # fmt: skip


@needs(P.VIEW_LEGAL)
def letter(request: CaseworkRequest, ref: str, pk: int) -> HttpResponse:
    """One letter: read it, answer, and decide about the word that it was paid."""
    record = open_record(request, ref, P.VIEW_LEGAL)
    by = request.acting
    row: Correspondence = row_in(
        record, Correspondence.objects.visible_to(by).filter(case=record.case).select_related("parent"), pk
    )
    decides = by.may(P.TAKE_PAYMENTS) and row.says_paid and row.read_on is not None and row.decided_on is None
    there = reverse("case-letters-in", args=[ref])
    more: dict[str, Any] = {"back": there, "letter": row, "heading": "A letter or message of the family"}
    if decides:
        return filled(
            request, record, Drafting(request, f"said-paid-{pk}"), forms.SaidPaidForm,
            lambda form: acts.decide_said_paid(case=record.case, letter=row, by=by, **form.cleaned_data),
            button="Decide", **more,
        )  # fmt: skip
    if not by.may(P.PREPARE_LEGAL) or row.read_on is not None:
        return render(request, "enforcement/letter_in.html", record.context(letter=row))
    return filled(
        request, record, Drafting(request, f"letter-read-{pk}"), forms.LetterReadForm,
        lambda form: acts.read_letter(case=record.case, letter=row, by=by, **form.cleaned_data),
        button="I have read it", **more,
    )  # fmt: skip
