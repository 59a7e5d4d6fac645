"""Offences against an order: a school attendance order not complied with, directions persistently not followed.

Sources: Education Act 1996 s443; Children Act 1989 Schedule 3 paragraph 18.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from attendance.rules.age import CompulsoryAge
from attendance.rules.dated import day_in_words
from attendance.rules.enforcement_points import PERSISTENT_FAILURES
from attendance.rules.open_point import DEFAULTS, Answers
from enforcement.rules.clocks import charge_by
from enforcement.rules.offences import Offence
from enforcement.rules.provision import Basis, Provision, counted
from enforcement.rules.regimes import STARTED

BREACH_OF_ORDER = Provision(
    "s443",
    "Failure to comply with a school attendance order, s443",
    STARTED,
    "A parent on whom a school attendance order was served and who does not do what it requires, which is to "
    "make the child a registered pupil of the school named, is guilty, unless the parent proves that the child "
    "receives suitable education otherwise. The greatest penalty is a fine at level 3, £1,000.",
    "Education Act 1996 s443(1), (4); that an order requires registration (s437(3)) as generally known",
    is_older=True,
)
AFTER_VERDICT = Provision(
    "s443-after-the-verdict",
    "The order after the verdict",
    STARTED,
    "On an acquittal the court may direct that the order ceases to be in force; the authority's duty to act if "
    "circumstances change goes on. A conviction does not end the order: what is not done after it may be charged "
    "again, and no day is charged twice.",
    "Education Act 1996 ss437(4), 443(2), (3)",
    Basis.UNVERIFIED,
    is_older=True,
)
DIRECTIONS_NOT_FOLLOWED = Provision(
    "schedule-3-paragraph-18",
    "Persistent failure to comply with directions, Schedule 3 paragraph 18",
    STARTED,
    "While an education supervision order is in force a parent who persistently fails to comply with a direction "
    "given to the parents is guilty. The parent may prove that all reasonable steps were taken, that the direction "
    "was unreasonable, or that it could not be followed together with a requirement of a supervision order. The "
    "greatest penalty is a fine at level 3, £1,000.",
    "Children Act 1989 Schedule 3 paragraph 18",
    is_older=True,
)
SERVED = Provision(
    "order-in-force-and-served",
    "The order stands and was served",
    STARTED,
    "A charge about an order rests on days after the day on which the order was served, and on which it was in "
    "force.",
    "Education Act 1996 s443(1); Children Act 1989 Schedule 3 paragraph 18; that the day of service is left out "
    "is ours, in the parent's favour",
    is_older=True,
)
FAILURES = Provision(
    "failures-on-record",
    "Failures on record",
    STARTED,
    "Every failure that is charged is on record with its day, and within compulsory school age. A day on which the "
    "child was on the roll of the school named is no failure to comply with a school attendance order: absence "
    "from it is for section 444. No day is charged again, and none within a period that was charged before.",
    "Education Act 1996 ss437(3), 443; nobody is tried twice for one failure",
    Basis.UNVERIFIED,
    is_older=True,
)
HEARD = Provision(
    "parent-heard",
    "The parent was heard",
    STARTED,
    "Before a charge about an order the parent has been asked for the reasons, and what was said is on record with "
    "what the officer makes of it: suitable education otherwise, or reasonable steps, an unreasonable direction, a "
    "clash with another order.",
    "The defences are those of section 443(1) and paragraph 18(2); that they are asked for first is ours",
    Basis.CHOICE,
)
SIX_MONTHS = Provision(
    "six-months-of-failures",
    "Six months to charge a failure to keep an order",
    STARTED,
    "A charge must be brought within six months of the failure. Where several days are charged the safe clock runs "
    "from the first and the hard one from the last. Past the safe clock a legal officer signs off; past the hard "
    "clock nothing is charged.",
    "Magistrates' Courts Act 1980 s127; which day starts a period is open",
    Basis.UNVERIFIED,
    is_older=True,
)
BUNDLE = Provision(
    "bundle-of-an-order",
    "A complete pack about an order",
    STARTED,
    "A pack about an order has the order, the proof of its service, the record of failures, the section 9 "
    "statement, its exhibits, the letters to this parent, the schedules of unused material and of costs, and the "
    "interview under caution or the reason for none; under section 443 also the consideration of an education "
    "supervision order. No certificate of attendance and no register is asked for: neither proves the offence.",
    "Criminal Justice Act 1967 s9; Criminal Procedure and Investigations Act 1996; Education Act 1996 s447(1); local "
    "practice",
    Basis.UNVERIFIED,
    is_older=True,
)
PROVISIONS = (
    BREACH_OF_ORDER,
    AFTER_VERDICT,
    DIRECTIONS_NOT_FOLLOWED,
    SERVED,
    FAILURES,
    HEARD,
    SIX_MONTHS,
    BUNDLE,
)
PROVISION_OF = {
    Offence.BREACH_OF_ORDER: BREACH_OF_ORDER,
    Offence.DIRECTIONS: DIRECTIONS_NOT_FOLLOWED,
}
"""The law of each offence against an order."""


@dataclass(frozen=True)
class Directed:
    """A direction under a supervision order: the day it was given, whether to the parents, the day it was lifted."""

    on: date
    to_parents: bool
    lifted_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Failure:
    """A day on which an order was not kept, as an officer recorded it.

    ``on_named_roll`` says that the child was on the roll of the school that the order named on that day;
    ``direction`` is the direction that was not followed. Neither is taken for granted.
    """

    on: date
    on_named_roll: bool
    direction: Directed | None


@dataclass(frozen=True, kw_only=True)
class OrderHeld:
    """The order that an offence rests on: when it was made and served, its last day (None: it stands), the failures.

    ``on_this_parent`` says that it binds the parent who would be charged; ``charged`` are the first and last days
    of earlier charges against this parent about it.
    """

    made_on: date
    served_on: date | None
    last_on: date | None
    on_this_parent: bool
    failures: tuple[Failure, ...]
    charged: tuple[tuple[date, date], ...]


@dataclass(frozen=True)
class FailureSchedule:
    """Failures that may be charged in time, those only with a lawyer's sign-off, and those refused, with why."""

    in_time: tuple[Failure, ...]
    late: tuple[Failure, ...]
    refused: tuple[tuple[Failure, str], ...]

    @property
    def free(self) -> tuple[Failure, ...]:
        """Every failure that may be charged."""
        return (*self.late, *self.in_time)


