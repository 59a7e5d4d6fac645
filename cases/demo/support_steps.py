"""Steps of a story in which somebody asks what lies behind an absence, plans, reviews, and brings a child back."""

from datetime import timedelta
from typing import Final

from attendance.actions.timetables import end_timetable
from attendance.models import Timetable
from cases.actions.assessments import FactorFound, Found, Said, assess, keep_words
from cases.actions.plan_actions import OwnedBy, add_plan_action
from cases.actions.plans import agree, make_plan, put_plan, set_target
from cases.actions.reviews import Reviewed, hold_review, keep_set_item
from cases.actions.stages import NewStage, add_stage
from cases.demo.script import Scene, Step
from cases.models import Audience, How, PlanKind
from cases.queries.measuring import figure_of
from cases.rules.factors import HELP
from cases.rules.reviews import LONGEST, SET_ITEM_WEEKS
from cases.rules.targets import value_of

DAY: Final = timedelta(days=1)
MORNINGS: Final = "10" * 5 + "0000"
WHOLE: Final = "1" * 10 + "0000"


def assessed(ago: int, who: str, conclusions: str, strengths: str, *factors: tuple[str, str, str]) -> Step:
    """The circumstances are assessed: factor, weight and what is known of each."""

    def do(scene: Scene) -> None:
        by, case = scene.by(who, ago), scene.case
        found = Found(conclusions, by.on + LONGEST, strengths, tuple(FactorFound(*each) for each in factors))
        assess(case=case, found=found, seen=case.assessments.count(), by=by)

    return do


def said(ago: int, who: str, audience: Audience, words: str) -> Step:
    """The child's own words are kept."""

    def do(scene: Scene) -> None:
        by = scene.by(who, ago)
        keep_words(case=scene.case, said=Said(words, by.on, How.IN_PERSON, audience), by=by)

    return do


def planned(ago: int, who: str, aim: str, helps: tuple[str, ...]) -> Step:
    """A plan is made with a target and practical help by the school, put to everybody, and the child agrees."""

    def do(scene: Scene) -> None:
        by, case = scene.by(who, ago), scene.case
        plan = make_plan(case=case, aim=aim, by=by)
        base = value_of("attendance", figure_of(case.pupil_id, "attendance", by.on - SET_ITEM_WEEKS, by.on))
        goal = 95 if base is None else min(100, int(base) + 8)
        set_target(
            plan=plan, measure="attendance", baseline_on=by.on, goal=goal, by_on=by.on + LONGEST, by=by
        )
        for key in helps:
            owner = OwnedBy(agency=case.school.agency)
            add_plan_action(
                case=case, what=HELP[key].action, help=key, owner=owner, due_on=by.on + 21 * DAY, by=by
            )
        put_plan(plan=plan, by=by)
        agree(party=plan.parties.get(kind="child"), on=by.on, how=How.IN_PERSON, by=by)

    return do


def reviewed(ago: int, who: str, decision: str, summary: str, reason: str) -> Step:
    """The case is reviewed; the next review comes in eight weeks, unless the case closes."""

    def do(scene: Scene) -> None:
        by, case = scene.by(who, ago), scene.case
        next_on = None if decision == "close" else by.on + LONGEST
        hold_review(
            case=case, reviewed=Reviewed(summary, decision, reason, next_on), version=case.version, by=by
        )

    return do


def set_item(ago: int, who: str, kind: str, words: str) -> Step:
    """A review by social care speaks of attendance."""

    def do(scene: Scene) -> None:
        by = scene.by(who, ago)
        keep_set_item(case=scene.case, kind=kind, on=by.on, said=words, by=by)

    return do


def staged(ago: int, who: str, aim: str, first: str, then: str) -> Step:
    """The part-time timetable without an end becomes the first of two stages: mornings, then the whole week."""

    def do(scene: Scene) -> None:
        by, case = scene.by(who, ago), scene.case
        for held in Timetable.objects.filter(enrolment__pupil=scene.pupil, ended_on=None):
            end_timetable(timetable=held, ended_on=by.on - DAY, by=by)
        plan = make_plan(case=case, aim=aim, by=by, kind=PlanKind.REINTEGRATION)
        mornings = NewStage(by.on, by.on + 27 * DAY, MORNINGS, first, by.on + 20 * DAY)
        whole = NewStage(by.on + 28 * DAY, by.on + 55 * DAY, WHOLE, then)
        for stage in (mornings, whole):
            add_stage(plan=plan, stage=stage, by=by)
        put_plan(plan=plan, by=by)

    return do
