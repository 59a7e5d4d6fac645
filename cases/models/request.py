"""Requests to agencies: one agency asks another to help with a child."""

from typing import Any

import pgtrigger
from django.db import models
from django.db.models import F, Q

from agencies.models import Agency
from agencies.rules.roles import Scope
from agencies.visibility import Viewer
from attendance.models.pupil import new_ref
from cases.models.audience import Shared, SharedQuerySet
from cases.models.case import Case
from cases.workflow.requests import OPEN, REQUEST_LABELS, RequestState, request_transitions


class RequestQuerySet(SharedQuerySet):
    """Requests are meant for whom their sender chose, and for the agency that is asked."""

    def meant_for(self, by: Viewer) -> Q:
        """The condition that a request is meant for this person."""
        return Q(to__in=by.reach) | super().meant_for(by)


class AgencyRequest(Shared):
    """What an agency is asked to do for a child, and where that stands.

    While it is open, and no longer, an `Involvement` with the basis REQUEST lets the agency see the child: marks
    until it has answered (at the latest on `answer_by`), then as much as `scope` says until `until`.
    """

    ref = models.CharField(max_length=10, unique=True, default=new_ref, editable=False)
    case: Any = models.ForeignKey(
        Case, on_delete=models.PROTECT, null=True, blank=True, related_name="requests"
    )
    to: Any = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="requests_received")
    what = models.TextField()
    scope = models.PositiveSmallIntegerField(choices=[(s.value, s.name.lower()) for s in Scope])
    sent_on = models.DateField()
    answer_by = models.DateField()
    until = models.DateField(null=True, blank=True)
    state = models.CharField(
        max_length=8, choices=[(s.value, REQUEST_LABELS[s]) for s in RequestState], default=RequestState.SENT
    )
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    objects = RequestQuerySet.as_manager()  # type: ignore[misc]  # a narrower queryset than the abstract row has

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pupil", "to"], condition=Q(state__in=OPEN), name="one_open_request_to_an_agency"
            ),
            models.CheckConstraint(
                condition=Q(answer_by__gte=F("sent_on")), name="request_is_answered_after_it_is_sent"
            ),
        ]
        indexes = [
            models.Index(fields=["to", "state", "answer_by"], name="requests_to_agency"),
            models.Index(fields=["agency", "state"], name="requests_of_agency"),
        ]
        triggers = [pgtrigger.FSM(name="request_moves", field="state", transitions=request_transitions())]

    @property
    def is_open(self) -> bool:
        """Whether the agency asked has it before it."""
        return self.state in OPEN
