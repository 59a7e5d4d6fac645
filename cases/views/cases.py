"""Cases: the list, one case, its moves, and those of one child."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from agencies.acting import Acting
from agencies.doors import CaseworkRequest, needs
from agencies.rules.roles import Permission
from attendance.views import pupils
from cases.actions.cases import move_case, open_case
from cases.actions.doors import ChangedMeanwhile, Refused
from cases.forms.cases import MoveForm, OpenForm, move_form
from cases.forms.changed import Difference, renewed
from cases.models import Case, Entry, Hold
from cases.models.case import STATES
from cases.queries.care import blocking_flags
from cases.queries.cases import CaseFilter, case_page
from cases.queries.joint import joint_cases
from cases.queries.outcomes import foreseen_of_move
from cases.queries.people import officers_of
from cases.views.record import open_record
from cases.workflow import MOVES, Move

LATEST = 5


@needs(Permission.VIEW_CASE)
def cases(request: CaseworkRequest) -> HttpResponse:
    """The cases this person may follow."""
    chosen = CaseFilter.read(request.GET)
    context = {
        "page": case_page(request.acting, chosen, request.GET.get("page")),
        "chosen": chosen,
        "states": STATES,
        "works": request.acting.may(Permission.WORK_CASES),
        "logs": request.acting.may(Permission.LOG_WORK),
    }
    return render(request, "cases/cases.html", context)


@needs(Permission.VIEW_CASE)
def case(request: CaseworkRequest, ref: str) -> HttpResponse:
    """One case: where it stands, what holds it, what happened last, and what can be done."""
    record = open_record(request, ref)
    entries = Entry.objects.of_child(record.case.pupil_id, request.acting).filter(case=record.case)
    holds = Hold.objects.visible_to(request.acting).filter(case=record.case, lifted_on__isnull=True)
    latest = list(entries.select_related("by", "agency").order_by("-on", "-pk")[:LATEST])
    told = request.acting.may(Permission.VIEW_CASEWORK) and record.reason.opens_casework
    blocks = blocking_flags(record.case.pupil, request.acting.on) if told else ()
    together = list(joint_cases(record.case, request.acting)) if record.works else []
    context = record.context(latest=latest, holds=list(holds), blocks=blocks, together=together)
    return render(request, "cases/case.html", context)


@needs(Permission.WORK_CASES)
def move(request: CaseworkRequest, ref: str, move: str) -> HttpResponse:
    """A move of the case, with what it asks for."""
    if move not in MOVES:
        raise Http404
    record = open_record(request, ref, MOVES[move].needs)
    form, in_the_way = move_form(MOVES[move], record.case, request.acting, request.POST or None)
    changed: list[Difference] = []
    if request.method == "POST" and form.is_valid():
        try:
            move_case(case=record.case, move=move, by=request.acting, **form.given())
        except ChangedMeanwhile as refused:
            form.add_error(None, str(refused))
            changed = _changed(record.case, MOVES[move], form, request.acting)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Done. The timeline has it.")
            return redirect("case", ref=ref)
    foreseen = foreseen_of_move(record.case, MOVES[move], request.acting.on)
    context = record.context(
        form=form, move=MOVES[move], in_the_way=in_the_way, foreseen=foreseen, changed=changed
    )
    context["shut"] = any(each.firm for each in in_the_way)
    return render(request, "cases/move.html", context)


def _changed(case: Case, move: Move, form: MoveForm, by: Acting) -> list[Difference]:
    """Where the case stands since somebody else moved it, beside what this person asked for."""
    case.refresh_from_db()
    stands = f"{case.get_state_display()}, {case.officer or 'nobody yet'}"
    now = MoveForm(move, case, officers_of(case, by))
    return [Difference("The case", stands, move.label), *renewed(form, now)]


@needs(Permission.VIEW_PUPIL)
def of_pupil(request: CaseworkRequest, ref: str) -> HttpResponse:
    """The cases that a child has had."""
    record = pupils.open_record(request, ref)
    rows = Case.objects.visible_to(request.acting).filter(pupil=record.pupil)
    found = list(rows.select_related("officer", "team", "school").order_by("-opened_on", "-pk"))
    context = record.context(
        cases=found,
        live=next((row for row in found if row.is_live), None),
        works=request.acting.may(Permission.WORK_CASES) and record.reason.opens_casework,
        asks=request.acting.may(Permission.REQUEST_NOTICE),
    )
    return render(request, "cases/of_pupil.html", context)


@needs(Permission.WORK_CASES)
def open_new(request: CaseworkRequest, ref: str) -> HttpResponse:
    """Open a case about a child without a referral by the school."""
    record = pupils.open_record(request, ref)
    form = OpenForm(request.POST or None)
    enrolment = next(iter(record.now.current), None)
    if request.method == "POST" and form.is_valid() and enrolment is None:
        form.add_error(None, "The child is on no school’s roll today, so no team is responsible.")
    elif form.is_valid() and enrolment is not None:
        try:
            found, opened = open_case(
                pupil=record.pupil, school=enrolment.school, by=request.acting, **form.cleaned_data
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The case is open." if opened else "There is a case already.")
            return redirect("case", ref=found.ref)
    return render(request, "cases/open.html", record.context(form=form))
