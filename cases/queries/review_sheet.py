"""Attendance on one sheet for a looked-after or child protection review, where it is a set item."""

from agencies.acting import Acting
from agencies.documents import Block, Bullets, Facts, Heading, Paragraph, Report, Table
from agencies.words import date as in_words
from cases.models import Audience, Case, Owner, Plan, PlanAction
from cases.queries.measuring import marks_of
from cases.queries.plan_words import target_in_words
from cases.rules.reviews import SET_ITEM_WEEKS
from cases.rules.targets import MEASURES, figure_in_words


def review_sheet(case: Case, by: Acting, *, authority: str) -> Report:
    """The register's six weeks up to today, week by week, and what is agreed; for somebody who sees the casework.

    It is read by everybody in the room, so it holds only what is meant for school and family alike, and nothing that
    a parent is to do: the other may be there.
    """
    first = by.on - SET_ITEM_WEEKS
    marks = marks_of([case.pupil_id], first, by.on)[case.pupil_id]
    facts = tuple(
        (measure.label, figure_in_words(key, marks.figure(key, first, by.on)))
        for key, measure in MEASURES.items()
    )
    weeks = tuple(
        (in_words(monday), figure_in_words("attendance", figure), str(figure.counted), str(figure.possible))
        for monday, figure in marks.weeks("attendance", first, by.on)
    )
    blocks: list[Block] = [
        Paragraph("Attendance is a set item of every review. These figures come from the school’s register."),
        Heading(f"{in_words(first)} to {in_words(by.on)}"),
        Facts(facts),
    ]
    if weeks:
        head = ("Week from", "Attendance", "Sessions attended", "Sessions possible")
        blocks.append(Table("Week by week", head, weeks, numeric=(1, 2, 3)))
    return Report(
        title="Attendance for the review", subtitle=f"{case.pupil}, {case.school.name}", authority=authority,
        on=by.on, blocks=(*blocks, *_agreed(case, by), *_to_decide()),
    )  # fmt: skip


def _agreed(case: Case, by: Acting) -> list[Block]:
    """The targets and open actions that stand, as far as everybody in the room may read them."""
    plan = Plan.objects.visible_to(by).filter(case=case, kind="attendance", ended_on=None).first()
    targets = (
        [target_in_words(each) for each in plan.targets.filter(ended_on=None).order_by("pk")] if plan else []
    )
    actions = PlanAction.objects.visible_to(by).filter(case=case, audience=Audience.SCHOOL, done_on=None)
    rows = actions.exclude(owner=Owner.PARENT).select_related("pupil", "owner_agency", "owner_person")
    lines = tuple((each.whose, each.what, in_words(each.due_on)) for each in rows.order_by("due_on", "pk"))
    blocks: list[Block] = [Heading("What is agreed")]
    if targets:
        blocks.append(Bullets(tuple(targets)))
    if lines:
        blocks.append(Table("Who does what", ("Who", "What", "By"), lines))
    return blocks if len(blocks) > 1 else [*blocks, Paragraph("Nothing is agreed in a plan yet.")]


def _to_decide() -> list[Block]:
    return [
        Heading("What the review says about attendance"),
        Paragraph("\n".join("_" * 60 for _ in range(5))),
    ]
