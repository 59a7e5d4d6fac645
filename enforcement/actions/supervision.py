"""Education supervision orders: consulted, applied for, made, directed, reviewed, extended, ended."""

from datetime import date
from typing import Any

from django.db import transaction

from agencies.acting import Acting
from agencies.models import User
from agencies.rules.roles import Permission
from attendance.models import Parent
from attendance.rules.age import compulsory_age
from attendance.rules.dated import day_in_words
from cases.actions.doors import Refused, require
from cases.models import Case, HoldKind
from enforcement.actions.attendance_orders import cease
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
from enforcement.models import (
    AttendanceOrder,
    Breach,
    Direction,
    Extension,
    OrderEnd,
    SupervisionOrder,
    SupervisionReview,
)
from enforcement.queries.ground import answers_for
from enforcement.queries.orders import as_supervision
from enforcement.rules.facts import Step
from enforcement.rules.supervision import extension_refusal, first_expiry, in_force_on
from enforcement.workflow.orders import (
    SUPERVISION_LABELS,
    SUPERVISION_MOVES,
    AttendanceState,
    SupervisionState,
)

SUPERVISION = Kind(SUPERVISION_MOVES, SUPERVISION_LABELS, SupervisionState, "supervision", HoldKind.ORDER)
OPEN = (SupervisionState.DRAFT, SupervisionState.APPLIED, SupervisionState.MADE)
DETAILS = (
    "not_educated_because", "consulted_on", "consulted", "consultation", "wishes", "court",
    "equality_considered_on", "equality_note", "support_unsuitable_because", "support_enough_because",
)  # fmt: skip


@transaction.atomic
def prepare_supervision(*, case: Case, parent: Parent, by: Acting, **more: Any) -> SupervisionOrder:
    """Prepare an application for a child; the parent is the one told first. Again, it is the same draft."""
    rows = SupervisionOrder.objects.permits(by, Permission.PREPARE_LEGAL)
    there: SupervisionOrder | None = rows.filter(case=case, state__in=OPEN).first()
    if there is not None:
        return there
    row: SupervisionOrder = begin(SupervisionOrder, case=case, parent=parent, by=by, **more)
    tell(row, SUPERVISION, "An application for an education supervision order is being prepared.", by)
    return row


@transaction.atomic
def change_supervision(*, row: SupervisionOrder, by: Acting, version: int, **given: Any) -> SupervisionOrder:
    """Change the application while it is prepared. Raises Refused for a consultation ahead, NotAllowed."""
    held: SupervisionOrder = draft(row, by, version)
    fill(held, DETAILS, given)
    for day in (held.consulted_on, held.equality_considered_on):
        require(day is None or day <= by.on, "The day lies ahead.")
    arrive(held)
    return held


@transaction.atomic
def apply_supervision(
    *, row: SupervisionOrder, by: Acting, version: int, signs: list[str] | None = None
) -> SupervisionOrder:
    """Apply to the family court as a second person. Raises GateShut with every reason, Refused, NotAllowed."""
    held, done = by_second(row, SUPERVISION, "apply", Step.SUPERVISION_ORDER, by, version, signs)
    if done:
        return held
    held.applied_on = by.on
    arrive(held, SupervisionState.APPLIED)
    hold(held, SUPERVISION, by)
    tell(held, SUPERVISION, "An education supervision order is applied for.", by)
    return held


@transaction.atomic
def make_supervision(
    *, row: SupervisionOrder, made_on: date, supervisor: User, terms: str, by: Acting, review_on: date
) -> SupervisionOrder:
    """Record that the court made the order: it lasts a year, and ends a school attendance order.

    Raises Refused for a day before the application, or a review outside the order.
    """
    held: SupervisionOrder = locked(row, by, SUPERVISION_MOVES["make"].needs, closed=True)
    if held.state == SupervisionState.MADE:
        return held
    may_move(held, SUPERVISION, "make")
    held.made_on = not_ahead(made_on, by, since=held.applied_on)
    held.expires_on = min(first_expiry(made_on), compulsory_age(held.pupil.born_on).ended_on)
    held.supervisor, held.terms = supervisor, terms.strip()
    require(made_on < review_on <= held.expires_on, "The first review is within the order.")
    arrive(held, SupervisionState.MADE)
    SupervisionReview.objects.create(supervision=held, due_on=review_on, by=by.user)
    _end_attendance_orders(held, made_on, by)
    text = f"Education supervision order made, to {day_in_words(held.expires_on)}."
    tell(held, SUPERVISION, text, by, school="An education supervision order was made.")
    return held


