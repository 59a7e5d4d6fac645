"""A plan as a page shows it, and as the family has it on paper."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.urls import Resolver404, resolve

from agencies.acting import Acting
from agencies.charts import Chart, Series
from agencies.documents import Block, Box, Bullets, Heading, Paragraph, Report, Table
from agencies.rules.roles import Permission
from agencies.words import date as in_words
from attendance.models import Involvement
from cases.models import Case, PartyKind, Plan, PlanAction, PlanParty, PlanVersion, Stage, Target, TargetWeek
from cases.queries.plan_words import may_finish, target_in_words
from cases.rules.plan_versions import Change, compare
from cases.rules.targets import MEASURES, Figure, figure_in_words, is_reached, value_of

# The pages that actions come from: what the link to them says, and who may open them.
ORIGINS: dict[str, tuple[str, Permission]] = {
    "case-assessment": ("From the assessment", Permission.VIEW_CASEWORK),
    "meeting": ("From a meeting", Permission.VIEW_CASE),
}


@dataclass(frozen=True)
class TargetLine:
    """A target with what the register says since it was set, in words and drawn week by week."""

    target: Target
    text: str
    now: str
    reached: bool | None
    chart: Chart | None


@dataclass(frozen=True)
class ActionLine:
    """An action, whether it is overdue, and whether this person may say that it is done."""

    action: PlanAction
    overdue: bool
    may_finish: bool
    origin: str


@dataclass(frozen=True)
class Kept:
    """A version that was put to everybody, and what changed from the one before."""

    version: PlanVersion
    change: Change | None


@dataclass(frozen=True)
class PlanPage:
    """A plan with its parts as one person may see them."""

    plan: Plan | None
    targets: list[TargetLine]
    actions: list[ActionLine]
    parties: list[PlanParty]
    stages: list[Stage]
    versions: list[Kept]


def plan_page(case: Case, by: Acting, kind: str = "attendance") -> PlanPage:
    """The newest plan of a kind; eight queries, however much it holds."""
    rows = Plan.objects.visible_to(by).filter(case=case, kind=kind)
    plan = rows.select_related("case__pupil").order_by("-began_on", "-pk").first()
    actions = action_lines(case, by)
    if plan is None:
        return PlanPage(None, [], actions, [], [], [])
    parties = plan.parties.select_related("agency", "contact__parent").order_by("kind", "pk")
    stages = plan.stages.select_related("timetable").order_by("began_on")
    return PlanPage(plan, target_lines(plan), actions, list(parties), list(stages), versions_of(plan))


def versions_of(plan: Plan) -> list[Kept]:
    """The versions of a plan, the newest first, each compared with the one before; one query."""
    rows = list(plan.versions.select_related("by").order_by("-number"))
    before = [*rows[1:], None][: len(rows)]
    return [
        Kept(row, compare(old.content, row.content) if old else None)
        for row, old in zip(rows, before, strict=True)
    ]


def action_lines(case: Case, by: Acting) -> list[ActionLine]:
    """The actions of a case that are meant for this person: those to do first, by day."""
    rows = PlanAction.objects.visible_to(by).filter(case=case).order_by("due_on", "pk")
    wide = rows.select_related("pupil", "owner_agency", "owner_person", "owner_contact__parent", "done_by")
    lines = [_action(row, by) for row in wide]
    return sorted(lines, key=lambda line: line.action.done_on is not None)


def _action(row: PlanAction, by: Acting) -> ActionLine:
    is_open = row.done_on is None
    overdue = is_open and row.due_on < by.on
    return ActionLine(row, overdue, is_open and may_finish(row, by), origin_of(row, by))


def origin_of(action: PlanAction, by: Acting) -> str:
    """Where an action came from, in words, for those who may open that page; empty for others."""
    try:
        page = resolve(action.link).url_name if action.link else ""
    except Resolver404:
        return ""
    words, needed = ORIGINS.get(page or "", ("", Permission.VIEW_CASE))
    return words if by.may(needed) else ""


def target_lines(plan: Plan) -> list[TargetLine]:
    """The targets in force with their weeks; two queries."""
    targets = list(plan.targets.filter(ended_on=None).order_by("pk"))
    weeks: dict[int, list[TargetWeek]] = defaultdict(list)
    for week in TargetWeek.objects.filter(target__in=targets).order_by("monday"):
        weeks[week.target_id].append(week)
    return [_line(target, weeks[target.pk]) for target in targets]


def _line(target: Target, weeks: list[TargetWeek]) -> TargetLine:
    total = Figure(sum(week.possible for week in weeks), sum(week.counted for week in weeks))
    return TargetLine(
        target, target_in_words(target), figure_in_words(target.measure, total),
        is_reached(target.measure, total, target.goal), _chart(target, weeks) if weeks else None,
    )  # fmt: skip


def _chart(target: Target, weeks: list[TargetWeek]) -> Chart:
    measure = MEASURES[target.measure]
    found = [value_of(target.measure, Figure(week.possible, week.counted)) for week in weeks]
    return Chart(
        title=f"{measure.label}, week by week",
        labels=tuple(in_words(week.monday) for week in weeks),
        series=(Series(measure.label, tuple(None if value is None else float(value) for value in found)),),
        unit="%" if measure.is_share else "",
        places=1 if measure.is_share else 0,
        of="Week from",
        target=float(target.goal),
    )


def printed(version: PlanVersion, party: PlanParty, *, authority: str, on: date) -> Report:
    """A version of a plan in plain words for the child, or for one parent.

    It holds what was meant for school and family alike; nothing that another parent is to do, no agency whose
    involvement has been sealed since, and no address.
    """
    plan, content = version.plan, version.content
    pupil = plan.case.pupil
    sealed = sealed_agencies(plan.case, on)
    actions = [
        each
        for each in content["actions"]
        if each["agency"] not in sealed and each["contact"] in (None, party.contact_id)
    ]
    blocks: list[Block] = [
        Paragraph(
            f"This plan says what everybody will do so that {pupil.forename} comes to school and is well there. "
            "You can ask for a change at any time: speak to the officer or the school."
        ),
        Heading("What we want"),
        Paragraph(content["aim"]),
    ]
    if content["targets"]:
        blocks += [
            Heading("What will be different"),
            Bullets(tuple(each["text"] for each in content["targets"])),
        ]
    if content["stages"]:
        blocks += [Heading("Step by step"), Bullets(tuple(each["text"] for each in content["stages"]))]
    rows = tuple((each["whose"], each["what"], each["by"]) for each in actions)
    if rows:
        blocks += [Heading("Who does what"), Table("What each of us will do", ("Who", "What", "By"), rows)]
    blocks += [
        Heading("When we look at it again"),
        Box(f"We meet again by {content['review']} and look at what the school’s register says."),
        Heading("Agreed"),
        Bullets(tuple(_agreed(version, party, pupil.forename, sealed))),
    ]
    return Report(
        title=plan.get_kind_display(), subtitle=f"{pupil}, version {version.number}", authority=authority,
        on=version.on, blocks=tuple(blocks),
    )  # fmt: skip


def _agreed(version: PlanVersion, reader: PlanParty, child: str, sealed: set[int]) -> list[str]:
    """Who agreed to this version and when: the child, this parent, the school and agencies."""
    said = []
    parties = version.plan.parties.select_related("agency", "contact__parent").order_by("kind", "pk")
    for party in parties:
        if (party.kind == PartyKind.PARENT and party.pk != reader.pk) or party.agency_id in sealed:
            continue
        name = child if party.kind == PartyKind.CHILD else str(party.agency or party.contact.parent)
        held = party.agreed_version == version.number
        said.append(f"{name}: {f'agreed on {in_words(party.agreed_on)}' if held else 'not yet'}")
    return said


def sealed_agencies(case: Case, on: date) -> set[int]:
    """The agencies that are involved, or were, and never openly."""
    rows = Involvement.objects.filter(pupil=case.pupil_id)
    sealed = set(rows.filter(sealed=True).values_list("agency", flat=True))
    return sealed - set(rows.live(on).filter(sealed=False).values_list("agency", flat=True))


def readers_of_plan(plan: Plan, by: Acting) -> list[PlanParty]:
    """For whom a plan may be printed: the child, and the parents where this person may see the family."""
    kinds = [PartyKind.CHILD, *([PartyKind.PARENT] if by.may(Permission.VIEW_FAMILY) else [])]
    return list(plan.parties.filter(kind__in=kinds).select_related("contact__parent").order_by("kind", "pk"))
