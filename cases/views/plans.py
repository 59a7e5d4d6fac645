"""The plan of a case: its page, its parts, its versions, and the print for the family."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from agencies import pdf
from agencies.doors import CaseworkRequest, needs
from agencies.rules.roles import Permission
from cases.actions.doors import ChangedMeanwhile, NotAllowed, Refused
from cases.actions.plan_actions import add_plan_action, finish_action
from cases.actions.plan_ends import end_plan
from cases.actions.plans import agree, change_plan, make_plan, put_plan, set_target
from cases.forms.changed import Difference, renewed
from cases.forms.plans import ActionForm, AgreeForm, AimForm, ChangeForm, DoneForm, EndForm, TargetForm
from cases.models import Plan, PlanAction, PlanKind, PlanParty, PlanVersion
from cases.queries.assessments import factors_of
from cases.queries.plan_words import content_of
from cases.queries.plans import plan_page, printed, readers_of_plan
from cases.rules.factors import HELP
from cases.rules.plan_versions import compare
from cases.views.record import CaseRecord, open_record

ATTENDANCE = PlanKind.ATTENDANCE.value
# The page of each kind of plan, and the pages that an action may come from.
PAGES = {ATTENDANCE: "case-plan", PlanKind.REINTEGRATION.value: "case-return"}
SOURCES = {"assessment": "case-assessment"}


@needs(Permission.VIEW_CASE)
def plan(request: CaseworkRequest, ref: str) -> HttpResponse:
    """The plan as everybody on the case may read it."""
    record = open_record(request, ref)
    page = plan_page(record.case, request.acting)
    readers = readers_of_plan(page.plan, request.acting) if page.plan and page.versions else []
    return render(request, "cases/plan.html", record.context(page=page, readers=readers))


@needs(Permission.WORK_CASES)
def make(request: CaseworkRequest, ref: str, kind: str = ATTENDANCE) -> HttpResponse:
    """Begin a plan, or change what it is for."""
    record = open_record(request, ref, Permission.WORK_CASES)
    held = held_plan(request, record, kind, or_none=True)
    form = ChangeForm(held, request.POST or None) if held else AimForm(request.POST or None)

    def act(**given: Any) -> object:
        if held:
            return change_plan(plan=held, by=request.acting, **given)
        return make_plan(case=record.case, by=request.acting, kind=PlanKind(kind), **given)

    return answer(request, record, form, act, "Change the plan" if held else "Begin a plan", kind=kind)


@needs(Permission.WORK_CASES)
def end(request: CaseworkRequest, ref: str, kind: str = ATTENDANCE) -> HttpResponse:
    """End a plan, with a reason that its parties read."""
    record = open_record(request, ref, Permission.WORK_CASES)
    held = held_plan(request, record, kind)
    form = EndForm(held, request.POST or None)

    def act(**given: Any) -> object:
        return end_plan(plan=held, by=request.acting, **given)

    return answer(request, record, form, act, "End the plan", kind=kind)


@needs(Permission.WORK_CASES)
def target(request: CaseworkRequest, ref: str) -> HttpResponse:
    """Set a target, with its starting point from the register."""
    record = open_record(request, ref, Permission.WORK_CASES)
    held = held_plan(request, record)
    form = TargetForm(request.POST or None, initial={"baseline_on": request.acting.on})

    def act(**given: Any) -> object:
        return set_target(plan=held, by=request.acting, **given)

    return answer(request, record, form, act, "Set a target")


@needs(Permission.LOG_WORK)
def action(request: CaseworkRequest, ref: str) -> HttpResponse:
    """Add an action: practical help that was picked, or one's own words."""
    record = open_record(request, ref)
    by = request.acting
    picked = request.GET.get("help", "")
    form = ActionForm(
        record.case, by, factors_of(record.case, by), picked=picked if picked in HELP else "",
        data=request.POST or None,
    )  # fmt: skip
    page = SOURCES.get(request.GET.get("from", ""))
    link = reverse(page, args=[ref]) if page else ""

    def act(**given: Any) -> object:
        return add_plan_action(case=record.case, by=by, link=link, **form.given())

    return answer(request, record, form, act, "Add an action")


