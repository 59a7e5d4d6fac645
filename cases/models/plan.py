"""Plans: what child, family, school and agencies agree to do, and by how much attendance is to rise.

A plan is for all of them: whoever follows the case reads it. Only an action may be for a narrower audience.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from agencies.history import append_only, remembered
from agencies.models import Agency
from attendance.models import Contact, Timetable
from cases.models.assessment import How
from cases.models.audience import Shared
from cases.models.case import Case, OfCase
from cases.rules.targets import MEASURE_CHOICES


class OfPlan(OfCase):
    """Rows of a plan."""

    path = "plan"


class OfTarget(OfCase):
    """Rows of a target."""

    path = "target"


class PlanKind(models.TextChoices):
    """What kind of plan it is."""

    ATTENDANCE = "attendance", "Personal attendance plan"
    REINTEGRATION = "reintegration", "Reintegration plan"


@remembered
class Plan(models.Model):
    """A plan of a case. `version` rises with each change; `agreed_version` is the last that was put to everybody."""

    case: Any = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="plans")
    kind = models.CharField(max_length=13, choices=PlanKind)
    aim = models.TextField()
    began_on = models.DateField()
    review_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    by: Any = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = OfCase.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind"], condition=Q(ended_on__isnull=True), name="one_open_plan_of_a_kind"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("began_on")),
                name="plan_ends_after_start",
            ),
        ]
        indexes = [
            models.Index(fields=["review_on"], condition=Q(ended_on__isnull=True), name="plans_to_review")
        ]


class PlanVersion(models.Model):
    """A plan as it was put to everybody: agreed to, printed, and compared with the next."""

    plan: Any = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    on = models.DateField()
    by: Any = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = OfPlan.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="one_plan_version")]
        triggers = [append_only("plan_version_stays")]


class PartyKind(models.TextChoices):
    """Who takes part in a plan."""

    CHILD = "child", "The child"
    PARENT = "parent", "A parent"
    AGENCY = "agency", "The school or an agency"


class PlanParty(models.Model):
    """Somebody who takes part in a plan, and which version they agreed to, when and how."""

    plan: Any = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="parties")
    kind = models.CharField(max_length=6, choices=PartyKind)
    contact: Any = models.ForeignKey(
        Contact, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    agency: Any = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    agreed_version = models.PositiveIntegerField(null=True, blank=True)
    agreed_on = models.DateField(null=True, blank=True)
    how = models.CharField(max_length=10, choices=How, blank=True)

    objects = OfPlan.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "kind", "contact", "agency"],
                nulls_distinct=False,
                name="one_party_once",
            ),
            models.CheckConstraint(
                condition=Q(kind=PartyKind.CHILD, contact__isnull=True, agency__isnull=True)
                | Q(kind=PartyKind.PARENT, contact__isnull=False, agency__isnull=True)
                | Q(kind=PartyKind.AGENCY, contact__isnull=True, agency__isnull=False),
                name="party_is_who_it_says",
            ),
        ]


@remembered
class Target(models.Model):
    """What is to change by when, with what the register said before; the night writes what it says now."""

    plan: Any = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="targets")
    measure = models.CharField(max_length=12, choices=MEASURE_CHOICES)
    baseline_from = models.DateField()
    baseline_on = models.DateField()
    baseline_possible = models.PositiveIntegerField()
    baseline_counted = models.PositiveIntegerField()
    goal = models.PositiveSmallIntegerField()
    by_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    objects = OfPlan.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "measure"], condition=Q(ended_on__isnull=True), name="one_target_per_measure"
            ),
            models.CheckConstraint(condition=Q(by_on__gt=F("baseline_on")), name="target_lies_ahead"),
        ]


class TargetWeek(models.Model):
    """What the register says of one week since a target was set, as the last night counted it."""

    target: Any = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="weeks")
    monday = models.DateField()
    possible = models.PositiveSmallIntegerField()
    counted = models.PositiveSmallIntegerField()
    counted_on = models.DateField()

    objects = OfTarget.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["target", "monday"], name="one_week_of_a_target")]


class Owner(models.TextChoices):
    """Whose an action is."""

    CHILD = "child", "The child"
    PARENT = "parent", "A parent"
    AGENCY = "agency", "The school or an agency"


@remembered
class PlanAction(Shared):
    """Something somebody does for the child, by a day. `agency` and `by` are who wrote it down, `owner…` who does it.

    One meant for the school too is part of the plan that the family has; a narrower one is on no print.
    """

    case: Any = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="plan_actions")
    what = models.TextField()
    owner = models.CharField(max_length=6, choices=Owner)
    owner_agency: Any = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    owner_person: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    owner_contact: Any = models.ForeignKey(
        Contact, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    help = models.CharField(max_length=24, blank=True)
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    done_by: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    outcome = models.TextField(blank=True)
    dropped = models.BooleanField(default=False)
    link = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(owner=Owner.AGENCY, owner_agency__isnull=False, owner_contact__isnull=True)
                | Q(owner=Owner.PARENT, owner_contact__isnull=False, owner_agency__isnull=True)
                | Q(owner=Owner.CHILD, owner_contact__isnull=True, owner_agency__isnull=True),
                name="action_is_whose_it_says",
            ),
            models.CheckConstraint(
                condition=Q(owner_person__isnull=True) | Q(owner_agency__isnull=False),
                name="action_of_a_person_has_an_agency",
            ),
        ]
        indexes = [
            models.Index(fields=["case", "due_on", "id"], name="actions_of_case"),
            models.Index(
                fields=["owner_agency", "due_on"], condition=Q(done_on__isnull=True), name="actions_due"
            ),
            models.Index(
                fields=["owner_person", "due_on"], condition=Q(done_on__isnull=True), name="actions_due_by"
            ),
        ]

    @property
    def whose(self) -> str:
        """Who does it, in words."""
        if self.owner == Owner.CHILD:
            return str(self.pupil.forename)
        if self.owner == Owner.PARENT:
            return str(self.owner_contact.parent)
        return (
            f"{self.owner_person.name}, {self.owner_agency}" if self.owner_person else str(self.owner_agency)
        )


class Stage(models.Model):
    """One step of a reintegration plan: from a day until a day, for some sessions of the week or for all of them.

    Sessions left out are agreed as a part-time timetable of the school, so that the register and the plan agree.
    """

    plan: Any = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="stages")
    began_on = models.DateField()
    ended_on = models.DateField()
    sessions = models.CharField(max_length=14)
    aim = models.TextField()
    timetable: Any = models.ForeignKey(
        Timetable, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = OfPlan.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "began_on"], name="one_stage_at_a_time"),
            models.CheckConstraint(condition=Q(ended_on__gte=F("began_on")), name="stage_ends_after_start"),
        ]
