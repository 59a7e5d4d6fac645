"""Letters as they were sent: one parent, one child, one reference, kept with their hash; and print runs."""

from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from agencies.history import append_only, remembered
from agencies.models import Agency, LocalAuthority
from agencies.storage import Shelf
from agencies.visibility import Viewer
from attendance.models import Address, Parent, Pupil
from attendance.models.pupil import new_ref
from cases.models import Case
from enforcement.models.notice import Notice
from enforcement.models.prepared import Legal
from enforcement.models.school_order import AttendanceOrder
from enforcement.models.warning import WarningLetter

LETTERS = Shelf("letters")


class LetterKind(models.TextChoices):
    """What a letter is."""

    NOTICE = "notice", "Penalty notice"
    WARNING = "warning", "Warning"
    REMINDER = "reminder", "Reminder"
    WITHDRAWAL = "withdrawal", "Withdrawal of a notice"
    RECEIPT = "receipt", "Confirmation of payment"
    NOT_ISSUED = "not_issued", "Word to the school that no notice is given"
    NO_NOTICE = "no_notice", "Word to the parent that no notice is given"
    REVERSED = "reversed", "Word that a payment did not stand"
    SAO_NOTICE = "sao_notice", "Notice before a school attendance order"
    SAO_SCHOOL = "sao_school", "Notice of the intended school"
    SAO_ORDER = "sao_order", "School attendance order"
    SAO_TOLD = "sao_told", "Word to the school that an order names it"


# In the order in which they are sent.
OF_ORDER = (LetterKind.SAO_NOTICE, LetterKind.SAO_SCHOOL, LetterKind.SAO_ORDER, LetterKind.SAO_TOLD)
# These go to a school, and say nothing of where the parent lives.
TO_SCHOOL = (LetterKind.NOT_ISSUED, LetterKind.SAO_TOLD)


class LetterheadQuerySet(models.QuerySet["Letterhead"]):
    """Letterheads are an authority's own."""

    def visible_to(self, by: Viewer) -> "LetterheadQuerySet":
        """Those of the viewer's authority."""
        return self.filter(authority=by.authority_id)


class Letterhead(models.Model):
    """What the authority's letters say of itself from a day on: its address, and how it is paid. Never rewritten."""

    authority = models.ForeignKey(LocalAuthority, on_delete=models.PROTECT, related_name="letterheads")
    began_on = models.DateField()
    sender = models.TextField()
    how_to_pay = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = LetterheadQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["authority", "-began_on", "-id"], name="letterheads_by_day")]
        triggers = [append_only("letterhead_stands")]


class PrintRunQuerySet(models.QuerySet["PrintRun"]):
    """Print runs are an agency's own."""

    def visible_to(self, by: Viewer) -> "PrintRunQuerySet":
        """The print runs of agencies within reach."""
        return self.filter(agency__in=by.reach)


class PrintRun(models.Model):
    """Letters made together, to be posted on a day; what is owed are its letters without a file."""

    ref = models.CharField(max_length=10, unique=True, default=new_ref, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    # The day that the letters bear, and on which they are to be posted; `sent_on` is when somebody said they were.
    posted_on = models.DateField()
    sent_on = models.DateField(null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = PrintRunQuerySet.as_manager()


# A letter that was made stays as it was made; only whether it was posted and came back is written later.
MADE_STANDS = pgtrigger.Trigger(
    name="letter_stays_as_sent",
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    condition=~pgtrigger.Q(old__file=""),
    func="""
        IF TG_OP = 'DELETE' OR (OLD.file, OLD.digest, OLD.size, OLD.notice_id, OLD.warning_id, OLD.attendance_order_id,
                                OLD.address_id, OLD.kind, OLD.parent_id, OLD.pupil_id, OLD.own_words, OLD.on)
           IS DISTINCT FROM (NEW.file, NEW.digest, NEW.size, NEW.notice_id, NEW.warning_id, NEW.attendance_order_id,
                             NEW.address_id, NEW.kind, NEW.parent_id, NEW.pupil_id, NEW.own_words, NEW.on)
        THEN RAISE EXCEPTION 'a letter that was made is not changed' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)


@remembered
class Letter(models.Model):
    """One letter, owed until its file is there. `number` counts those of a kind for one notice, warning or order."""

    ref = models.CharField(max_length=10, unique=True, default=new_ref, editable=False)
    run = models.ForeignKey(PrintRun, on_delete=models.PROTECT, null=True, blank=True, related_name="letters")
    kind = models.CharField(max_length=10, choices=LetterKind)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="letters")
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="letters")
    parent = models.ForeignKey(Parent, on_delete=models.PROTECT, related_name="letters")
    # The school's own letter has none: it goes to the school, and says nothing of where the parent lives.
    address = models.ForeignKey(
        Address, on_delete=models.PROTECT, null=True, blank=True, related_name="letters"
    )
    notice = models.ForeignKey(
        Notice, on_delete=models.PROTECT, null=True, blank=True, related_name="letters"
    )
    warning = models.ForeignKey(
        WarningLetter, on_delete=models.PROTECT, null=True, blank=True, related_name="letters"
    )
    attendance_order: Any = models.ForeignKey(
        AttendanceOrder, on_delete=models.PROTECT, null=True, blank=True, related_name="letters"
    )
    number = models.PositiveSmallIntegerField(default=1)
    # What the writer added between the locked lawful parts.
    own_words = models.TextField(blank=True)
    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    file = models.CharField(max_length=60, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)
    cannot_because = models.CharField(max_length=300, blank=True)
    sent_on = models.DateField(null=True, blank=True)
    came_back_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = Legal.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "kind", "number"],
                condition=Q(notice__isnull=False),
                name="no_letter_of_a_notice_twice",
            ),
            models.UniqueConstraint(
                fields=["warning", "kind", "number"],
                condition=Q(warning__isnull=False),
                name="no_letter_of_a_warning_twice",
            ),
            models.UniqueConstraint(
                fields=["attendance_order", "kind", "number"],
                condition=Q(attendance_order__isnull=False),
                name="no_letter_of_an_order_twice",
            ),
            models.CheckConstraint(
                condition=Q(file="", digest="") | Q(~Q(file=""), ~Q(digest="")),
                name="letters_have_their_hash",
            ),
            models.CheckConstraint(
                condition=Q(sent_on__isnull=True) | ~Q(file=""), name="letters_sent_were_made"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=("not_issued", "sao_told"), address__isnull=True)
                | ~Q(kind__in=("not_issued", "sao_told")) & Q(address__isnull=False),
                name="letters_to_parents_have_an_address",
            ),
        ]
        indexes = [
            models.Index(fields=["run"], condition=Q(file=""), name="letters_owed"),
            models.Index(
                fields=["address"], condition=Q(came_back_on__isnull=False), name="letters_that_came_back"
            ),
        ]
        triggers = [MADE_STANDS]
