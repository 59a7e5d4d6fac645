"""Further steps of a story: plans, what agencies logged, requests, views, and what care does to enforcement."""

from contextlib import suppress
from datetime import date, timedelta

from agencies.models import Agency, InterventionType
from agencies.rules.roles import Scope
from attendance.models import Enrolment
from cases.actions.care import decide_care
from cases.actions.doors import Refused
from cases.actions.interventions import Done, log_intervention
from cases.actions.plan_actions import OwnedBy, add_plan_action, finish_action
from cases.actions.plans import agree, make_plan, put_plan, set_target
from cases.actions.questionnaires import ask_views, enter_paper
from cases.actions.requests import move_request, send_request
from cases.demo.script import Scene, Step
from cases.models import AgencyRequest, Audience, Case, Plan, PlanAction, Questionnaire
from cases.rules.care import Circumstance, Effect
from cases.rules.questions import Theme

WEEK = timedelta(days=7)
SCHOOL, CHILD = "school", "child"


def _plan(scene: Scene) -> Plan:
    return Plan.objects.select_related("case").get(case=scene.case, kind="attendance", ended_on=None)


def _school(scene: Scene, on: date) -> Agency:
    rolls = Enrolment.objects.on_roll(on).filter(pupil=scene.pupil).select_related("school__agency")
    return rolls.order_by("registration", "pk")[0].school.agency


def planned(
    ago: int, who: str, aim: str, measure: str, goal: int, *actions: tuple[str, str, str, int]
) -> Step:
    """A plan is made with a target and actions (whose, what, help, weeks), and put to everybody."""

    def do(scene: Scene) -> None:
        by, case = scene.by(who, ago), scene.case
        plan = make_plan(case=case, aim=aim, by=by)
        for each, number in ((measure, goal), ("attendance", 99), ("unauthorised", 0)):
            with suppress(Refused):  # where the register of a young year says as much already
                set_target(
                    plan=plan, measure=each, baseline_on=by.on, goal=number, by_on=by.on + 20 * WEEK, by=by
                )
                break
        for whose, what, help, weeks in actions:
            add_plan_action(
                case=case, what=what, owner=_owner(scene, whose, by.on), due_on=by.on + weeks * WEEK, by=by,
                help=help, link=f"/cases/{case.ref}/plan/",
            )  # fmt: skip
        put_plan(plan=plan, by=by)

    return do


def _owner(scene: Scene, whose: str, on: date) -> OwnedBy:
    if whose == CHILD:
        return OwnedBy()
    if whose == SCHOOL:
        return OwnedBy(agency=_school(scene, on))
    held = scene.cast.memberships.get(whose)
    return (
        OwnedBy(agency=held.agency, person=held.user) if held else OwnedBy(agency=scene.cast.agencies[whose])
    )


def agreed(ago: int, who: str, *without: str) -> Step:
    """Everybody agrees to the plan, but for the kinds of party that are named."""

    def do(scene: Scene) -> None:
        by = scene.by(who, ago)
        for party in _plan(scene).parties.exclude(kind__in=without).order_by("pk"):
            agree(party=party, on=by.on, how="in_person", by=by)

    return do


def done(ago: int, who: str, what: str, outcome: str) -> Step:
    """The action that begins with some words is done."""

    def do(scene: Scene) -> None:
        row = PlanAction.objects.select_related("case").get(case=scene.case, what__startswith=what)
        finish_action(action=row, outcome=outcome, by=scene.by(who, ago))

    return do


def logged(
    ago: int,
    who: str,
    what: str,
    minutes: int,
    people: str,
    outcome: str,
    audience: Audience = Audience.AGENCIES,
) -> Step:
    """Somebody logs what their agency did: one of its own list, or a visit, a call or a letter."""

    def do(scene: Scene) -> None:
        by = scene.by(who, ago)
        type = InterventionType.objects.filter(kind=by.agency.kind, name=what).first()
        contact = what if what in ("visit", "call", "letter", "message") else ""
        done = Done(
            on=by.on, outcome=outcome, audience=audience, contact=contact, type=type, minutes=minutes,
            people=people,
        )  # fmt: skip
        log_intervention(pupil=scene.pupil, done=done, by=by)

    return do


def asked(
    ago: int, who: str, kind: str, what: str, move: str = "", moved_ago: int = 0, reason: str = ""
) -> Step:
    """An agency is asked to help; some days later it accepts, declines, or puts the child on its list."""

    def do(scene: Scene) -> None:
        by, to = scene.by(who, ago), scene.cast.agencies[kind]
        row: AgencyRequest = send_request(
            pupil=scene.pupil, to=to, what=what, scope=Scope.CASEWORK, answer_by=by.on + 2 * WEEK, by=by
        )
        answering = scene.cast.someone(to.pk, scene.cast.ago(moved_ago))
        if move and answering:
            move_request(row=row, move=move, by=answering, reason=reason)

    return do


def views(ago: int, who: str, respondent: str, values: str, words: str) -> Step:
    """A questionnaire is asked for, and comes back on paper with a figure for each theme."""

    def do(scene: Scene) -> None:
        by = scene.by(who, ago)
        case: Case = scene.case
        ask_views(case=case, respondent=respondent, by=by)
        row = Questionnaire.objects.select_related("case").get(
            case=case, respondent=respondent, answered_on__isnull=True
        )
        answers = {theme.value: int(value) for theme, value in zip(Theme, values, strict=True)}
        enter_paper(asked=row, answers=answers, words=words, by=by)

    return do


def weighed(ago: int, who: str, kind: Circumstance, effect: Effect, reason: str) -> Step:
    """A circumstance of care blocks enforcement, or is to be considered before it."""

    def do(scene: Scene) -> None:
        decide_care(
            case=scene.case, kind=kind, effect=effect, reason=reason, until=None, by=scene.by(who, ago)
        )

    return do
