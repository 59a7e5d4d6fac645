"""Beginning a step on a case: which steps there are, and the page of each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from agencies.doors import CaseworkRequest
from agencies.rules.roles import Permission
from cases.actions.doors import Refused
from cases.views.record import open_record


@dataclass(frozen=True)
class Beginning:
    """A step that can be begun on a case, and the page to which it leads; without one it leads back to the case."""

    title: str
    form: Any
    do: Callable[..., Any]
    page: str = ""
    intro: str = ""


def begin_page(
    request: CaseworkRequest, ref: str, table: Mapping[str, Beginning], what: str, back: str
) -> HttpResponse:
    """The page on which a step is begun."""
    if what not in table:
        raise Http404
    record, begun, by = open_record(request, ref, Permission.PREPARE_LEGAL), table[what], request.acting
    form = begun.form(record.case, by, request.POST or None)
    form.choose(towards=request.GET.get("towards", ""), step=request.GET.get("step", ""))
    here = reverse(back, args=[ref])
    if request.method == "POST" and form.is_valid():
        try:
            row = begun.do(case=record.case, by=by, **form.given())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "It is on the record. Nothing has been sent.")
            return redirect(begun.page, ref=row.ref) if begun.page else redirect(here)
    context = {"form": form, "act": begun, "pupil": record.case.pupil, "back": here}
    return render(request, "enforcement/act.html", context)
