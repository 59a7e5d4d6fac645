"""Prosecutions: one parent, one child, one offence, and the order that it rests on where it rests on one."""

from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from agencies.history import remembered, stands
from agencies.visibility import Visible
from attendance.models import Parent, Pupil
from cases.models import Case
from enforcement.models.charge_triggers import (
    ABOUT_AN_ORDER,
    CHARGE_STANDS,
    FOLLOW_CHARGE,
    KEEP_CHARGE,
    MAY_BE_CHARGED,
    USE_WHAT_IS_CHARGED,
)
from enforcement.models.prepared import Legal, Prepared
from enforcement.rules.offences import FOR_ABSENCE, IN_LAW, RESTS_ON, Offence, Rests
from enforcement.workflow import transitions
from enforcement.workflow.court import CHARGE_LABELS, CHARGE_MOVES, LAID, ChargeState

CHARGE_STATES = [(state.value, CHARGE_LABELS[state]) for state in ChargeState]
OFFENCES = [
    (Offence.FAILURE.value, "Section 444(1): the child failed to attend regularly"),
    (Offence.KNOWING_FAILURE.value, "Section 444(1A): the parent knew and failed to cause attendance"),
    (Offence.BREACH_OF_ORDER.value, "Section 443: the parent did not comply with a school attendance order"),
    (
        Offence.DIRECTIONS.value,
        "Children Act, Schedule 3, paragraph 18: the parent persistently did not follow directions",
    ),
]
OFFENCES_OF_ABSENCE = [each for each in OFFENCES if each[0] in FOR_ABSENCE]
LEVEL_3, LEVEL_4 = 100_000, 250_000


class Considered(models.TextChoices):
    """What was decided about an education supervision order."""

    INSTEAD = "instead", "Apply for an order instead of prosecuting"
    AS_WELL = "as_well", "Apply for an order as well as prosecuting"
    NOT = "not", "Do not apply for an order"


