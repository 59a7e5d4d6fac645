"""Support first: what was offered before a step, or why support does not suit."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from enforcement.rules.provision import AUGUST_2024, Basis, Provision


class Outcome(Enum):
    """What became of an offer of support."""

    TAKEN_UP = "taken up"
    REFUSED = "refused"
    NOT_ENGAGED = "not engaged with"
    FAILED = "given and failed"
    UNDER_WAY = "under way"


ENDED = (Outcome.REFUSED, Outcome.NOT_ENGAGED, Outcome.FAILED)


@dataclass(frozen=True)
class Offer:
    """Support offered on a day, by what it was called, and what became of it."""

    offered_on: date
    what: str
    outcome: Outcome


@dataclass(frozen=True)
class Support:
    """The offers made to a family, or the reason why support does not suit (such as leave for a holiday)."""

    offers: tuple[Offer, ...] = ()
    not_suitable_because: str = ""
    believed_enough_because: str = ""


_SENTENCE = (
    "Support comes before a legal step: it was offered and was refused, was not engaged with or has failed, or "
    "a person says in writing why it does not suit. Where a school and the authority disagree, the authority's "
    "judgement stands."
)
FIRST_2004 = Provision(
    "support-first-2004",
    "Support first",
    date(2004, 2, 27),
    _SENTENCE,
    "The attendance strategy of January 2007",
    Basis.LOCAL,
    until=date(2024, 8, 18),
)
FIRST = Provision(
    "support-first",
    "Support first",
    AUGUST_2024,
    _SENTENCE,
    "Working together to improve school attendance",
    Basis.GUIDANCE,
)
PROVISIONS = (FIRST_2004, FIRST)


def first_on(on: date) -> Provision:
    """By which rule support comes first on a day."""
    return FIRST if on >= AUGUST_2024 else FIRST_2004


def support_refusal(support: Support, on: date) -> str:
    """Why support has not come first, in a sentence; empty where it has, or does not suit."""
    if support.not_suitable_because.strip():
        return ""
    past = [offer for offer in support.offers if offer.offered_on <= on]
    if not past:
        return "No support has been offered, and nobody has said why it does not suit."
    if any(offer.outcome in ENDED for offer in past) or support.believed_enough_because.strip():
        return ""
    return "Support is under way or was taken up; nobody has said why it is not enough."


def support_in_words(support: Support) -> str:
    """What was offered, for the gate and the letter."""
    if support.not_suitable_because.strip():
        return f"Support does not suit: {support.not_suitable_because.strip()}"
    return "; ".join(f"{offer.what}: {offer.outcome.value}" for offer in support.offers) + "."