@needs(Permission.LOG_WORK)
def done(request: CaseworkRequest, ref: str, pk: int) -> HttpResponse:
    """Say that an action is done, or not needed any more."""
    record = open_record(request, ref)
    row = PlanAction.objects.visible_to(request.acting).filter(case=record.case, pk=pk).first()
    if row is None:
        raise Http404
    form = DoneForm(request.POST or None)

    def act(**given: Any) -> object:
        return finish_action(action=row, by=request.acting, **given)

    return answer(request, record, form, act, "Is it done?", about=row.what)


@needs(Permission.WORK_CASES)
def put(request: CaseworkRequest, ref: str, kind: str = ATTENDANCE) -> HttpResponse:
    """Put the plan as it stands to everybody, after a look at what changed since the last version."""
    record = open_record(request, ref, Permission.WORK_CASES)
    held = held_plan(request, record, kind)
    last = held.versions.order_by("-number").first()
    refused = ""
    if request.method == "POST":
        try:
            put_plan(plan=held, by=request.acting)
        except Refused as error:
            refused = str(error)
        else:
            messages.success(request, "The plan is ready for everybody to agree to.")
            return redirect(PAGES[kind], ref=ref)
    change = compare(last.content if last else {}, content_of(held))
    context = record.context(change=change, last=last, refused=refused, back=PAGES[kind])
    return render(request, "cases/plan_put.html", context)


@needs(Permission.VIEW_CASE)
def agreed(request: CaseworkRequest, ref: str, pk: int) -> HttpResponse:
    """Record that somebody agreed to the plan."""
    record = open_record(request, ref)
    rows = PlanParty.objects.visible_to(request.acting).select_related(
        "plan__case", "agency", "contact__parent"
    )
    party = rows.filter(plan__case=record.case, pk=pk).first()
    if party is None:
        raise Http404
    form = AgreeForm(request.POST or None, initial={"on": request.acting.on})

    def act(**given: Any) -> object:
        return agree(party=party, by=request.acting, **given)

    who = "The child" if party.kind == "child" else str(party.agency or party.contact.parent)
    return answer(request, record, form, act, "Agreement to the plan", about=who, kind=party.plan.kind)


@require_GET
@needs(Permission.VIEW_CASE)
def printout(request: CaseworkRequest, ref: str, kind: str = ATTENDANCE) -> HttpResponse:
    """The newest version for the child or one parent, as PDF, in large print where asked."""
    record = open_record(request, ref)
    versions = PlanVersion.objects.visible_to(request.acting).select_related("plan__case__pupil")
    version = versions.filter(plan__case=record.case, plan__kind=kind).order_by("-on", "-pk").first()
    readers = readers_of_plan(version.plan, request.acting) if version else []
    reader = next((each for each in readers if str(each.pk) == request.GET.get("for")), None)
    reader = reader or next((each for each in readers if each.kind == "child"), None)
    if version is None or reader is None:
        raise Http404
    authority = request.acting.agency.authority.name
    report = printed(version, reader, authority=authority, on=request.acting.on)
    content = pdf.render(report, large_print=request.GET.get("size") == "large")
    return pdf.pdf_response(content, f"{kind}-plan-{version.plan_id}-{version.number}")


def held_plan(
    request: CaseworkRequest, record: CaseRecord, kind: str = ATTENDANCE, *, or_none: bool = False
) -> Any:
    """The open plan of a kind of the case, or Http404."""
    rows = Plan.objects.visible_to(request.acting).filter(case=record.case, kind=kind, ended_on=None)
    found = rows.select_related("case__pupil", "case__school").first()
    if found is None and not or_none:
        raise Http404
    return found


def answer(
    request: CaseworkRequest,
    record: CaseRecord,
    form: Form,
    act: Callable[..., object],
    title: str,
    *,
    about: str = "",
    kind: str = ATTENDANCE,
) -> HttpResponse:
    """A form of a plan: shown, refused in words, or done and back to the plan."""
    changed: list[Difference] = []
    if request.method == "POST" and form.is_valid():
        try:
            act(**form.cleaned_data)
        except ChangedMeanwhile as refused:
            form.add_error(None, str(refused))
            held = held_plan(request, record, kind)
            changed = renewed(form, EndForm(held) if isinstance(form, EndForm) else ChangeForm(held))
        except (Refused, NotAllowed) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Done. The plan has it.")
            return redirect(PAGES[kind], ref=record.case.ref)
    context = record.context(form=form, title=title, about=about, changed=changed, back=PAGES[kind])
    return render(request, "cases/plan_form.html", context)
