"""Money: what came in, by hand or by bank file, what it did, and what waits for a person's decision; in pence."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from agencies.history import append_only, remembered
from agencies.models import LocalAuthority
from agencies.rules.roles import Permission
from agencies.visibility import Viewer
from attendance.models.pupil import new_ref
from enforcement.models.notice import Notice, OfNotice
from enforcement.rules.allocation import Outcome

OUTCOMES = [(outcome.name.lower(), outcome.value.capitalize()) for outcome in Outcome]


class MoneyQuerySet(models.QuerySet["Payment"]):
    """Money is the authority's: for those of it who take payments."""

    def visible_to(self, by: Viewer) -> "MoneyQuerySet":
        """The money of the viewer's authority, if they take payments."""
        return self.filter(authority=by.authority_id) if by.may(Permission.TAKE_PAYMENTS) else self.none()

    def undecided(self) -> "MoneyQuerySet":
        """What is held or disputed and waits for a person."""
        return self.filter(Q(held__gt=0) | Q(is_disputed=True), decided_on__isnull=True)


class BankFile(models.Model):
    """A file of the bank, once: the same bytes again are the same file."""

    ref = models.CharField(max_length=10, unique=True, default=new_ref, editable=False)
    authority = models.ForeignKey(LocalAuthority, on_delete=models.PROTECT, related_name="bank_files")
    digest = models.CharField(max_length=64)
    kept_as = models.CharField(max_length=60)
    layout = models.CharField(max_length=8)
    mapping = models.JSONField(default=dict)
    lines = models.PositiveIntegerField(default=0)
    taken = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    rejects = models.JSONField(default=list)
    ended_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = MoneyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "digest"], name="one_bank_file_once"),
        ]


class Way(models.TextChoices):
    """How money came."""

    BANK = "bank", "Bank transfer"
    CARD = "card", "Card"
    CHEQUE = "cheque", "Cheque"
    CASH = "cash", "Cash"


@remembered
class Payment(models.Model):
    """Money that came in. What discharged notices, what is refunded and what is held add up to the amount."""

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
    held = models.PositiveIntegerField(default=0)
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
            models.UniqueConstraint(fields=["authority", "key"], name="no_payment_twice"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_is_something"),
            models.CheckConstraint(
                condition=Q(amount=F("discharged") + F("refund") + F("held")), name="payment_adds_up"
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
            )
        ]


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
