"""Parenting orders: asked of the court on conviction, within twelve and three months; made, broken, ended."""

from datetime import date
from typing import Any

from django.db import transaction

from agencies.acting import Acting
from agencies.rules.roles import Permission
from attendance.rules.dated import day_in_words
from cases.actions.doors import require
from cases.models import HoldKind
from enforcement.actions.stepping import (
    Kind,
    arrive,
    begin,
    broken,
    by_second,
    draft,
    fill,
    hold,
    locked,
    may_move,
    not_ahead,
    release,
    said,
    tell,
)
from enforcement.models import Breach, ParentingOrder, Prosecution
from enforcement.rules.facts import Step
from enforcement.rules.parenting import order_ends_on
from enforcement.workflow.orders import PARENTING_LABELS, PARENTING_MOVES, ParentingState

PARENTING = Kind(PARENTING_MOVES, PARENTING_LABELS, ParentingState, "parenting-orders", HoldKind.ORDER)
OPEN = (ParentingState.DRAFT, ParentingState.ASKED, ParentingState.MADE)
DETAILS = (
    "months", "programme_months", "earlier_order", "arrangements_in_area", "circumstances", "requirements",
    "responsible_officer", "equality_considered_on", "equality_note", "support_unsuitable_because",
    "support_enough_because",
)  # fmt: skip


@transaction.atomic
def prepare_parenting(*, prosecution: Prosecution, by: Acting, months: int, **more: Any) -> ParentingOrder:
    """Prepare an order to ask for in a prosecution. The same again is the one there is. Raises NotAllowed, Refused."""
    rows = ParentingOrder.objects.permits(by, Permission.PREPARE_LEGAL)
    there: ParentingOrder | None = rows.filter(prosecution=prosecution, state__in=OPEN).first()
    if there is not None:
        return there
    row: ParentingOrder = begin(
        ParentingOrder, case=prosecution.case, parent=prosecution.parent, by=by, prosecution=prosecution,
        months=months, **more,
    )  # fmt: skip
    tell(row, PARENTING, "A parenting order is being prepared.", by)
    return row


@transaction.atomic
def change_parenting(*, row: ParentingOrder, by: Acting, version: int, **given: Any) -> ParentingOrder:
    """Change what is asked for while it is prepared."""
    held: ParentingOrder = draft(row, by, version)
    fill(held, DETAILS, given)
    considered = held.equality_considered_on
    require(considered is None or considered <= by.on, "Equality was considered on a day that has come.")
    arrive(held)
    return held


@transaction.atomic
def ask_parenting(
    *, row: ParentingOrder, by: Acting, version: int, signs: list[str] | None = None
) -> ParentingOrder:
    """Ask the court for the order as a second person, on conviction. Raises GateShut with every reason, Refused."""
    held, done = by_second(row, PARENTING, "ask", Step.PARENTING_ORDER, by, version, signs)
    if done:
        return held
    held.asked_on = by.on
    arrive(held, ParentingState.ASKED)
    hold(held, PARENTING, by)
    tell(held, PARENTING, f"A parenting order of {held.months} months is asked for.", by)
    return held


@transaction.atomic
def make_parenting(*, row: ParentingOrder, made_on: date, by: Acting) -> ParentingOrder:
    """Record that the court made the order: its requirements and programme run from that day."""
    held: ParentingOrder = locked(row, by, PARENTING_MOVES["make"].needs, closed=True)
    if held.state == ParentingState.MADE:
        return held
    may_move(held, PARENTING, "make")
    held.made_on = not_ahead(made_on, by, since=held.asked_on)
    held.ends_on = order_ends_on(made_on, months=held.months)
    if held.programme_months:
        held.programme_ends_on = order_ends_on(made_on, months=held.programme_months)
    arrive(held, ParentingState.MADE)
    text = f"Parenting order made, to {day_in_words(held.ends_on)}."
    tell(held, PARENTING, text, by, school="A parenting order was made.")
    return held


@transaction.atomic
def end_parenting(
    *, row: ParentingOrder, move: str, reason: str, by: Acting, ended_on: date | None = None
) -> ParentingOrder:
    """Decide not to ask, record that none was made, or that it has ended. Raises Refused after its last day."""
    held: ParentingOrder = locked(row, by, PARENTING_MOVES[move].needs, closed=True)
    if held.state == PARENTING_MOVES[move].target:
        return held
    may_move(held, PARENTING, move)
    held.ended_because = said(reason)
    if move == "end":
        held.ended_on = not_ahead(ended_on or by.on, by, since=held.made_on)
        require(held.ended_on <= held.ends_on, f"Its last day was {day_in_words(held.ends_on)}.")
    arrive(held, ParentingState(PARENTING_MOVES[move].target))
    release(held, PARENTING, by)
    tell(held, PARENTING, f"Parenting order: {held.label.lower()}. {held.ended_because}", by)
    return held


@transaction.atomic
def breach_parenting(*, row: ParentingOrder, on: date, what: str, explanation: str, by: Acting) -> Breach:
    """Record a breach. Without reasonable excuse it bears a fine, up to level 3."""
    held: ParentingOrder = locked(row, by, Permission.PREPARE_LEGAL)
    require(held.state == ParentingState.MADE, "No order is in force.")
    require(held.made_on <= not_ahead(on, by) <= held.ends_on, "The order is not in force on that day.")
    made = broken(held, on, what, explanation, by, parenting=held)
    tell(held, PARENTING, f"Breach of the parenting order: {made.what}", by)
    return made
