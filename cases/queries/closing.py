"""What a case still has open on the day somebody wants to close it."""

from django.db.models import Max

from agencies.acting import Acting
from cases.models import AgencyRequest, Case, Hold, Meeting, Plan, PlanAction, Review
from cases.rules.closing import Obstacle, StillOpen, obstacles
from cases.workflow.meetings import OPEN_TO_CHANGE
from cases.workflow.requests import OPEN


def obstacles_to_closing(case: Case, by: Acting, *, reviewing: bool = False) -> tuple[Obstacle, ...]:
    """What stands in the way of closing a case, as far as it is meant for whoever asks; six queries.

    `reviewing` is for the last review itself, which is held with the closing.
    """
    reviewed_on = Review.objects.filter(case=case).aggregate(last=Max("on"))["last"]
    holds = Hold.objects.filter(case=case, lifted_on__isnull=True).order_by("placed_on", "pk")
    actions = PlanAction.objects.visible_to(by).filter(case=case, done_on__isnull=True, dropped=False)
    requests = AgencyRequest.objects.visible_to(by).filter(case=case, state__in=OPEN)
    meetings = Meeting.objects.visible_to(by).filter(case=case, state__in=OPEN_TO_CHANGE)
    held = StillOpen(
        holds=[hold.get_kind_display() for hold in holds],
        actions=actions.count(),
        requests=requests.count(),
        meetings=meetings.count(),
        has_plan=Plan.objects.filter(case=case, ended_on__isnull=True).exists(),
        reviewed_on=by.on if reviewing else reviewed_on,
    )
    return obstacles(held, by.on)
