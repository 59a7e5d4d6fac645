"""The timeline: everything that happened about a child, in words, append-only."""

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q, Value

from agencies.visibility import Viewer
from cases.models.audience import Shared, SharedQuerySet
from cases.models.case import Case


class EntryKind(models.TextChoices):
    """What an entry tells of; the filter of the timeline."""

    REFERRAL = "referral", "Referral"
    CASE = "case", "Case"
    NOTE = "note", "Note"
    ASSESSMENT = "assessment", "Assessment"
    PLAN = "plan", "Plan"
    INTERVENTION = "intervention", "Support given"
    CONTACT = "contact", "Contact or visit"
    MEETING = "meeting", "Meeting"
    INVITATION = "invitation", "Meeting arranged or changed"
    REQUEST = "request", "Request to an agency"
    REVIEW = "review", "Review"
    FEEDBACK = "feedback", "Message to the school"
    DOCUMENT = "document", "Document"
    VIEWS = "views", "Views of child or parent"
    CARE = "care", "Care and safeguarding"
    SWEEP = "sweep", "Truancy sweep"
    LEGAL = "legal", "Legal step"
    PAYMENT = "payment", "Payment"
    LETTER = "letter", "Letter"


# Entries that say somebody was in touch with the child or the family.
IN_TOUCH = (EntryKind.CONTACT, EntryKind.INTERVENTION, EntryKind.MEETING, EntryKind.VIEWS)


class EntryQuerySet(SharedQuerySet):
    """Entries, of one child or of many."""

    def of_child(self, pupil: int, by: Viewer) -> Self:
        """The entries about one child that this person may see: asked once, and not of each of 10,000."""
        child = Value(pupil)
        theirs = self.led_to().reached_one_by_one(child, by, self.sight)
        return self.filter(theirs, self._meant_for(by, child), pupil=pupil)


class Entry(Shared):
    """One thing that happened. A wrong one is not changed: a further one `corrects` it.

    `link` is the path of the page where the thing itself is. `on` is the day it happened, which may be before the
    day it was written down (`at`).
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, blank=True, related_name="entries")
    kind = models.CharField(max_length=12, choices=EntryKind)
    on = models.DateField()
    text = models.TextField()
    link = models.CharField(max_length=200, blank=True)
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )

    objects = EntryQuerySet.as_manager()  # type: ignore[misc]  # a narrower queryset than the abstract row has

    class Meta:
        indexes = [
            models.Index(fields=["case", "-on", "-id"], name="entries_of_case"),
            models.Index(fields=["pupil", "-on", "-id"], name="entries_of_child"),
            models.Index(fields=["case", "-on"], condition=Q(kind__in=IN_TOUCH), name="entries_in_touch"),
            models.Index(fields=["corrects"], condition=Q(corrects__isnull=False), name="corrections"),
        ]
        triggers = [
            pgtrigger.Protect(name="entry_stays", operation=pgtrigger.Delete),
            # Whose record an entry is in may be put right by a merge of two records of one child.
            pgtrigger.Protect(
                name="entry_stands",
                operation=pgtrigger.UpdateOf(
                    "kind", "on", "text", "link", "corrects_id", "agency_id", "by_id", "at", "audience"
                ),
            ),
        ]
