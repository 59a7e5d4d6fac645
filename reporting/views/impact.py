"""What worked: every kind of intervention and agency beside similar pupils without it, and one of them in full."""

from collections.abc import Iterator
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from agencies.doors import CaseworkRequest, needs
from agencies.downloads import download
from agencies.rules.roles import Permission
from agencies.tables import Column, Table, Value
from reporting.actions.impact import CannotStudy, ask_study
from reporting.queries.impact import Line, Studied, interval_chart, studied
from reporting.rules.indicators import rule_set
from reporting.rules.what_worked_words import LIMITS, WARNING, chance_in_words, method_in_words

COLUMNS = (
    Column("What", 40),
    Column("Told by", 12),
    Column("Answer", 20),
    Column("Points gained, during", places=1),
    Column("Points gained, after", places=1),
    Column("After, from", places=1),
    Column("After, to", places=1),
    Column("Pupils matched", places=0),
    Column("In words", 80),
)


@needs(Permission.VIEW_STATISTICS)
def what_worked(request: CaseworkRequest) -> HttpResponse:
    """The newest study: what each kind of intervention and each agency was followed by."""
    found = studied(request.acting)
    kinds, agencies = found.lines(by_agency=False), found.lines(by_agency=True)
    answered = sum(line.answer is not None for line in (*kinds, *agencies))
    context = {
        "found": found,
        "groups": [
            (
                "kinds",
                "Kinds of intervention",
                kinds,
                interval_chart("Kinds of intervention, after", kinds, "Kind"),
            ),
            ("agencies", "Agencies", agencies, interval_chart("Agencies, after", agencies, "Agency")),
        ],
        "chance": chance_in_words(answered, found.definition) if answered else "",
        "warning": WARNING,
        "limits": LIMITS,
        "method": method_in_words(found.definition),
        "may_ask": request.acting.may(Permission.SET_TARGETS),
    }
    return render(request, "reporting/what_worked.html", context)


@require_POST
@needs(Permission.SET_TARGETS)
def ask(request: CaseworkRequest) -> HttpResponse:
    """Ask again, by the registers as they are now; a study under way is waited for."""
    try:
        ask_study(by=request.acting)
    except CannotStudy as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "The comparison is under way. This page shows how far it is.")
    return redirect("what-worked")


@needs(Permission.VIEW_STATISTICS)
def answer(request: CaseworkRequest, pk: int) -> HttpResponse:
    """One comparison in full: sentences, drawn windows, who was counted, and how alike the groups are."""
    line = studied(request.acting).line(request.acting, pk)
    if line is None:
        raise Http404
    context = {
        "line": line,
        "study": line.row.study,
        "warning": WARNING,
        "limits": LIMITS,
        "method": method_in_words(line.definition),
    }
    return render(request, "reporting/what_worked_answer.html", context)


@needs(Permission.VIEW_STATISTICS)
def what_worked_download(request: CaseworkRequest) -> HttpResponseBase:
    """Every answer and refusal of the newest study as a file. It holds sums alone."""
    found = studied(request.acting)
    if found.study is None:
        raise Http404
    return download(request, _table(found, found.study.on), request.GET.get("as", ""))


def _table(found: Studied, on: date) -> Table:
    lines = [*found.lines(by_agency=False), *found.lines(by_agency=True)]
    return Table(
        name=f"what-worked-{on.isoformat()}",
        title="What worked: attendance beside that of similar pupils without it",
        columns=COLUMNS,
        rows=_rows(lines),
        count=len(lines),
        definition=method_in_words(found.definition),
        on=on,
        rule_set=rule_set(on),
        notes=(WARNING, LIMITS),
    )


def _rows(lines: list[Line]) -> Iterator[tuple[Value, ...]]:
    for line in lines:
        by = "agency" if line.row.agency_id else "kind"
        effects: tuple[Value, ...] = (None,) * 5
        if found := line.answer:
            after = found.after
            effects = (found.during.value, after.value, after.low, after.high, found.numbers.matched)
        yield (line.row.name, by, line.verdict[0], *effects, " ".join(line.sentences))
