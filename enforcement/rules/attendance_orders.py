"""School attendance orders: the notice to the parent, the order and its end.

Source: Education Act 1996 ss437 to 443. The preliminary notice of the Act of 2026 is not in force.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from attendance.rules.dated import day_in_words
from enforcement.rules.provision import Basis, Provision
from enforcement.rules.regimes import ACT_2026, STARTED

NOTICE_DAYS = 15

FIRST_NOTICE = Provision(
    "attendance-order-notice",
    "Notice before a school attendance order",
    STARTED,
    "Where a child of compulsory school age does not seem to be suitably educated, the authority must serve a "
    "notice that gives the parent not less than 15 days, beginning with the day of service, to satisfy it.",
    "Education Act 1996 s437(1), (2)",
    is_older=True,
)
INTENDED = Provision(
    "attendance-order-intended-school",
    "Notice of the intended school",
    STARTED,
    "Before the order the parent is told which school is to be named, and has 15 days beginning with service to "
    "apply for another. Where a place is offered because of it, the order names that school: one that a local "
    "authority maintains, one for which the authority pays, or any other that is suitable and of which it is told.",
    "Education Act 1996 s438(2) to (6)",
    Basis.UNVERIFIED,
    is_older=True,
)
ORDER = Provision(
    "attendance-order",
    "School attendance order",
    STARTED,
    "If the parent does not satisfy the authority, and it is expedient that the child attends school, the "
    "authority serves an order naming a school. Breach is an offence at level 3; suitable education otherwise "
    "is a defence. An education supervision order ends it.",
    "Education Act 1996 ss437, 443",
    is_older=True,
)
FORM = Provision(
    "attendance-order-form",
    "The form of the order",
    STARTED,
    "The order is made in such form as may be prescribed. It names the authority, the parent, the child, the school "
    "and its day, tells the parent to make the child a registered pupil there, and says on what it rests, what not "
    "complying means, and how it is revoked or changed.",
    "Education Act 1996 s437(3); no regulations that prescribe a form were found, and a lawyer compares",
    Basis.UNVERIFIED,
    is_older=True,
)
REVOKED = Provision(
    "attendance-order-revoked",
    "Revoked at the parent's request",
    STARTED,
    "At the parent's request the order is revoked where arrangements have been made for suitable education otherwise "
    "than at school, unless the authority is of the opinion that they are not satisfactory. A parent who is refused "
    "may refer the question to the Secretary of State.",
    "Education Act 1996 s442",
    Basis.UNVERIFIED,
    is_older=True,
)
SCHOOL_TOLD = Provision(
    "attendance-order-school-told",
    "The school named is told",
    STARTED,
    "Where a maintained school is named in an order the authority informs its governing body and head teacher, and the "
    "school admits the child. Every other school that is named is told as well.",
    "Education Act 1996 s437(5), (6); that other schools are told too is ours",
    is_older=True,
)
PROVISIONS = (FIRST_NOTICE, INTENDED, ORDER, FORM, SCHOOL_TOLD, REVOKED)
NOT_IN_FORCE = ACT_2026[1]


def notice_ends_on(served_on: date, days: int = NOTICE_DAYS) -> date:
    """The last day of a notice that begins with the day of service. Raises ValueError under 15 days."""
    if days < NOTICE_DAYS:
        raise ValueError(f"The parent has not less than {NOTICE_DAYS} days.")
    return served_on + timedelta(days=days - 1)


def choice_refusal(applied_on: date, served_on: date) -> str:
    """Why a school applied for on a day does not bind the authority: before or after the 15 days (s438(3) to (6))."""
    last = notice_ends_on(served_on)
    if served_on <= applied_on <= last:
        return ""
    return (
        f"The days for choosing another school run from {day_in_words(served_on)} to {day_in_words(last)}. Name "
        "another school in the order once it is made, if it is to be another all the same."
    )


@dataclass(frozen=True)
class OrderSteps:
    """How far the steps towards a school attendance order have come."""

    seems_unsuitable: bool = False
    notice_served_on: date | None = None
    notice_days: int = NOTICE_DAYS
    parent_satisfied_authority: bool = False
    expedient: bool = False
    intended_school_served_on: date | None = None


def order_refusals(steps: OrderSteps, on: date) -> tuple[tuple[str, date | None], ...]:
    """Why no order may be made on a day, and until when where a day opens it; empty where it may."""
    found: list[tuple[str, date | None]] = []
    if not steps.seems_unsuitable:
        found.append(("Nothing says that the child is not suitably educated.", None))
    found += _waiting("The notice to the parent", steps.notice_served_on, steps.notice_days, on)
    if steps.parent_satisfied_authority:
        found.append(("The parent has satisfied the authority.", None))
    if not steps.expedient:
        found.append(("Nobody has decided that it is expedient for the child to attend school.", None))
    found += _waiting("The notice of the intended school", steps.intended_school_served_on, NOTICE_DAYS, on)
    return tuple(found)


def _waiting(notice: str, served_on: date | None, days: int, on: date) -> list[tuple[str, date | None]]:
    if served_on is None:
        return [(f"{notice} has not been served.", None)]
    last = notice_ends_on(served_on, days)
    return [(f"{notice} runs to {day_in_words(last)}.", last + timedelta(days=1))] if on <= last else []
