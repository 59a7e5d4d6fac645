"""Education supervision orders: when one may be asked for, how long it lasts, and what it blocks.

Source: Children Act 1989 s36 and Schedule 3 Part III; Education Act 1996 s447.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from attendance.rules.dated import day_in_words
from attendance.rules.enforcement_points import SUPERVISION_THREE_YEARS_IN_ALL
from attendance.rules.open_point import DEFAULTS, Answers
from enforcement.rules.periods import add_months, last_day_of
from enforcement.rules.provision import Basis, Provision
from enforcement.rules.regimes import STARTED

FIRST_MONTHS, EXTENSION_MONTHS, WINDOW_MONTHS = 12, 36, 3
ANSWER_WEEKS = 8

CONSIDERED_FIRST = Provision(
    "supervision-considered-first",
    "An education supervision order is considered first",
    STARTED,
    "Before proceedings under section 443 or 444 the authority considers, instead or as well, applying for an "
    "education supervision order: with a day, a decision, a reason and an officer.",
    "Education Act 1996 s447(1)",
    is_older=True,
)
DIRECTED = Provision(
    "supervision-directed",
    "The court directs an application",
    STARTED,
    "Where the court directs the authority to apply for an order and it declines, it tells the court why within "
    "eight weeks beginning with the day of the direction, unless the court says otherwise.",
    "Education Act 1996 s447(2), (3)",
    is_older=True,
)
DURATION = Provision(
    "supervision-duration",
    "How long an order lasts",
    STARTED,
    "An order lasts one year. It may be extended, more than once, each time by up to three years; the "
    "application is made within the last three months. It ends with compulsory school age, with a care order, "
    "or when the court discharges it.",
    "Children Act 1989 Schedule 3 paragraphs 15 and 17; summaries say three years in all",
    Basis.UNVERIFIED,
    is_older=True,
)
WHO = Provision(
    "supervision-who",
    "When an order may be asked for",
    STARTED,
    "The child is of compulsory school age, is not being properly educated and is in nobody's care under a care "
    "order; social services have been consulted first. The child's welfare comes first.",
    "Children Act 1989 s36",
    is_older=True,
)
BLOCKS = Provision(
    "supervision-blocks",
    "What an order blocks",
    STARTED,
    "While an order is in force the parents' duty is to comply with its directions: no notice and no section "
    "444 charge rests on a session within it. Persistent failure to comply is an offence of its own.",
    "Children Act 1989 Schedule 3 paragraphs 13 and 18; R (G) v Islington [2003] EWHC 2817 was not read",
    Basis.UNVERIFIED,
    is_older=True,
)
PROVISIONS = (CONSIDERED_FIRST, DIRECTED, DURATION, WHO, BLOCKS)


@dataclass(frozen=True)
class Supervision:
    """An order: the day it was made, the last day of its latest term, and the day it ended before that."""

    made_on: date
    expires_on: date
    ended_on: date | None = None


def in_force_on(order: Supervision, on: date) -> bool:
    """Whether an order was in force on a day; on the day it ended it still was."""
    return order.made_on <= on <= min(order.expires_on, order.ended_on or order.expires_on)


def first_expiry(made_on: date) -> date:
    """The last day of an order's first year."""
    return last_day_of(made_on, months=FIRST_MONTHS)


def extension_opens_on(order: Supervision) -> date:
    """The first day on which an extension may be applied for: three months before the order expires."""
    return add_months(order.expires_on, -WINDOW_MONTHS)


def extension_refusal(
    order: Supervision, *, applied_on: date, until: date, answers: Answers = DEFAULTS
) -> str:
    """Why an extension to a day may not be applied for on a day; empty where it may."""
    opens_on = extension_opens_on(order)
    if not in_force_on(order, applied_on):
        return "The order is no longer in force."
    if applied_on < opens_on:
        return f"An extension is applied for from {day_in_words(opens_on)}, three months before the end."
    if until > add_months(order.expires_on, EXTENSION_MONTHS):
        return "One extension is for three years at most."
    longest = last_day_of(order.made_on, months=EXTENSION_MONTHS)
    if answers.to(SUPERVISION_THREE_YEARS_IN_ALL) and until > longest:
        return f"The authority takes orders to last three years in all, to {day_in_words(longest)}."
    return ""


def ends_on(
    order: Supervision,
    *,
    compulsory_age_ends_on: date,
    care_order_on: date | None = None,
    discharged_on: date | None = None,
) -> date:
    """The last day of an order, by its term, the end of compulsory age, a care order or a discharge."""
    days = [order.expires_on, compulsory_age_ends_on, care_order_on, discharged_on, order.ended_on]
    return min(day for day in days if day is not None)


def answer_to_court_due(directed_on: date) -> date:
    """The last day for telling the court why no application is made: eight weeks beginning with the direction."""
    return directed_on + timedelta(weeks=ANSWER_WEEKS, days=-1)


@dataclass(frozen=True)
class Consideration:
    """The decision whether to apply for an order instead of, or as well as, prosecuting."""

    on: date
    decision: str
    reason: str
    officer: str


def consideration_refusal(consideration: Consideration | None, charged_on: date) -> str:
    """Why no charge may be saved for want of a consideration; empty where it may. It comes before the charge."""
    if consideration is None:
        return "Nobody has considered an education supervision order."
    said = (consideration.decision, consideration.reason, consideration.officer)
    if not all(each.strip() for each in said):
        return "The consideration of an education supervision order lacks a decision, a reason or an officer."
    if consideration.on > charged_on:
        return (
            f"An education supervision order was considered on {day_in_words(consideration.on)}, after the "
            "charge; it must be before."
        )
    return ""


def application_refusals(
    *,
    of_compulsory_age: bool,
    under_care_order: bool,
    not_properly_educated: bool,
    consulted_on: date | None,
    on: date,
) -> tuple[str, ...]:
    """Why no order may be applied for, a sentence each; empty where it may."""
    held = {
        "The child is not of compulsory school age.": not of_compulsory_age,
        "The child is in care under a care order.": under_care_order,
        "Nothing says that the child is not being properly educated.": not not_properly_educated,
        "Social services have not been consulted.": consulted_on is None or consulted_on > on,
    }
    return tuple(sentence for sentence, holds in held.items() if holds)


def sessions_under(orders: Iterable[Supervision], days: Iterable[date]) -> tuple[date, ...]:
    """The days on which one of the orders was in force."""
    held = tuple(orders)
    return tuple(day for day in days if any(in_force_on(order, day) for order in held))
