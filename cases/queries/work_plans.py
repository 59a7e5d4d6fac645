"""What plans, reviews and re-checks put on people's lists of work (`cases.queries.work`)."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse

from agencies.acting import Acting
from agencies.rules.roles import Permission
from agencies.words import date as in_words
from cases.models import Assessment, Plan, PlanAction, PlanKind, Recheck, Review
from cases.queries.measuring import ONE_DAY, marks_of
from cases.queries.work import MOST, Whose, case_line, cases_of, reads
from cases.rules.reviews import LONGEST
from cases.rules.targets import figure_in_words
from cases.rules.work import SOON, Line
from cases.workflow import WORKED, State

READ = (
    "ref", "state", "officer", "opened_on", "allocated_on",
    "pupil__known_as", "pupil__forename", "pupil__surname",
)  # fmt: skip
# A case that is watched before closing is reviewed like one that is worked on.
REVIEWED = (*WORKED, State.CLOSING)


def reviews_due(by: Acting, whose: Whose) -> Iterable[Line]:
    """Reviews and assessments due within a week, or past; one query."""
    if not by.may(Permission.WORK_CASES):
        return
    plans = Plan.objects.filter(case=OuterRef("pk"), ended_on__isnull=True).order_by("review_on")
    reviews = Review.objects.filter(case=OuterRef("pk")).order_by("-number")
    assessments = Assessment.objects.filter(case=OuterRef("pk")).order_by("-number")
    rows = cases_of(by, whose).filter(state__in=REVIEWED).select_related("pupil").only(*READ)
    clocks = rows.annotate(
        plan_on=Subquery(plans.values("review_on")[:1]),
        plan_kind=Subquery(plans.values("kind")[:1]),
        next_on=Subquery(reviews.values("next_on")[:1]),
        look_on=Subquery(assessments.values("review_on")[:1]),
    )
    for case in clocks.order_by("opened_on", "pk")[:MOST]:
        yield from _clocks(case, by.on + SOON)


def _clocks(case: Any, soon: date) -> Iterator[Line]:
    """What the clocks of one case say: its review, and its assessment."""
    worked = case.state in WORKED
    # The clock of `cases.queries.reviews.due_of`.
    review = case.plan_on or case.next_on or (case.allocated_on or case.opened_on) + LONGEST
    if review <= soon:
        what = PlanKind(case.plan_kind).label.lower() if case.plan_on else "case"
        words = f"The {what} is to be reviewed."
        yield case_line("review", case, words, "Review", "case-review-hold", due=review)
    if worked and case.look_on is not None and case.look_on <= soon:
        words = "The assessment is to be looked at again."
        yield case_line("assessment", case, words, "Assess again", "case-assessment-change", due=case.look_on)


def _actions(by: Acting, whose: Whose) -> Any:
    mine = Q(owner_person=whose.officer)
    if whose.team:
        mine |= Q(owner_agency=by.agency_id, owner_person__isnull=True)
    rows = PlanAction.objects.filter(mine, done_on__isnull=True, dropped=False, due_on__lte=by.on + SOON)
    names = ("pupil__ref", "pupil__known_as", "pupil__forename", "pupil__surname")
    return rows.select_related("case", "pupil").only("what", "due_on", "case__ref", *names).order_by("due_on")


@reads(_actions)
def actions_due(rows: Any, by: Acting) -> Iterable[Line]:
    """Actions of plans that this person, or their agency, has taken on, due within a week or past."""
    page = "case-plan" if by.may(Permission.VIEW_CASE) else "pupil"
    for action in rows:
        whole = page == "case-plan"
        url = reverse(page, args=[action.case.ref if whole else action.pupil.ref])
        ticks = whole and by.may(Permission.LOG_WORK)
        yield Line(
            "action", str(action.pupil), action.what[:200], url, "See the plan" if whole else "See the child",
            due=action.due_on, tick=f"action-{action.pk}" if ticks else "",
        )  # fmt: skip


def _rechecks(by: Acting, whose: Whose) -> Any:
    mine = Q(officer=whose.officer)
    if whose.team and by.may(Permission.TRIAGE):
        mine |= Q(officer__is_active=False, case__team__in=by.reach)
    rows: Any = Recheck.objects
    return rows.due(by.on + SOON).filter(mine).select_related("case__pupil").order_by("due_on")


@reads(_rechecks, may=Permission.WORK_CASES)
def rechecks_due(rows: Any, by: Acting) -> Iterable[Line]:
    """Closed cases to be looked at again, come back by themselves."""
    found = list(rows)
    if not found:
        return
    marks = marks_of({row.case.pupil_id for row in found}, min(row.closed_on for row in found), by.on)
    for row in found:
        since = marks[row.case.pupil_id].figure("attendance", row.closed_on + ONE_DAY, by.on)
        words = (
            f"Closed on {in_words(row.closed_on)}. Attendance since: {figure_in_words('attendance', since)}."
        )
        url = reverse("case-recheck", args=[row.case.ref, row.pk])
        yield Line("recheck", str(row.case.pupil), words, url, "Look again", due=row.due_on)
