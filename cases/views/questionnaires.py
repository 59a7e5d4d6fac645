"""Views of children, parents, schools and partners: asking, the page behind a link, paper, and results."""

import hashlib

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from agencies.doors import CaseworkRequest, needs, open_door
from agencies.pdf import pdf_response
from agencies.pdf import render as render_pdf
from agencies.rules.roles import Permission
from attendance.rules.register import year_of, year_span
from cases.actions.doors import Refused
from cases.actions.questionnaires import USED, answer_by_link, ask_views, enter_paper, open_by_link
from cases.forms.questionnaires import AnswerForm, AskForm
from cases.models import Questionnaire
from cases.queries.questionnaires import asked_of, on_paper, views_by_theme
from cases.rules.questions import ANSWERS
from cases.views.record import open_record

CASEWORK = Permission.VIEW_CASEWORK
MOST_AN_HOUR = 60


@needs(CASEWORK)
def case_views(request: CaseworkRequest, ref: str) -> HttpResponse:
    """What was asked about a case and answered."""
    record = open_record(request, ref, CASEWORK)
    return render(
        request, "cases/views/case.html", record.context(asked=asked_of(record.case, request.acting))
    )


@needs(Permission.WORK_CASES)
def case_views_ask(request: CaseworkRequest, ref: str) -> HttpResponse:
    """Ask somebody: the link is shown once."""
    record = open_record(request, ref, Permission.WORK_CASES)
    form = AskForm(request.POST or None)
    link = asked = None
    if request.method == "POST" and form.is_valid():
        asked, token = ask_views(
            case=record.case, respondent=form.cleaned_data["respondent"], by=request.acting
        )
        link = request.build_absolute_uri(f"/your-views/{token}/")
    return render(request, "cases/views/ask.html", record.context(form=form, link=link, asked=asked))


@needs(CASEWORK)
def case_views_paper(request: CaseworkRequest, ref: str, pk: int) -> HttpResponse:
    """The questionnaire to print, in large print where asked."""
    asked = open_door(request, Questionnaire.objects.all(), CASEWORK, case__ref=ref, pk=pk)
    document = on_paper(asked, str(request.acting.agency.authority), request.acting.on)
    content = render_pdf(document, large_print=request.GET.get("size") == "large")
    return pdf_response(content, f"questionnaire-{asked.pk}")


@needs(Permission.WORK_CASES)
def case_views_enter(request: CaseworkRequest, ref: str, pk: int) -> HttpResponse:
    """Enter what came back on paper."""
    rows = Questionnaire.objects.select_related("case__pupil")
    asked = open_door(request, rows, Permission.WORK_CASES, case__ref=ref, pk=pk)
    form = AnswerForm(asked.respondent, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            enter_paper(asked=asked, by=request.acting, **form.given())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The answers are kept.")
            return redirect("case-views", ref=ref)
    return render(request, "cases/views/enter.html", {"form": form, "case": asked.case, "asked": asked})


@login_not_required
def your_views(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind a link: questions and nothing of the case; it takes one answer."""
    if _too_often(request):
        return render(request, "429.html", status=429)
    asked = open_by_link(token, timezone.localdate())
    if asked is None:
        return _plain(request, {"said": USED}, status=404)
    form = AnswerForm(asked.respondent, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            answer_by_link(token=token, on=timezone.localdate(), **form.given())
        except Refused as refused:
            return _plain(request, {"said": str(refused)}, status=404)
        return _plain(request, {"said": "Thank you. Your answers are kept, and this link is now closed."})
    return _plain(request, {"form": form})


def _plain(request: HttpRequest, context: dict[str, object], *, status: int = 200) -> HttpResponse:
    response = render(request, "cases/views/yours.html", context, status=status)
    response["Referrer-Policy"] = "same-origin"
    return response


def _too_often(request: HttpRequest) -> bool:
    """Whether this address has asked more than sixty times in the hour; no address is kept as such."""
    where = hashlib.sha256(request.META.get("REMOTE_ADDR", "").encode()).hexdigest()[:16]
    key = f"your-views:{where}"
    cache.add(key, 0, timeout=3600)
    return bool(cache.incr(key) > MOST_AN_HOUR)


@needs(Permission.VIEW_STATISTICS)
def views_results(request: CaseworkRequest) -> HttpResponse:
    """Results by theme in this academic year or the last, small numbers held back."""
    by = request.acting
    year = year_of(by.on) - (1 if request.GET.get("year") == "last" else 0)
    first, last = year_span(year)
    context = {
        "found": views_by_theme(by.authority_id, first, last),
        "first": first,
        "last": last,
        "labels": [label for _, label in ANSWERS],
    }
    return render(request, "cases/views/results.html", context)
