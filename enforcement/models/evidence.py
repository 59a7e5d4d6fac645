"""What a court pack is made of: interviews, statements, schedules, and the papers as they were made."""

from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from agencies.history import remembered
from agencies.storage import Shelf
from cases.models import Document
from enforcement.models.letter import Letter
from enforcement.models.prosecution import OfProsecution, Prosecution

PAPERS = Shelf("court-papers")
USER: dict[str, Any] = {"to": settings.AUTH_USER_MODEL, "on_delete": models.PROTECT, "related_name": "+"}


@remembered
class Interview(models.Model):
    """An interview under caution: the written invitation, and what became of it."""

    prosecution = models.ForeignKey(Prosecution, on_delete=models.PROTECT, related_name="interviews")
    invited_on = models.DateField()
    planned_on = models.DateField()
    place = models.CharField(max_length=200)
    held_on = models.DateField(null=True, blank=True)
    # Questions whose answers may be evidence are put only after the caution.
    cautioned = models.BooleanField(default=False)
    present = models.CharField(max_length=300, blank=True)
    record = models.TextField(blank=True)
    not_held_because = models.TextField(blank=True)
    by = models.ForeignKey(**USER)

    objects = OfProsecution.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(planned_on__gte=F("invited_on")), name="interview_after_its_invitation"
            ),
            models.CheckConstraint(
                condition=Q(held_on__isnull=True) | Q(cautioned=True, held_on__gte=F("invited_on")),
                name="no_interview_without_caution",
            ),
        ]


@remembered
class Statement(models.Model):
    """A witness statement under section 9: what one witness did and saw, in their own words."""

    prosecution = models.ForeignKey(Prosecution, on_delete=models.PROTECT, related_name="statements")
    witness = models.CharField(max_length=120)
    post = models.CharField(max_length=120)
    text = models.TextField()
    signed_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(**USER)
    version = models.PositiveIntegerField(default=1)

    objects = OfProsecution.as_manager()


class ItemKind(models.TextChoices):
    """To which schedule a line of the pack belongs."""

    EXHIBIT = "exhibit", "Exhibit"
    UNUSED = "unused", "Unused material"
    COST = "cost", "Costs"


@remembered
class PackItem(models.Model):
    """A line of a schedule of the pack: an exhibit, something unused, a cost."""

    prosecution = models.ForeignKey(Prosecution, on_delete=models.PROTECT, related_name="items")
    kind = models.CharField(max_length=7, choices=ItemKind)
    number = models.PositiveSmallIntegerField()
    on = models.DateField(null=True, blank=True)
    what = models.CharField(max_length=300)
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="exhibited"
    )
    letter = models.ForeignKey(
        Letter, on_delete=models.PROTECT, null=True, blank=True, related_name="exhibited"
    )
    is_sensitive = models.BooleanField(default=False)
    helps_defence = models.BooleanField(default=False)
    amount: Any = models.PositiveIntegerField(null=True, blank=True)
    by = models.ForeignKey(**USER)

    objects = OfProsecution.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["prosecution", "kind", "number"], name="one_number_once"),
            models.CheckConstraint(
                condition=~Q(kind="cost") | Q(amount__isnull=False), name="costs_have_their_amount"
            ),
        ]


class PaperKind(models.TextChoices):
    """The papers that are made from the record."""

    CERTIFICATE = "certificate", "Certificate of attendance"
    STATEMENT = "statement", "Section 9 statement"
    EXHIBITS = "exhibits", "List of exhibits"
    REGISTER = "register", "Register of the year"
    CHRONOLOGY = "chronology", "Chronology"
    LETTERS = "letters", "Letters to this parent"
    UNUSED = "unused", "Schedule of unused material"
    COSTS = "costs", "Schedule of costs"
    CHARGES = "charges", "Schedule of what is charged"
    ORDER = "order", "The order"
    SERVICE = "service", "Certificate of service"
    FAILURES = "failures", "Record of failures"


# A paper that was made stays as it was made; signing it, or setting it aside, is written later and once.
PAPER_STANDS = pgtrigger.Trigger(
    name="court_paper_stays_as_made",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    func="""
        IF TG_OP = 'DELETE' OR (OLD.file, OLD.digest, OLD.size, OLD.kind, OLD.basis, OLD.number, OLD.on)
           IS DISTINCT FROM (NEW.file, NEW.digest, NEW.size, NEW.kind, NEW.basis, NEW.number, NEW.on)
           OR (OLD.signed_on IS NOT NULL AND OLD.signed_on IS DISTINCT FROM NEW.signed_on)
        THEN RAISE EXCEPTION 'a court paper that was made is not changed' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)


class CourtPaper(models.Model):
    """A paper of the pack as it was made, kept with its hash; `basis` are the marks that a certificate states."""

    prosecution = models.ForeignKey(Prosecution, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=11, choices=PaperKind)
    number = models.PositiveSmallIntegerField()
    on = models.DateField()
    file = models.CharField(max_length=60)
    digest = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    basis = models.JSONField(default=dict, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    signed_by = models.CharField(max_length=120, blank=True)
    by = models.ForeignKey(**USER)
    at = models.DateTimeField(auto_now_add=True)

    objects = OfProsecution.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["prosecution", "kind", "number"], name="one_paper_once"),
            models.CheckConstraint(
                condition=Q(signed_on__isnull=True) | ~Q(signed_by="") & Q(signed_on__gte=F("on")),
                name="signed_by_somebody",
            ),
        ]
        triggers = [PAPER_STANDS]
