"""Plans: made, changed, given targets, put to everybody, agreed by each party, ended."""

from datetime import date, timedelta

from django.db import transaction

from agencies.acting import Acting
from agencies.actions.messages import tell
from agencies.rules.roles import Permission
from agencies.rules.telling import Kind
from agencies.words import date as in_words
from attendance.models import Contact, Involvement
from cases.actions.doors import Refused, locked_case, require, same_version
from cases.actions.timeline import record
from cases.models import (
    Audience,
    Case,
    EntryKind,
    PartyKind,
    Plan,
    PlanKind,
    PlanParty,
    PlanVersion,
    Target,
)
from cases.queries.measuring import figure_of, review_day
from cases.queries.people import members_with
from cases.queries.plan_words import content_of, party_in_words, target_in_words
from cases.rules.targets import MEASURES, sense

BASELINE = timedelta(weeks=6)


@transaction.atomic
def make_plan(*, case: Case, aim: str, by: Acting, kind: PlanKind = PlanKind.ATTENDANCE) -> Plan:
    """Begin a plan with child, parents and school as its parties; where there is one already, that one.

    It is reviewed at the end of the school's half-term. Raises NotAllowed, and Refused for a case that is closed.
    """
    row = locked_case(case, by)
    require(row.is_live, "The case is closed. Open it again before making a plan.")
    held: Plan | None = Plan.objects.filter(case=row, kind=kind, ended_on=None).first()
    if held is not None:
        return held
    plan = Plan.objects.create(
        case=row, kind=kind, aim=aim, began_on=by.on, review_on=review_day(row.school_id, by.on), by=by.user
    )
    parents = Contact.objects.filter(pupil=row.pupil, ended_on=None)
    PlanParty.objects.bulk_create(
        [
            PlanParty(plan=plan, kind=PartyKind.CHILD),
            *(PlanParty(plan=plan, kind=PartyKind.PARENT, contact=each) for each in parents),
            *(PlanParty(plan=plan, kind=PartyKind.AGENCY, agency_id=key) for key in _agencies(row, by.on)),
        ]
    )
    record_plan(plan, f"{plan.get_kind_display()} begun. {aim}", by)
    return plan


@transaction.atomic
def change_plan(*, plan: Plan, aim: str, review_on: date, version: int, by: Acting) -> Plan:
    """Change what the plan is for, and its review. `version` is the one that the person saw.

    Raises NotAllowed, ChangedMeanwhile, and Refused for a review that is not ahead. The same again changes nothing.
    """
    row = locked_plan(plan, by)
    if (row.aim, row.review_on, row.version) == (aim, review_on, version + 1):
        return row
    same_version(row.version, version)
    require(review_on > by.on, "The review is still to come: give a later day.")
    row.aim, row.review_on, row.version = aim, review_on, row.version + 1
    row.save(update_fields=["aim", "review_on", "version"])
    record_plan(row, f"Plan changed. Review on {in_words(review_on)}.", by)
    return row


@transaction.atomic
def set_target(*, plan: Plan, measure: str, baseline_on: date, goal: int, by_on: date, by: Acting) -> Target:
    """Set what is to change by when; the baseline is what the register says of the six weeks up to a day.

    One for the same measure takes the place of the one before, which is kept. Raises NotAllowed, and Refused for
    days that do not fit and a goal that asks for nothing better.
    """
    row = locked_plan(plan, by)
    require(measure in MEASURES, "Choose what is measured.")
    require(baseline_on <= by.on, "The baseline is taken from the register: choose today or a day before.")
    require(by_on > by.on, "Give a day that is still to come.")
    began = baseline_on - BASELINE + timedelta(days=1)
    found = figure_of(row.case.pupil_id, measure, began, baseline_on)
    require(not sense(measure, found, goal), sense(measure, found, goal))
    given = {"measure": measure, "goal": goal, "by_on": by_on, "baseline_on": baseline_on}
    held: Target | None = Target.objects.filter(plan=row, ended_on=None, measure=measure).first()
    if held is not None and all(getattr(held, name) == value for name, value in given.items()):
        return held
    Target.objects.filter(plan=row, ended_on=None, measure=measure).update(ended_on=by.on)
    target = Target.objects.create(
        plan=row, baseline_from=began, baseline_possible=found.possible, baseline_counted=found.counted, **given
    )  # fmt: skip
    record_plan(row, f"Target set: {target_in_words(target)}", by)
    return target


