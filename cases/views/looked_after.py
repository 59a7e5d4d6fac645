"""Looked-after children: who missed 10 and 25 days, audits with their actions, and reports as they were made."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from agencies.doors import CaseworkRequest, needs, open_door
from agencies.models.access import AccessAct
from agencies.pdf import pdf_response
from agencies.rules.roles import Permission
from attendance.models import Pupil
from cases.actions.doors import Refused
from cases.actions.looked_after import TITLES, audit_absence, finish_action, read_report
from cases.forms.looked_after import AgreedForms, AuditForm
from cases.models import CareAction, CareAudit, CareReport
from cases.queries.looked_after import lines_of, listed, looked_at
from cases.rules.looked_after import ReportKind

LATEST = 12


@needs(Permission.VIEW_CASEWORK)
def looked_after(request: CaseworkRequest) -> HttpResponse:
    """The 10-day list with who needs an audit, and the reports."""
    by = request.acting
    reports = CareReport.objects.visible_to(by).defer("lines").order_by("-ended_on", "kind", "pk")[:LATEST]
    context = {
        "page": listed(by, request.GET.get("page")),
        "reports": list(reports),
        "oversees": by.may(Permission.OVERSEE_CARE),
    }
    return render(request, "cases/looked_after/list.html", context)


@needs(Permission.VIEW_CASEWORK)
def looked_after_child(request: CaseworkRequest, ref: str) -> HttpResponse:
    """One child: missed days, patterns, audits and actions."""
    by = request.acting
    child = open_door(request, Pupil.objects.all(), Permission.VIEW_CASEWORK, ref=ref)
    audits = CareAudit.objects.visible_to(by).filter(pupil=child).select_related("by", "agency")
    audits = audits.prefetch_related("actions")
    context = {
        "pupil": child,
        "looked": looked_at([child], by.on)[0],
        "audits": [(row, list(row.actions.all())) for row in audits.order_by("-on", "-pk")],
        "oversees": by.may(Permission.OVERSEE_CARE),
    }
    return render(request, "cases/looked_after/child.html", context)


@needs(Permission.OVERSEE_CARE)
def looked_after_audit(request: CaseworkRequest, ref: str) -> HttpResponse:
    """Audit a child's absence and agree actions."""
    child = open_door(request, Pupil.objects.all(), Permission.OVERSEE_CARE, ref=ref)
    given = request.POST if request.method == "POST" and "form-TOTAL_FORMS" in request.POST else None
    form, lines = AuditForm(given), AgreedForms(given)
    if given is not None and form.is_valid() and lines.is_valid():
        agreed = [line.agreed() for line in lines if line.has_changed()]
        try:
            audit_absence(
                pupil=child, findings=form.cleaned_data["findings"], actions=agreed, by=request.acting
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The audit and its actions are on the record.")
            return redirect("looked-after-child", ref=ref)
    return render(request, "cases/looked_after/audit.html", {"pupil": child, "form": form, "lines": lines})


@needs(Permission.OVERSEE_CARE)
@require_POST
def looked_after_done(request: CaseworkRequest, pk: int) -> HttpResponse:
    """Say that an action is done."""
    rows = CareAction.objects.select_related("audit__pupil")
    action = open_door(request, rows, Permission.OVERSEE_CARE, pk=pk)
    finish_action(action=action, by=request.acting)
    return redirect("looked-after-child", ref=action.audit.pupil.ref)


@needs(Permission.OVERSEE_CARE)
def care_report(request: CaseworkRequest, ref: str) -> HttpResponse:
    """A report as it was made, but for children whom one may no longer see."""
    report = open_door(request, CareReport.objects.select_related("agency"), Permission.OVERSEE_CARE, ref=ref)
    lines, is_whole = lines_of(report, request.acting)
    context = {
        "report": report,
        "lines": lines,
        "is_whole": is_whole,
        "title": TITLES[ReportKind(report.kind)],
    }
    return render(request, "cases/looked_after/report.html", context)


@needs(Permission.OVERSEE_CARE)
def care_report_pdf(request: CaseworkRequest, ref: str) -> HttpResponse:
    """The PDF as it was made, as long as every child in it is still theirs to see."""
    report = open_door(
        request, CareReport.objects.all(), Permission.OVERSEE_CARE, act=AccessAct.EXPORT, ref=ref
    )
    _, is_whole = lines_of(report, request.acting)
    if not is_whole:
        messages.warning(
            request, "The PDF names a child whose record you may not open now, so it is not given out."
        )
        return redirect("care-report", ref=ref)
    return pdf_response(read_report(report, request.acting), f"looked-after-{report.kind}")
