"""An answer or a refusal as plain values to be kept, and back."""

from dataclasses import asdict
from typing import Any

from reporting.rules.effects import Estimate
from reporting.rules.what_worked import Answer, Balance, Numbers, Refusal, Sessions, Why

Kept = dict[str, Any]


def kept(found: Answer | Refusal) -> Kept:
    """Plain values, fit for JSON."""
    return asdict(found)


def restored(values: Kept) -> Answer | Refusal:
    """The answer or refusal that `kept` made these values of. Raises KeyError and TypeError for other values."""
    numbers = Numbers(**values["numbers"])
    balance = tuple(Balance(**each) for each in values["balance"])
    if "why" in values:
        return Refusal(values["kind"], numbers, Why(values["why"]), balance)
    during, after = Estimate(**values["during"]), Estimate(**values["after"])
    return Answer(
        kind=values["kind"],
        numbers=numbers,
        during=during,
        after=after,
        ours=_sessions(values["ours"]),
        theirs=_sessions(values["theirs"]),
        by_itself=(values["by_itself"][0], values["by_itself"][1]),
        balance=balance,
    )


def _sessions(values: list[Kept]) -> tuple[Sessions, Sessions, Sessions]:
    before, during, after = (Sessions(**each) for each in values)
    return before, during, after
