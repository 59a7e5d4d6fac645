"""The states of a referral and every move between them: one table for actions, pages, the API and the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from agencies.rules.roles import Permission


class ReferralState(StrEnum):
    """Where a referral is on its way from a school to the locality team."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    QUERIED = "queried"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


R = ReferralState
REFERRAL_LABELS: Mapping[ReferralState, str] = {
    R.DRAFT: "Draft",
    R.SUBMITTED: "Waiting for the team",
    R.QUERIED: "Question to answer",
    R.ACCEPTED: "Accepted",
    R.DECLINED: "Declined",
    R.WITHDRAWN: "Withdrawn",
}
# A child has one referral from a school in one of these at most.
OPEN_REFERRALS = (R.DRAFT, R.SUBMITTED, R.QUERIED)


@dataclass(frozen=True)
class ReferralMove:
    """One move of a referral; `by_team` tells the team's moves from those of whoever refers."""

    key: str
    label: str
    sources: tuple[ReferralState, ...]
    target: ReferralState
    needs: Permission = Permission.REFER
    by_team: bool = False


REFERRAL_MOVES: Mapping[str, ReferralMove] = {
    move.key: move
    for move in (
        ReferralMove("submit", "Send the referral", (R.DRAFT,), R.SUBMITTED),
        ReferralMove("join", "Join the open case", (R.DRAFT,), R.ACCEPTED),
        ReferralMove("answer", "Answer the question", (R.QUERIED,), R.SUBMITTED),
        ReferralMove("withdraw", "Withdraw the referral", OPEN_REFERRALS, R.WITHDRAWN),
        ReferralMove("ask", "Ask a question", (R.SUBMITTED,), R.QUERIED, Permission.TRIAGE, by_team=True),
        ReferralMove(
            "accept", "Accept", (R.SUBMITTED, R.QUERIED), R.ACCEPTED, Permission.TRIAGE, by_team=True
        ),
        ReferralMove(
            "decline", "Decline", (R.SUBMITTED, R.QUERIED), R.DECLINED, Permission.TRIAGE, by_team=True
        ),
    )
}


def referral_transitions() -> list[tuple[str, str]]:
    """Every pair of states that some move of a referral joins: what the database's trigger allows."""
    return sorted(
        {(source.value, move.target.value) for move in REFERRAL_MOVES.values() for source in move.sources}
    )


def referral_refusal(state: ReferralState, move: ReferralMove) -> str:
    """Why a move of a referral is not to be made from a state, as a sentence; empty where it is."""
    if state in move.sources:
        return ""
    return f"“{move.label}” is not possible: the referral is “{REFERRAL_LABELS[state]}”."
