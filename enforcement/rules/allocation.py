"""What a payment does: discharge, short, over, late, double, or unmatched; amounts are in pence.

Only the whole amount due on the day of receipt discharges a notice. What a rule cannot decide is held for a
person, and held money freezes every court step for the family. Nothing is guessed from names or amounts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from itertools import combinations

from enforcement.rules.deadlines import PaymentDays
from enforcement.rules.provision import Basis, Provision, pounds
from enforcement.rules.regimes import STARTED

MOST_TRIED = 10


class State(Enum):
    """How a notice stands when money comes."""

    OPEN = "open"
    WAITING = "issued, and not yet recorded as served"
    CHARGED = "charged in court"
    DISCHARGED = "discharged"
    WITHDRAWN = "withdrawn"


class Outcome(Enum):
    """What a payment does to one notice."""

    DISCHARGES = "discharges the notice"
    SHORT = "less than the amount due"
    LATE = "after the last payment day"
    WAITING = "not yet recorded as served"
    CHARGED = "charged in court already"
    DOUBLE = "already discharged"
    WITHDRAWN = "the notice was withdrawn"
    UNMATCHED = "no notice has this reference"
    REVERSED = "did not stand: the notice is unpaid again"


# Money for a notice of such an outcome waits for a person.
WAITS = (Outcome.LATE, Outcome.WAITING, Outcome.CHARGED)
_OTHERS = {
    State.WAITING: Outcome.WAITING,
    State.CHARGED: Outcome.CHARGED,
    State.DISCHARGED: Outcome.DOUBLE,
    State.WITHDRAWN: Outcome.WITHDRAWN,
}


@dataclass(frozen=True)
class Due:
    """A notice to which money may belong, with its payment days; ``held`` was paid before and not decided."""

    reference: str
    days: PaymentDays
    state: State = State.OPEN
    held: int = 0

    def on(self, day: date) -> int:
        """What is due on a day in pence: 0 where it is open no longer, or its days have passed."""
        return (self.days.due_on(day) or 0) if self.state is State.OPEN else 0

    def is_late(self, day: date) -> bool:
        """Whether it is unpaid and its payment days have passed."""
        return self.state is State.OPEN and self.days.due_on(day) is None


@dataclass(frozen=True)
class Part:
    """What a payment does to one notice, and how much of it goes there."""

    reference: str
    amount: int
    outcome: Outcome


@dataclass(frozen=True)
class Allocation:
    """A payment taken apart: what discharges, what is to be refunded, and what is held for a person.

    The parts that discharge, ``refund`` and ``held`` add up to the amount. ``suggested`` are references whose
    amounts due make exactly the amount, where only one choice does; a person decides.
    """

    amount: int
    parts: tuple[Part, ...]
    refund: int
    held: int
    suggested: tuple[str, ...] = ()

    @property
    def discharged(self) -> tuple[str, ...]:
        """The references that it discharges."""
        return tuple(part.reference for part in self.parts if part.outcome is Outcome.DISCHARGES)

    @property
    def freezes(self) -> bool:
        """Whether it freezes the court steps of the family until somebody decides."""
        return self.held > 0

    @property
    def sentence(self) -> str:
        """What it does, in words."""
        said = [f"{part.reference or 'Reference'}: {part.outcome.value}." for part in self.parts]
        if self.refund:
            said.append(f"{pounds(self.refund)} to be refunded.")
        if self.held:
            said.append(f"{pounds(self.held)} held until somebody decides.")
        return " ".join(said)


HELD = Provision(
    "money-held",
    "Money that no rule decides",
    STARTED,
    "Money that is short, late or matches no notice discharges nothing and is held until a person decides; "
    "until then no court step is taken against the family. What is paid twice or over is refunded, but held while "
    "anybody of the family has another notice unpaid: it may be meant for that one. One payment for several notices "
    "discharges all of them if it covers all, else a person says which. Money for a notice that is not recorded as "
    "served, or is charged already, is held.",
    "Payment in full only: SI 2007/1867 and codes of conduct; the rest is ours",
    Basis.CHOICE,
)
LATE_PAYMENT = Provision(
    "late-payment",
    "Late payment",
    STARTED,
    "Payment after the last day does not discharge. It is held, the legal officer is told, the case stays "
    "open, and a charge already drafted is neither stopped nor continued by itself.",
    "SI 2007/1867; the handling is ours",
    Basis.CHOICE,
)
REVERSAL = Provision(
    "payment-reversed",
    "A payment that did not stand",
    STARTED,
    "Where the bank takes money back, or it was never meant for the notice that it paid, a person who approves legal "
    "steps decides that the notice is unpaid again: its own payment days still count, the parent is told in writing, "
    "and nobody is charged for its sessions in as many days again as the notice gave, beginning with the decision.",
    "Only payment in full discharges: SI 2007/1867 and SI 2024/210; how a payment is undone is ours",
    Basis.CHOICE,
)
PROVISIONS = (HELD, LATE_PAYMENT, REVERSAL)


class Reversal(Enum):
    """How it came that a payment did not stand; ``value`` is what the page and the letter say."""

    BANK = "the bank took the money back"
    IN_ERROR = "the money was not meant for this notice"


def no_charge_until(reversed_on: date, days: int) -> date:
    """The last day on which nobody is charged after a payment did not stand: as many days as the notice gave."""
    return reversed_on + timedelta(days=days - 1)


def allocate(
    amount: int,
    received_on: date,
    references: Sequence[str],
    dues: Mapping[str, Due],
    *,
    family_owes: bool = False,
) -> Allocation:
    """Take a payment apart by the references it names.

    ``received_on`` is the day in London on which the authority got it; ``dues`` are the notices by reference.
    ``family_owes`` says that somebody of the families of these notices has another one unpaid: then what would be
    refunded is held, for one wrong reference must not take a family to court that paid. A payment that names none,
    or one that nobody has, is held whole. Raises ValueError for an amount that is not above nothing.
    """
    if amount <= 0:
        raise ValueError("A payment is more than nothing.")
    named = tuple(dict.fromkeys(references))
    unknown = [name for name in named if name not in dues]
    if unknown or not named:
        parts = tuple(Part(name, 0, Outcome.UNMATCHED) for name in unknown or ("",))
        return Allocation(amount, parts, refund=0, held=amount)
    held = [dues[name] for name in named]
    payable = [due for due in held if due.on(received_on)]
    total = sum(due.on(received_on) for due in payable)
    others = [_other(due, received_on) for due in held if due not in payable]
    if payable and amount < total:
        parts = (*(Part(due.reference, 0, Outcome.SHORT) for due in payable), *others)
        return Allocation(amount, parts, 0, amount, _only_choice(amount, payable, received_on))
    rest = amount - total
    discharging = (Part(due.reference, due.on(received_on), Outcome.DISCHARGES) for due in payable)
    is_held = family_owes or any(part.outcome in WAITS for part in others)
    return Allocation(
        amount,
        (*discharging, *others),
        refund=0 if is_held else rest,
        held=rest if is_held else 0,
    )


def _other(due: Due, received_on: date) -> Part:
    """A notice to which nothing is due on the day, and why."""
    if due.is_late(received_on):
        return Part(due.reference, 0, Outcome.LATE)
    return Part(due.reference, 0, _OTHERS[due.state])


def _only_choice(amount: int, payable: Sequence[Due], received_on: date) -> tuple[str, ...]:
    """The references whose amounts make exactly the amount, where only one choice of them does."""
    if len(payable) > MOST_TRIED:
        return ()
    found = [
        chosen
        for size in range(1, len(payable))
        for chosen in combinations(payable, size)
        if sum(due.on(received_on) for due in chosen) == amount
    ]
    return tuple(due.reference for due in found[0]) if len(found) == 1 else ()


def makes_up(due: Due, amount: int, received_on: date) -> bool:
    """Whether an amount together with what is held for a notice is what is due: shown, and never decided here."""
    wanted = due.on(received_on)
    return wanted > 0 and due.held > 0 and due.held + amount >= wanted
