"""Terms closed: what was told, with the rules and the imports it rested on, never changed again."""

from django.conf import settings
from django.db import models

from agencies.history import append_only
from agencies.models import LocalAuthority
from attendance.models import School
from attendance.models.school import SchoolPath
from reporting.models.targets import OfAuthority


class FrozenTerm(models.Model):
    """A term or year as it was told: every figure in one document, compressed, with its digest."""

    authority = models.ForeignKey(LocalAuthority, on_delete=models.PROTECT, related_name="frozen_terms")
    year = models.PositiveSmallIntegerField()
    period = models.PositiveSmallIntegerField()
    on = models.DateField(help_text="The day up to which registers were counted")
    rule_set = models.CharField(max_length=300)
    imports = models.JSONField(help_text="How many files had been applied, and when the newest was")
    document = models.BinaryField()
    digest = models.CharField(max_length=64)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(auto_now_add=True)

    objects = OfAuthority.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "year", "period"], name="a_term_is_closed_once")
        ]
        triggers = [append_only("frozen_term_stands")]


class FrozenRoll(models.Model):
    """The pupils behind a closed term's figures, packed as in `PeriodRoll`: from them later changes are explained."""

    frozen = models.ForeignKey(FrozenTerm, on_delete=models.CASCADE, related_name="rolls")
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="frozen_rolls")
    records = models.BinaryField()

    objects = SchoolPath.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["frozen", "school"], name="one_frozen_roll")]
