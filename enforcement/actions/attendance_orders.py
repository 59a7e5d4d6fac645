"""School attendance orders: two notices served, the order made by a second person, varied, broken, ended."""

from datetime import date
from typing import Any

from django.db import transaction

from agencies.acting import Acting
from agencies.rules.roles import Permission
from attendance.models import Parent, School
from attendance.rules.dated import day_in_words
from cases.actions.doors import require
from cases.models import Case, HoldKind
from enforcement.actions.letters import forget_letters, owe_letter
from enforcement.actions.order_letters import LEAST, paper_served, tell_named
from enforcement.actions.stepping import (
    Kind,
    arrive,
    begin,
    broken,
    by_second,
    fill,
    hold,
    locked,
    may_move,
    not_ahead,
    release,
    said,
    tell,
)
from enforcement.models import OF_ORDER, AttendanceOrder, Breach, LetterKind, OrderEnd, Variation
from enforcement.rules.attendance_orders import NOTICE_DAYS, choice_refusal, notice_ends_on
from enforcement.rules.facts import Step
from enforcement.rules.service import Method
from enforcement.workflow.orders import ATTENDANCE_LABELS, ATTENDANCE_MOVES, AttendanceState

ORDER = Kind(ATTENDANCE_MOVES, ATTENDANCE_LABELS, AttendanceState, "attendance-orders", HoldKind.ORDER)
CEASED = {
    OrderEnd.COURT: "On acquittal the court directed that it ceases.",
    OrderEnd.SUPERVISION: "An education supervision order was made.",
}
OPEN = (AttendanceState.DRAFT, AttendanceState.NOTICED, AttendanceState.INTENDED, AttendanceState.MADE)


@transaction.atomic
def prepare_order(
    *, case: Case, parent: Parent, unsuitable_because: str, by: Acting, **more: Any
) -> AttendanceOrder:
    """Begin towards an order: say what shows that the child is not suitably educated. Raises Refused, NotAllowed."""
    rows = AttendanceOrder.objects.permits(by, Permission.PREPARE_LEGAL)
    there: AttendanceOrder | None = rows.filter(case=case, parent=parent, state__in=OPEN).first()
    if there is not None:
        return there
    row: AttendanceOrder = begin(
        AttendanceOrder, case=case, parent=parent, by=by, unsuitable_because=said(unsuitable_because), **more
    )
    tell(row, ORDER, "A school attendance order is being prepared.", by)
    return row


@transaction.atomic
def serve_first_notice(
    *,
    row: AttendanceOrder,
    sent_on: date,
    days: int,
    by: Acting,
    method: Method = Method.BY_HAND,
    how: str = "",
) -> AttendanceOrder:
    """Record that the notice was served: the parent has not less than 15 days, beginning with the day of service."""
    held: AttendanceOrder = locked(row, by, ATTENDANCE_MOVES["notice"].needs)
    if held.state == AttendanceState.NOTICED:
        return held
    may_move(held, ORDER, "notice")
    require(days >= NOTICE_DAYS, LEAST)
    paper = paper_served(held, LetterKind.SAO_NOTICE, {"notice_days": days}, sent_on, method, how, by)
    held.notice_served_on, held.notice_served_how = paper
    held.notice_days = days
    arrive(held, AttendanceState.NOTICED)
    hold(held, ORDER, by)
    served, last = held.notice_served_on, notice_ends_on(held.notice_served_on, days)
    text = f"Notice before a school attendance order served on {day_in_words(served)}; the parent has to "
    tell(held, ORDER, f"{text}{day_in_words(last)}.", by)
    return held


@transaction.atomic
def serve_school_notice(
    *,
    row: AttendanceOrder,
    sent_on: date,
    school: School,
    expedient_because: str,
    by: Acting,
    method: Method = Method.BY_HAND,
    how: str = "",
) -> AttendanceOrder:
    """Record that the notice of the intended school was served, after the first notice had run out."""
    held: AttendanceOrder = locked(row, by, ATTENDANCE_MOVES["intend"].needs)
    if held.state == AttendanceState.INTENDED:
        return held
    may_move(held, ORDER, "intend")
    last = notice_ends_on(held.notice_served_on, held.notice_days)
    require(not_ahead(sent_on, by) > last, f"The first notice runs to {day_in_words(last)}.")
    given = {"intended_school": school, "expedient_because": said(expedient_because)}
    paper = paper_served(held, LetterKind.SAO_SCHOOL, given, sent_on, method, how, by)
    held.intended_served_on, held.intended_served_how = paper
    fill(held, given, given)
    arrive(held, AttendanceState.INTENDED)
    served, until = held.intended_served_on, notice_ends_on(held.intended_served_on)
    text = (
        f"Notice of the intended school, {school.name}, served on {day_in_words(served)}; the parent has to "
    )
    tell(held, ORDER, f"{text}{day_in_words(until)}.", by)
    return held


@transaction.atomic
def choose_school(
    *, row: AttendanceOrder, school: School, applied_on: date, because: str, by: Acting
) -> AttendanceOrder:
    """The parent applied for another school in time and has a place: the order has to name it (s438(3) to (6))."""
    held: AttendanceOrder = locked(row, by, Permission.PREPARE_LEGAL)
    require(held.state == AttendanceState.INTENDED, f"It is “{held.label}”: no school is to be named now.")
    refused = choice_refusal(not_ahead(applied_on, by), held.intended_served_on)
    require(not refused, refused)
    require(school.pk != held.intended_school_id, "It is the school that is to be named already.")
    held.chosen_school, held.chosen_on, held.chosen_because = school, applied_on, said(because)
    arrive(held)
    tell(
        held,
        ORDER,
        f"The parent has a place at {school.name}: the order is to name it. {because.strip()}",
        by,
    )
    return held


