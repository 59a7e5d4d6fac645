"""Money: what came in, by hand or by bank file, what it did, and what waits for a person's decision; in pence."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from agencies.history import append_only, remembered
from agencies.models import LocalAuthority, Membership
from agencies.rules.roles import Permission
from agencies.storage import Shelf
from agencies.visibility import Viewer
from attendance.models.pupil import new_ref
from enforcement.models.notice import Notice, OfNotice
from enforcement.rules.allocation import Outcome

BANK_FILES = Shelf("bank")

OUTCOMES = [(outcome.name.lower(), outcome.value.capitalize()) for outcome in Outcome]


class MoneyQuerySet(models.QuerySet[Any]):
    """Money is the authority's: for those of it who take payments."""

    def visible_to(self, by: Viewer) -> Self:
        """The money of the viewer's authority, if they take payments."""
        return self.filter(authority=by.authority_id) if by.may(Permission.TAKE_PAYMENTS) else self.none()

    def undecided(self) -> Self:
        """What is held or disputed and waits for a person."""
        return self.filter(Q(held__gt=0) | Q(is_disputed=True), decided_on__isnull=True)

    def to_refund(self) -> Self:
        """What is owed back and was not sent back yet."""
        return self.filter(refund__gt=F("refunded"))


class BankFile(models.Model):
    """A file of the bank, once: the same bytes again are the same file."""

    ref = models.CharField(max_length=10, unique=True, default=new_ref, editable=False)
    authority = models.ForeignKey(LocalAuthority, on_delete=models.PROTECT, related_name="bank_files")
    digest = models.CharField(max_length=64)
    kept_as = models.CharField(max_length=60)
    layout = models.CharField(max_length=8)
    # Which column is what, or what was wrong with statements that were looked at; empty until somebody has said or
    # seen so, and lines are taken from then on.
    mapping = models.JSONField(default=dict)
    # How many of its lines are done; of these: payments taken, known before, and no money for us.
    lines = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    taken = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    outgoing = models.PositiveIntegerField(default=0)
    rejects = models.JSONField(default=list)
    refused = models.CharField(max_length=400, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    # Who sent it, as what: a worker takes its lines in their name.
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = MoneyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "digest"], name="one_bank_file_once"),
        ]

    @property
    def is_asking(self) -> bool:
        """Whether somebody has still to say which column is what, or to look at the statements."""
        return not self.mapping and self.ended_at is None

    @property
    def to_look_at(self) -> int:
        """How many of the lines that are done somebody has to look at; `rejects` holds the first of them."""
        return self.done - self.taken - self.known - self.outgoing


class BankMapping(models.Model):
    """Which column of a bank's file means what, kept for the next time."""

    authority = models.ForeignKey(LocalAuthority, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    mapping = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = MoneyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "name"], name="one_bank_mapping_per_name")
        ]


class Way(models.TextChoices):
    """How money came."""

    BANK = "bank", "Bank transfer"
    CARD = "card", "Card"
    CHEQUE = "cheque", "Cheque"
    CASH = "cash", "Cash"


@remembered
class Payment(models.Model):
    """Money that came in. What paid notices, what is refunded, held or taken back by the bank make up the amount."""

    ref = models.CharField(max_length=10, unique=True, default=new_ref, editable=False)
    authority = models.ForeignKey(LocalAuthority, on_delete=models.PROTECT, related_name="payments")
    file = models.ForeignKey(
        BankFile, on_delete=models.PROTECT, null=True, blank=True, related_name="payments"
    )
    line = models.PositiveIntegerField(null=True, blank=True)
    # Names one movement of money, so that overlapping statements and double clicks bring it in once.
    key = models.CharField(max_length=64)
    way = models.CharField(max_length=6, choices=Way, default=Way.BANK)
    received_on = models.DateField()
    amount = models.PositiveIntegerField()
    discharged = models.PositiveIntegerField(default=0)
    refund = models.PositiveIntegerField(default=0)
    refunded = models.PositiveIntegerField(default=0)
    held = models.PositiveIntegerField(default=0)
    # What the bank took back after it had come.
    reversed = models.PositiveIntegerField(default=0)
    text = models.CharField(max_length=500, blank=True)
    is_disputed = models.BooleanField(default=False)
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decision = models.TextField(blank=True)
    refunded_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    objects = MoneyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(refunded__lte=F("refund")), name="no_more_refunded_than_owed"),
            models.UniqueConstraint(fields=["authority", "key"], name="no_payment_twice"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_is_something"),
            models.CheckConstraint(
                condition=Q(amount=F("discharged") + F("refund") + F("held") + F("reversed")),
                name="payment_adds_up",
            ),
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True) | Q(decided_by__isnull=False, held=0),
                name="decided_by_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["authority", "received_on"],
                condition=Q(decided_on__isnull=True) & (Q(held__gt=0) | Q(is_disputed=True)),
                name="money_undecided",
            ),
            models.Index(
                fields=["authority", "received_on"],
                condition=Q(refund__gt=F("refunded")),
                name="money_to_refund",
            ),
        ]

    @property
    def to_refund(self) -> int:
        """What is still to be sent back, in pence."""
        return self.refund - self.refunded

    @property
    def is_undecided(self) -> bool:
        """Whether it waits for a person."""
        return self.decided_on is None and (self.held > 0 or self.is_disputed)


class PaymentPart(models.Model):
    """What a payment did to one notice, and how much of it went there; append-only."""

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="parts")
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="parts")
    amount = models.PositiveIntegerField()
    outcome = models.CharField(max_length=10, choices=OUTCOMES)
    at = models.DateTimeField(auto_now_add=True)

    objects = OfNotice.as_manager()

    class Meta:
        indexes = [models.Index(fields=["notice"], name="parts_of_a_notice")]
        triggers = [append_only("payment_part_stands")]
