"""The law of notices, money and court once more, as plainly as it can be written: what the acts are held against.

Nothing here is taken from the program's rules: prices are a list, days are counted on the calendar.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from enforcement.models import Correspondence, Notice, NoticeElsewhere, Payment, SupervisionOrder

NEW_LAW = date(2024, 8, 19)
LIVE = ("issued", "served", "paid", "charged")
# From which day on: lower amount, lower days, full amount, full days.
OLD_PRICES = (
    (date(2013, 9, 1), (6_000, 21, 12_000, 28)),
    (date(2012, 9, 1), (6_000, 28, 12_000, 42)),
    (date(2004, 2, 27), (5_000, 28, 10_000, 42)),
)


@dataclass(frozen=True)
class Price:
    """What a notice costs, and how its days are counted."""

    lower: int | None
    lower_days: int | None
    full: int
    full_days: int
    is_old: bool

    def last_days(self, received: date) -> tuple[date | None, date]:
        """The last day of the lower and of the full amount; in old notices the day of receipt is not counted."""
        counted = 0 if self.is_old else 1
        lower = None if self.lower_days is None else received + timedelta(days=self.lower_days - counted)
        return lower, received + timedelta(days=self.full_days - counted)


def price(issued: date, last_session: date, before: int) -> Price:
    """The price of a notice issued on a day, where so many count already."""
    if issued < NEW_LAW or last_session < NEW_LAW:
        found = next(terms for began, terms in OLD_PRICES if began <= min(issued, NEW_LAW))
        return Price(*found, is_old=True)
    return Price(None, None, 16_000, 28, False) if before else Price(8_000, 21, 16_000, 28, False)


def years_before(day: date, years: int) -> date:
    """The same day so many years before; the last of February where there is none."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def counted_on(parent, pupil, on: date) -> int:
    """How many notices of the present law count against one parent for one child on a day."""
    began = years_before(on, 3)
    own = Notice.objects.filter(parent=parent, pupil=pupil, state__in=LIVE, is_old_law=False)
    other = NoticeElsewhere.objects.filter(
        parent=parent, pupil=pupil, is_withdrawn=False, issued_on__gte=NEW_LAW
    )
    days = [*own.values_list("issued_on", flat=True), *other.values_list("issued_on", flat=True)]
    return sum(began < day <= on for day in days)


def six_months_after(day: date) -> date:
    """The same-numbered day six months on, or the end of that month."""
    month = (day.month + 5) % 12 + 1
    year = day.year + (day.month + 5) // 12
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month, last)
        except ValueError:
            continue
    raise AssertionError


def under_an_order(pupil, days) -> bool:
    """Whether a supervision order was in force on one of the days."""
    orders = SupervisionOrder.objects.filter(pupil=pupil, made_on__isnull=False)
    return any(
        row.made_on <= day <= min(row.expires_on, row.ended_on or row.expires_on)
        for row in orders
        for day in days
    )


def money_waits(pupil) -> bool:
    """Whether money that may be this one-child family's waits for a person, or word that it was paid does."""
    if Correspondence.objects.filter(pupil=pupil, says_paid=True, decided_on=None).exists():
        return True
    owes = Notice.objects.filter(pupil=pupil, state__in=("issued", "served", "charged"))
    first = min(owes.values_list("issued_on", flat=True), default=None)
    for payment in Payment.objects.filter(decided_on=None):
        if not payment.held and not payment.is_disputed:
            continue
        if payment.parts.filter(notice__pupil=pupil).exists():
            return True
        if not payment.parts.exists() and first is not None and payment.received_on >= first:
            return True
    return False


def due_on(notice: Notice, day: date) -> int:
    """What a served notice costs on a day, in pence; 0 once its days have passed."""
    lower, full = price_held(notice).last_days(notice.received_on)
    if lower is not None and day <= lower:
        return notice.lower_amount
    return notice.full_amount if day <= full else 0


def price_held(notice: Notice) -> Price:
    """The price that a notice was issued at."""
    return Price(
        notice.lower_amount, notice.lower_days, notice.full_amount, notice.full_days, notice.is_old_law
    )


def paid_towards(notice: Notice) -> int:
    """What pays a notice now, in pence: what went there, less what was given back or did not stand."""
    went = sum(each.amount for each in notice.parts.filter(outcome="discharges"))
    return went - sum(each.amount for each in notice.parts.exclude(outcome="discharges"))


def paid_by(payment: Payment, notice: Notice) -> int:
    """How much of one payment pays a notice now."""
    parts = notice.parts.filter(payment=payment)
    went = sum(each.amount for each in parts.filter(outcome="discharges"))
    return went - sum(each.amount for each in parts.exclude(outcome="discharges"))
