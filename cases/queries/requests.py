"""Requests to agencies as each side sees them."""

from typing import Any

from django.db.models import QuerySet

from agencies.acting import Acting
from agencies.paging import Page, page_of
from agencies.rules.roles import Permission
from cases.models import AgencyRequest
from cases.workflow.requests import RequestState

R = RequestState
# What the agency's own page shows: the address's word, the heading, and the states.
SHOWN: dict[str, tuple[str, tuple[RequestState, ...]]] = {
    "new": ("Waiting for your answer", (R.SENT,)),
    "waiting": ("On your waiting list", (R.WAITING,)),
    "working": ("You are at work on", (R.ACCEPTED,)),
    "sent": ("Sent by your agency", (R.SENT, R.WAITING, R.ACCEPTED)),
    "over": ("Over", (R.DECLINED, R.DONE, R.REVOKED)),
}


def requests_for(by: Acting) -> QuerySet[AgencyRequest]:
    """The requests that a person of either side may see, or anybody whom their sender meant."""
    rows = AgencyRequest.objects.permits(by, Permission.ANSWER_REQUESTS)
    return rows.select_related("pupil", "agency", "to", "by")


def request_page(by: Acting, shown: str, number: object) -> Page:
    """A page of one heading of the agency's own page, the soonest to be answered first."""
    states = SHOWN[shown][1]
    rows: Any = requests_for(by).filter(state__in=states)
    if shown == "sent":
        rows = rows.filter(agency__in=by.reach)
    elif shown == "over":
        return page_of(rows.filter(to=by.agency_id).order_by("-ended_on", "-pk"), number)
    else:
        rows = rows.filter(to=by.agency_id)
    return page_of(rows.order_by("answer_by", "pk"), number)
