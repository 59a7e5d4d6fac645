"""Prosecutions: prepared, charged by a second person within the law, and ended; nothing is charged twice."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from agencies.acting import Acting
from agencies.rules.roles import Permission
from attendance.models import Parent
from attendance.rules.dated import day_in_words
from cases.actions.doors import Refused, require
from cases.actions.holds import lift_hold
from cases.models import Case, HoldKind
from enforcement.actions.attendance_orders import cease
from enforcement.actions.stepping import (
    Kind,
    arrive,
    begin,
    draft,
    fill,
    hold,
    locked,
    may_move,
    not_ahead,
    open_case,
    passed,
    release,
    said,
    tell,
    unchanged,
)
from enforcement.models import ChargedSession, Notice, NoticeMove, Prosecution, SupervisionConsideration
from enforcement.queries.begun import CHARGES
from enforcement.queries.schedule import chargeable_between
from enforcement.rules.offences import (
    FOR_ABSENCE,
    PARENTING_AFTER,
    PENALTIES,
    SUPERVISION_FIRST,
    Offence,
    Rests,
)
from enforcement.rules.provision import counted
from enforcement.rules.supervision import answer_to_court_due
from enforcement.rules.threshold import Session
from enforcement.workflow import State
from enforcement.workflow.court import CHARGE_LABELS, CHARGE_MOVES, ChargeState, HearingState

CHARGE = Kind(CHARGE_MOVES, CHARGE_LABELS, ChargeState, "prosecutions", HoldKind.COURT)
# What an officer writes while it is a draft.
DETAILS = (
    "offence", "single_justice", "parent_heard", "knowledge", "evidence_sufficient", "in_public_interest",
    "code_test_note", "no_interview_because", "asks_parenting_order", "equality_considered_on", "equality_note",
    "support_unsuitable_because", "support_enough_because",
)  # fmt: skip


@transaction.atomic
def consider_supervision(*, case: Case, decision: str, reason: str, by: Acting) -> SupervisionConsideration:
    """Write down that an education supervision order was considered, today, and why so decided; never rewritten."""
    row = open_case(case, by, Permission.PREPARE_LEGAL)
    held: SupervisionConsideration = SupervisionConsideration.objects.create(
        case=row, pupil=row.pupil, on=by.on, decision=decision, reason=said(reason), by=by.user
    )
    first = [each.value for each in SUPERVISION_FIRST]
    for charge in Prosecution.objects.permits(by, Permission.PREPARE_LEGAL).filter(
        case=row, state=ChargeState.DRAFT, offence__in=first
    ):
        charge.consideration = held
        charge.version += 1
        charge.save(update_fields=["consideration", "version"])
    return held


@transaction.atomic
def prepare_charge(
    *, case: Case, parent: Parent, first_on: date, last_on: date, by: Acting, **more: Any
) -> Prosecution:
    """Prepare a prosecution over a period: its sessions are those that may be charged. Again, it is the same draft.

    While it is prepared no notice is given to this parent. Raises NotAllowed and Refused.
    """
    rows = Prosecution.objects.permits(by, Permission.PREPARE_LEGAL)
    there: Prosecution | None = rows.filter(
        case=case, parent=parent, state=ChargeState.DRAFT, offence__in=FOR_ABSENCE
    ).first()
    if there is not None:
        return there
    last = SupervisionConsideration.objects.permits(by, Permission.PREPARE_LEGAL).filter(case=case)
    row: Prosecution = begin(
        Prosecution, case=case, parent=parent, by=by, consideration=last.order_by("-pk").first(), **more
    )
    _name_sessions(row, first_on, last_on, by)
    tell(row, CHARGE, "A prosecution is being prepared.", by)
    return row


@transaction.atomic
def choose_period(
    *, row: Prosecution, first_on: date, last_on: date, by: Acting, version: int
) -> Prosecution:
    """Choose the period again: the sessions of it that may be charged today. Raises Refused where there is none."""
    held: Prosecution = draft(row, by, version)
    require(held.rests_on is Rests.SESSIONS, "This offence rests on an order: choose its failures.")
    held.sessions.all().delete()
    _name_sessions(held, first_on, last_on, by)
    arrive(held)
    return held


def _name_sessions(row: Prosecution, first_on: date, last_on: date, by: Acting) -> None:
    require(first_on <= last_on, "The period ends before it begins.")
    found, codes = chargeable_between(row, first_on, last_on, by)
    sessions = sorted({*found.in_time, *found.late})
    if not sessions:
        said_why = (
            found.refused[0].sentence if found.refused else "No session in it was missed without authority."
        )
        raise Refused(f"Nothing in this period may be charged. {said_why}")
    ChargedSession.objects.bulk_create(
        ChargedSession(
            prosecution=row, pupil=row.pupil, parent=row.parent, on=day, session=part, code=codes[(day, part)]
        )
        for day, part in sessions
    )


@transaction.atomic
def change_charge(*, row: Prosecution, by: Acting, version: int, **given: Any) -> Prosecution:
    """Change what is written while it is prepared. Raises Refused, NotAllowed."""
    held: Prosecution = draft(row, by, version)
    rests_on = held.rests_on
    fill(held, DETAILS, given)
    require(held.rests_on is rests_on, f"What is charged here rests on: {rests_on.value}.")
    asks = held.asks_parenting_order and Offence(held.offence) not in PARENTING_AFTER
    require(not asks, "A parenting order follows a conviction under section 443 or 444 alone.")
    knowing = held.offence == Offence.KNOWING_FAILURE.value
    require(
        not (knowing and held.single_justice),
        "Section 444(1A) can be punished with prison, and so no single justice may try it.",
    )
    considered = held.equality_considered_on
    require(considered is None or considered <= by.on, "Equality was considered on a day that has come.")
    arrive(held)
    return held


@transaction.atomic
def charge(*, row: Prosecution, by: Acting, version: int, signs: list[str] | None = None) -> Prosecution:
    """Charge as a second person, today: every answer of the gate is kept, and the sessions are used from now on.

    Unpaid notices for the same sessions become charges. Raises GateShut with every reason, Refused, NotAllowed.
    """
    held: Prosecution = locked(row, by, CHARGE_MOVES["charge"].needs)
    if held.state == ChargeState.CHARGED and held.checked_by_id == by.user_id:
        return held
    may_move(held, CHARGE, "charge")
    unchanged(held, version)
    sessions = tuple(held.sessions.order_by("on", "session").values_list("on", "session"))
    asked = passed(held, CHARGES[held.offence], sessions, by, signs or ())
    held.regime, held.charged_on = asked.gate.regime, by.on
    arrive(held, ChargeState.CHARGED)
    _notices_charged(held, by)
    hold(held, CHARGE, by)
    tell(
        held,
        CHARGE,
        f"Charged under {held.in_law}: {_what(held, sessions)}.",
        by,
        school="A prosecution has begun.",
    )
    return held


def _what(row: Prosecution, sessions: tuple[Session, ...]) -> str:
    """What is charged, in words."""
    days = [day for day, _ in sessions] or sorted(row.failures.values_list("breach__on", flat=True))
    count = counted(len(days), "session" if sessions else "failure")
    return f"{count} from {day_in_words(days[0])} to {day_in_words(days[-1])}"


def _notices_charged(row: Prosecution, by: Acting) -> None:
    """The unpaid notices whose sessions are charged: they are no longer waiting to be paid."""
    charged = set(row.sessions.values_list("on", "session"))
    rows = Notice.objects.permits(by, Permission.APPROVE_LEGAL).select_for_update(of=("self",))
    mine = rows.filter(pupil=row.pupil_id, parent=row.parent_id, state=State.SERVED)
    for notice in mine:
        if not charged & set(notice.sessions.values_list("on", "session")):
            continue
        notice.state, notice.version = State.CHARGED, notice.version + 1
        notice.save(update_fields=["state", "version"])
        NoticeMove.objects.create(
            notice=notice, on=by.on, move="charge", text="The offence is charged in court.", by=by.user
        )
        lift_hold(case=row.case, kind=HoldKind.NOTICE, key=f"notice:{notice.pk}", by=by, on=by.on)


@transaction.atomic
def drop_charge(*, row: Prosecution, reason: str, by: Acting) -> Prosecution:
    """Decide not to prosecute, with the reason."""
    held: Prosecution = locked(row, by, CHARGE_MOVES["drop"].needs, closed=True)
    if held.state == ChargeState.DROPPED:
        return held
    may_move(held, CHARGE, "drop")
    held.ended_because = said(reason)
    arrive(held, ChargeState.DROPPED)
    tell(held, CHARGE, f"Decided not to prosecute: {held.ended_because}", by)
    return held


@transaction.atomic
def end_charge(*, row: Prosecution, move: str, reason: str, by: Acting) -> Prosecution:
    """Withdraw it from court, or end it because the parent has died; its hearings leave the list."""
    held: Prosecution = locked(row, by, CHARGE_MOVES[move].needs, closed=True)
    if held.state == CHARGE_MOVES[move].target:
        return held
    may_move(held, CHARGE, move)
    held.ended_because = said(reason)
    label = CHARGE_LABELS[ChargeState(CHARGE_MOVES[move].target)]
    for hearing in held.hearings.filter(state=HearingState.LISTED):
        hearing.state, hearing.result = HearingState.VACATED, label
        hearing.save(update_fields=["state", "result"])
    arrive(held, ChargeState(CHARGE_MOVES[move].target))
    release(held, CHARGE, by)
    tell(held, CHARGE, f"{label}: {held.ended_because}", by, school=f"The prosecution: {label.lower()}.")
    return held


@transaction.atomic
def decide_charge(
    *,
    row: Prosecution,
    move: str,
    decided_on: date,
    by: Acting,
    result: Mapping[str, Any] | None = None,
    order_ceases: bool = False,
) -> Prosecution:
    """Record the verdict, and on conviction the plea, the sentence and the costs; the school is told the result alone.

    `order_ceases`: on acquittal under section 443 the court directed that the school attendance order ends.
    Raises Refused for a fine above its level or a sentence that the offence does not bear.
    """
    held: Prosecution = locked(row, by, CHARGE_MOVES[move].needs, closed=True)
    target = ChargeState(CHARGE_MOVES[move].target)
    if held.state == target:
        return held
    may_move(held, CHARGE, move)
    held.decided_on = not_ahead(decided_on, by, since=held.charged_on)
    given = result or {}
    _within_penalty(held, given)
    for name in ("plea", "sentence", "sentence_note", "fine", "surcharge", "costs_awarded"):
        if name in given and (target is ChargeState.CONVICTED or name in ("plea", "costs_awarded")):
            setattr(held, name, given[name])
    arrive(held, target)
    release(held, CHARGE, by)
    label = CHARGE_LABELS[target]
    text = f"{label} on {day_in_words(decided_on)}."
    tell(held, CHARGE, text, by, school=f"The prosecution: {label.lower()}.")
    if order_ceases:
        may_cease = target is ChargeState.ACQUITTED and held.rests_on is Rests.SCHOOL_ORDER
        require(may_cease, "A court lets an order cease on acquittal under section 443 alone.")
        cease(row=held.attendance_order, on=decided_on, by=by)
    return held


def _within_penalty(row: Prosecution, given: Mapping[str, Any]) -> None:
    penalty = PENALTIES[Offence(row.offence)]
    fine = given.get("fine")
    require(fine is None or fine <= penalty.fine, f"The greatest fine is at level {penalty.level}.")
    prison = given.get("sentence") in ("prison", "suspended")
    require(not prison or penalty.months > 0, "This offence is not punished with prison.")


@transaction.atomic
def direct_supervision(*, row: Prosecution, directed_on: date, by: Acting) -> Prosecution:
    """The court directed that a supervision order be applied for: it is told within eight weeks why it is not."""
    held: Prosecution = locked(row, by, Permission.PREPARE_LEGAL, closed=True)
    require(held.charged_on is not None, "Nothing is before the court.")
    held.directed_on = not_ahead(directed_on, by, since=held.charged_on)
    held.direction_due_on = answer_to_court_due(directed_on)
    arrive(held)
    tell(
        held,
        CHARGE,
        f"The court directed an application; answer by {day_in_words(held.direction_due_on)}.",
        by,
    )
    return held


@transaction.atomic
def answer_direction(*, row: Prosecution, answer: str, by: Acting) -> Prosecution:
    """Record what the court was told about its direction."""
    held: Prosecution = locked(row, by, Permission.PREPARE_LEGAL, closed=True)
    require(held.directed_on is not None, "The court has directed nothing.")
    held.direction_answer, held.direction_answered_on = said(answer), by.on
    arrive(held)
    tell(held, CHARGE, "The court was told why no supervision order is applied for.", by)
    return held
