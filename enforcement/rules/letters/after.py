"""What is written after a notice: reminders, confirmation of payment, withdrawal, and the word to the school."""

from dataclasses import dataclass
from datetime import date

from agencies.documents import Box, Letter, Paragraph
from attendance.rules.dated import day_in_words
from enforcement.rules.allocation import Reversal
from enforcement.rules.deadlines import PaymentDays
from enforcement.rules.letters.laws import COURT
from enforcement.rules.letters.notice import how_to_pay
from enforcement.rules.letters.parts import Frame, letter, own_words
from enforcement.rules.provision import pounds
from enforcement.rules.withdrawal import Ground


def reminder(frame: Frame, issued_on: date, days: PaymentDays) -> Letter:
    """What is due on the day of the letter, and by when. Raises ValueError once the payment days have passed."""
    due = days.due_on(frame.on)
    if due is None:
        raise ValueError("The payment days have passed: there is nothing left to be reminded of.")
    lower = days.terms.lower
    until = days.full_until
    rest = ""
    if lower is not None and days.lower_until is not None and frame.on <= days.lower_until:
        until = days.lower_until
        rest = f" After that it is {pounds(days.terms.full.amount)}, by {day_in_words(days.full_until)}."
    elif lower is not None and days.lower_until is not None:
        rest = (
            f" The time for paying {pounds(lower.amount)} ended on {day_in_words(days.lower_until)}; that amount is "
            "no longer enough."
        )
    return letter(
        frame,
        "Reminder: your penalty notice is unpaid",
        (
            Paragraph(
                f"We gave you penalty notice {frame.reference} about {frame.child.name} on {day_in_words(issued_on)}. "
                "We have not had your payment."
            ),
            Box(f"Pay {pounds(due)} by {day_in_words(until)}.{rest}"),
            *how_to_pay(frame),
            *own_words(frame),
            Paragraph(
                f"If the whole amount has not reached us by {day_in_words(days.full_until)} we must take you to court "
                f"for the offence in the notice, or withdraw it. {COURT}"
            ),
            Paragraph("If you have paid, tell us when and how, and we will look for it."),
        ),
    )


def receipt(frame: Frame, paid_on: date, amount: int) -> Letter:
    """The confirmation that a notice was paid in time, and what follows."""
    return letter(
        frame,
        "Your penalty notice is paid",
        (
            Paragraph(
                f"Thank you. We had {pounds(amount)} for penalty notice {frame.reference} about {frame.child.name} on "
                f"{day_in_words(paid_on)}."
            ),
            Box("Nothing more is due for this notice. You cannot be convicted of the offence in it."),
            *own_words(frame),
            Paragraph(
                "The notice stays on our record and counts towards the number of notices that can be given. It covers "
                "only the dates in it: if your child misses more school without permission, we can act again."
            ),
        ),
    )


@dataclass(frozen=True)
class Withdrawn:
    """A withdrawal as its letter tells it; `refund` in pence."""

    issued_on: date
    on: date
    ground: Ground
    refund: int


def withdrawal(frame: Frame, told: Withdrawn) -> Letter:
    """The written notice of withdrawal, with its ground, what is refunded, and what may follow (reg 8, reg 9)."""
    next_ = (
        "Because the notice had a mistake in it, we may give you a fresh one for the same dates."
        if told.ground.allows_a_fresh_notice
        else "You will not be taken to court for the offence in this notice."
    )
    refund = (
        f"We will send back the {pounds(told.refund)} that you paid. If it has not reached you in 28 days, tell us."
        if told.refund
        else "You have paid nothing, and there is nothing to pay."
    )
    return letter(
        frame,
        "Your penalty notice is withdrawn",
        (
            Paragraph(
                f"We have withdrawn penalty notice {frame.reference} about {frame.child.name}. It was given to you on "
                f"{day_in_words(told.issued_on)} and is withdrawn from {day_in_words(told.on)}."
            ),
            Box("Do not pay this notice."),
            Paragraph(f"The reason is that {told.ground.value}."),
            Paragraph(refund),
            *own_words(frame),
            Paragraph(f"{next_} A withdrawn notice does not count towards the number that can be given."),
        ),
    )


@dataclass(frozen=True)
class Told:
    """What a parent was told of a notice: by a warning of a day, or that a fresh one may follow a withdrawn one."""

    warned_on: date | None = None
    withdrawn: str = ""

    @property
    def is_told(self) -> bool:
        """Whether the parent waits for a notice, and so has to hear that none is given."""
        return self.warned_on is not None or bool(self.withdrawn)


def no_notice(frame: Frame, told: Told) -> Letter:
    """The word to a parent who was told that a notice may come: none is given for these absences."""
    said = [f"We have decided not to give you a penalty notice about {frame.child.name}."]
    if told.warned_on is not None:
        said.append(f"We had warned you on {day_in_words(told.warned_on)} that you might get one.")
    after = ""
    if told.withdrawn:
        said.append(
            f"We had withdrawn notice {told.withdrawn} and told you that a fresh one might follow; it does not."
        )
        after = "You will not be taken to court for the offence in the notice that was withdrawn. "
    return letter(
        frame,
        "No penalty notice is given",
        (
            Paragraph(" ".join(said)),
            Box("There is nothing to pay for these absences."),
            *own_words(frame),
            Paragraph(
                f"{after}Your child still has to be at school every day that it is open. If more school is missed "
                "without permission, we look at it again."
            ),
            Paragraph("If you want help with getting your child to school, tell us or the school."),
        ),
    )


@dataclass(frozen=True)
class Undone:
    """A payment that did not stand: when and how much had come, how it was undone, and what counts now."""

    came_on: date
    amount: int
    how: Reversal
    days: PaymentDays
    no_charge_until: date


def reversed_payment(frame: Frame, told: Undone) -> Letter:
    """The word that a payment did not stand: what is due now and by when, or how long nobody acts (our own rule)."""
    due = told.days.due_on(frame.on)
    if due is None:
        box = (
            f"The last day for paying was {day_in_words(told.days.full_until)}. Tell us by "
            f"{day_in_words(told.no_charge_until)} what happened: until then we do not take you to court."
        )
    else:
        lower = told.days.lower_until
        until = lower if lower is not None and frame.on <= lower else told.days.full_until
        box = f"Pay {pounds(due)} by {day_in_words(until)}."
    return letter(
        frame,
        "Your penalty notice is unpaid again",
        (
            Paragraph(
                f"We told you that we had {pounds(told.amount)} on {day_in_words(told.came_on)} for penalty notice "
                f"{frame.reference} about {frame.child.name}. The payment did not stand: {told.how.value}."
            ),
            Box(box),
            *(how_to_pay(frame) if due is not None else ()),
            *own_words(frame),
            Paragraph(
                "If you think that this is wrong, tell us at once and send what shows that you paid. We look at it "
                f"before anything else is done. {COURT}"
            ),
        ),
    )


def not_issued(frame: Frame) -> Letter:
    """The word to the school that no notice is given; why, only in the writer's own words."""
    return letter(
        frame,
        "No penalty notice is given",
        (
            Paragraph(
                f"A penalty notice about {frame.child.name} was considered. We have decided not to give one for these "
                "absences."
            ),
            *own_words(frame, "Why"),
            Paragraph(
                "Please go on recording attendance and supporting the family. If absence without permission goes on, "
                "you can ask us to look again."
            ),
        ),
    )
