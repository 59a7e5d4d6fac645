"""Tokens for programs: they act under the rights of one membership, narrowed by a scope."""

import hashlib
import secrets
from datetime import date
from typing import Self

from django.db import models
from django.utils import timezone

from agencies.models.membership import Membership


class TokenScope(models.TextChoices):
    """What a token may be used for; it never does more than its membership may.

    Casework has scopes of its own, so that a token made to read attendance opens no child's story.
    """

    READ = "read", "Read schools, pupils, marks and flags"
    WRITE = "write", "Read, and mark flags as seen or acted on"
    REGISTERS = "registers", "Send registers"
    CASES = "cases", "Read casework too: referrals, cases, plans, support and requests"
    CASEWORK = "casework", "Read casework and write it"

    def covers(self, needed: "TokenScope") -> bool:
        """Whether a token of this scope does where another is asked for: what writes also reads."""
        return needed in COVERED[self]


_S = TokenScope
COVERED: dict[TokenScope, frozenset[TokenScope]] = {
    _S.READ: frozenset({_S.READ}),
    _S.WRITE: frozenset({_S.READ, _S.WRITE}),
    _S.REGISTERS: frozenset({_S.REGISTERS}),
    _S.CASES: frozenset({_S.READ, _S.CASES}),
    _S.CASEWORK: frozenset({_S.READ, _S.CASES, _S.CASEWORK}),
}


def digest(secret: str) -> str:
    """SHA-256 of a secret in hexadecimal. A token is 32 random bytes, so a slow hash would add nothing."""
    return hashlib.sha256(secret.encode()).hexdigest()


class TokenQuerySet(models.QuerySet["Token"]):
    """Questions about tokens."""

    def usable(self, on: date) -> Self:
        """Tokens that are neither revoked nor past their last day."""
        return self.filter(revoked_at__isnull=True, expires_on__gte=on)


class Token(models.Model):
    """A token: the secret is shown once and kept only as its digest."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    scope = models.CharField(max_length=12, choices=TokenScope)
    made_at = models.DateTimeField(auto_now_add=True)
    expires_on = models.DateField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = TokenQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    @classmethod
    def make(cls, *, membership: Membership, name: str, scope: str, expires_on: date) -> tuple[Self, str]:
        """A new token and its secret, which cannot be read again."""
        secret = secrets.token_urlsafe(32)
        token = cls(
            membership=membership, name=name, scope=scope, expires_on=expires_on, digest=digest(secret)
        )
        token.full_clean()
        token.save(force_insert=True)
        return token, secret

    def revoke(self) -> None:
        """Stop the token from working, from now on."""
        self.revoked_at = timezone.now()
        self.save(update_fields=["revoked_at"])
