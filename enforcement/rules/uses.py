"""Which sessions an earlier notice or charge already rests on, and whether they are free for another.

A session is used once for one parent: what a notice discharged, or a charge was laid on, is not used again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from attendance.rules.dated import day_in_words
from enforcement.rules.periods import ONE_DAY
from enforcement.rules.provision import Basis, Provision
from enforcement.rules.regimes import STARTED
from enforcement.rules.threshold import Session


class End(Enum):
    """How an earlier notice or charge stands."""

    OPEN = "open"
    PAID = "paid in full and in time"
    WITHDRAWN_MATERIAL_ERROR = "withdrawn for a material error"
    WITHDRAWN = "withdrawn"
    CHARGED = "charged"
    NEVER_LAID = "prepared and never laid"


@dataclass(frozen=True)
class Use:
    """An earlier notice or charge of one parent for one child, by its reference, and its sessions.

    ``full_until`` is the last payment day of a notice, None for a charge; ``is_fresh`` says that a notice was
    given anew after one withdrawn for a material error.
    """

    reference: str
    sessions: frozenset[Session]
    end: End
    full_until: date | None = None
    is_fresh: bool = False


USED_ONCE = Provision(
    "sessions-used-once",
    "A session is used once",
    STARTED,
    "A session on which a live notice or a charge against the parent rests is not used for another.",
    "From the rule that payment discharges the offence and period of a notice",
    Basis.CHOICE,
)
NO_DUPLICATE = Provision(
    "no-duplicate",
    "No duplicate notice",
    STARTED,
    "The code of conduct prevents a second notice for the same offence, whoever issued the first, and a notice "
    "where proceedings for the offence are contemplated or begun.",
    "Codes of conduct under the regulations",
)
BARRED_AFTER_WITHDRAWAL = Provision(
    "no-charge-after-withdrawal",
    "No charge after withdrawal",
    STARTED,
    "After a notice is withdrawn nobody is prosecuted for its offence, unless it was withdrawn for a material "
    "error and a fresh notice was given and not paid.",
    "SI 2007/1867; the same pattern in later regulations",
    Basis.UNVERIFIED,
)
PROVISIONS = (USED_ONCE, NO_DUPLICATE, BARRED_AFTER_WITHDRAWAL)

_FREE_FOR_NOTICE = (End.WITHDRAWN_MATERIAL_ERROR, End.NEVER_LAID)


def used_for_notices(uses: Iterable[Use]) -> frozenset[Session]:
    """The sessions on which no further notice to the parent may rest."""
    return frozenset(session for use in uses if use.end not in _FREE_FOR_NOTICE for session in use.sessions)


def duplicates(sessions: Iterable[Session], uses: Iterable[Use]) -> tuple[Use, ...]:
    """The earlier notices and charges that bar a notice on these sessions."""
    wanted = frozenset(sessions)
    return tuple(use for use in uses if use.end not in _FREE_FOR_NOTICE and wanted & use.sessions)


def charge_bar(session: Session, uses: Iterable[Use], on: date) -> tuple[str, date | None] | None:
    """Why a session cannot be charged on a day, and until when (None: for good); None where it can.

    An unpaid notice bars a charge until its payment days have ended, and a withdrawn one for good, unless a
    fresh notice was given after a material error and stands unpaid.
    """
    held = [use for use in uses if session in use.sessions]
    for use in held:
        if use.end is End.CHARGED:
            return f"It is already charged ({use.reference}).", None
        if use.end is End.PAID:
            return f"Notice {use.reference} was paid: liability is discharged.", None
    for use in held:
        if use.end is End.OPEN and use.full_until is not None and on <= use.full_until:
            until = use.full_until + ONE_DAY
            return f"Notice {use.reference} may be paid to {day_in_words(use.full_until)}.", until
    fresh = any(use.end is End.OPEN and use.is_fresh for use in held)
    for use in held:
        if use.end is End.WITHDRAWN:
            return f"Notice {use.reference} was withdrawn.", None
        if use.end is End.WITHDRAWN_MATERIAL_ERROR and not fresh:
            return f"Notice {use.reference} was withdrawn and no fresh one was given.", None
    return None
