"""The assessment of a case, what child and parents said, and the circumstances behind absence in figures."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from agencies.doors import CaseworkRequest, needs
from agencies.rules.roles import Permission
from attendance.rules.register import year_of, year_span
from cases.actions.assessments import assess, keep_words
from cases.forms.assessments import AssessmentForm, WordsForm
from cases.queries.assessments import factor_counts, latest, versions_of, voices_of, words_of
from cases.queries.measuring import review_day
from cases.rules.factors import FACTORS
from cases.rules.plan_versions import Change, changed
from cases.views.drafts import Drafting
from cases.views.record import CaseRecord, open_record

P = Permission


@needs(P.VIEW_CASEWORK)
def assessment(request: CaseworkRequest, ref: str) -> HttpResponse:
    """What was found, with the help there is for it, and the versions before."""
    record, by = open_record(request, ref, P.VIEW_CASEWORK), request.acting
    versions = versions_of(record.case, by)
    context = record.context(
        newest=versions[0] if versions else None,
        versions=versions,
        voices=voices_of(record.case, by),
        assesses=record.works and record.case.is_live,
        logs=record.logs and record.case.is_live,
    )
    return render(request, "cases/assessment.html", context)


@needs(P.WORK_CASES)
def change(request: CaseworkRequest, ref: str) -> HttpResponse:
    """Assess, or assess again from what was found last."""
    record, drafting = open_record(request, ref, P.WORK_CASES), Drafting(request, f"assessment-{ref}")
    if drafting.asked:
        return drafting.answer()
    case, by = record.case, request.acting
    held = latest(case, by)
    first = {"review_on": review_day(case.school_id, by.on)}
    form = drafting.filled(AssessmentForm(held, first, drafting.data))
    if drafting.data and form.is_valid():

        def act() -> str:
            assess(case=case, found=form.found(), seen=form.cleaned_data["version"], by=by)
            return reverse("case-assessment", args=[ref])

        if answer := drafting.handed_in(form, act, done="The assessment is kept."):
            return answer
    theirs = _meanwhile(request, record, form)
    pairs = [(form[f"weight-{key}"], form[f"note-{key}"]) for key in FACTORS]
    context = record.context(form=form, drafting=drafting, held=held, theirs=theirs, pairs=pairs)
    return render(request, "cases/assessment_form.html", context)


def _meanwhile(request: CaseworkRequest, record: CaseRecord, form: AssessmentForm) -> Change | None:
    """What somebody else changed while this person wrote; the next save then stands on that version."""
    seen = form.cleaned_data.get("version") if form.is_bound and hasattr(form, "cleaned_data") else None
    now = latest(record.case, request.acting) if seen is not None else None
    if now is None or now.number == seen:
        return None
    form.on_top_of(now.number)
    versions = versions_of(record.case, request.acting)
    old = next((each.assessment for each in versions if each.assessment.number == seen), None)
    return changed(words_of(old) if old else [], words_of(now))


@needs(P.VIEW_CASE)
def words(request: CaseworkRequest, ref: str) -> HttpResponse:
    """What the child and each parent said, as far as it is meant for this person."""
    record = open_record(request, ref)
    voices = voices_of(record.case, request.acting)
    logs = record.logs and record.case.is_live
    return render(request, "cases/words.html", record.context(voices=voices, logs=logs))


@needs(P.LOG_WORK)
def words_add(request: CaseworkRequest, ref: str) -> HttpResponse:
    """Write down what the child or one parent said."""
    record, drafting = open_record(request, ref), Drafting(request, f"words-{ref}")
    if drafting.asked:
        return drafting.answer()
    form = drafting.filled(WordsForm(record.case, request.acting, drafting.data))
    if drafting.data and form.is_valid():

        def act() -> str:
            keep_words(case=record.case, said=form.said(), by=request.acting)
            return reverse("case-words", args=[ref])

        if answer := drafting.handed_in(form, act, done="Kept, in their own words."):
            return answer
    return render(request, "cases/words_form.html", record.context(form=form, drafting=drafting))


@needs(P.VIEW_STATISTICS)
def factors(request: CaseworkRequest) -> HttpResponse:
    """What lies behind absence: circumstances by how many children, in this academic year or the last."""
    by = request.acting
    year = year_of(by.on) - (1 if request.GET.get("year") == "last" else 0)
    first, last = year_span(year)
    children, found = factor_counts(by.authority_id, first, last)
    context = {"children": children, "found": found, "first": first, "last": last}
    return render(request, "cases/factors.html", context)