def order_refusals(order: OrderHeld | None, called: str) -> tuple[str, ...]:
    """Why no charge can rest on an order, a sentence each; empty where one can."""
    if order is None:
        return (f"No {called} that binds this parent was made.",)
    held = {
        f"The {called} is not to this parent.": not order.on_this_parent,
        f"Nothing says that the {called} was served.": order.served_on is None,
    }
    return tuple(sentence for sentence, holds in held.items() if holds)


def failures_on(
    offence: Offence, order: OrderHeld, on: date, *, compulsory: CompulsoryAge
) -> FailureSchedule:
    """Which of the failures on record may be charged on a day."""
    own = _OWN[offence]
    refused: list[tuple[Failure, str]] = []
    free: list[Failure] = []
    for failure in sorted(order.failures, key=lambda each: each.on):
        said = _refusal(failure, order, on, compulsory) or own(failure)
        if said:
            refused.append((failure, said))
        else:
            free.append(failure)
    in_time = tuple(each for each in free if on <= charge_by(each.on))
    late = tuple(each for each in free if on > charge_by(each.on))
    if late and not in_time:
        refused += [(each, f"The six months ended on {day_in_words(charge_by(each.on))}.") for each in late]
        late = ()
    return FailureSchedule(in_time, late, tuple(sorted(refused, key=lambda each: each[0].on)))


def _refusal(failure: Failure, order: OrderHeld, on: date, compulsory: CompulsoryAge) -> str:
    """Why a failure cannot be charged under either law; empty where nothing of both stands against it."""
    day = failure.on
    if day > on:
        return "It has not happened yet."
    if not compulsory.holds(day):
        return "The child was not of compulsory school age."
    if order.served_on is None or day <= order.served_on:
        return "The order had not been served before that day."
    if day < order.made_on or (order.last_on is not None and day > order.last_on):
        return "The order was not in force."
    if any(first <= day <= last for first, last in order.charged):
        return "It lies within a period that was charged before."
    return ""


def _against_the_school_order(failure: Failure) -> str:
    if failure.on_named_roll:
        return (
            "The child was on the roll of the school named, and so the order was complied with. Absence from it is "
            "for section 444."
        )
    return ""


def _against_directions(failure: Failure) -> str:
    held = failure.direction
    if held is None:
        return "It does not say which direction was not followed."
    if not held.to_parents:
        return "The direction was to the child alone."
    if failure.on < held.on:
        return "The direction had not been given."
    if held.lifted_on is not None and failure.on >= held.lifted_on:
        return "The direction had been lifted."
    return ""


_OWN: dict[Offence, Callable[[Failure], str]] = {
    Offence.BREACH_OF_ORDER: _against_the_school_order,
    Offence.DIRECTIONS: _against_directions,
}


def persistence_refusal(failures: Iterable[Failure], *, answers: Answers = DEFAULTS) -> str:
    """Why failures to follow directions are not persistent; empty where they are."""
    held, least = len(tuple(failures)), answers.to(PERSISTENT_FAILURES)
    if held >= least:
        return ""
    return (
        f"{counted(held, 'failure')} may be charged: the law asks for persistent failure, which the authority takes "
        f"as {least} at least."
    )
