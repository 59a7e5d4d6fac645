"""Penalty notices: one parent, one child, one reference; what the database itself never lets happen."""

from typing import Any, ClassVar, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from agencies.history import remembered
from agencies.visibility import Visible
from attendance.models import Parent, Pupil, School
from attendance.models.pupil import new_ref
from cases.models import Shared
from enforcement.models.prepared import Legal, Prepared
from enforcement.rules.issuing import Issuer
from enforcement.rules.service import Method
from enforcement.rules.withdrawal import Ground
from enforcement.workflow import GIVEN, LABELS, MOVES, State, transitions

STATES = [(state.value, LABELS[state]) for state in State]
METHODS = [(method.name.lower(), method.value.capitalize()) for method in Method]
ISSUERS = [(issuer.name.lower(), issuer.value.capitalize()) for issuer in Issuer]
GROUNDS = [(ground.name.lower(), ground.value.capitalize()) for ground in Ground]


class About(models.TextChoices):
    """For what a notice is."""

    ABSENCE = "absence", "Absence from school"
    EXCLUDED = "excluded", "Excluded pupil in a public place"


class RequestState(models.TextChoices):
    """Where a request for a notice is."""

    OPEN = "open", "Being looked at"
    TAKEN_UP = "taken_up", "Taken up"
    REFUSED = "refused", "Decided not to issue"


@remembered
class NoticeRequest(Shared):
    """A school, an officer or the police ask for a notice; they are told the result and see no evidence."""

    ref = models.CharField(max_length=10, unique=True, default=new_ref, editable=False)
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="notice_requests")
    state = models.CharField(max_length=8, choices=RequestState, default=RequestState.OPEN)
    reason = models.TextField()
    tried = models.TextField(blank=True)
    first_on = models.DateField()
    last_on = models.DateField()
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pupil", "agency"], condition=Q(state="open"), name="one_open_request"
            ),
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="request_days_in_order"),
        ]


class NoticeQuerySet(Legal):
    """Questions about notices."""

    def given(self) -> Self:
        """Notices that were given and not withdrawn."""
        return self.filter(state__in=GIVEN)

    def unpaid_after(self, on: Any) -> Self:
        """Notices served and unpaid whose payment days have passed by a day."""
        return self.filter(state=State.SERVED, full_until__lt=on)


_GIVEN = "('issued', 'served', 'paid', 'charged')"

# Whoever writes a notice, by whatever route, waits for the child's row and is counted: the third never exists.
LIMIT = pgtrigger.Trigger(
    name="two_notices_in_three_years",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("state", "issued_on", "pupil_id", "parent_id"),
    func=f"""
        IF NEW.state NOT IN {_GIVEN} OR NEW.is_old_law OR NEW.about <> 'absence' THEN RETURN NEW; END IF;
        PERFORM 1 FROM attendance_pupil WHERE id = NEW.pupil_id FOR UPDATE;
        IF (SELECT count(*) FROM enforcement_notice n
            WHERE n.pupil_id = NEW.pupil_id AND n.parent_id = NEW.parent_id AND n.id <> NEW.id
              AND n.state IN {_GIVEN} AND NOT n.is_old_law AND n.about = 'absence'
              AND n.issued_on > NEW.issued_on - interval '3 years' AND n.issued_on <= NEW.issued_on)
         + (SELECT count(*) FROM enforcement_noticeelsewhere e
            WHERE e.pupil_id = NEW.pupil_id AND e.parent_id = NEW.parent_id AND NOT e.is_withdrawn
              AND e.issued_on >= date '2024-08-19'
              AND e.issued_on > NEW.issued_on - interval '3 years' AND e.issued_on <= NEW.issued_on) >= 2
        THEN RAISE EXCEPTION 'a third notice to one parent for one child within three years'
             USING ERRCODE = 'exclusion_violation';
        END IF;
        RETURN NEW;
    """,
)

# The sessions of a notice are used while it stands; after a material error they are free for a fresh one.
FREE_SESSIONS = pgtrigger.Trigger(
    name="sessions_follow_their_notice",
    when=pgtrigger.After,
    operation=pgtrigger.UpdateOf("state", "ground"),
    func="""
        UPDATE enforcement_noticesession
        SET is_live = NEW.state NOT IN ('draft', 'dropped')
            AND NOT (NEW.state = 'withdrawn' AND NEW.ground = 'material_error')
        WHERE notice_id = NEW.id;
        RETURN NULL;
    """,
)

