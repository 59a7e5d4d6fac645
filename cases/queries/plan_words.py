"""A plan in lines of plain words: what a version keeps, and what pages and the timeline say."""

from typing import Any

from agencies.acting import Acting
from agencies.rules.roles import Permission
from agencies.words import date as in_words
from cases.models import Audience, PartyKind, Plan, PlanAction, PlanParty, Stage, Target
from cases.rules.stages import sessions_in_words
from cases.rules.targets import MEASURES, Figure, figure_in_words, goal_in_words


def content_of(plan: Plan) -> dict[str, Any]:
    """The plan as a version keeps it: only what is meant for school and family alike."""
    actions = PlanAction.objects.filter(case=plan.case, audience=Audience.SCHOOL, dropped=False)
    rows = actions.select_related("pupil", "owner_agency", "owner_person", "owner_contact__parent")
    return {
        "aim": plan.aim,
        "review": in_words(plan.review_on),
        "targets": [
            {"text": target_in_words(each)} for each in plan.targets.filter(ended_on=None).order_by("pk")
        ],
        "actions": [
            {
                "whose": each.whose, "what": each.what, "by": in_words(each.due_on),
                "agency": each.owner_agency_id, "contact": each.owner_contact_id,
            }
            for each in rows.order_by("due_on", "pk")
        ],
        "stages": [{"text": stage_in_words(each)} for each in plan.stages.order_by("began_on")],
    }  # fmt: skip


def stage_in_words(stage: Stage) -> str:
    """A stage in a line: its days, sessions and aim."""
    days = f"{in_words(stage.began_on)} to {in_words(stage.ended_on)}"
    return f"{days}: {sessions_in_words(stage.sessions)}. {stage.aim}"


def target_in_words(target: Target) -> str:
    """A target in a line: what, how much, by when, and where it started."""
    measure, base = target.measure, Figure(target.baseline_possible, target.baseline_counted)
    return (
        f"{MEASURES[measure].label}: {goal_in_words(measure, target.goal)} by {in_words(target.by_on)} "
        f"(in the six weeks to {in_words(target.baseline_on)}: {figure_in_words(measure, base)})"
    )


def party_in_words(party: PlanParty) -> str:
    """Who a party is: the child, a parent's part in the child's life, or the agency."""
    if party.kind == PartyKind.AGENCY:
        return str(party.agency)
    return "The child" if party.kind == PartyKind.CHILD else "A parent"


def may_finish(action: PlanAction, by: Acting) -> bool:
    """Whether somebody who may read an action may also say that it is done."""
    own = action.owner_agency_id in by.reach and by.may(Permission.LOG_WORK)
    return own or by.may(Permission.WORK_CASES)
