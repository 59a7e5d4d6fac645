"""Answers kept for programs that ask again: one key with one content is one act, however often it is sent."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models

from agencies.models.token import Token

KEPT = timedelta(days=1)


class IdempotencyQuerySet(models.QuerySet["IdempotencyKey"]):
    """Questions about kept answers."""

    def stale(self, at: datetime) -> Self:
        """Answers older than a day, which nobody can ask for any more."""
        return self.filter(at__lt=at - KEPT)


class IdempotencyKey(models.Model):
    """The first answer to a request that a token sent with a key. It holds no personal data of a child.

    `digest` is the SHA-256 of what was sent; `body` the answer. A request that was refused leaves no row.
    """

    token = models.ForeignKey(Token, on_delete=models.CASCADE, related_name="idempotency_keys")
    key = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    body = models.JSONField(null=True)
    at = models.DateTimeField()

    objects = IdempotencyQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "key"], name="one_answer_per_key")]
