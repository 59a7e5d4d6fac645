"""What stands in the way of closing a case, each with its remedy.

A hold keeps the case open whatever anybody says. Work that is still open, or a plan that nobody reviewed at the end,
asks whoever closes to look at it first, and to say that the case closes all the same. Source: the attendance strategy
(January 2007), section 8: plans are reviewed, and a case ends with what was agreed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from attendance.rules.dated import day_in_words

FINAL_REVIEW_WITHIN: Final = timedelta(days=28)


@dataclass(frozen=True)
class StillOpen:
    """What a case has open: its holds in words, actions and requests, and when its plan was last reviewed."""

    holds: Sequence[str] = ()
    actions: int = 0
    requests: int = 0
    meetings: int = 0
    has_plan: bool = False
    reviewed_on: date | None = None


@dataclass(frozen=True)
class Obstacle:
    """One thing in the way: a sentence, what to do about it, on which page, and whether it cannot be passed."""

    sentence: str
    remedy: str
    page: str
    firm: bool = False


def obstacles(held: StillOpen, on: date) -> tuple[Obstacle, ...]:
    """What stands in the way of closing on a day, what cannot be passed first."""
    found = [
        Obstacle(f"{each}.", "The case stays open until that is settled.", "case", firm=True)
        for each in held.holds
    ]
    if held.actions:
        remedy = "Say of each that it is done, or that it is not needed any more."
        found.append(Obstacle(_are_open(held.actions, "action", " of the plan"), remedy, "case-plan"))
    if held.requests:
        remedy = "Ask the agency to finish, or take the request back: its access goes on with the request."
        found.append(Obstacle(_are_open(held.requests, "request", " to an agency"), remedy, "case-requests"))
    if held.meetings:
        remedy = "Cancel what will not be held, and issue the minutes of what was."
        found.append(Obstacle(_are_open(held.meetings, "meeting", ""), remedy, "case-meetings"))
    if held.has_plan and not _has_final_review(held.reviewed_on, on):
        last = (
            f"was last reviewed on {day_in_words(held.reviewed_on)}"
            if held.reviewed_on
            else "was never reviewed"
        )
        remedy = "Review it, with what the register says before and since."
        found.append(Obstacle(f"The plan {last}.", remedy, "case-plan"))
    return tuple(found)


def _has_final_review(reviewed_on: date | None, on: date) -> bool:
    return reviewed_on is not None and reviewed_on + FINAL_REVIEW_WITHIN >= on


def _are_open(number: int, one: str, of: str) -> str:
    return f"{number} {one}{'' if number == 1 else 's'}{of} {'is' if number == 1 else 'are'} still open."