@transaction.atomic
def serve_supervision(*, row: SupervisionOrder, served_on: date, how: str, by: Acting) -> SupervisionOrder:
    """Record when and how the order was served on the parents: only failures after that day may be charged."""
    held = _made(row, by, not_ahead(served_on, by))
    require(held.served_on is None, "Its service is recorded already.")
    held.served_on, held.served_how = served_on, said(how)
    arrive(held)
    tell(held, SUPERVISION, f"The supervision order was served on {day_in_words(served_on)}.", by)
    return held


def _end_attendance_orders(row: SupervisionOrder, on: date, by: Acting) -> None:
    """A school attendance order ends when a supervision order is made (Children Act 1989 Schedule 3 paragraph 13)."""
    rows = AttendanceOrder.objects.permits(by, Permission.PREPARE_LEGAL)
    for order in rows.filter(pupil=row.pupil_id, state=AttendanceState.MADE).select_related("case"):
        cease(row=order, on=on, by=by, ending=OrderEnd.SUPERVISION)


@transaction.atomic
def refuse_supervision(*, row: SupervisionOrder, move: str, reason: str, by: Acting) -> SupervisionOrder:
    """Decide not to apply, or record that no order was made, with the reason."""
    held: SupervisionOrder = locked(row, by, SUPERVISION_MOVES[move].needs, closed=True)
    if held.state == SUPERVISION_MOVES[move].target:
        return held
    may_move(held, SUPERVISION, move)
    held.ended_because = said(reason)
    arrive(held, SupervisionState(SUPERVISION_MOVES[move].target))
    release(held, SUPERVISION, by)
    tell(held, SUPERVISION, f"{held.label}: {held.ended_because}", by)
    return held


@transaction.atomic
def end_supervision(
    *, row: SupervisionOrder, ended_on: date, ending: str, reason: str, by: Acting
) -> SupervisionOrder:
    """Record that an order has ended, and how. Raises Refused for a day ahead or after its term."""
    held: SupervisionOrder = locked(row, by, SUPERVISION_MOVES["end"].needs, closed=True)
    if held.state == SupervisionState.ENDED:
        return held
    may_move(held, SUPERVISION, "end")
    not_ahead(ended_on, by, since=held.made_on)
    require(ended_on <= held.expires_on, f"Its term ran to {day_in_words(held.expires_on)}.")
    require(
        ending != "expired" or ended_on == held.expires_on, "An order expires on the last day of its term."
    )
    held.ended_on, held.ending, held.ended_because = ended_on, ending, said(reason)
    arrive(held, SupervisionState.ENDED)
    release(held, SUPERVISION, by)
    text = f"The supervision order ended on {day_in_words(ended_on)}: {held.get_ending_display()}."
    tell(held, SUPERVISION, text, by, school="The education supervision order has ended.")
    return held


def _made(row: SupervisionOrder, by: Acting, on: date) -> SupervisionOrder:
    held: SupervisionOrder = locked(row, by, Permission.PREPARE_LEGAL)
    require(held.state == SupervisionState.MADE, "No order is in force.")
    require(in_force_on(as_supervision(held), on), "The order is not in force on that day.")
    return held


@transaction.atomic
def direct(
    *, row: SupervisionOrder, on: date, to: str, text: str, wishes_heard: str, by: Acting
) -> Direction:
    """Give a direction, after the wishes of child and parents were heard. Raises Refused outside the order."""
    held = _made(row, by, not_ahead(on, by))
    require(bool(wishes_heard.strip()), "Say what the child and the parents wished.")
    made: Direction = Direction.objects.create(
        supervision=held, on=on, to=to, text=said(text), wishes_heard=wishes_heard.strip(), by=by.user
    )
    tell(held, SUPERVISION, f"Direction to {made.get_to_display().lower()}: {made.text}", by)
    return made


