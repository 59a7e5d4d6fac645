"""Reviews: what the register says before and since, what was decided, and the move that follows from it."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from agencies.acting import Acting
from agencies.rules.roles import Permission
from agencies.words import date as in_words
from cases.actions.cases import move_case
from cases.actions.doors import NotAllowed, locked_case, require, same_version
from cases.actions.feedback import give_outcome
from cases.actions.timeline import record
from cases.models import Case, EntryKind, Plan, Review, SetItem
from cases.queries.measuring import figure_of
from cases.queries.reviews import Effect, due_of, effect_of
from cases.rules.reviews import SET_ITEM_WEEKS, why_not_next
from cases.rules.targets import figure_in_words
from cases.workflow import State
from cases.workflow.outcomes import outcomes_of_review
from cases.workflow.reviews import DECISIONS, decisions_from


@dataclass(frozen=True)
class Reviewed:
    """What a review found and decided, why, and when the next one is; no next one where the case closes."""

    summary: str
    decision: str
    reason: str
    next_on: date | None = None


@transaction.atomic
def hold_review(
    *, case: Case, reviewed: Reviewed, version: int, by: Acting, anyway: bool = False, for_school: str = ""
) -> Review:
    """Keep a review with the register's figures, move the case as decided, and set the clock of its plans.

    The school is given the outcome by itself, with what was added `for_school`; `anyway` closes a case whose work is
    not all done. The same review again by the same person on a day is one. `version` is the case's that the person
    saw. Raises
    NotAllowed, ChangedMeanwhile, and Refused for a decision that the case's state does not allow, one without a
    reason, a next review too late, and whatever keeps the case from moving.
    """
    row = locked_case(case, by)
    last: Review | None = row.reviews.order_by("-number").first()
    if last is not None and (last.on, last.by_id) == (by.on, by.user_id) and _same(last, reviewed):
        return last
    same_version(row.version, version)
    _check(row, reviewed, by)
    review = _keep(row, reviewed, effect_of(row, by.on), last.number + 1 if last else 1, by)
    move, state = DECISIONS[reviewed.decision].moves.get(State(row.state), ""), State(row.state)
    if move:
        row = move_case(case=row, move=move, reason=reviewed.reason, by=by, anyway=anyway, for_school=None)
    give_outcome(
        case=row, outcomes=outcomes_of_review(reviewed.decision, move, state), by=by, added=for_school
    )
    if reviewed.next_on is not None:
        for plan in Plan.objects.filter(case=row, ended_on=None):
            plan.review_on, plan.version = reviewed.next_on, plan.version + 1
            plan.save(update_fields=["review_on", "version"])
    return review


def _same(held: Review, reviewed: Reviewed) -> bool:
    return Reviewed(held.summary, held.decision, held.reason, held.next_on) == reviewed


def _check(row: Case, reviewed: Reviewed, by: Acting) -> None:
    allowed = [each.key for each in decisions_from(State(row.state))]
    require(
        bool(allowed), f"A case is reviewed while it is worked on; this one is “{row.get_state_display()}”."
    )
    require(reviewed.decision in allowed, "Choose what follows from here.")
    require(bool(reviewed.summary.strip()), "Say what was found.")
    require(bool(reviewed.reason.strip()), "Say why: the reason stays on the record.")
    if reviewed.decision == "close":
        require(
            reviewed.next_on is None, "A case that closes has no next review: it is re-checked by itself."
        )
        return
    require(reviewed.next_on is not None, "Give the day of the next review.")
    if reviewed.next_on is not None:
        refusal = why_not_next(reviewed.next_on, by.on)
        require(not refusal, refusal)


def _keep(row: Case, reviewed: Reviewed, effect: Effect, number: int, by: Acting) -> Review:
    review: Review = Review.objects.create(
        case=row, number=number, on=by.on, due_on=due_of(row), before_from=effect.before_from,
        before_possible=effect.before.possible, before_attended=effect.before.counted, after_from=effect.after_from,
        after_to=effect.after_to, after_possible=effect.after.possible, after_attended=effect.after.counted,
        summary=reviewed.summary, decision=reviewed.decision, reason=reviewed.reason, next_on=reviewed.next_on,
        by=by.user, agency=by.agency,
    )  # fmt: skip
    ahead = f" Next review by {in_words(review.next_on)}." if review.next_on else ""
    record(
        case=row, kind=EntryKind.REVIEW, by=by, link=f"/cases/{row.ref}/reviews/",
        text=f"Reviewed: {review.get_decision_display().lower()}. {effect.sentence} {review.summary}{ahead}",
    )  # fmt: skip
    return review


@transaction.atomic
def keep_set_item(*, case: Case, kind: str, on: date, said: str, by: Acting) -> SetItem:
    """Keep what a looked-after or child protection review said about attendance, with the register's six weeks.

    Whoever sees the casework and works with the child may. The same again is kept once. Raises NotAllowed, and
    Refused for a day ahead, nothing said, and a case that is closed.
    """
    row = locked_case(case, by, Permission.VIEW_CASEWORK)
    if not by.may(Permission.LOG_WORK):
        raise NotAllowed("Only those who work with the child keep what a review said.")
    require(row.is_live, "The case is closed. Open it again before adding to it.")
    require(on <= by.on, f"The day must be {in_words(by.on)} or earlier.")
    require(bool(said.strip()), "Say what the review said about attendance.")
    held: SetItem | None = SetItem.objects.filter(
        case=row, kind=kind, on=on, said=said.strip(), by=by.user
    ).first()
    if held is not None:
        return held
    began = on - SET_ITEM_WEEKS
    found = figure_of(row.pupil_id, "attendance", began, on)
    item: SetItem = SetItem.objects.create(
        case=row, kind=kind, on=on, began_on=began, possible=found.possible, attended=found.counted,
        said=said.strip(), by=by.user, agency=by.agency,
    )  # fmt: skip
    record(
        case=row, kind=EntryKind.REVIEW, by=by, on=on, link=f"/cases/{row.ref}/reviews/",
        text=f"{item.get_kind_display()}, attendance as a set item: {figure_in_words('attendance', found)} "
        f"in six weeks. {item.said}",
    )  # fmt: skip
    return item
