"""What people did for a child: support from their agency's own list, and contacts with the family."""

from typing import Any

import pgtrigger
from django.db import models
from django.db.models import Q

from agencies.models import InterventionType
from cases.models.audience import Shared
from cases.models.case import Case
from cases.models.entry import Entry


class Contact(models.TextChoices):
    """Ways of reaching a family, open to every agency."""

    VISIT = "visit", "Home visit"
    CALL = "call", "Phone call"
    LETTER = "letter", "Letter"
    MESSAGE = "message", "Text or e-mail"
    OFFICE = "office", "Office visit"


class Reached(models.TextChoices):
    """What came of trying to reach a family in person or by phone."""

    SEEN = "seen", "seen or spoken to"
    NO_REPLY = "no_reply", "no reply"
    REFUSED = "refused", "refused"


# Ways in which a family answers there and then, or does not.
ANSWERED = (Contact.VISIT, Contact.CALL, Contact.OFFICE)


def with_answer(what: str, reached: str) -> str:
    """What was done, and that nobody answered or that it was refused; being seen goes without saying."""
    told = reached not in ("", Reached.SEEN)
    return f"{what}, {Reached(reached).label}" if told else what


class Intervention(Shared):
    """One thing that was done for one child on one day. A wrong one is not changed: a further one `corrects` it.

    `type` is from the list of the agency's kind, `contact` says how the family was reached; one of them is there.
    `people` is empty where nobody was reached. What a group did together has the same `session`.
    """

    case: Any = models.ForeignKey(
        Case, on_delete=models.PROTECT, null=True, blank=True, related_name="interventions"
    )
    type: Any = models.ForeignKey(InterventionType, on_delete=models.PROTECT, null=True, related_name="+")
    contact = models.CharField(max_length=8, choices=Contact, blank=True)
    reached = models.CharField(max_length=8, choices=Reached, blank=True)
    on = models.DateField()
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    people = models.CharField(max_length=200, blank=True)
    outcome = models.TextField()
    next_step = models.CharField(max_length=300, blank=True)
    session = models.UUIDField(null=True, blank=True)
    entry: Any = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="intervention")
    corrects: Any = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(type__isnull=False) | ~Q(contact=""), name="intervention_says_what"
            ),
            models.CheckConstraint(
                condition=Q(contact="") | Q(contact__in=Contact.values), name="intervention_contact_known"
            ),
            models.CheckConstraint(
                condition=Q(reached="") | Q(contact__in=ANSWERED), name="reached_by_visit_or_call"
            ),
        ]
        indexes = [
            models.Index(fields=["pupil", "-on", "-id"], name="interventions_of_child"),
            models.Index(fields=["case", "-on", "-id"], name="interventions_of_case"),
            models.Index(fields=["agency", "-on", "-id"], name="interventions_of_agency"),
        ]
        triggers = [
            pgtrigger.Protect(name="intervention_stays", operation=pgtrigger.Delete),
            # Whose record it is in may be put right by a merge of two records of one child.
            pgtrigger.Protect(
                name="intervention_stands",
                operation=pgtrigger.UpdateOf(
                    "type_id", "contact", "reached", "on", "minutes", "people", "outcome", "next_step", "corrects_id",
                    "agency_id", "by_id", "at", "audience",
                ),
            ),
        ]  # fmt: skip

    @property
    def what(self) -> str:
        """What was done, in a few words."""
        return with_answer(str(self.type.name if self.type_id else self.get_contact_display()), self.reached)
