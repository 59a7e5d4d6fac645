"""Assessments, plans and reviews in the world of the canaries: for each case of a child an example of every row."""

from datetime import timedelta

from agencies.rules.roles import Permission as P
from cases.models import (
    Assessment,
    AssessmentFactor,
    Audience,
    OwnWords,
    Plan,
    PlanAction,
    PlanParty,
    PlanVersion,
    Recheck,
    Review,
    SetItem,
    Stage,
    Target,
    TargetWeek,
)
from tests.permissions.rules import meant_for, of_child
from tests.permissions.world import Aviary, Child

WEEKS = timedelta(weeks=6)


def add_plans(aviary: Aviary, child: Child) -> None:
    """An assessment, plans with their parts, a review, a re-check, and words and actions for each audience."""
    _assess(aviary, child)
    child.rows.plan = _plan(aviary, child, "attendance")
    _stage(aviary, child, _plan(aviary, child, "reintegration"))
    _review(aviary, child)
    for author in ("welfare_officer", "nurse", "school_lead"):
        for audience in Audience.values:
            _shared(aviary, child, author, audience)


def _texts(aviary: Aviary, child: Child, label: str, permission: P = P.VIEW_CASE) -> dict[str, str]:
    return aviary.cage.texts(f"cases.{label}", child.name, of_child(child.pupil.pk, permission))


def _assess(aviary: Aviary, child: Child) -> None:
    held, on = aviary.world.people["welfare_officer"], aviary.on
    assessment = Assessment.objects.create(
        case=child.rows.case, number=1, on=on, review_on=on + WEEKS, by=held.user, agency=held.agency,
        **_texts(aviary, child, "Assessment", P.VIEW_CASEWORK),
    )  # fmt: skip
    AssessmentFactor.objects.create(
        assessment=assessment, factor="young-carer", weight="main",
        **_texts(aviary, child, "AssessmentFactor", P.VIEW_CASEWORK),
    )  # fmt: skip


def _plan(aviary: Aviary, child: Child, kind: str) -> Plan:
    officer, on = aviary.world.people["welfare_officer"].user, aviary.on
    plan = Plan.objects.create(
        case=child.rows.case, kind=kind, began_on=on, review_on=on + WEEKS, by=officer,
        **_texts(aviary, child, "Plan"),
    )  # fmt: skip
    content = {"aim": plan.aim, "review": "", "targets": [], "actions": [], "stages": []}
    PlanVersion.objects.create(plan=plan, number=1, on=on, by=officer, content=content)
    child.rows.party = PlanParty.objects.create(
        plan=plan, kind="child", agreed_version=1, agreed_on=on, how="in_person"
    )
    target = Target.objects.create(
        plan=plan, measure="attendance", baseline_from=on - WEEKS, baseline_on=on, baseline_possible=60,
        baseline_counted=45, goal=92, by_on=on + WEEKS,
    )  # fmt: skip
    TargetWeek.objects.create(target=target, monday=on, possible=10, counted=8, counted_on=on)
    return plan


def _stage(aviary: Aviary, child: Child, plan: Plan) -> None:
    child.rows.stage = Stage.objects.create(
        plan=plan, began_on=aviary.on, ended_on=aviary.on + WEEKS, sessions="1" * 10 + "0" * 4,
        **_texts(aviary, child, "Stage"),
    )  # fmt: skip


def _review(aviary: Aviary, child: Child) -> None:
    held, on = aviary.world.people["welfare_officer"], aviary.on
    Review.objects.create(
        case=child.rows.case, number=1, on=on, due_on=on, before_from=on, before_possible=60, before_attended=40,
        after_from=on, after_to=on, after_possible=60, after_attended=50, decision="continue", by=held.user,
        agency=held.agency, **_texts(aviary, child, "Review"),
    )  # fmt: skip
    SetItem.objects.create(
        case=child.rows.case, kind="lac", on=on, began_on=on - WEEKS, possible=60, attended=40, by=held.user,
        agency=held.agency, **_texts(aviary, child, "SetItem", P.VIEW_CASEWORK),
    )  # fmt: skip
    child.rows.recheck = Recheck.objects.create(
        case=child.rows.case, closed_on=on, due_on=on, officer=held.user, **_texts(aviary, child, "Recheck")
    )


def _shared(aviary: Aviary, child: Child, author: str, audience: str) -> None:
    """Words of the child and an action; what is for named people names the nurse and the team manager."""
    held = aviary.world.people[author]
    readers = (
        [aviary.world.people[name].user for name in ("nurse", "team_manager")] if audience == "named" else []
    )
    rule = meant_for(
        child.pupil.pk, held.agency_id, audience, held.user_id, tuple(user.pk for user in readers)
    )
    meant = {
        "pupil": child.pupil, "case": child.rows.case, "agency": held.agency, "by": held.user,
        "audience": audience,
    }  # fmt: skip
    words = OwnWords.objects.create(
        speaker="child", on=aviary.on, how="in_person", **meant,
        **aviary.cage.texts("cases.OwnWords", child.name, rule),
    )  # fmt: skip
    action = PlanAction.objects.create(
        owner="agency", owner_agency=held.agency, due_on=aviary.on, **meant,
        **aviary.cage.texts("cases.PlanAction", child.name, rule, leave="link help"),
    )  # fmt: skip
    words.readers.set(readers)
    action.readers.set(readers)
    if (author, audience) == ("welfare_officer", "school"):
        child.rows.action = action