class SupervisionConsideration(models.Model):
    """An education supervision order was considered, on a day, by an officer, with the reason; never rewritten."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="considerations")
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="considerations")
    on = models.DateField()
    decision = models.CharField(max_length=7, choices=Considered)
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = Legal.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="consideration_has_a_reason")]
        triggers = stands("consideration", "case_id", "on", "decision", "reason", "by_id", "at")


class Plea(models.TextChoices):
    """What the parent answered."""

    NONE = "", "No plea yet"
    GUILTY = "guilty", "Guilty"
    NOT_GUILTY = "not_guilty", "Not guilty"
    ABSENT = "absent", "Did not answer, proved in absence"


class Sentence(models.TextChoices):
    """What a court may do on conviction."""

    NONE = "", "Not sentenced yet"
    ABSOLUTE = "absolute", "Absolute discharge"
    CONDITIONAL = "conditional", "Conditional discharge"
    FINE = "fine", "Fine"
    COMMUNITY = "community", "Community order"
    SUSPENDED = "suspended", "Suspended sentence"
    PRISON = "prison", "Imprisonment"


@remembered
class Prosecution(Prepared):
    """A prosecution of one parent about one child. Amounts are in pence."""

    state = models.CharField(max_length=12, choices=CHARGE_STATES, default=ChargeState.DRAFT)
    offence = models.CharField(max_length=8, choices=OFFENCES, default=Offence.FAILURE.value)
    single_justice = models.BooleanField(default=False)
    consideration: Any = models.ForeignKey(
        SupervisionConsideration, on_delete=models.PROTECT, null=True, blank=True, related_name="prosecutions"
    )
    attendance_order: Any = models.ForeignKey(
        "enforcement.AttendanceOrder",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="prosecutions",
    )
    supervision_order: Any = models.ForeignKey(
        "enforcement.SupervisionOrder",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="prosecutions",
    )
    # What the parent said when asked for the reasons, and what the officer makes of it.
    parent_heard = models.TextField(blank=True)
    # Each line is a piece of evidence that the parent knew.
    knowledge = models.TextField(blank=True)
    evidence_sufficient = models.BooleanField(default=False)
    in_public_interest = models.BooleanField(default=False)
    code_test_note = models.TextField(blank=True)
    no_interview_because = models.TextField(blank=True)
    asks_parenting_order = models.BooleanField(default=False)
    regime = models.CharField(max_length=4, blank=True)
    charged_on: Any = models.DateField(null=True, blank=True)
    court_reference = models.CharField(max_length=40, blank=True)
    plea = models.CharField(max_length=10, choices=Plea, blank=True)
    decided_on: Any = models.DateField(null=True, blank=True)
    sentence = models.CharField(max_length=11, choices=Sentence, blank=True)
    sentence_note = models.TextField(blank=True)
    fine: Any = models.PositiveIntegerField(null=True, blank=True)
    surcharge: Any = models.PositiveIntegerField(null=True, blank=True)
    costs_awarded: Any = models.PositiveIntegerField(null=True, blank=True)
    # The court directed that a supervision order be applied for: it is told within eight weeks why it is not.
    directed_on: Any = models.DateField(null=True, blank=True)
    direction_due_on: Any = models.DateField(null=True, blank=True)
    direction_answered_on: Any = models.DateField(null=True, blank=True)
    direction_answer = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=LAID)
                | Q(
                    decision__isnull=False,
                    charged_on__isnull=False,
                    checked_by__isnull=False,
                )
                & (Q(consideration__isnull=False) | Q(offence="sch3p18")),
                name="charges_were_decided",
            ),
            models.CheckConstraint(
                condition=Q(offence__in=FOR_ABSENCE, attendance_order=None, supervision_order=None)
                | Q(offence="s443", attendance_order__isnull=False, supervision_order=None)
                | Q(offence="sch3p18", attendance_order=None, supervision_order__isnull=False),
                name="an_offence_and_its_order",
            ),
            # A parenting order follows a conviction under section 443 or 444.
            models.CheckConstraint(
                condition=Q(asks_parenting_order=False) | ~Q(offence="sch3p18"),
                name="no_parenting_order_after_directions",
            ),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True) | ~Q(checked_by=F("drafted_by")),
                name="charge_checked_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("convicted", "acquitted"))
                | Q(decided_on__isnull=False, decided_on__gte=F("charged_on")),
                name="verdicts_have_their_day",
            ),
            models.CheckConstraint(
                condition=Q(sentence="") | Q(state="convicted"), name="sentenced_on_conviction"
            ),
            # Level 3 and no prison, but for s444(1A), which may not go to a single justice.
            models.CheckConstraint(
                condition=Q(fine__isnull=True)
                | Q(fine__lte=LEVEL_3)
                | Q(offence="s444(1A)", fine__lte=LEVEL_4),
                name="fine_within_its_level",
            ),
            models.CheckConstraint(
                condition=Q(offence="s444(1A)") | ~Q(sentence__in=("prison", "suspended")),
                name="prison_for_the_knowing_offence_alone",
            ),
            models.CheckConstraint(
                condition=Q(single_justice=False) | ~Q(offence="s444(1A)"),
                name="single_justice_without_prison",
            ),
            models.UniqueConstraint(
                fields=["pupil", "parent"],
                condition=Q(state="draft", offence__in=FOR_ABSENCE),
                name="one_draft_charge_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["attendance_order"],
                condition=Q(state="draft", offence="s443"),
                name="one_draft_charge_an_attendance_order",
            ),
            models.UniqueConstraint(
                fields=["supervision_order", "parent"],
                condition=Q(state="draft", offence="sch3p18"),
                name="one_draft_charge_a_supervision_order",
            ),
        ]
        indexes = [models.Index(fields=["pupil", "parent"], name="charges_of_a_parent")]
        triggers = [
            pgtrigger.FSM(name="charge_moves", field="state", transitions=transitions(CHARGE_MOVES)),
            MAY_BE_CHARGED,
            ABOUT_AN_ORDER,
            CHARGE_STANDS,
            USE_WHAT_IS_CHARGED,
        ]

    @property
    def label(self) -> str:
        """Its state in words."""
        return CHARGE_LABELS[ChargeState(self.state)]

    @property
    def in_law(self) -> str:
        """Where its offence stands in the law."""
        return IN_LAW[Offence(self.offence)]

    @property
    def rests_on(self) -> Rests:
        """What its offence rests on."""
        return RESTS_ON[Offence(self.offence)]

    @property
    def order(self) -> Any:
        """The order that it rests on; None where it rests on sessions."""
        return self.attendance_order or self.supervision_order


class OfProsecution(Visible):
    """Rows of a prosecution are seen by those who see the prosecution."""

    path = "prosecution"
    sight = Legal.sight


class ChargedSession(models.Model):
    """A session charged, with its code then. One parent, one child, one session: one charge."""

    prosecution = models.ForeignKey(Prosecution, on_delete=models.PROTECT, related_name="sessions")
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="+")
    parent = models.ForeignKey(Parent, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    session = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=2)
    is_live = models.BooleanField(default=False)

    objects = OfProsecution.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "pupil", "on", "session"],
                condition=Q(is_live=True),
                name="one_charge_a_session",
            ),
            models.UniqueConstraint(
                fields=["prosecution", "on", "session"], name="one_session_once_in_a_charge"
            ),
            models.CheckConstraint(condition=Q(session__in=(0, 1)), name="charged_session_in_the_day"),
        ]
        triggers = [FOLLOW_CHARGE, KEEP_CHARGE]
