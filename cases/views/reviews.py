"""Reviews of a case, re-checks once it is closed, and attendance as a set item of reviews by social care."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from agencies import pdf
from agencies.doors import CaseworkRequest, needs
from agencies.rules.roles import Permission
from cases.actions.doors import Refused
from cases.actions.rechecks import finish_recheck
from cases.actions.reviews import hold_review, keep_set_item
from cases.forms.reviews import RecheckForm, ReviewForm, SetItemForm
from cases.models import Case, Recheck
from cases.queries.closing import obstacles_to_closing
from cases.queries.measuring import review_day
from cases.queries.outcomes import foreseen_of_reviews
from cases.queries.review_sheet import review_sheet
from cases.queries.reviews import due_of, effect_of, review_page, since_closing
from cases.views.drafts import Drafting
from cases.views.record import open_record
from cases.workflow.reviews import DECISIONS

P = Permission


@needs(P.VIEW_CASE)
def reviews(request: CaseworkRequest, ref: str) -> HttpResponse:
    """The clock, attendance before and since, what was decided, and the re-checks."""
    record = open_record(request, ref)
    page = review_page(record.case, request.acting)
    sees_casework = request.acting.may(P.VIEW_CASEWORK) and record.reason.opens_casework
    return render(request, "cases/reviews.html", record.context(page=page, sees_casework=sees_casework))


@needs(P.WORK_CASES)
def hold(request: CaseworkRequest, ref: str) -> HttpResponse:
    """Review a case: the figures first, then what was found and what follows."""
    record, drafting = open_record(request, ref, P.WORK_CASES), Drafting(request, f"review-{ref}")
    if drafting.asked:
        return drafting.answer()
    if before := drafting.again():
        return before
    case, by = record.case, request.acting
    in_the_way = obstacles_to_closing(case, by, reviewing=True)
    form = drafting.filled(_review_form(request, case, drafting, open_work=bool(in_the_way)))
    if drafting.data and form.is_valid():

        def act() -> str:
            hold_review(case=case, by=by, **form.given())
            return reverse("case-reviews", args=[ref])

        if answer := drafting.handed_in(form, act, done="The review is kept."):
            return answer
    context = record.context(
        form=form, drafting=drafting, effect=effect_of(case, by.on), due=due_of(case),
        moved=_moved(form, case), in_the_way=in_the_way, foreseen=foreseen_of_reviews(case, by.on),
    )  # fmt: skip
    return render(request, "cases/review_form.html", context)


def _review_form(request: CaseworkRequest, case: Case, drafting: Drafting, *, open_work: bool) -> ReviewForm:
    chosen = request.GET.get("decision", "")
    return ReviewForm(
        case,
        review_day(case.school_id, request.acting.on),
        chosen=chosen if chosen in DECISIONS else "",
        open_work=open_work,
        data=drafting.data,
    )


def _moved(form: ReviewForm, case: Case) -> bool:
    """Whether somebody moved the case while this person wrote; the next save then stands on what it is now."""
    if not form.is_bound or form.data.get("version", "") in ("", str(case.version)):
        return False
    form.on_top_of(case.version)
    return True


@needs(P.WORK_CASES)
def recheck(request: CaseworkRequest, ref: str, pk: int) -> HttpResponse:
    """Look again at a closed case: has the return held?"""
    record = open_record(request, ref, P.WORK_CASES)
    rows = Recheck.objects.visible_to(request.acting).select_related("case", "done_by")
    row = rows.filter(case=record.case, pk=pk).first()
    if row is None:
        raise Http404
    form = RecheckForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            done = finish_recheck(recheck=row, by=request.acting, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            opened = done.result == "reopened"
            messages.success(request, "The case is open again." if opened else "Kept. The case stays closed.")
            return redirect("case" if opened else "case-reviews", ref=ref)
    context = record.context(form=form, row=row, effect=since_closing(row, row.done_on or request.acting.on))
    return render(request, "cases/recheck.html", context)


@needs(P.LOG_WORK)
def set_item(request: CaseworkRequest, ref: str) -> HttpResponse:
    """Keep what a looked-after or child protection review said about attendance."""
    record, drafting = open_record(request, ref, P.VIEW_CASEWORK), Drafting(request, f"set-item-{ref}")
    if drafting.asked:
        return drafting.answer()
    form = drafting.filled(SetItemForm(drafting.data, initial={"on": request.acting.on}))
    if drafting.data and form.is_valid():

        def act() -> str:
            keep_set_item(case=record.case, by=request.acting, **form.cleaned_data)
            return reverse("case-reviews", args=[ref])

        if answer := drafting.handed_in(form, act, done="Kept. The agencies on the case read it."):
            return answer
    return render(request, "cases/set_item.html", record.context(form=form, drafting=drafting))


@require_GET
@needs(P.VIEW_CASEWORK)
def sheet(request: CaseworkRequest, ref: str) -> HttpResponse:
    """Attendance on one sheet, to be taken to a looked-after or child protection review."""
    record = open_record(request, ref, P.VIEW_CASEWORK)
    by = request.acting
    report = review_sheet(record.case, by, authority=by.agency.authority.name)
    content = pdf.render(report, large_print=request.GET.get("size") == "large")
    return pdf.pdf_response(content, f"attendance-for-review-{record.case.pk}")
