"""Education supervision orders: application, terms, directions, reviews, extensions and end."""

from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from agencies.history import remembered
from agencies.visibility import Visible
from enforcement.models.prepared import POINTS, Legal, Prepared
from enforcement.workflow import transitions
from enforcement.workflow.orders import SUPERVISION_LABELS, SUPERVISION_MOVES, SupervisionState

SUPERVISION_STATES = [(state.value, SUPERVISION_LABELS[state]) for state in SupervisionState]
USER: dict[str, Any] = {"to": settings.AUTH_USER_MODEL, **POINTS}


class Ending(models.TextChoices):
    """How a supervision order ended."""

    EXPIRED = "expired", "Its term ran out"
    AGE = "age", "The child left compulsory school age"
    CARE = "care", "A care order was made"
    DISCHARGED = "discharged", "The court discharged it"


@remembered
class SupervisionOrder(Prepared):
    """An education supervision order for a child, from the consultation on. The parent is the one told first."""

    state = models.CharField(max_length=7, choices=SUPERVISION_STATES, default=SupervisionState.DRAFT)
    not_educated_because = models.TextField(blank=True)
    consulted_on = models.DateField(null=True, blank=True)
    consulted = models.CharField(max_length=200, blank=True)
    consultation = models.TextField(blank=True)
    wishes = models.TextField(blank=True)
    supervisor: Any = models.ForeignKey(null=True, blank=True, **USER)
    applied_on: Any = models.DateField(null=True, blank=True)
    court = models.CharField(max_length=120, blank=True)
    made_on: Any = models.DateField(null=True, blank=True)
    expires_on: Any = models.DateField(null=True, blank=True)
    terms = models.TextField(blank=True)
    served_on: Any = models.DateField(null=True, blank=True)
    served_how = models.CharField(max_length=300, blank=True)
    ended_on: Any = models.DateField(null=True, blank=True)
    ending = models.CharField(max_length=10, choices=Ending, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=("draft", "dropped"))
                | Q(decision__isnull=False, applied_on__isnull=False, checked_by__isnull=False),
                name="supervision_was_decided",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("draft", "dropped")) | Q(consulted_on__lte=F("applied_on")),
                name="supervision_consulted_first",
            ),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True) | ~Q(checked_by=F("drafted_by")),
                name="supervision_checked_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("made", "ended"))
                | Q(made_on__gte=F("applied_on"), expires_on__gte=F("made_on")),
                name="orders_have_their_term",
            ),
            models.CheckConstraint(
                condition=~Q(state="ended") | Q(ended_on__gte=F("made_on")) & ~Q(ending=""),
                name="ended_orders_say_how",
            ),
            models.CheckConstraint(
                condition=Q(served_on__isnull=True) | Q(served_on__gte=F("made_on")) & ~Q(served_how=""),
                name="supervision_served_once_made",
            ),
            models.UniqueConstraint(
                fields=["pupil"],
                condition=Q(state__in=("draft", "applied", "made")),
                name="one_supervision_at_a_time",
            ),
        ]
        indexes = [
            models.Index(fields=["expires_on"], condition=Q(state="made"), name="supervisions_running")
        ]
        triggers = [
            pgtrigger.FSM(name="supervision_moves", field="state", transitions=transitions(SUPERVISION_MOVES))
        ]

    @property
    def label(self) -> str:
        """Its state in words."""
        return SUPERVISION_LABELS[SupervisionState(self.state)]


class OfSupervision(Visible):
    """Rows of an order are seen by those who see the order."""

    path = "supervision"
    sight = Legal.sight


class To(models.TextChoices):
    """To whom a direction is given."""

    CHILD = "child", "The child"
    PARENTS = "parents", "The parents"
    BOTH = "both", "The child and the parents"


@remembered
class Direction(models.Model):
    """A direction of the supervisor, after hearing the wishes of child and parents."""

    supervision = models.ForeignKey(SupervisionOrder, on_delete=models.PROTECT, related_name="directions")
    on = models.DateField()
    to = models.CharField(max_length=7, choices=To)
    text = models.TextField()
    wishes_heard = models.TextField()
    lifted_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(**USER)

    objects = OfSupervision.as_manager()


@remembered
class SupervisionReview(models.Model):
    """A review of how the order works, due on a day."""

    supervision = models.ForeignKey(SupervisionOrder, on_delete=models.PROTECT, related_name="reviews")
    due_on = models.DateField()
    held_on = models.DateField(null=True, blank=True)
    text = models.TextField(blank=True)
    by = models.ForeignKey(**USER)

    objects = OfSupervision.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["supervision"], condition=Q(held_on__isnull=True), name="one_review_ahead"
            )
        ]


@remembered
class Extension(models.Model):
    """An application to extend an order: to which day, and what the court did."""

    supervision = models.ForeignKey(SupervisionOrder, on_delete=models.PROTECT, related_name="extensions")
    applied_on = models.DateField()
    until = models.DateField()
    before = models.DateField()
    decided_on = models.DateField(null=True, blank=True)
    granted = models.BooleanField(null=True, blank=True)
    by = models.ForeignKey(**USER)

    objects = OfSupervision.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gt=F("before"), applied_on__lte=F("before")), name="extensions_extend"
            ),
            models.UniqueConstraint(
                fields=["supervision"], condition=Q(decided_on__isnull=True), name="one_extension_asked"
            ),
        ]
