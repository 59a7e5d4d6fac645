"""What plans, reviews and re-checks put on people's lists of work (`cases.queries.work`)."""

from collections.abc import Iterable

from django.db.models import Q
from django.urls import reverse

from agencies.acting import Acting
from agencies.rules.roles import Permission
from cases.models import Plan, PlanAction, Recheck
from cases.queries.work import MOST, Whose, case_line, cases_of
from cases.rules.work import SOON, Line
from cases.workflow import WORKED


def reviews_due(by: Acting, whose: Whose) -> Iterable[Line]:
    """Plans whose review is due within a week, or past."""
    if not by.may(Permission.WORK_CASES):
        return
    held = cases_of(by, whose).filter(state__in=WORKED)
    rows = Plan.objects.visible_to(by).filter(
        case__in=held, ended_on__isnull=True, review_on__lte=by.on + SOON
    )
    for plan in rows.select_related("case__pupil").order_by("review_on")[:MOST]:
        words = f"The {plan.get_kind_display().lower()} is to be reviewed."
        yield case_line("review", plan.case, words, "Review", "case-plan", due=plan.review_on)


def actions_due(by: Acting, whose: Whose) -> Iterable[Line]:
    """Actions of plans that this person, or their agency, has taken on, due within a week or past."""
    mine = Q(owner_person=whose.officer)
    if whose.team:
        mine |= Q(owner_agency=by.agency_id, owner_person__isnull=True)
    rows = PlanAction.objects.visible_to(by).filter(
        mine, done_on__isnull=True, dropped=False, due_on__lte=by.on + SOON
    )
    page = "case-plan" if by.may(Permission.VIEW_CASE) else "pupil"
    for action in rows.select_related("case", "pupil").order_by("due_on")[:MOST]:
        whole = page == "case-plan"
        url = reverse(page, args=[action.case.ref if whole else action.pupil.ref])
        ticks = whole and by.may(Permission.LOG_WORK)
        yield Line(
            "action", str(action.pupil), action.what[:200], url, "See the plan" if whole else "See the child",
            due=action.due_on, tick=f"action-{action.pk}" if ticks else "",
        )  # fmt: skip


def rechecks_due(by: Acting, whose: Whose) -> Iterable[Line]:
    """Closed cases to be looked at again, come back by themselves."""
    if not by.may(Permission.WORK_CASES):
        return
    rows = Recheck.objects.visible_to(by).due(by.on + SOON).filter(officer=whose.officer)
    for recheck in rows.select_related("case__pupil").order_by("due_on")[:MOST]:
        words = "The case was closed some weeks ago: has the return held?"
        yield case_line("recheck", recheck.case, words, "Look again", due=recheck.due_on)
