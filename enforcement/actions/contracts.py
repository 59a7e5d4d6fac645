"""Parenting contracts, called attendance contracts from August 2024: drawn up, signed by both, kept or not."""

from datetime import date
from typing import Any

from django.db import transaction

from agencies.acting import Acting
from agencies.rules.roles import Permission
from attendance.models import Parent
from attendance.rules.dated import day_in_words
from cases.actions.doors import require
from cases.models import Case, HoldKind
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
from enforcement.models import Breach, ParentingContract
from enforcement.rules.facts import Step
from enforcement.workflow.orders import CONTRACT_LABELS, CONTRACT_MOVES, ContractState

CONTRACT = Kind(CONTRACT_MOVES, CONTRACT_LABELS, ContractState, "contracts", HoldKind.ORDER)
OPEN = (ContractState.DRAFT, ContractState.SIGNED)
DETAILS = (
    "runs_from", "runs_to", "parent_statement", "support_statement", "parent_signed_on", "other_signed_on",
    "other_signed_by",
)  # fmt: skip


@transaction.atomic
def prepare_contract(
    *, case: Case, parent: Parent, runs_from: date, runs_to: date, by: Acting, **more: Any
) -> ParentingContract:
    """Begin to draw up a contract with a parent. The same again is the one there is. Raises Refused, NotAllowed."""
    rows = ParentingContract.objects.permits(by, Permission.PREPARE_LEGAL)
    there: ParentingContract | None = rows.filter(case=case, parent=parent, state__in=OPEN).first()
    if there is not None:
        return there
    require(runs_from <= runs_to, "It ends before it begins.")
    row: ParentingContract = begin(
        ParentingContract, case=case, parent=parent, by=by, runs_from=runs_from, runs_to=runs_to, **more
    )
    tell(row, CONTRACT, f"{row.called.capitalize()}: being drawn up.", by)
    return row


@transaction.atomic
def change_contract(*, row: ParentingContract, by: Acting, version: int, **given: Any) -> ParentingContract:
    """Change what it says while it is drawn up, and record who signed. Raises Refused for a day ahead, NotAllowed."""
    held: ParentingContract = draft(row, by, version)
    fill(held, DETAILS, given)
    require(held.runs_from <= held.runs_to, "It ends before it begins.")
    for day in (held.parent_signed_on, held.other_signed_on):
        require(day is None or day <= by.on, "It was signed on a day that has come.")
    arrive(held)
    return held


@transaction.atomic
def sign_contract(
    *, row: ParentingContract, by: Acting, version: int, signs: list[str] | None = None
) -> ParentingContract:
    """Check as a second person that it stands: both statements, both signatures, its time. Raises GateShut."""
    held, done = by_second(row, CONTRACT, "sign", Step.CONTRACT, by, version, signs)
    if done:
        return held
    arrive(held, ContractState.SIGNED)
    hold(held, CONTRACT, by)
    text = f"{held.called.capitalize()} signed, from {day_in_words(held.runs_from)} to {day_in_words(held.runs_to)}."
    tell(held, CONTRACT, text, by, school=text)
    return held


@transaction.atomic
def end_contract(*, row: ParentingContract, move: str, reason: str, by: Acting) -> ParentingContract:
    """The parent did not enter into it, or it was kept, or it was not; neither is an offence."""
    held: ParentingContract = locked(row, by, CONTRACT_MOVES[move].needs, closed=True)
    if held.state == CONTRACT_MOVES[move].target:
        return held
    may_move(held, CONTRACT, move)
    held.ended_because, held.ended_on = said(reason), by.on
    arrive(held, ContractState(CONTRACT_MOVES[move].target))
    release(held, CONTRACT, by)
    tell(held, CONTRACT, f"{held.called.capitalize()}: {held.label.lower()}. {held.ended_because}", by)
    return held


@transaction.atomic
def breach_contract(*, row: ParentingContract, on: date, what: str, explanation: str, by: Acting) -> Breach:
    """Record that something promised was not done. It is no offence, and may be put before a court later."""
    held: ParentingContract = locked(row, by, Permission.PREPARE_LEGAL)
    require(held.state == ContractState.SIGNED, "No contract is running.")
    require(held.runs_from <= not_ahead(on, by) <= held.runs_to, "The contract does not run on that day.")
    made = broken(held, on, what, explanation, by, contract=held)
    tell(held, CONTRACT, f"{held.called.capitalize()} not kept: {made.what}", by)
    return made
