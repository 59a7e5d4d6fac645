"""What people are told: messages, written with the act itself, and the e-mails that point to them."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from agencies.models.membership import Membership
from agencies.rules.telling import USUAL, Rhythm, sentence, told_before
from agencies.visibility import Viewer

# An e-mail that has been on its way for longer was left behind by a sender that died.
STALE = timedelta(minutes=15)
RHYTHMS = [
    (Rhythm.AT_ONCE.value, "At once"),
    (Rhythm.DAILY.value, "Once a day, in the morning of working days"),
    (Rhythm.WEEKLY.value, "Once a week, on Monday morning"),
    (Rhythm.NEVER.value, "Never: I look at my messages here"),
]


class MailState(models.TextChoices):
    """Where an e-mail is. `DOUBTFUL`: its sender died while sending; it is not sent twice by itself."""

    WAITING = "waiting", "Waiting"
    SENDING = "sending", "Being sent"
    SENT = "sent", "Sent"
    DOUBTFUL = "doubtful", "May not have been sent"
    REFUSED = "refused", "Refused by the mail server"
    BOUNCED = "bounced", "Came back"
    FAILED = "failed", "Given up"


# The address itself is at fault: nothing more is sent to it until somebody decides.
DEAD = (MailState.REFUSED, MailState.BOUNCED)
UNDELIVERED = (*DEAD, MailState.FAILED, MailState.DOUBTFUL)


class MailQuerySet(models.QuerySet["Mail"]):
    """Questions about e-mails."""

    def due(self, at: datetime) -> Self:
        """Those to be sent now, oldest first."""
        return self.filter(state=MailState.WAITING, next_try_at__lte=at).order_by("next_try_at", "pk")

    def left_behind(self, at: datetime) -> Self:
        """Those whose sender died while it sent them."""
        return self.filter(state=MailState.SENDING, claimed_at__lt=at - STALE)

    def unreached(self) -> Self:
        """The last e-mail to a person, where that did not reach them."""
        later = Mail.objects.filter(membership=OuterRef("membership"), pk__gt=OuterRef("pk"))
        return self.filter(~Exists(later), state__in=UNDELIVERED)

    def visible_to(self, by: Viewer) -> Self:
        """E-mails to people of the same authority; what they were about is in none of them."""
        return self.filter(membership__agency__authority_id=by.authority_id)


class Mail(models.Model):
    """One e-mail to one person: how many things of which kinds wait for them, and nothing else.

    `error` holds the mail server's code, never its words, which may repeat an address.
    """

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="mails")
    address = models.EmailField(max_length=254)
    state = models.CharField(max_length=8, choices=MailState, default=MailState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=20, blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["next_try_at"], condition=Q(state__in=("waiting", "sending")), name="mail_to_send"
            )
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=MailState.values), name="mail_state_known"),
            models.CheckConstraint(
                condition=~Q(state="sending") | Q(claimed_at__isnull=False), name="mail_sending_is_claimed"
            ),
        ]


class MessageQuerySet(models.QuerySet["Message"]):
    """Questions about messages."""

    def visible_to(self, by: Viewer) -> Self:
        """One's own, under the membership one acts under."""
        return self.filter(membership_id=by.membership_id)

    def unread(self) -> Self:
        """Those their person has not opened or marked as read."""
        return self.filter(read_at__isnull=True)

    def unmailed(self, at: datetime) -> Self:
        """Unread ones whose e-mail is due by their person's own rhythm, and could reach them."""
        due = Q(pk__in=[])
        for rhythm in Rhythm:
            before = told_before(rhythm, at)
            if before is None:
                continue
            chosen = Q(membership__message_choice__rhythm=rhythm)
            if rhythm is USUAL:
                chosen |= Q(membership__message_choice__isnull=True)
            due |= chosen & Q(told_at__lte=before)
        dead = Mail.objects.filter(
            membership=OuterRef("membership"), address=OuterRef("membership__user__email"), state__in=DEAD
        )
        current = Membership.objects.current(at.date()).filter(agency__is_open=True, user__is_active=True)
        found = self.unread().filter(due, mail__isnull=True, membership__in=current)
        return found.filter(~Exists(dead))


class Message(models.Model):
    """Something a person is told: a kind of work, how much, and the page where it is; never about whom.

    `key` is what the work is, in keys of rows: the same thing is told to a person once.
    """

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="told")
    kind = models.CharField(max_length=30)
    key = models.CharField(max_length=100)
    path = models.CharField(max_length=200)
    count = models.PositiveIntegerField(default=1)
    told_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mail = models.ForeignKey(Mail, on_delete=models.SET_NULL, null=True, related_name="told")

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["membership", "kind", "key"], name="told_once"),
            models.CheckConstraint(
                condition=Q(path__regex=r"^/([A-Za-z0-9._~-]+/)*[A-Za-z0-9._~-]*$"),
                name="message_leads_to_a_path",
            ),
            models.CheckConstraint(condition=Q(count__gte=1), name="message_of_something"),
        ]
        indexes = [
            models.Index(fields=["membership"], condition=Q(read_at__isnull=True), name="messages_unread"),
            models.Index(F("membership"), F("told_at").desc(), name="messages_of_a_person"),
        ]

    @property
    def sentence(self) -> str:
        """What it says."""
        return sentence(self.kind, self.count)


class MessageChoice(models.Model):
    """How often a person hears by e-mail under one membership; without a row, once a day."""

    membership = models.OneToOneField(Membership, on_delete=models.CASCADE, related_name="message_choice")
    rhythm = models.CharField(max_length=8, choices=RHYTHMS, default=USUAL.value)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(rhythm__in=list(Rhythm)), name="message_rhythm_known")
        ]
