"""What a penalty notice costs and within how many days, by the day of issue; amounts are in pence.

Sources: SI 2004/181, SI 2007/1867 and their amendments of 2012 and 2013; SI 2024/210, which keeps the older
terms for the notice about an excluded pupil in a public place (Education and Inspections Act 2006 s105).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from attendance.rules.dated import in_force
from attendance.rules.open_point import DEFAULTS, Answers
from enforcement.rules.provision import AUGUST_2024, Basis, Provision, pounds
from enforcement.rules.regimes import (
    REGULATIONS_2007,
    SEPTEMBER_2012,
    SEPTEMBER_2013,
    STARTED,
    is_old_law,
)


class Occasion(Enum):
    """Which notice to that parent for that child within three years, where the law asks."""

    ANY = "any notice"
    FIRST = "first notice in three years"
    SECOND = "second notice in three years"


@dataclass(frozen=True)
class Band:
    """An amount in pence, and the days within which it is enough."""

    amount: int
    days: int


@dataclass(frozen=True)
class Terms:
    """The terms of a notice issued from ``from_``: the lower band (None: there is none) and the full amount.

    ``receipt_day_counts`` says that the days begin with the day of receipt.
    """

    from_: date | None
    occasion: Occasion
    lower: Band | None
    full: Band
    source: str
    receipt_day_counts: bool = False

    @property
    def sentence(self) -> str:
        """The terms in words: "£80 within 21 days, else £160 within 28 days"."""
        full = f"{pounds(self.full.amount)} within {self.full.days} days"
        if self.lower is None:
            return f"{full}, and no lower amount"
        return f"{pounds(self.lower.amount)} within {self.lower.days} days, else {full}"


def _both(
    from_: date, lower: tuple[int, int], full: tuple[int, int], source: str, occasion: Occasion = Occasion.ANY
) -> Terms:
    return Terms(
        from_, occasion, Band(*lower), Band(*full), source, receipt_day_counts=occasion is not Occasion.ANY
    )


OLD = (
    _both(STARTED, (5_000, 28), (10_000, 42), "SI 2004/181"),
    _both(REGULATIONS_2007, (5_000, 28), (10_000, 42), "SI 2007/1867"),
    _both(SEPTEMBER_2012, (6_000, 28), (12_000, 42), "SI 2007/1867 as amended in 2012"),
    _both(SEPTEMBER_2013, (6_000, 21), (12_000, 28), "SI 2007/1867 as amended in 2013"),
)
NEW = (
    _both(AUGUST_2024, (8_000, 21), (16_000, 28), "SI 2024/210", Occasion.FIRST),
    Terms(AUGUST_2024, Occasion.SECOND, None, Band(16_000, 28), "SI 2024/210", receipt_day_counts=True),
)
EXCLUDED = (
    *OLD[1:3],
    _both(SEPTEMBER_2013, (6_000, 21), (12_000, 28), "SI 2007/1867, kept for s105 by SI 2024/210"),
)
"""Notices about an excluded pupil in a public place; the prices of 2013 still stand."""

RECEIPT_DAY = Provision(
    "receipt-day",
    "Days of payment",
    AUGUST_2024,
    "The 21 days begin with the day on which the notice is received, and so do the 28 days. In older notices, "
    "and those about excluded pupils, the day of receipt is left out. No day is moved for a weekend.",
    "SI 2024/210; the 28 days and the older count as generally known",
)
FULL_ONLY = Provision(
    "full-payment-only",
    "Payment in full",
    STARTED,
    "Only the whole amount, paid within the days, discharges the parent's liability for the offence and the "
    "period of the notice; there are no instalments.",
    "SI 2007/1867; local codes of conduct",
)
NO_APPEAL = Provision(
    "no-appeal",
    "No appeal",
    STARTED,
    "Nobody hears an appeal against a notice; it may only be withdrawn.",
    "Codes of conduct",
    Basis.GUIDANCE,
)
PROVISIONS = (RECEIPT_DAY, FULL_ONLY, NO_APPEAL)


def terms_of(
    issued_on: date, *, offence_ended_on: date, occasion: Occasion, answers: Answers = DEFAULTS
) -> Terms:
    """The terms of an ordinary notice: by the day of issue, and by the occasion from 19 August 2024.

    Raises LookupError before 27 February 2004, and ValueError where the new law applies and the occasion is
    not said: a notice whose occasion nobody knows cannot be priced.
    """
    if is_old_law(issued_on, offence_ended_on=offence_ended_on, answers=answers):
        return in_force(OLD, min(issued_on, AUGUST_2024 - timedelta(days=1)))
    if occasion is Occasion.ANY:
        raise ValueError(
            "It must be known which notice in three years this is; without that it has no price."
        )
    return in_force([row for row in NEW if row.occasion is occasion], issued_on)


def excluded_terms(issued_on: date) -> Terms:
    """The terms of a notice about an excluded pupil. Raises LookupError before 1 September 2007."""
    return in_force(EXCLUDED, issued_on)
