"""Truancy sweeps: the list, one sweep, its stops, who was stopped, and hot spots."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from agencies.doors import CaseworkRequest, needs, open_door
from agencies.rules.roles import Permission
from attendance.models import Pupil
from attendance.rules.register import year_of, year_span
from cases.actions.doors import Refused
from cases.actions.sweeps import enter_stops, settle_stop, write_sweep
from cases.forms.sweeps import SettleForm, StopForms, SweepForm
from cases.models import Stop, Sweep
from cases.queries.sweeps import candidates, drawn, hot_spots_between, partners_of, stop_page, sweep_page
from cases.rules.sweeps import kept_until

RUN = Permission.RUN_SWEEPS


@needs(RUN)
def sweeps(request: CaseworkRequest) -> HttpResponse:
    """The sweeps of one's agency, newest first."""
    return render(
        request, "cases/sweeps/sweeps.html", {"page": sweep_page(request.acting, request.GET.get("page"))}
    )


@needs(RUN)
def sweep_new(request: CaseworkRequest) -> HttpResponse:
    """Write a sweep down."""
    form = SweepForm(partners_of(request.acting), request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = write_sweep(by=request.acting, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("sweep", ref=made.ref)
    return render(request, "cases/sweeps/new.html", {"form": form})


def _open(request: CaseworkRequest, ref: str) -> Sweep:
    sweep: Sweep = open_door(request, Sweep.objects.select_related("agency", "partner", "by"), RUN, ref=ref)
    return sweep


@needs(RUN)
def sweep(request: CaseworkRequest, ref: str) -> HttpResponse:
    """One sweep and everybody it stopped."""
    row = _open(request, ref)
    page = stop_page(row, request.acting, request.GET.get("page"))
    context = {"sweep": row, "page": page, "kept_until": kept_until(row.on)}
    return render(request, "cases/sweeps/sweep.html", context)


@needs(RUN)
def stops(request: CaseworkRequest, ref: str) -> HttpResponse:
    """Enter stops, several at once."""
    row = _open(request, ref)
    forms = StopForms(request.POST if request.method == "POST" and request.POST.get("batch") else None)
    batch = _batch(request.POST.get("batch", ""))
    problem = ""
    if forms.is_bound and forms.is_valid():
        told = [form.told_stop() for form in forms if form.has_changed()]
        try:
            count = enter_stops(sweep=row, batch=batch, stops=told, by=request.acting)
        except Refused as refused:
            problem = str(refused)
        else:
            messages.success(request, f"{count} saved." if count else "Nothing new was saved.")
            return redirect("sweep", ref=ref)
    context = {"sweep": row, "forms": forms, "batch": batch, "problem": problem}
    return render(request, "cases/sweeps/stops.html", context)


def _batch(given: str) -> UUID:
    """The name of the batch that the page was given, or a new one where that is missing or nonsense."""
    try:
        return UUID(given)
    except ValueError:
        return uuid4()


@needs(RUN)
def stop(request: CaseworkRequest, ref: str, pk: int) -> HttpResponse:
    """Say who was stopped, and what follows."""
    by = request.acting
    row = open_door(
        request, Stop.objects.select_related("sweep__agency", "sweep__partner"), RUN, sweep__ref=ref, pk=pk
    )
    known = Pupil.objects.visible_to(by).filter(pk=row.pupil_id).first()
    form = SettleForm(
        candidates(row, by), matched=row.pupil_id is not None, works=by.may(Permission.WORK_CASES),
        data=request.POST or None,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        child = known or Pupil.objects.visible_to(by).current().filter(ref=form.reference_given).first()
        try:
            if child is None:
                raise Refused("No child whom you may see has that reference.")
            settle_stop(
                stop=row,
                pupil=child,
                follows=form.cleaned_data["follows"],
                why=form.cleaned_data["why"],
                by=by,
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Saved. It is on the child’s timeline.")
            return redirect("sweep", ref=ref)
    context = {
        "stop": row,
        "sweep": row.sweep,
        "known": known,
        "form": form,
        "kept_until": kept_until(row.sweep.on),
    }
    return render(request, "cases/sweeps/stop.html", context)


@needs(RUN)
def sweep_spots(request: CaseworkRequest) -> HttpResponse:
    """Where and when children were stopped, this academic year or the last."""
    by = request.acting
    year = year_of(by.on) - (1 if request.GET.get("year") == "last" else 0)
    first, last = year_span(year)
    found = hot_spots_between(by.authority_id, first, min(last, by.on))
    places, grid = drawn(found)
    context = {"found": found, "places": places, "grid": grid, "first": first, "last": last, "year": year}
    return render(request, "cases/sweeps/spots.html", context)
