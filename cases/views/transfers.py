"""Transferring a case to another team, or to another local authority."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from agencies.doors import CaseworkRequest, needs
from agencies.rules.roles import Permission
from cases.actions.doors import Refused
from cases.actions.transfers import transfer_away, transfer_to_team
from cases.forms.transfers import TransferAwayForm, TransferForm
from cases.models import Case
from cases.queries.transfers import handed_of, teams_to_take
from cases.views.record import open_record

P = Permission


@needs(P.TRIAGE)
def transfer(request: CaseworkRequest, ref: str) -> HttpResponse:
    """Give a case to another locality team, told beforehand what goes, what stays and who loses access."""
    record = open_record(request, ref, P.TRIAGE)
    form = TransferForm(teams_to_take(record.case), record.case.version, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            transfer_to_team(case=record.case, by=request.acting, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The case is transferred. The team and the school are told.")
            still = Case.objects.visible_to(request.acting).filter(ref=ref).exists()
            return redirect("case", ref=ref) if still else redirect("queue")
    context = record.context(form=form, handed=handed_of(record.case, request.acting))
    return render(request, "cases/transfer.html", context)


@needs(P.TRIAGE)
def away(request: CaseworkRequest, ref: str) -> HttpResponse:
    """Hand a case over to another local authority, which closes it here."""
    record = open_record(request, ref, P.TRIAGE)
    form = TransferAwayForm(record.case.version, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            transfer_away(case=record.case, by=request.acting, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The case is handed over and closed here. The school is told.")
            still = Case.objects.visible_to(request.acting).filter(ref=ref).exists()
            return redirect("case", ref=ref) if still else redirect("queue")
    context = record.context(form=form, handed=handed_of(record.case, request.acting))
    return render(request, "cases/transfer_away.html", context)
