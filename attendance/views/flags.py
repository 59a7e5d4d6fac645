"""Flags: the list with its filters, one flag, and what people do about it."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from agencies.doors import CaseworkRequest, needs, open_door
from agencies.rules.roles import Permission
from attendance.actions.filters import forget_filter, save_filter
from attendance.actions.flags import FlagIsCleared, mark_acted, mark_seen
from attendance.forms.flags import ActedForm, SaveFilterForm
from attendance.models import Flag, SavedFilter, School
from attendance.models.flag import FlagState
from attendance.queries.flags import KEY_WORKERS, FlagFilter, flag_page, moves_of
from attendance.rules.flags import RULE_BY_KEY, RULES


@needs(Permission.VIEW_FLAGS)
def flags(request: CaseworkRequest) -> HttpResponse:
    """Flags this person may see, narrowed by what the address says, worst and newest first."""
    chosen = FlagFilter.read(request.GET)
    context = {
        "page": flag_page(request.acting, chosen, request.GET.get("page")),
        "chosen": chosen,
        "rules": RULES,
        "states": FlagState.choices,
        "schools": School.objects.permits(request.acting, Permission.VIEW_FLAGS)
        .open()
        .order_by("name")[:200],
        "saved": saved_filters(request),
        "may_act": request.acting.may(Permission.ACT_ON_FLAGS),
    }
    return render(request, "attendance/flags.html", context)


def saved_filters(request: CaseworkRequest) -> list[tuple[SavedFilter, str]]:
    """This person's saved filters with their addresses."""
    rows = SavedFilter.objects.visible_to(request.acting).order_by("name")
    return [(row, f"{reverse('flags')}?{urlencode(row.choices)}") for row in rows]


@needs(Permission.VIEW_FLAGS)
def flag(request: CaseworkRequest, pk: int) -> HttpResponse:
    """One flag: its reason, its life, and what can be done."""
    rows = Flag.objects.select_related("pupil", "school")
    found = open_door(request, rows, Permission.VIEW_FLAGS, pk=pk)
    form = ActedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            mark_acted(flag=found, by=request.acting, note=form.cleaned_data["note"])
        except FlagIsCleared as cleared:
            form.add_error(None, str(cleared))
        else:
            messages.success(request, "What you did is recorded.")
            return redirect("flag", pk=pk)
    context = {
        "flag": found,
        "rule": RULE_BY_KEY[found.rule],
        "moves": moves_of(request.acting, found),
        "form": form,
        "may_act": request.acting.may(Permission.ACT_ON_FLAGS),
        "key_worker": KEY_WORKERS[RULE_BY_KEY[found.rule].tier],
    }
    return render(request, "attendance/flag.html", context)


@needs(Permission.ACT_ON_FLAGS)
@require_POST
def seen(request: CaseworkRequest) -> HttpResponse:
    """Mark the chosen flags as seen, all of them or none that is not theirs."""
    keys = [int(key) for key in request.POST.getlist("flag")[:200] if key.isascii() and key.isdigit()]
    rows = list(Flag.objects.permits(request.acting, Permission.ACT_ON_FLAGS).filter(pk__in=keys))
    for row in rows:
        mark_seen(flag=row, by=request.acting)
    if rows:
        messages.success(request, f"{len(rows)} marked as seen." if len(rows) > 1 else "Marked as seen.")
    else:
        messages.error(request, "Choose at least one flag, then mark it as seen.")
    chosen = FlagFilter.read(request.POST).choices()
    return redirect(f"{reverse('flags')}?{urlencode(chosen)}")


@needs(Permission.VIEW_FLAGS)
@require_POST
def keep_filter(request: CaseworkRequest) -> HttpResponse:
    """Keep the present filter under a name."""
    form = SaveFilterForm(request.POST)
    chosen = FlagFilter.read(request.POST).choices()
    if form.is_valid():
        save_filter(by=request.acting, name=form.cleaned_data["name"], choices=chosen)
        messages.success(request, "The filter is saved.")
    else:
        messages.error(request, "Give the filter a name of up to 60 characters.")
    return redirect(f"{reverse('flags')}?{urlencode(chosen)}")


@needs(Permission.VIEW_FLAGS)
@require_POST
def drop_filter(request: CaseworkRequest, pk: int) -> HttpResponse:
    """Remove one of one's own saved filters."""
    row = get_object_or_404(SavedFilter.objects.visible_to(request.acting), pk=pk)
    forget_filter(saved=row)
    return redirect("flags")
