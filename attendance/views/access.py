"""Who can see a child and why, who looked, and the acts that change it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from agencies.doors import CaseworkRequest, needs, open_door
from agencies.models.access import AccessAct
from agencies.paging import page_of
from agencies.rules.roles import Permission
from attendance.actions.addresses import seal_address, unseal_address
from attendance.actions.involvements import InvolvementRefused, end_involvement, grant_involvement
from attendance.actions.restrictions import RestrictionRefused, open_record_again, restrict_record, unname
from attendance.forms.access import InvolvementForm, PeopleForm, SealForm
from attendance.models import Involvement, Pupil
from attendance.queries.access import (
    authority_wide,
    involvement_lines,
    looks_at,
    named_for_record,
)
from attendance.views.pupils import open_record


@needs(Permission.VIEW_PUPIL)
def who_can_see(request: CaseworkRequest, ref: str) -> HttpResponse:
    """Every agency involved, the people whose role covers all, those named, and what may be changed."""
    record, by = open_record(request, ref), request.acting
    live, ended = involvement_lines(record.pupil, by, opens_casework=record.reason.opens_casework)
    opens = record.reason.opens_casework
    context = record.context(
        live=live,
        ended=ended,
        wide=authority_wide(by),
        named=named_for_record(record.pupil),
        may_grant=opens and by.may(Permission.GRANT_INVOLVEMENT),
        may_restrict=opens and by.may(Permission.RESTRICT_RECORD),
        may_view_access=opens and by.may(Permission.VIEW_ACCESS),
    )
    return render(request, "attendance/access/who_can_see.html", context)


@needs(Permission.GRANT_INVOLVEMENT)
def involve(request: CaseworkRequest, ref: str) -> HttpResponse:
    """Involve an agency."""
    pupil = open_door(request, Pupil.objects.all(), Permission.GRANT_INVOLVEMENT, ref=ref)
    form = InvolvementForm(request.POST or None, by=request.acting)
    if form.is_valid():
        try:
            given = grant_involvement(pupil=pupil, by=request.acting, **form.cleaned_data)
        except InvolvementRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{given.agency} can now see this child.")
            return redirect("pupil-access", ref=ref)
    return render(request, "attendance/access/involve.html", {"pupil": pupil, "form": form})


@require_POST
@needs(Permission.GRANT_INVOLVEMENT)
def end(request: CaseworkRequest, ref: str, pk: int) -> HttpResponse:
    """End an involvement now."""
    pupil = open_door(request, Pupil.objects.all(), Permission.GRANT_INVOLVEMENT, ref=ref)
    rows = Involvement.objects.permits(request.acting, Permission.GRANT_INVOLVEMENT)
    row = rows.filter(pupil=pupil, pk=pk).first()
    if row is not None:
        try:
            end_involvement(involvement=row, by=request.acting)
        except InvolvementRefused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, f"{row.agency} can no longer see this child for that reason.")
    still = Pupil.objects.visible_to(request.acting).filter(pk=pupil.pk).exists()
    return redirect("pupil-access", ref=ref) if still else redirect("home")


@needs(Permission.RESTRICT_RECORD)
def restrict(request: CaseworkRequest, ref: str) -> HttpResponse:
    """Restrict the record, or name more people for it."""
    pupil = open_door(request, Pupil.objects.all(), Permission.RESTRICT_RECORD, ref=ref)
    form = PeopleForm(request.POST if request.method == "POST" else None, pupil=pupil, by=request.acting)
    if form.is_valid():
        try:
            restrict_record(pupil=pupil, people=form.cleaned_data["people"], by=request.acting)
        except RestrictionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Only the people named can open this record now.")
            return redirect("pupil-access", ref=ref)
    return render(request, "attendance/access/restrict.html", {"pupil": pupil, "form": form})


@require_POST
@needs(Permission.RESTRICT_RECORD)
def names(request: CaseworkRequest, ref: str) -> HttpResponse:
    """Take one person's name off a restricted record, or lift the restriction."""
    pupil = open_door(request, Pupil.objects.all(), Permission.RESTRICT_RECORD, ref=ref)
    if "open" in request.POST:
        open_record_again(pupil=pupil, by=request.acting)
        messages.success(request, "Everybody with a reason can see this record again.")
    else:
        people = {str(person.pk): person for person in named_for_record(pupil)}
        if person := people.get(request.POST.get("person", "")):
            try:
                unname(pupil=pupil, person=person, by=request.acting)
            except RestrictionRefused as refused:
                messages.error(request, str(refused))
            else:
                messages.success(request, f"{person.name} can no longer open this record.")
    still = Pupil.objects.visible_to(request.acting).filter(pk=pupil.pk).exists()
    return redirect("pupil-access", ref=ref) if still else redirect("home")


@needs(Permission.RESTRICT_RECORD)
def addresses(request: CaseworkRequest, ref: str) -> HttpResponse:
    """Seal the addresses of a child's parents, or open them again."""
    pupil = open_door(request, Pupil.objects.all(), Permission.RESTRICT_RECORD, ref=ref)
    form = SealForm(request.POST if request.method == "POST" else None, pupil=pupil, by=request.acting)
    if form.is_valid():
        if "unseal" in request.POST:
            unseal_address(pupil=pupil, address=form.cleaned_data["address"], by=request.acting)
            messages.success(request, "Everybody who may see the child can see this address now.")
        else:
            seal_address(pupil=pupil, by=request.acting, **form.cleaned_data)
            messages.success(request, "Only the people named can see this address now.")
        return redirect("pupil-addresses", ref=ref)
    return render(request, "attendance/access/addresses.html", {"pupil": pupil, "form": form})


@needs(Permission.VIEW_ACCESS)
def looks(request: CaseworkRequest, ref: str) -> HttpResponse:
    """Who looked at this child's record."""
    pupil = open_door(request, Pupil.objects.all(), Permission.VIEW_ACCESS, act=AccessAct.VIEW, ref=ref)
    page = page_of(looks_at(pupil), request.GET.get("page"))
    return render(request, "attendance/access/looks.html", {"pupil": pupil, "page": page})
