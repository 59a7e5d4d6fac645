"""Hearings: listed, heard, adjourned to another day, taken out of the list."""

from datetime import date, time
from typing import Any

from django.db import transaction

from agencies.acting import Acting
from agencies.rules.roles import Permission
from attendance.rules.dated import day_in_words
from cases.actions.doors import NotAllowed, Refused, locked_case, require
from cases.actions.timeline import record
from cases.models import Audience, EntryKind
from enforcement.actions.stepping import said
from enforcement.models import Hearing, Prosecution, SupervisionOrder
from enforcement.workflow import refusal
from enforcement.workflow.court import HEARING_LABELS, HEARING_MOVES, ChargeState, HearingState
from enforcement.workflow.orders import SupervisionState

BEFORE_COURT = (ChargeState.CHARGED, ChargeState.CONVICTED)


@transaction.atomic
def list_hearing(
    *,
    of: Prosecution | SupervisionOrder,
    on: date,
    court: str,
    purpose: str,
    by: Acting,
    at: time | None = None,
) -> Hearing:
    """List a hearing; the same one again is the one there is. Raises Refused where nothing is before a court."""
    case = locked_case(of.case, by, Permission.PREPARE_LEGAL)
    of.refresh_from_db(fields=["state"])
    began, parts = _before_court(of)
    require(on >= began, "The hearing is before the case came to court.")
    rows = Hearing.objects.permits(by, Permission.PREPARE_LEGAL)
    there: Hearing | None = rows.filter(**parts, on=on, purpose=purpose, state=HearingState.LISTED).first()
    if there is not None:
        return there
    made: Hearing = Hearing.objects.create(
        case=case, pupil=case.pupil, on=on, at=at, court=said(court), purpose=purpose, by=by.user, **parts
    )
    _tell(made, f"{made.get_purpose_display()} listed for {day_in_words(on)}.", by)
    return made


def _before_court(of: Prosecution | SupervisionOrder) -> tuple[date, dict[str, Any]]:
    """Since when something is before a court, and the column that names it. Raises Refused where nothing is."""
    if isinstance(of, Prosecution):
        require(of.state in BEFORE_COURT, "Nothing is before the court: it is charged first.")
        return of.charged_on, {"prosecution": of}
    require(of.state in (SupervisionState.APPLIED, SupervisionState.MADE), "No order is applied for.")
    return of.applied_on, {"supervision": of}


def _locked(hearing: Hearing, by: Acting, move: str) -> Hearing:
    needs = HEARING_MOVES[move].needs
    locked_case(hearing.case, by, needs)
    row: Hearing | None = (
        Hearing.objects.permits(by, needs).select_for_update(of=("self",)).filter(pk=hearing.pk).first()
    )
    if row is None:
        raise NotAllowed(f"You may not {needs.value}, or no longer.")
    return row


def _may(row: Hearing, move: str) -> None:
    why = refusal(HearingState(row.state), HEARING_MOVES[move], HEARING_LABELS)
    require(not why, why)


@transaction.atomic
def end_hearing(*, hearing: Hearing, move: str, result: str, by: Acting) -> Hearing:
    """Record what the court did on the day, or that the hearing left the list. Raises Refused for a day ahead."""
    row = _locked(hearing, by, move)
    if row.state == HEARING_MOVES[move].target:
        return row
    _may(row, move)
    require(move != "hear" or row.on <= by.on, "The hearing lies ahead.")
    row.state, row.result = HEARING_MOVES[move].target, said(result)
    row.save(update_fields=["state", "result"])
    _tell(row, f"{row.get_purpose_display()} on {day_in_words(row.on)}: {row.result}", by)
    return row


@transaction.atomic
def adjourn(*, hearing: Hearing, to: date, reason: str, by: Acting, at: time | None = None) -> Hearing:
    """Adjourn a hearing to another day; the old one stays on the record. Raises Refused for a day not after it."""
    row = _locked(hearing, by, "adjourn")
    there: Hearing | None = (
        Hearing.objects.permits(by, Permission.PREPARE_LEGAL).filter(adjourned_from=row).first()
    )
    if there is not None:
        return there
    _may(row, "adjourn")
    if to <= row.on:
        raise Refused("It is adjourned to a later day.")
    row.state, row.result = HearingState.ADJOURNED, said(reason)
    row.save(update_fields=["state", "result"])
    made: Hearing = Hearing.objects.create(
        case=row.case, pupil=row.pupil, prosecution=row.prosecution, supervision=row.supervision, on=to, at=at,
        court=row.court, purpose=row.purpose, adjourned_from=row, by=by.user,
    )  # fmt: skip
    _tell(made, f"Adjourned from {day_in_words(row.on)} to {day_in_words(to)}: {row.result}", by)
    return made


def _tell(row: Hearing, text: str, by: Acting) -> None:
    page = f"/prosecutions/{row.prosecution.ref}/" if row.prosecution else ""
    page = f"/supervision/{row.supervision.ref}/" if row.supervision else page
    record(case=row.case, kind=EntryKind.LEGAL, text=text, by=by, audience=Audience.LEGAL, link=page)