@transaction.atomic
def put_plan(*, plan: Plan, by: Acting) -> PlanVersion:
    """Keep the plan as it stands for everybody to agree to; where nothing changed since, the version before.

    Raises NotAllowed, and Refused for a plan without an action, or one for coming back without a stage.
    """
    row = locked_plan(plan, by)
    content = content_of(row)
    if row.kind == PlanKind.REINTEGRATION:
        require(bool(content["stages"]), "Add a stage first: a way back needs a first step.")
    else:
        require(
            bool(content["actions"]),
            "Add what somebody will do first: a plan without an action helps nobody.",
        )
    last: PlanVersion | None = row.versions.order_by("-number").first()
    if last is not None and last.content == content:
        return last
    number = last.number + 1 if last else 1
    version = PlanVersion.objects.create(plan=row, number=number, content=content, on=by.on, by=by.user)
    record_plan(row, f"Version {number} of the plan is ready for everybody to agree to.", by)
    others = row.parties.exclude(agency=None).exclude(agency=by.agency_id).values_list("agency", flat=True)
    tell(
        to=members_with(Permission.VIEW_CASE, others, by.on, row.case.pupil), kind=Kind.PLAN_TO_AGREE,
        key=f"plan:{row.pk}:{number}", path=_page_of(row), by=by,
    )  # fmt: skip
    return version


@transaction.atomic
def agree(*, party: PlanParty, on: date, how: str, by: Acting) -> PlanParty:
    """Record that a party agreed to the newest version, on which day and how; again changes nothing.

    Whoever works on the case may for anybody, and an agency for itself. Raises NotAllowed and Refused.
    """
    own = party.agency_id is not None and party.agency_id in by.reach
    locked_case(party.plan.case, by, Permission.VIEW_CASE if own else Permission.WORK_CASES)
    row: PlanParty = PlanParty.objects.select_related("plan__case").get(pk=party.pk)
    last = row.plan.versions.order_by("-number").first()
    if last is None or row.plan.ended_on is not None:
        raise Refused("There is no version to agree to. Put the plan to everybody first.")
    require(last.on <= on <= by.on, f"Give a day from {in_words(last.on)} to today.")
    if row.agreed_version == last.number:
        return row
    row.agreed_version, row.agreed_on, row.how = last.number, on, how
    row.save(update_fields=["agreed_version", "agreed_on", "how"])
    record_plan(row.plan, f"{party_in_words(row)} agreed to version {last.number} of the plan.", by, on=on)
    return row


def locked_plan(plan: Plan, by: Acting) -> Plan:
    """The plan, with its case locked and the right to work on it checked; raises NotAllowed and Refused."""
    locked_case(plan.case, by)
    row: Plan = Plan.objects.select_related("case__pupil", "case__school").get(pk=plan.pk)
    require(row.ended_on is None, "This plan has ended. Make a new one.")
    return row


def _agencies(case: Case, on: date) -> list[int]:
    """The school and every agency that is involved openly, so that no sealed one is named to the family."""
    live = Involvement.objects.live(on).filter(pupil=case.pupil_id, scope__gte=2, sealed=False)
    return sorted(set(live.exclude(agency=None).values_list("agency", flat=True)))


def record_plan(plan: Plan, text: str, by: Acting, on: date | None = None) -> None:
    """An entry of the timeline about a plan, for everybody who reads the plan."""
    record(
        case=plan.case, kind=EntryKind.PLAN, text=text, by=by, on=on, audience=Audience.SCHOOL,
        link=_page_of(plan),
    )  # fmt: skip


def _page_of(plan: Plan) -> str:
    page = "reintegration" if plan.kind == PlanKind.REINTEGRATION else "plan"
    return f"/cases/{plan.case.ref}/{page}/"
