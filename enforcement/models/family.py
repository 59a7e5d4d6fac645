"""What officers found out before a step: who a parent is, what support was offered, what the family wrote."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from agencies.history import remembered, stands
from agencies.models import LocalAuthority
from attendance.models import Parent, Pupil
from cases.models import Case
from enforcement.models.prepared import Legal
from enforcement.rules.support import Outcome

OUTCOMES = [(outcome.name.lower(), outcome.value.capitalize()) for outcome in Outcome]


class PersonCheck(models.Model):
    """Who a parent is and what they had to do with the absence, as an officer found on a day; the latest counts."""

    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="person_checks")
    parent = models.ForeignKey(Parent, on_delete=models.PROTECT, related_name="checks")
    on = models.DateField()
    identity_confirmed = models.BooleanField()
    how = models.CharField(max_length=300)
    is_individual = models.BooleanField(default=True)
    is_natural = models.BooleanField()
    born_on = models.DateField(null=True, blank=True)
    said_adult = models.BooleanField()
    died_on = models.DateField(null=True, blank=True)
    took_part = models.BooleanField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = Legal.as_manager()

    class Meta:
        indexes = [models.Index(fields=["pupil", "parent", "-id"], name="checks_of_a_parent")]
        triggers = stands(
            "person_check", "parent_id", "on", "identity_confirmed", "how", "is_individual", "is_natural", "born_on",
            "said_adult", "died_on", "took_part", "by_id", "at",
        )  # fmt: skip


@remembered
class SupportOffer(models.Model):
    """Support offered to the family on a day, and what became of it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="support_offers")
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="support_offers")
    offered_on = models.DateField()
    what = models.CharField(max_length=200)
    outcome = models.CharField(max_length=12, choices=OUTCOMES, default="under_way")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = Legal.as_manager()


class Channel(models.TextChoices):
    """How a message came."""

    LETTER = "letter", "Letter"
    EMAIL = "email", "E-mail"
    CALL = "call", "Telephone call"
    SCHOOL = "school", "Said at the school"
    RETURNED = "returned", "A letter of ours came back"


@remembered
class Correspondence(models.Model):
    """What a family wrote or said. Unread it holds every step; "we have paid" holds until somebody has decided."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="correspondence")
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="correspondence")
    parent = models.ForeignKey(
        Parent, on_delete=models.PROTECT, null=True, blank=True, related_name="correspondence"
    )
    received_on = models.DateField()
    channel = models.CharField(max_length=8, choices=Channel)
    text = models.TextField()
    says_paid = models.BooleanField(default=False)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    read_on = models.DateField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    answer = models.TextField(blank=True)

    objects = Legal.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["pupil"], condition=Q(read_on__isnull=True), name="unread_correspondence"),
            models.Index(
                fields=["pupil"],
                condition=Q(says_paid=True, decided_on__isnull=True),
                name="says_paid_undecided",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True) | Q(read_on__isnull=False), name="read_before_decided"
            )
        ]


@remembered
class Enquiry(models.Model):
    """Whether another authority gave notices: asked and answered, or the word that there is none to ask.

    `authority` is None where the child and the parent lived and went to school only here for three years.
    """

    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="enquiries")
    parent = models.ForeignKey(Parent, on_delete=models.PROTECT, related_name="enquiries")
    authority = models.ForeignKey(
        LocalAuthority, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    how_known = models.CharField(max_length=300)
    asked_on = models.DateField()
    answered_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = Legal.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | Q(answered_on__gte=models.F("asked_on")),
                name="enquiry_answered_after_asking",
            ),
            models.UniqueConstraint(
                fields=["pupil", "parent", "authority"],
                condition=Q(answered_on__isnull=True),
                name="one_open_enquiry",
            ),
        ]


@remembered
class NoticeElsewhere(models.Model):
    """A notice that another authority says it gave."""

    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="notices")
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="notices_elsewhere")
    parent = models.ForeignKey(Parent, on_delete=models.PROTECT, related_name="notices_elsewhere")
    their_reference = models.CharField(max_length=40)
    issued_on = models.DateField()
    is_withdrawn = models.BooleanField(default=False)

    objects = Legal.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pupil", "parent", "their_reference"], name="one_notice_elsewhere_once"
            )
        ]
