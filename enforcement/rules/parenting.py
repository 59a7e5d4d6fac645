"""Parenting contracts (attendance contracts from August 2024) and parenting orders.

Sources: Anti-social Behaviour Act 2003 ss19 to 22; Crime and Disorder Act 1998 ss8 to 10, and the Sentencing
Code from 1 December 2020.
"""

from dataclasses import dataclass
from datetime import date

from attendance.rules.enforcement_points import CONTRACT_MONTHS
from attendance.rules.open_point import DEFAULTS, Answers
from enforcement.rules.periods import last_day_of
from enforcement.rules.provision import AUGUST_2024, Basis, Provision, counted
from enforcement.rules.regimes import STARTED

ORDER_MONTHS, PROGRAMME_MONTHS, UNDER = 12, 3, 16

_CONTRACT = (
    "A parent states in writing to comply for a stated time, the school or the authority to support; both sign. "
    "It is voluntary; refusing or breaking it is no offence, and is recorded."
)
PARENTING_CONTRACT = Provision(
    "parenting-contract",
    "Parenting contract",
    STARTED,
    _CONTRACT,
    "Anti-social Behaviour Act 2003 s19; guidance",
    until=date(2024, 8, 18),
)
ATTENDANCE_CONTRACT = Provision(
    "attendance-contract",
    "Attendance contract",
    AUGUST_2024,
    f"{_CONTRACT} Before 19 August 2024 it was called a parenting contract.",
    "Anti-social Behaviour Act 2003 s19; guidance",
)
ORDER = Provision(
    "parenting-order",
    "Parenting order on conviction",
    STARTED,
    "On a conviction under section 443 or 444 the court may make a parenting order: requirements for up to "
    "12 months, a programme of counselling or guidance for up to three months at the same time. Its effect is "
    "explained; the circumstances of a family with a child under 16 are considered; it avoids conflict with "
    "religion, work and education. A responsible officer is named.",
    "Crime and Disorder Act 1998 ss8 to 10; Sentencing Code from 1 December 2020",
    is_older=True,
)
NOT_FREE_STANDING = Provision(
    "no-free-standing-order",
    "No order without conviction",
    STARTED,
    "A free-standing application is for exclusion or serious misbehaviour, and not for absence.",
    "Anti-social Behaviour Act 2003 s20",
    Basis.UNVERIFIED,
)
BREACH = Provision(
    "parenting-order-breach",
    "Breach of a parenting order",
    STARTED,
    "Failing to comply without reasonable excuse bears a fine, up to level 3.",
    "Crime and Disorder Act 1998 s9(7)",
    Basis.UNVERIFIED,
    is_older=True,
)
NO_CONVICTION = "For absence an order follows a conviction under section 443 or 444; there is none."
PROVISIONS = (PARENTING_CONTRACT, ATTENDANCE_CONTRACT, ORDER, NOT_FREE_STANDING, BREACH)


def contract_on(on: date) -> Provision:
    """By which rule a contract stands on a day."""
    return ATTENDANCE_CONTRACT if on >= AUGUST_2024 else PARENTING_CONTRACT


def contract_word(on: date) -> str:
    """What a contract is called on a day."""
    return "attendance contract" if on >= AUGUST_2024 else "parenting contract"


@dataclass(frozen=True)
class Contract:
    """A contract as drafted or signed."""

    began_on: date
    ended_on: date
    parent_statement: bool = False
    support_statement: bool = False
    parent_signed_on: date | None = None
    other_signed_on: date | None = None


def contract_refusals(contract: Contract, *, answers: Answers = DEFAULTS) -> tuple[str, ...]:
    """Why a contract does not stand, a sentence each; empty where it does."""
    months = answers.to(CONTRACT_MONTHS)
    held = {
        "The parent's statement is missing.": not contract.parent_statement,
        "The statement of support is missing.": not contract.support_statement,
        "The parent has not signed.": contract.parent_signed_on is None,
        "The school or the authority has not signed.": contract.other_signed_on is None,
        "It ends before it begins.": contract.ended_on < contract.began_on,
        f"It runs for more than {counted(months, 'month')}.": contract.ended_on
        > last_day_of(contract.began_on, months=months),
        "There were no parenting contracts before 27 February 2004.": contract.began_on < STARTED,
    }
    return tuple(sentence for sentence, holds in held.items() if holds)


@dataclass(frozen=True)
class OrderAsked:
    """A parenting order as asked of the court. ``programme_months`` 0: no programme is asked for."""

    convicted: bool
    months: int
    programme_months: int = 0
    earlier_order: bool = False
    child_is_under_16: bool = True
    circumstances_considered: bool = False
    arrangements_in_area: bool = True
    responsible_officer_named: bool = False


def order_refusals(order: OrderAsked) -> tuple[str, ...]:
    """Why a parenting order may not be asked for, a sentence each; empty where it may."""
    held = {
        NO_CONVICTION: not order.convicted,
        f"Requirements last {ORDER_MONTHS} months at most.": not 0 < order.months <= ORDER_MONTHS,
        f"A programme lasts {PROGRAMME_MONTHS} months at most.": order.programme_months > PROGRAMME_MONTHS,
        "A programme runs within the requirements.": order.programme_months > order.months,
        "A programme may be left out only where an earlier order was made.": (
            not order.programme_months and not order.earlier_order
        ),
        "No arrangements for such orders exist in the area.": not order.arrangements_in_area,
        "The family's circumstances have not been considered.": (
            order.child_is_under_16 and not order.circumstances_considered
        ),
        "No responsible officer is named.": not order.responsible_officer_named,
    }
    return tuple(sentence for sentence, holds in held.items() if holds)


def order_ends_on(made_on: date, *, months: int = ORDER_MONTHS) -> date:
    """The last day of the requirements, which begin with the day of the order."""
    return last_day_of(made_on, months=months)
