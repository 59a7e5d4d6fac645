"""Cases: one child's absence as somebody's work, and what keeps a case from being closed."""

from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from agencies.history import remembered
from agencies.models import Agency
from agencies.rules.roles import Permission
from agencies.visibility import Viewer, Visible
from attendance.models import Pupil, School
from attendance.models.pupil import new_ref
from cases.workflow import LABELS, LIVE, WORKED, State, transitions

STATES = [(state.value, LABELS[state]) for state in State]


class CaseQuerySet(Visible):
    """Questions about cases."""

    sight = Permission.VIEW_CASE

    def live(self) -> Self:
        """Cases that are somebody's work."""
        return self.filter(state__in=LIVE)

    def worked(self) -> Self:
        """Cases that an officer works on now."""
        return self.filter(state__in=WORKED)

    def counted_for(self, by: Viewer) -> Self:
        """Cases of the teams within reach, for sums that name no child: what those teams hold, closed records left out.

        Rows are read by `permits` alone. A sum over a whole authority asks each case for its team instead of looking
        for an involvement of that team, which every such case has until it is handed on.
        """
        closed = Pupil.objects.all().closed_to(by.named(Pupil))
        return self.filter(team__in=by.reach).exclude(pupil__in=closed.values("pk"))

    def of_officer(self, user_id: int) -> Self:
        """Cases of one officer."""
        return self.filter(officer=user_id)


@remembered
class Case(models.Model):
    """A child's case: whose it is, where it stands. `version` rises with each change, so that two see each other's.

    `queued_on` is the day on which it came back to its team's queue, `paused_from` the state that a pause ends in.
    """

    ref = models.CharField(max_length=10, unique=True, default=new_ref, editable=False)
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="cases")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="cases")
    team = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="cases")
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="cases"
    )
    state = models.CharField(max_length=9, choices=STATES, default=State.REFERRED)
    opened_on = models.DateField()
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    queued_on = models.DateField(null=True, blank=True)
    allocated_on = models.DateField(null=True, blank=True)
    paused_from = models.CharField(max_length=9, choices=STATES, blank=True, db_default="")
    paused_until = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = [
            # It holds what lists and counts of cases ask, so that they read it and not every case.
            models.UniqueConstraint(
                fields=["pupil"],
                include=["id", "opened_on", "state", "team", "officer"],
                condition=Q(state__in=LIVE),
                name="one_live_case_per_child",
            ),
            models.CheckConstraint(
                condition=Q(state=State.CLOSED, closed_on__isnull=False)
                | Q(~Q(state=State.CLOSED), closed_on__isnull=True),
                name="closed_cases_have_their_day",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="case_closes_after_opening",
            ),
            models.CheckConstraint(
                condition=Q(state__in=(State.REFERRED, State.CLOSED)) | Q(officer__isnull=False),
                name="worked_cases_have_an_officer",
            ),
        ]
        indexes = [
            models.Index(
                fields=["officer", "opened_on", "id"],
                include=["pupil", "team", "state"],
                condition=Q(state__in=LIVE),
                name="live_cases_by_officer",
            ),
            models.Index(
                fields=["team", "state", "opened_on"], condition=Q(state__in=LIVE), name="live_cases_by_team"
            ),
            models.Index(fields=["school"], condition=Q(state__in=LIVE), name="live_cases_by_school"),
            models.Index(
                fields=["opened_on", "id"],
                include=["pupil", "state"],
                condition=Q(state__in=LIVE),
                name="live_cases_by_age",
            ),
            models.Index(
                Coalesce("queued_on", "opened_on"),
                "id",
                include=["pupil", "team"],
                condition=Q(state=State.REFERRED),
                name="cases_in_the_queue",
            ),
        ]
        triggers = [pgtrigger.FSM(name="case_moves", field="state", transitions=transitions())]

    @property
    def is_live(self) -> bool:
        """Whether the case is somebody's work."""
        return self.state in LIVE


class HoldKind(models.TextChoices):
    """What keeps a case open until it is settled, each placed by the app that knows of it."""

    NOTICE = "notice", "A penalty notice is unpaid"
    PAYMENT = "payment", "Money is not matched, or disputed"
    COURT = "court", "Court proceedings are under way"
    ORDER = "order", "An order is in force"
    SAFEGUARDING = "safeguarding", "Safeguarding asks that the case stays open"


class OfCase(Visible):
    """Rows of a case are seen by those who follow the case."""

    path = "case"
    sight = Permission.VIEW_CASE


@remembered
class Hold(models.Model):
    """A reason why a case may not close yet. `key` names what placed it: never placed twice, lifted by the same."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="holds")
    kind = models.CharField(max_length=12, choices=HoldKind)
    key = models.CharField(max_length=40)
    placed_on = models.DateField()
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    lifted_on = models.DateField(null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = OfCase.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind", "key"], condition=Q(lifted_on__isnull=True), name="one_hold_once"
            )
        ]
