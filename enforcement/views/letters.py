"""Letters: those that are owed, one with its own words, the file as it was made, and the letterhead."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from agencies.doors import CaseworkRequest, needs, open_door
from agencies.models.access import AccessAct
from agencies.paging import page_of
from agencies.pdf import pdf_response
from agencies.rules.roles import Permission
from agencies.storage import Altered
from cases.actions.doors import Refused
from enforcement.actions.letterhead import set_letterhead
from enforcement.actions.letters import change_words, content_of, make_now
from enforcement.actions.print_runs import start_run
from enforcement.forms.letters import LetterheadForm, RunForm, WordsForm
from enforcement.models import Letter, Letterhead
from enforcement.queries.print_runs import openable, owed_by_kind, owed_letters

P = Permission


@needs(P.PREPARE_LEGAL)
def letters(request: CaseworkRequest) -> HttpResponse:
    """The letters that are owed, and a print run with those of some kinds."""
    by = request.acting
    kinds = owed_by_kind(by)
    choices = [(kind, f"{label} ({number:,})") for kind, label, number in kinds]
    first = {"posted_on": by.on, "kinds": [kind for kind, _, _ in kinds]}
    form = RunForm(choices, request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            run = start_run(by=by, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The letters are being made.")
            return redirect("print-run", run.ref)
    rows = owed_letters(by).select_related("pupil", "parent", "notice", "warning").order_by("on", "pk")
    head = Letterhead.objects.visible_to(by).filter(began_on__lte=by.on).exists()
    context = {
        "form": form, "kinds": kinds, "page": page_of(rows, request.GET.get("page")), "head": head,
        "decides": by.may(P.DECIDE_SETTINGS),
    }  # fmt: skip
    return render(request, "enforcement/letters.html", context)


def _open(request: CaseworkRequest, ref: str, act: AccessAct = AccessAct.VIEW) -> Letter:
    rows = Letter.objects.select_related(
        "pupil", "parent", "notice", "warning", "attendance_order", "run", "address", "by"
    )
    row: Letter = open_door(request, rows, P.VIEW_LEGAL, act=act, ref=ref)
    return row


@needs(P.VIEW_LEGAL)
def letter(request: CaseworkRequest, ref: str) -> HttpResponse:
    """One letter: where it stands, and the writer's own words while it is not made."""
    row, by = _open(request, ref), request.acting
    writes = by.may(P.PREPARE_LEGAL) and not row.file
    form = WordsForm(request.POST or None, initial={"own_words": row.own_words, "version": row.version})
    if request.method == "POST" and writes and form.is_valid():
        try:
            change_words(letter=row, by=by, **form.cleaned_data)
        except Refused as refused:
            row.refresh_from_db()
            form.add_error(None, f"{refused} It says now: “{row.own_words}”")
        else:
            messages.success(request, "Kept. The words will stand in the letter.")
            return redirect("letter", ref)
    opens = bool(row.file) and openable(Letter.objects.visible_to(by), by).filter(pk=row.pk).exists()
    context = {"row": row, "pupil": row.pupil, "form": form, "writes": writes, "opens": opens}
    return render(request, "enforcement/letter.html", context)


@require_POST
@needs(P.PREPARE_LEGAL)
def make(request: CaseworkRequest, ref: str) -> HttpResponse:
    """Make one letter now, dated today."""
    rows = Letter.objects.select_related("case")
    row: Letter = open_door(request, rows, P.PREPARE_LEGAL, ref=ref)
    try:
        make_now(letter=row, by=request.acting)
    except Refused as refused:
        messages.error(request, f"The letter is not made. {refused}")
    else:
        messages.success(request, "The letter is made, and kept as it is.")
    return redirect("letter", ref)


@require_GET
@needs(P.VIEW_LEGAL)
def pdf(request: CaseworkRequest, ref: str) -> HttpResponse:
    """The letter as it was made; one to a sealed address only for people named for it."""
    row, by = _open(request, ref, AccessAct.EXPORT), request.acting
    if not row.file or not openable(Letter.objects.visible_to(by), by).filter(pk=row.pk).exists():
        raise Http404
    try:
        return pdf_response(content_of(row), f"letter-{row.pk}")
    except Altered:
        messages.error(request, "The file is not what was made, so it is not given out. Tell the operators.")
        return redirect("letter", ref)


@needs(P.DECIDE_SETTINGS)
def letterhead(request: CaseworkRequest) -> HttpResponse:
    """What the authority's letters say of it, now and before."""
    by = request.acting
    rows = list(Letterhead.objects.visible_to(by).select_related("by").order_by("-began_on", "-pk")[:20])
    last = rows[0] if rows else None
    first: dict[str, object] = {"began_on": by.on}
    if last is not None:
        first |= {"sender": last.sender, "how_to_pay": last.how_to_pay}
    form = LetterheadForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        set_letterhead(by=by, **form.cleaned_data)
        messages.success(request, "Letters dated from that day on will say so.")
        return redirect("letterhead")
    return render(request, "enforcement/letterhead.html", {"form": form, "rows": rows})
