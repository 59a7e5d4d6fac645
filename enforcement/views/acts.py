"""One way for every act on a step: its right, its form, the gate for a second person, its refusal in words."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from agencies.doors import CaseworkRequest
from agencies.rules.roles import Permission
from agencies.templatetags.ui import Link
from cases.actions.doors import Refused
from enforcement.actions.gates import ask
from enforcement.actions.stepping import CLOSED
from enforcement.forms.steps import CheckForm
from enforcement.rules.facts import Step
from enforcement.rules.gate import Gate
from enforcement.rules.threshold import Session

P = Permission
# What the page of every step shows of its case.
WITH = ("case__team__authority", "pupil", "parent", "school")


@dataclass(frozen=True)
class Act:
    """One act: its words, its right, in which states it is offered, its form and what it does.

    `step` and `sessions` belong to an act that a second person takes: the page then shows the gate.
    """

    key: str
    title: str
    form: Any
    do: Callable[..., Any]
    states: tuple[str, ...]
    needs: Permission = P.PREPARE_LEGAL
    button: str = "Save"
    done: str = "It is on the record and the timeline."
    step: Callable[[Any], Step] | None = None
    sessions: Callable[[Any, Any], tuple[Session, ...]] = lambda row, by: ()
    intro: str = ""
    # Which rows it belongs to at all, by the law of what they are.
    when: Callable[[Any], bool] = lambda row: True
    # Whether it may be taken in a closed case: outcomes, ends and what was decided against.
    closed: bool = False
    # Where it leads once it is done, from what it made; else back.
    lands: Callable[[Any], str] | None = None


Acts = Mapping[str, Act]


def acts(*every: Act) -> Acts:
    """Acts by their key."""
    return {each.key: each for each in every}


def offered(request: CaseworkRequest, row: Any, table: Acts, page: str, arguments: list[Any]) -> list[Link]:
    """The acts that lie open to this person in the row's state."""
    may = request.acting.may
    return [
        Link(act.title, reverse(page, args=[*arguments, act.key]))
        for act in table.values()
        if row.state in act.states and may(act.needs) and act.when(row) and (act.closed or row.case.is_live)
    ]


def act_page(request: CaseworkRequest, row: Any, table: Acts, key: str, back: str) -> HttpResponse:
    """The page of an act on a row: form, gate, and what was refused; done, it leads back."""
    if key not in table or not table[key].when(row):
        raise Http404
    act, by = table[key], request.acting
    if not by.may(act.needs):
        raise PermissionDenied
    if request.method == "GET" and row.state not in act.states:
        messages.info(request, f"“{act.title}” is not possible now: this is “{row.label}”.")
        return redirect(back)
    if request.method == "GET" and not (act.closed or row.case.is_live):
        messages.info(request, CLOSED)
        return redirect(back)
    gate = _gate(row, act, by)
    form = act.form(row, by, request.POST or None)
    form.choose(towards=request.GET.get("towards", ""), step=request.GET.get("step", ""))
    if gate is not None and isinstance(form, CheckForm):
        form.sign(gate)
    if request.method == "POST" and form.is_valid():
        try:
            made = act.do(row, by, **form.given())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, act.done)
            return redirect(act.lands(made) if act.lands else back)
    context = {"form": form, "act": act, "gate": gate, "row": row, "pupil": row.pupil, "back": back}
    return render(request, "enforcement/act.html", context)


def _gate(row: Any, act: Act, by: Any) -> Gate | None:
    """What the gate says to whoever would take the step now; None for an act that passes none."""
    if act.step is None or row.state not in act.states:
        return None
    try:
        return ask(row, act.step(row), act.sessions(row, by), by, checked_by=by.user_id).gate
    except Refused:
        return None


def as_second(do: Callable[..., Any]) -> Callable[..., Any]:
    """An act of a second person on a row, from the form's version and signatures."""

    def run(row: Any, by: Any, *, version: int, signs: Iterable[str] = ()) -> Any:
        return do(row=row, by=by, version=version, signs=list(signs))

    return run


def on_row(do: Callable[..., Any], **fixed: Any) -> Callable[..., Any]:
    """An action on the row itself, with what the form gives."""

    def run(row: Any, by: Any, **given: Any) -> Any:
        return do(row=row, by=by, **fixed, **given)

    return run
