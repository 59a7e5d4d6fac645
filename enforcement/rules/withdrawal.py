"""When a notice may be withdrawn, what follows, and what is owed when it stays unpaid."""

from datetime import date
from enum import Enum

from attendance.rules.dated import day_in_words
from enforcement.rules.provision import Basis, Provision
from enforcement.rules.regimes import STARTED


class Ground(Enum):
    """The lawful grounds of withdrawal; ``value`` is what the letter and the page say."""

    OUTSIDE_CODE = "it was issued outside the code of conduct"
    SHOULD_NOT = "it should not have been issued"
    WRONG_PERSON = "it was issued to the wrong person"
    MATERIAL_ERROR = "it contains a material error"
    NO_PROSECUTION = "it was not paid, and the authority does not prosecute"

    @property
    def allows_a_fresh_notice(self) -> bool:
        """Whether a fresh notice for the same offence may follow."""
        return self is Ground.MATERIAL_ERROR


GROUNDS = Provision(
    "withdrawal-grounds",
    "Withdrawal of a notice",
    STARTED,
    "A notice is withdrawn, in writing and whether or not it was paid, if it should not have been issued, was "
    "issued outside the code or to the wrong person, or has material errors; all that was paid is refunded. "
    "After a material error a fresh notice may be given.",
    "SI 2007/1867 reg 8; codes of conduct",
)
UNPAID = Provision(
    "unpaid",
    "An unpaid notice",
    STARTED,
    "When the payment days have ended unpaid the authority prosecutes the original offence or withdraws the "
    "notice. Not paying is no offence.",
    "SI 2007/1867 reg 9; guidance",
)
NOT_BY_MACHINE = Provision(
    "recount",
    "A corrected mark",
    STARTED,
    "When a mark on which a notice rests is corrected, the notice is shown as in doubt with a recount, and a "
    "person decides; nothing is withdrawn by machine.",
    "Withdrawal is an act of the authority, with a ground",
    Basis.CHOICE,
)
PROVISIONS = (GROUNDS, UNPAID, NOT_BY_MACHINE)


def withdrawal_refusal(ground: Ground, on: date, *, full_until: date, is_paid: bool) -> str:
    """Why a notice may not be withdrawn on a ground on a day; empty where it may.

    Only the ground that nobody prosecutes waits for the end of the payment days, and needs them unpaid.
    """
    if ground is not Ground.NO_PROSECUTION:
        return ""
    if is_paid:
        return "It was paid."
    return "" if on > full_until else f"It may still be paid, to {day_in_words(full_until)}."


def refund_on_withdrawal(paid: int) -> int:
    """What is refunded when a notice is withdrawn: all that was paid, in pence."""
    return paid


def needs_decision(on: date, *, full_until: date, is_open: bool) -> bool:
    """Whether an unpaid notice waits for the decision to prosecute or withdraw."""
    return is_open and on > full_until
