"""The six months within which a charge must be brought, as two clocks: a safe one and a hard one.

Source: Magistrates' Courts Act 1980 s127, as generally known. The day of the offence is left out, and the last
day is the same-numbered day, or the end of the month. Which day of a period of absence starts the months is
argued over: the safe clock starts with the first session, the hard one with the last.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from attendance.rules.dated import day_in_words
from enforcement.rules.periods import ONE_DAY, add_months
from enforcement.rules.provision import Basis, Provision
from enforcement.rules.regimes import STARTED
from enforcement.rules.threshold import Session

MONTHS = 6

SIX_MONTHS = Provision(
    "six-months",
    "Six months to charge",
    STARTED,
    "A charge must be brought within six months of the offence. For a period of absence two clocks run: the "
    "safe one from its first session, the hard one from its last. Past the safe clock a legal officer signs "
    "off; past the hard clock nothing is charged. A penalty notice does not stop either.",
    "Magistrates' Courts Act 1980 s127; which day starts a period is open",
    Basis.UNVERIFIED,
    is_older=True,
)
PROVISIONS = (SIX_MONTHS,)


class Time(Enum):
    """How a charge stands to the clocks."""

    IN_TIME = "every session is in time"
    PAST_SAFE = "the first session is more than six months old"
    PAST_HARD = "the last session is more than six months old"


@dataclass(frozen=True)
class Clocks:
    """The last days for a charge over some sessions: surely in time, and at all."""

    safe_until: date
    hard_until: date

    def at(self, on: date) -> Time:
        """How a charge brought on a day stands."""
        if on <= self.safe_until:
            return Time.IN_TIME
        return Time.PAST_SAFE if on <= self.hard_until else Time.PAST_HARD


def charge_by(offence_on: date) -> date:
    """The last day for charging an offence of a day."""
    return add_months(offence_on, MONTHS)


def clocks(sessions: Iterable[Session]) -> Clocks:
    """Both clocks of a charge over these sessions. Raises ValueError where there is none."""
    days = [day for day, _ in sessions]
    if not days:
        raise ValueError("A charge needs at least one session.")
    return Clocks(charge_by(min(days)), charge_by(max(days)))


@dataclass(frozen=True)
class ChargeWindow:
    """The days on which a charge could follow an unpaid notice; ``safe_days`` and ``hard_days`` may be 0."""

    opens_on: date
    clocks: Clocks

    @property
    def safe_days(self) -> int:
        return max(0, (self.clocks.safe_until - self.opens_on).days + 1)

    @property
    def hard_days(self) -> int:
        return max(0, (self.clocks.hard_until - self.opens_on).days + 1)

    @property
    def sentence(self) -> str:
        """What time a notice leaves for court, in words."""
        if not self.hard_days:
            ends = day_in_words(self.clocks.hard_until)
            return f"If it is not paid nothing could be charged: the six months end on {ends}."
        surely, at_all = day_in_words(self.clocks.safe_until), day_in_words(self.clocks.hard_until)
        opens = day_in_words(self.opens_on)
        if not self.safe_days:
            return (
                f"If it is not paid, a charge is possible from {opens} to {at_all}, but the first session is "
                f"surely in time only to {surely}."
            )
        return (
            f"If it is not paid, a charge is possible from {opens} to {surely} for certain, {at_all} at most."
        )


def charge_window(sessions: Iterable[Session], full_until: date) -> ChargeWindow:
    """The days left for a charge after the last payment day of a notice about these sessions."""
    return ChargeWindow(full_until + ONE_DAY, clocks(sessions))
