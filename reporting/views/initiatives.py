"""Initiatives: the register, one with its schools and pupils, and what became of attendance where they ran."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from agencies.doors import CaseworkRequest, needs
from agencies.downloads import download
from agencies.drawings import Lines
from agencies.rules.roles import Permission
from agencies.tables import Column, Table, Value
from cases.actions.doors import ChangedMeanwhile, Refused
from cases.forms.changed import Difference, renewed
from reporting.actions.initiatives import (
    add_initiative,
    change_initiative,
    place_pupils,
    place_school,
    take_school_out,
)
from reporting.forms.initiatives import InitiativeForm, PlaceForm, PupilsForm
from reporting.models import Initiative, InitiativePupil, InitiativeSchool
from reporting.queries.asked import number
from reporting.queries.initiatives import FEW, Stretch, Told, initiatives_of
from reporting.rules.indicators import INDICATORS, rule_set
from reporting.rules.initiatives import METHOD, WARNING, Sessions

PUPILS_SHOWN = 200


@needs(Permission.VIEW_STATISTICS)
def initiatives(request: CaseworkRequest) -> HttpResponse:
    """Every initiative with its impact; for those who set targets, a form that adds one."""
    by = request.acting
    form = InitiativeForm(request.POST or None) if by.may(Permission.SET_TARGETS) else None
    if form is not None and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("name", "about", "began_on", "ended_on")}
        row = add_initiative(by=by, **given)
        messages.success(request, "It is on the register. Add its schools here.")
        return redirect("initiative", pk=row.pk)
    context = {"found": initiatives_of(by), "form": form, "warning": WARNING, "method": METHOD}
    return render(request, "reporting/initiatives.html", context)


@needs(Permission.VIEW_STATISTICS)
def initiative(request: CaseworkRequest, pk: int) -> HttpResponse:
    """One initiative: its impact, its schools and those of its pupils whose records the person may open."""
    by = request.acting
    may_set = by.may(Permission.SET_TARGETS)
    row = get_object_or_404(Initiative.objects.visible_to(by), pk=pk)
    pressed = request.POST.get("form", "")
    forms: dict[str, Any] = {}
    if may_set:
        forms = {
            "school": PlaceForm(request.POST if pressed == "school" else None, prefix="school", by=by),
            "pupils": PupilsForm(request.POST if pressed == "pupils" else None, prefix="pupils"),
        }
    if pressed in forms and forms[pressed].is_valid():
        _placed(request, row, pressed, forms[pressed].cleaned_data)
        return redirect("initiative", pk=pk)
    places = InitiativeSchool.objects.visible_to(by).filter(initiative=row).select_related("school")
    members = InitiativePupil.objects.visible_to(by).filter(initiative=row).select_related("pupil")
    told = initiatives_of(by, pk)[0]
    context = {
        "told": told,
        "places": places.order_by("school__name"),
        "members": members.order_by("pupil__surname", "pupil__forename")[:PUPILS_SHOWN],
        "forms": forms,
        "may_set": may_set,
        "warning": WARNING,
        "method": METHOD,
        "few": FEW if told.pupils and told.of_pupils is None else "",
    }
    return render(request, "reporting/initiative.html", context)


def _placed(request: CaseworkRequest, row: Initiative, pressed: str, given: dict[str, Any]) -> None:
    """Put schools or pupils in, and say so; of numbers that fit nobody only how many they are."""
    if pressed == "school":
        place_school(pk=row.pk, by=request.acting, **given)
        messages.success(request, "The school is in it.")
        return
    placed, unknown = place_pupils(pk=row.pk, by=request.acting, **given)
    said = f"Pupils in it by this list: {placed}."
    if unknown:
        said += f" Numbers that fit no pupil whose record you may open: {unknown}."
    messages.success(request, said)


@needs(Permission.SET_TARGETS)
def change(request: CaseworkRequest, pk: int) -> HttpResponse:
    """Change an initiative; two who do so at once see each other's change."""
    row = get_object_or_404(Initiative.objects.visible_to(request.acting), pk=pk)
    form = InitiativeForm.of(row, request.POST or None)
    changed: list[Difference] = []
    if form.is_valid():
        try:
            change_initiative(pk=pk, by=request.acting, **form.cleaned_data)
        except ChangedMeanwhile as refused:
            form.add_error(None, str(refused))
            row.refresh_from_db()
            changed = renewed(form, InitiativeForm.of(row))
        except Refused as refused:
            form.add_error("name", str(refused))
        else:
            messages.success(request, "Changed.")
            return redirect("initiative", pk=pk)
    context = {"form": form, "row": row, "changed": changed}
    return render(request, "reporting/initiative_change.html", context)


@require_POST
@needs(Permission.SET_TARGETS)
def school_out(request: CaseworkRequest, pk: int, place: int) -> HttpResponse:
    """Take a school out that was put in by mistake."""
    row = get_object_or_404(Initiative.objects.visible_to(request.acting), pk=pk)
    take_school_out(pk=row.pk, place=place, by=request.acting)
    messages.success(request, "The school is out of it.")
    return redirect("initiative", pk=pk)


COLUMNS = (
    Column("Initiative", 40), Column("Who", 50), Column("Schools", places=0), Column("Other schools", places=0),
    Column("Before (%)", places=2), Column("During (%)", places=2), Column("After (%)", places=2),
    Column("Others before (%)", places=2), Column("Others during (%)", places=2),
    Column("Others after (%)", places=2), Column("In words", 80),
)  # fmt: skip


@needs(Permission.VIEW_STATISTICS)
def initiatives_download(request: CaseworkRequest) -> HttpResponseBase:
    """What the register shows as a file, or one initiative of it."""
    by, only = request.acting, number(request.GET, "initiative")
    found = initiatives_of(by, only)
    if only and not found:
        raise Http404
    rows = list(_rows(found))
    table = Table(
        name=f"initiatives-{by.on.isoformat()}",
        title=found[0].row.name if only else "Initiatives and attendance",
        columns=COLUMNS,
        rows=rows,
        count=len(rows),
        definition=f"{METHOD} {INDICATORS['attendance'].formula}.",
        on=by.on,
        rule_set=rule_set(by.on),
        notes=(WARNING,),
        drawn=tuple(
            Lines(chart) for told in found for each in told.stretches if only and (chart := each.chart)
        ),
    )
    return download(request, table, request.GET.get("as", ""))


def _rows(found: list[Told]) -> Iterator[tuple[Value, ...]]:
    for told in found:
        stretches = [*told.stretches, *told.pupil_rows]
        for each in stretches:
            yield (told.row.name, each.label, *_numbers(each), " ".join(each.sentences))
        if not stretches:
            yield (told.row.name, FEW if told.pupils else "No school yet", *(None,) * 8, "")


def _numbers(each: Stretch) -> Iterator[Value]:
    yield None if each.is_of_pupils else each.schools
    yield None if each.is_of_pupils else each.others
    for side in (each.ours, each.theirs):
        for sessions in (side.before, side.during, side.after):
            yield _rate(sessions)


def _rate(sessions: Sessions) -> Value:
    return None if sessions.rate is None else round(float(sessions.rate), 4)
