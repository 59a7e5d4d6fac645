"""What a school will be given by itself, as the person who decides sees it beforehand."""

from datetime import date

from agencies.words import date as in_words
from cases.models import Case
from cases.workflow import Move, State
from cases.workflow.outcomes import Known, Outcome, outcomes_of_move, outcomes_of_review, told_to_school
from cases.workflow.reviews import decisions_from

CHOSEN_BELOW = "The officer you choose"


def known_of(case: Case, on: date) -> Known:
    """What the words to the school are filled with."""
    return Known(in_words(on), case.officer.name if case.officer else "")


def foreseen_of_move(case: Case, move: Move, on: date) -> str:
    """What the school will read of a move that is about to be made; empty where it reads nothing."""
    outcomes = outcomes_of_move(move.key, State(case.state))
    chosen = {Outcome.ALLOCATED, Outcome.REOPENED} & set(outcomes)
    known = Known(in_words(on), CHOSEN_BELOW) if chosen else known_of(case, on)
    return told_to_school(outcomes, known)


def foreseen_of_reviews(case: Case, on: date) -> list[tuple[str, str]]:
    """What the school will read of each decision that a review may come to, by the decision's words."""
    state = State(case.state)
    return [
        (
            each.label,
            told_to_school(
                outcomes_of_review(each.key, each.moves.get(state, ""), state), known_of(case, on)
            ),
        )
        for each in decisions_from(state)
    ]


def foreseen_of_acceptance(on: date) -> str:
    """What the school will read of a referral that is about to be accepted."""
    return told_to_school([Outcome.ACCEPTED], Known(in_words(on), CHOSEN_BELOW))
