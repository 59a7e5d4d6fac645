"""What a school is told by itself when something about a case is decided: fixed words, and nothing of why.

Source: the attendance strategy of January 2007, section 8 (feedback to schools on referrals and cases), and "Working
together to improve school attendance" (August 2024): authority and school share what each needs to act. What a
family or another agency told in confidence is no part of it, so these words take a day, an officer, a team and the
name of a decision, and no text that anybody wrote about the child.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from cases.workflow import State


class Outcome(StrEnum):
    """Something decided that the school hears of."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    ALLOCATED = "allocated"
    REVIEW_CONTINUE = "review-continue"
    REVIEW_STEP_UP = "review-step-up"
    REVIEW_STEP_DOWN = "review-step-down"
    REVIEW_CLOSE = "review-close"
    ENFORCEMENT_ENDED = "enforcement-ended"
    CLOSED = "closed"
    REOPENED = "reopened"


_O = Outcome
WORDS: Mapping[Outcome, str] = {
    _O.ACCEPTED: "The referral was accepted on {day}. {officer} has the case.",
    _O.DECLINED: "The referral was declined on {day}.",
    _O.ALLOCATED: "Since {day} {officer} has this case. Please tell them of anything that helps.",
    _O.REVIEW_CONTINUE: "The case was reviewed on {day}: everybody goes on as agreed.",
    _O.REVIEW_STEP_UP: "The case was reviewed on {day}: more is needed than was agreed so far.",
    _O.REVIEW_STEP_DOWN: "The case was reviewed on {day}: less is needed than was agreed so far.",
    _O.REVIEW_CLOSE: "The case was reviewed on {day}: it can be closed.",
    _O.ENFORCEMENT_ENDED: "Since {day} legal steps about the absence are no longer being considered.",
    _O.CLOSED: (
        "The case was closed on {day}. Please go on with the school’s own support, and refer again if attendance falls."
    ),
    _O.REOPENED: "The case was opened again on {day}. {officer} has it.",
}
NOBODY_YET = "The locality team"
OF_MOVES: Mapping[str, Outcome] = {"allocate": _O.ALLOCATED, "close": _O.CLOSED, "reopen": _O.REOPENED}
OF_REVIEWS: Mapping[str, Outcome] = {
    "continue": _O.REVIEW_CONTINUE,
    "step_up": _O.REVIEW_STEP_UP,
    "step_down": _O.REVIEW_STEP_DOWN,
    "close": _O.REVIEW_CLOSE,
}
# Moves out of "Enforcement considered" that leave it behind; a pause only interrupts it.
LEAVES_ENFORCEMENT = frozenset({"support", "assess", "settle", "close", "hand-back"})


@dataclass(frozen=True)
class Known:
    """What the words are filled with: the day, and who has the case."""

    day: str
    officer: str = ""


def outcomes_of_move(move: str, state: State) -> tuple[Outcome, ...]:
    """What a school hears of a move of a case out of a state; nothing where it changes nothing for the school."""
    found: list[Outcome] = []
    if state is State.ENFORCING and move in LEAVES_ENFORCEMENT:
        found.append(_O.ENFORCEMENT_ENDED)
    if move in OF_MOVES:
        found.append(OF_MOVES[move])
    return tuple(found)


def outcomes_of_review(decision: str, move: str, state: State) -> tuple[Outcome, ...]:
    """What a school hears of a review, with what its move brings; the closing of a case is said once."""
    after = outcomes_of_move(move, state)
    first = OF_REVIEWS[decision]
    return after if first is _O.REVIEW_CLOSE and _O.CLOSED in after else (first, *after)


def told_to_school(outcomes: Iterable[Outcome], known: Known, added: str = "") -> str:
    """What the school reads: the words of each outcome, then what the decider added for it."""
    officer = known.officer or NOBODY_YET
    said = [WORDS[each].format(day=known.day, officer=officer) for each in outcomes]
    return "\n".join([" ".join(said), *([added.strip()] if added.strip() else [])])
