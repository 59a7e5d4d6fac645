"""The payment days of a notice, its reminders and the first day on which a charge may follow."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from attendance.rules.dated import day_in_words
from attendance.rules.enforcement_points import (
    OLD_RECEIPT_DAY_LEFT_OUT,
    REMINDER_DAYS,
    TWENTY_EIGHT_FROM_RECEIPT_DAY,
)
from attendance.rules.open_point import DEFAULTS, Answers
from enforcement.rules.provision import Provision, pounds
from enforcement.rules.regimes import STARTED
from enforcement.rules.terms import Terms


@dataclass(frozen=True)
class PaymentDays:
    """The days of one notice: the last for the lower amount (None: there is none) and for the full one."""

    terms: Terms
    received_on: date
    lower_until: date | None
    full_until: date

    @property
    def earliest_charge_on(self) -> date:
        """The first day on which proceedings for the offence may begin if nothing was paid."""
        return self.full_until + timedelta(days=1)

    def due_on(self, on: date) -> int | None:
        """What discharges the notice on a day, in pence; None once the days have passed."""
        if self.terms.lower is not None and self.lower_until is not None and on <= self.lower_until:
            return self.terms.lower.amount
        return self.terms.full.amount if on <= self.full_until else None

    @property
    def sentence(self) -> str:
        """What to pay and by when, for the letter and the page."""
        full = f"{pounds(self.terms.full.amount)} by {day_in_words(self.full_until)}"
        if self.terms.lower is None or self.lower_until is None:
            return f"Pay {full}."
        return f"Pay {pounds(self.terms.lower.amount)} by {day_in_words(self.lower_until)}, or {full}."


NO_CHARGE_BEFORE = Provision(
    "no-charge-in-payment-days",
    "No charge during the payment days",
    STARTED,
    "No charge for the offence, under section 444(1) or (1A), may begin before the payment days have ended.",
    "Education Act 1996 s444A(3); SI 2007/1867",
)
PROVISIONS = (NO_CHARGE_BEFORE,)


def payment_days(terms: Terms, received_on: date, *, answers: Answers = DEFAULTS) -> PaymentDays:
    """The payment days of a notice received on a day; no day is moved for a weekend."""
    lower = None
    if terms.lower is not None:
        counts = _receipt_day_counts(terms, answers)
        lower = _last_day(received_on, terms.lower.days, receipt_day_counts=counts)
    full_counts = _receipt_day_counts(terms, answers)
    if terms.receipt_day_counts:
        full_counts = answers.to(TWENTY_EIGHT_FROM_RECEIPT_DAY)
    full = _last_day(received_on, terms.full.days, receipt_day_counts=full_counts)
    return PaymentDays(terms, received_on, lower, full)


def _receipt_day_counts(terms: Terms, answers: Answers) -> bool:
    return terms.receipt_day_counts or not answers.to(OLD_RECEIPT_DAY_LEFT_OUT)


def _last_day(received_on: date, days: int, *, receipt_day_counts: bool) -> date:
    return received_on + timedelta(days=days - 1 if receipt_day_counts else days)


class Reminder(Enum):
    """What a reminder says."""

    BEFORE_LOWER_ENDS = "the lower amount is about to end"
    LOWER_ENDED = "the full amount is now due"
    BEFORE_FULL_ENDS = "the payment days are about to end"


def reminders(days: PaymentDays, *, answers: Answers = DEFAULTS) -> tuple[tuple[date, Reminder], ...]:
    """When to remind, in order: some days before each deadline, and on the day after the lower amount ended.

    A day before the notice was received is left out; so is everything where the authority sends none.
    """
    ahead = answers.to(REMINDER_DAYS)
    if not ahead:
        return ()
    before = timedelta(days=ahead)
    found = [(days.full_until - before, Reminder.BEFORE_FULL_ENDS)]
    if days.lower_until is not None:
        found.append((days.lower_until - before, Reminder.BEFORE_LOWER_ENDS))
        found.append((days.lower_until + timedelta(days=1), Reminder.LOWER_ENDED))
    return tuple(sorted(((on, what) for on, what in found if on > days.received_on), key=lambda row: row[0]))
