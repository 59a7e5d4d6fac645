"""Documents of a case: a private file with its hash, and for whom it is."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from agencies.history import remembered
from agencies.storage import Shelf
from cases.models.audience import Shared
from cases.models.case import Case
from cases.rules.documents import KINDS

DOCUMENTS = Shelf("documents")


@remembered
class Document(Shared):
    """A file somebody added. It is never changed; a wrong one is withdrawn with a reason, and the record stays."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="documents")
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=4, choices=[(kind.key, kind.label) for kind in KINDS.values()])
    file = models.CharField(max_length=64, editable=False)
    digest = models.CharField(max_length=64, editable=False)
    size = models.PositiveBigIntegerField()
    scanned = models.BooleanField(default=False)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    why_withdrawn = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | ~Q(why_withdrawn=""), name="withdrawing_says_why"
            ),
            models.UniqueConstraint(
                fields=["case", "digest", "audience", "agency"],
                condition=Q(withdrawn_on__isnull=True),
                name="one_document_once",
            ),
        ]
        indexes = [models.Index(fields=["case", "-at"], name="documents_of_case")]