@transaction.atomic
def make_order(
    *, row: AttendanceOrder, by: Acting, version: int, signs: list[str] | None = None
) -> AttendanceOrder:
    """Make the order as a second person, naming the school. Raises GateShut with every reason, Refused."""
    held, done = by_second(row, ORDER, "make", Step.ATTENDANCE_ORDER, by, version, signs)
    if done:
        return held
    held.made_on, held.named_school = by.on, held.chosen_school or held.intended_school
    arrive(held, AttendanceState.MADE)
    for kind in (LetterKind.SAO_ORDER, LetterKind.SAO_TOLD):
        owe_letter(kind=kind, order=held, by=by, told=True)
    tell(held, ORDER, f"School attendance order made, naming {held.named_school.name}. It is to be served, and the "
         "school is to be told.", by,
         school="A school attendance order was made.")  # fmt: skip
    return held


@transaction.atomic
def stop_order(*, row: AttendanceOrder, move: str, reason: str, by: Acting) -> AttendanceOrder:
    """The parent has satisfied the authority, or no order is made for another reason."""
    held: AttendanceOrder = locked(row, by, ATTENDANCE_MOVES[move].needs, closed=True)
    if held.state == ATTENDANCE_MOVES[move].target:
        return held
    may_move(held, ORDER, move)
    held.ended_because = said(reason)
    forget_letters(held, *OF_ORDER)
    arrive(held, AttendanceState(ATTENDANCE_MOVES[move].target))
    release(held, ORDER, by)
    tell(held, ORDER, f"School attendance order: {held.label.lower()}. {held.ended_because}", by)
    return held


@transaction.atomic
def end_order(
    *, row: AttendanceOrder, ended_on: date, ending: str, reason: str, by: Acting
) -> AttendanceOrder:
    """Revoke an order, or record how it ended. Raises Refused for a day before it was made."""
    held: AttendanceOrder = locked(row, by, ATTENDANCE_MOVES["end"].needs, closed=True)
    if held.state == AttendanceState.ENDED:
        return held
    may_move(held, ORDER, "end")
    held.ended_on, held.ending = not_ahead(ended_on, by, since=held.made_on), ending
    held.ended_because = said(reason)
    forget_letters(held, *OF_ORDER)
    arrive(held, AttendanceState.ENDED)
    release(held, ORDER, by)
    text = f"The school attendance order ended: {held.get_ending_display()}."
    tell(held, ORDER, text, by, school="The school attendance order has ended.")
    return held


def cease(*, row: AttendanceOrder, on: date, by: Acting, ending: OrderEnd = OrderEnd.COURT) -> None:
    """An order ends by what a court did: it says so on acquittal (s443(2)), or makes a supervision order.

    One that has ended stays as it ended.
    """
    held: AttendanceOrder = locked(row, by, Permission.PREPARE_LEGAL, closed=True)
    if held.state != AttendanceState.MADE:
        return
    held.ended_on, held.ending, held.ended_because = on, ending, CEASED[ending]
    forget_letters(held, *OF_ORDER)
    arrive(held, AttendanceState.ENDED)
    release(held, ORDER, by)
    text = f"The school attendance order has ended. {held.ended_because}"
    tell(held, ORDER, text, by, school="The school attendance order has ended.")


@transaction.atomic
def serve_order(
    *, row: AttendanceOrder, sent_on: date, by: Acting, method: Method = Method.BY_HAND, how: str = ""
) -> AttendanceOrder:
    """Record when and how the order was served on the parent: only failures after that day may be charged."""
    held = _made(row, by)
    require(held.served_on is None, "Its service is recorded already.")
    paper = paper_served(held, LetterKind.SAO_ORDER, {}, sent_on, method, how, by, since=held.made_on)
    held.served_on, held.served_how = paper
    arrive(held)
    tell(held, ORDER, f"The school attendance order is served on {day_in_words(held.served_on)}.", by)
    return held


def _made(row: AttendanceOrder, by: Acting) -> AttendanceOrder:
    held: AttendanceOrder = locked(row, by, Permission.PREPARE_LEGAL)
    require(held.state == AttendanceState.MADE, "No order is in force.")
    return held


@transaction.atomic
def vary_order(*, row: AttendanceOrder, on: date, school: School, because: str, by: Acting) -> Variation:
    """Name another school in an order, from a day on. Raises Refused for the same school."""
    held = _made(row, by)
    not_ahead(on, by, since=held.made_on)
    require(school.pk != held.named_school_id, "It names this school already.")
    made: Variation = Variation.objects.create(
        order=held, on=on, was=held.named_school, school=school, because=said(because), by=by.user
    )
    held.named_school = school
    arrive(held)
    tell_named(held, by)
    tell(
        held,
        ORDER,
        f"The school attendance order names {school.name} from {day_in_words(on)}. It is to be told.",
        by,
    )
    return made


@transaction.atomic
def breach_order(*, row: AttendanceOrder, on: date, what: str, explanation: str, by: Acting) -> Breach:
    """Record that the parent does not comply: an offence under section 443, unless suitable education is shown."""
    held = _made(row, by)
    made = broken(held, not_ahead(on, by, since=held.made_on), what, explanation, by, attendance=held)
    tell(held, ORDER, f"Breach of the school attendance order: {made.what}", by)
    return made
