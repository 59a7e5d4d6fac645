"""Who looked: one row for each child's record opened, list exported, search made or door found shut."""

from django.db import models

from agencies.history import append_only
from agencies.models.agency import Agency
from agencies.models.user import User


class AccessAct(models.TextChoices):
    """What was done."""

    VIEW = "view", "Looked at"
    SEARCH = "search", "Searched"
    EXPORT = "export", "Downloaded"
    REFUSED = "refused", "Was refused"


class AccessRecord(models.Model):
    """An append-only record of somebody looking. It holds keys and page names, no personal data of a child."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    act = models.CharField(max_length=8, choices=AccessAct)
    page = models.CharField(max_length=80)
    # The child's key without a constraint: the record outlives the child's, and attendance stands above this app.
    pupil_id = models.BigIntegerField(null=True)
    results = models.PositiveIntegerField(null=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["pupil_id", "-at"], name="access_by_pupil")]
        triggers = [append_only("access_record_stands")]

    def __str__(self) -> str:
        return f"{self.get_act_display()} {self.page}"
