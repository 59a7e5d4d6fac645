"""School attendance orders: the two notices, the order, what was varied, and breaches of any order."""

from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from agencies.history import remembered, stands
from agencies.visibility import Visible
from attendance.models import Pupil, School
from cases.models import Case
from enforcement.models.parenting import ParentingContract, ParentingOrder
from enforcement.models.prepared import POINTS, Legal, Prepared
from enforcement.models.supervision import Direction, SupervisionOrder
from enforcement.rules.attendance_orders import NOTICE_DAYS
from enforcement.workflow import transitions
from enforcement.workflow.orders import ATTENDANCE_LABELS, ATTENDANCE_MOVES, AttendanceState

ATTENDANCE_STATES = [(state.value, ATTENDANCE_LABELS[state]) for state in AttendanceState]
USER: dict[str, Any] = {"to": settings.AUTH_USER_MODEL, **POINTS}


class OrderEnd(models.TextChoices):
    """How a school attendance order ended."""

    REVOKED = "revoked", "Revoked: suitable education otherwise"
    SUPERVISION = "supervision", "An education supervision order was made"
    AGE = "age", "The child left compulsory school age"
    COURT = "court", "A court directed that it ceases"


@remembered
class AttendanceOrder(Prepared):
    """A school attendance order to one parent about one child, from the first notice on."""

    state = models.CharField(max_length=9, choices=ATTENDANCE_STATES, default=AttendanceState.DRAFT)
    unsuitable_because = models.TextField(blank=True)
    notice_served_on: Any = models.DateField(null=True, blank=True)
    notice_served_how = models.CharField(max_length=300, blank=True)
    notice_days = models.PositiveSmallIntegerField(default=NOTICE_DAYS)
    expedient_because = models.TextField(blank=True)
    intended_school: Any = models.ForeignKey(School, null=True, blank=True, **POINTS)
    intended_served_on: Any = models.DateField(null=True, blank=True)
    intended_served_how = models.CharField(max_length=300, blank=True)
    # Another school for which the parent applied within the fifteen days and has a place: the order names it.
    chosen_school: Any = models.ForeignKey(School, null=True, blank=True, **POINTS)
    chosen_on: Any = models.DateField(null=True, blank=True)
    chosen_because = models.TextField(blank=True)
    named_school: Any = models.ForeignKey(School, null=True, blank=True, **POINTS)
    made_on: Any = models.DateField(null=True, blank=True)
    served_on: Any = models.DateField(null=True, blank=True)
    served_how = models.CharField(max_length=300, blank=True)
    ended_on: Any = models.DateField(null=True, blank=True)
    ending = models.CharField(max_length=11, choices=OrderEnd, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(notice_days__gte=NOTICE_DAYS), name="not_less_than_15_days"),
            models.CheckConstraint(
                condition=~Q(state__in=("made", "ended"))
                | Q(
                    decision__isnull=False,
                    checked_by__isnull=False,
                    named_school__isnull=False,
                    made_on__gt=F("intended_served_on"),
                    intended_served_on__gte=F("notice_served_on"),
                ),
                name="attendance_order_was_decided",
            ),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True) | ~Q(checked_by=F("drafted_by")),
                name="attendance_order_checked_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state="ended") | Q(ended_on__gte=F("made_on")) & ~Q(ending=""),
                name="ended_attendance_orders_say_how",
            ),
            models.CheckConstraint(
                condition=Q(served_on__isnull=True) | Q(served_on__gte=F("made_on")) & ~Q(served_how=""),
                name="attendance_order_served_once_made",
            ),
            models.CheckConstraint(
                condition=Q(chosen_school__isnull=True)
                | Q(chosen_on__gte=F("intended_served_on")) & ~Q(chosen_because=""),
                name="schools_chosen_after_their_notice",
            ),
            models.UniqueConstraint(
                fields=["pupil", "parent"],
                condition=Q(state__in=("draft", "noticed", "intended", "made")),
                name="one_attendance_order_at_a_time",
            ),
        ]
        triggers = [
            pgtrigger.FSM(name="attendance_moves", field="state", transitions=transitions(ATTENDANCE_MOVES))
        ]

    @property
    def label(self) -> str:
        """Its state in words."""
        return ATTENDANCE_LABELS[AttendanceState(self.state)]


class OfOrder(Visible):
    """Rows of a school attendance order are seen by those who see the order."""

    path = "order"
    sight = Legal.sight


class Variation(models.Model):
    """Another school named in an order, from a day on; append-only."""

    order = models.ForeignKey(AttendanceOrder, on_delete=models.PROTECT, related_name="variations")
    on = models.DateField()
    was: Any = models.ForeignKey(School, **POINTS)
    school: Any = models.ForeignKey(School, **POINTS)
    because = models.TextField()
    by = models.ForeignKey(**USER)
    at = models.DateTimeField(auto_now_add=True)

    objects = OfOrder.as_manager()

    class Meta:
        triggers = stands("variation", "order_id", "on", "was_id", "school_id", "because", "by_id", "at")


class Breach(models.Model):
    """A contract or order was not kept, on a day, as an officer found; never rewritten."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="breaches")
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="breaches")
    contract = models.ForeignKey(
        ParentingContract, on_delete=models.PROTECT, null=True, blank=True, related_name="breaches"
    )
    parenting = models.ForeignKey(
        ParentingOrder, on_delete=models.PROTECT, null=True, blank=True, related_name="breaches"
    )
    supervision = models.ForeignKey(
        SupervisionOrder, on_delete=models.PROTECT, null=True, blank=True, related_name="breaches"
    )
    attendance = models.ForeignKey(
        AttendanceOrder, on_delete=models.PROTECT, null=True, blank=True, related_name="breaches"
    )
    # The direction that was not followed, under a supervision order.
    direction = models.ForeignKey(
        Direction, on_delete=models.PROTECT, null=True, blank=True, related_name="breaches"
    )
    on = models.DateField()
    what = models.TextField()
    explanation = models.TextField(blank=True)
    by = models.ForeignKey(**USER)
    at = models.DateTimeField(auto_now_add=True)

    objects = Legal.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(contract__isnull=False, parenting=None, supervision=None, attendance=None)
                | Q(contract=None, parenting__isnull=False, supervision=None, attendance=None)
                | Q(contract=None, parenting=None, supervision__isnull=False, attendance=None)
                | Q(contract=None, parenting=None, supervision=None, attendance__isnull=False),
                name="a_breach_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(direction=None) | Q(supervision__isnull=False), name="directions_of_a_supervision"
            ),
        ]
        triggers = stands(
            "breach", "case_id", "supervision_id", "attendance_id", "direction_id", "on", "what", "explanation",
            "by_id", "at",
        )  # fmt: skip