# What a family was told stays as it was told.
GIVEN_STANDS = pgtrigger.Trigger(
    name="given_notice_stands",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    condition=pgtrigger.Q(old__issued_on__isnull=False),
    func="""
        IF (OLD.reference, OLD.issued_on, OLD.lower_amount, OLD.full_amount, OLD.about, OLD.is_old_law,
            OLD.decision_id, OLD.regime)
           IS DISTINCT FROM
           (NEW.reference, NEW.issued_on, NEW.lower_amount, NEW.full_amount, NEW.about, NEW.is_old_law,
            NEW.decision_id, NEW.regime)
        THEN RAISE EXCEPTION 'a notice that was issued is not changed' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)


@remembered
class Notice(Prepared):
    """A penalty notice. Its amounts and days are those of the law of the day of issue, in pence."""

    reference = models.CharField(max_length=15, unique=True)
    request = models.ForeignKey(
        NoticeRequest, on_delete=models.PROTECT, null=True, blank=True, related_name="notices"
    )
    state = models.CharField(max_length=9, choices=STATES, default=State.DRAFT)
    about = models.CharField(max_length=8, choices=About, default=About.ABSENCE)
    seen = models.JSONField(null=True, blank=True)
    warning_skipped_because = models.TextField(blank=True)
    issuer = models.CharField(max_length=17, choices=ISSUERS, default="officer")
    issuer_is_authorised = models.BooleanField(default=False)
    method = models.CharField(max_length=12, choices=METHODS, default="first_class")
    issued_on: Any = models.DateField(null=True, blank=True)
    regime = models.CharField(max_length=4, blank=True)
    is_old_law = models.BooleanField(default=False)
    occasion = models.CharField(max_length=6, blank=True)
    lower_amount: Any = models.PositiveIntegerField(null=True, blank=True)
    lower_days: Any = models.PositiveSmallIntegerField(null=True, blank=True)
    full_amount: Any = models.PositiveIntegerField(null=True, blank=True)
    full_days: Any = models.PositiveSmallIntegerField(null=True, blank=True)
    sent_on: Any = models.DateField(null=True, blank=True)
    received_on: Any = models.DateField(null=True, blank=True)
    is_presumed = models.BooleanField(default=True)
    lower_until: Any = models.DateField(null=True, blank=True)
    full_until: Any = models.DateField(null=True, blank=True)
    times_served = models.PositiveSmallIntegerField(default=0)
    paid_on = models.DateField(null=True, blank=True)
    paid_amount: Any = models.PositiveIntegerField(null=True, blank=True)
    # A payment did not stand: since when it is unpaid again, and to which day nobody is charged for its sessions.
    reversed_on: Any = models.DateField(null=True, blank=True)
    no_charge_until: Any = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    ground = models.CharField(max_length=14, choices=GROUNDS, blank=True)
    fresh_for: Any = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="fresh"
    )
    # A mark changed after the notice relied on it: the notice is in doubt until a person decides.
    doubted_at = models.DateTimeField(null=True, blank=True)
    recount = models.JSONField(null=True, blank=True)
    doubt_answer = models.TextField(blank=True)

    objects: ClassVar[Any] = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=(State.DRAFT, State.DROPPED))
                | Q(
                    decision__isnull=False,
                    issued_on__isnull=False,
                    full_amount__isnull=False,
                    checked_by__isnull=False,
                ),
                name="given_notices_were_decided",
            ),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True) | ~Q(checked_by=F("drafted_by")),
                name="notice_checked_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(State.SERVED, State.PAID, State.CHARGED))
                | Q(sent_on__isnull=False, received_on__isnull=False, full_until__isnull=False),
                name="served_notices_have_their_days",
            ),
            models.CheckConstraint(
                condition=Q(sent_on__isnull=True) | Q(sent_on__gte=F("issued_on")),
                name="notice_sent_after_issue",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.PAID) | Q(paid_on__isnull=False, paid_amount__isnull=False),
                name="paid_notices_have_their_payment",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.WITHDRAWN) | ~Q(ground=""), name="withdrawn_on_a_ground"
            ),
        ]
        indexes = [
            models.Index(fields=["pupil", "parent", "-issued_on"], name="notices_of_a_parent"),
            models.Index(fields=["state", "full_until"], name="notices_by_deadline"),
            models.Index(
                fields=["doubted_at"], condition=Q(doubted_at__isnull=False), name="notices_in_doubt"
            ),
        ]
        triggers = [
            pgtrigger.FSM(name="notice_moves", field="state", transitions=transitions(MOVES)),
            LIMIT,
            GIVEN_STANDS,
            FREE_SESSIONS,
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def label(self) -> str:
        """Its state in words."""
        return LABELS[State(self.state)]


class OfNotice(Visible):
    """Rows of a notice are seen by those who see the notice."""

    path = "notice"
    sight = Legal.sight


# Whether a session is used is the notice's word, whoever writes the row.
FOLLOW_NOTICE = pgtrigger.Trigger(
    name="session_as_its_notice",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("is_live", "notice_id"),
    func="""
        SELECT n.state NOT IN ('draft', 'dropped') AND NOT (n.state = 'withdrawn' AND n.ground = 'material_error')
          INTO NEW.is_live FROM enforcement_notice n WHERE n.id = NEW.notice_id;
        RETURN NEW;
    """,
)


# A notice is not given for a session that a charge rests on already.
NOT_CHARGED = pgtrigger.Trigger(
    name="session_not_charged_before",
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("is_live"),
    condition=pgtrigger.Q(new__is_live=True),
    func="""
        IF TG_OP = 'UPDATE' THEN IF OLD.is_live THEN RETURN NULL; END IF; END IF;
        IF EXISTS (SELECT FROM enforcement_chargedsession c WHERE c.is_live AND c.parent_id = NEW.parent_id
                     AND c.pupil_id = NEW.pupil_id AND c.on = NEW.on AND c.session = NEW.session)
        THEN RAISE EXCEPTION 'the session is charged in court' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NULL;
    """,
)


class NoticeSession(models.Model):
    """A session that a notice rests on, with its code then. One parent, one child, one session: one live notice."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="sessions")
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="+")
    parent = models.ForeignKey(Parent, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    session = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=2)
    is_live = models.BooleanField(default=False)

    objects = OfNotice.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "pupil", "on", "session"],
                condition=Q(is_live=True),
                name="one_live_notice_a_session",
            ),
            models.UniqueConstraint(fields=["notice", "on", "session"], name="one_session_once_in_a_notice"),
            models.CheckConstraint(condition=Q(session__in=(0, 1)), name="notice_session_in_the_day"),
        ]
        triggers = [FOLLOW_NOTICE, NOT_CHARGED]


class NoticeMove(models.Model):
    """One step in a notice's life, with its words: what the page of a notice tells."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="steps")
    on = models.DateField()
    at = models.DateTimeField(auto_now_add=True)
    move = models.CharField(max_length=24)
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = OfNotice.as_manager()