@transaction.atomic
def lift_direction(*, row: SupervisionOrder, direction: Direction, lifted_on: date, by: Acting) -> Direction:
    """Lift a direction: from that day on nobody fails to follow it. Raises Refused for one of another order."""
    held = _made(row, by, not_ahead(lifted_on, by, since=direction.on))
    found: Direction | None = held.directions.filter(pk=direction.pk).first()
    if found is None:
        raise Refused("The direction is of another order.")
    require(found.lifted_on in (None, lifted_on), "It is lifted already.")
    found.lifted_on = lifted_on
    found.save(update_fields=["lifted_on"])
    tell(held, SUPERVISION, f"A direction was lifted: {found.text}", by)
    return found


@transaction.atomic
def review_supervision(
    *, review: SupervisionReview, held_on: date, text: str, next_on: date | None, by: Acting
) -> SupervisionReview:
    """Record a review, and the day of the next one. Raises Refused where it was recorded, or for days out of order."""
    order: SupervisionOrder = locked(review.supervision, by, Permission.PREPARE_LEGAL)
    row: SupervisionReview = SupervisionReview.objects.permits(by, Permission.PREPARE_LEGAL).get(pk=review.pk)
    if row.held_on is not None:
        return row
    row.held_on, row.text, row.by = not_ahead(held_on, by, since=order.made_on), said(text), by.user
    row.save()
    if next_on is not None:
        require(held_on < next_on <= order.expires_on, "The next review is within the order.")
        SupervisionReview.objects.create(supervision=order, due_on=next_on, by=by.user)
    tell(order, SUPERVISION, f"Review of the supervision order: {row.text}", by)
    return row


@transaction.atomic
def extend_supervision(*, row: SupervisionOrder, applied_on: date, until: date, by: Acting) -> Extension:
    """Apply for an extension: within the last three months, for three years at most. Raises Refused."""
    held = _made(row, by, not_ahead(applied_on, by))
    order = as_supervision(held)
    why = extension_refusal(order, applied_on=applied_on, until=until, answers=answers_for(by))
    require(not why, why)
    require(until > held.expires_on, "An extension ends after the term does.")
    there: Extension | None = held.extensions.filter(decided_on=None).first()
    if there is not None:
        return there
    made: Extension = Extension.objects.create(
        supervision=held, applied_on=applied_on, until=until, before=held.expires_on, by=by.user
    )
    tell(held, SUPERVISION, f"Extension to {day_in_words(until)} applied for.", by)
    return made


@transaction.atomic
def decide_extension(*, extension: Extension, decided_on: date, granted: bool, by: Acting) -> Extension:
    """Record what the court did with an extension; granted, the order runs to its day, and not past school age."""
    held: SupervisionOrder = locked(extension.supervision, by, Permission.PREPARE_LEGAL, closed=True)
    row: Extension = Extension.objects.permits(by, Permission.PREPARE_LEGAL).get(pk=extension.pk)
    if row.decided_on is not None:
        return row
    row.decided_on, row.granted = not_ahead(decided_on, by, since=row.applied_on), granted
    row.save(update_fields=["decided_on", "granted"])
    if granted:
        require(held.state == SupervisionState.MADE, "The order has ended.")
        held.expires_on = min(row.until, compulsory_age(held.pupil.born_on).ended_on)
        arrive(held)
    word = f"granted, to {day_in_words(held.expires_on)}" if granted else "refused"
    tell(held, SUPERVISION, f"The extension was {word}.", by)
    return row


@transaction.atomic
def breach_supervision(
    *,
    row: SupervisionOrder,
    on: date,
    what: str,
    explanation: str,
    by: Acting,
    direction: Direction | None = None,
) -> Breach:
    """Record that a direction was not followed. Persistent failure of the parents is an offence, at level 3.

    Raises Refused for a direction of another order, or one given later.
    """
    held = _made(row, by, not_ahead(on, by))
    require(direction is None or direction.supervision_id == held.pk, "The direction is of another order.")
    require(direction is None or direction.on <= on, "The direction was given after that day.")
    made = broken(held, on, what, explanation, by, supervision=held, direction=direction)
    tell(held, SUPERVISION, f"A direction was not followed: {made.what}", by)
    return made
