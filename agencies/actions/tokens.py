"""Making and revoking tokens for programs."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from agencies.acting import Acting
from agencies.models import Membership, Token
from agencies.models.token import TokenScope
from agencies.rules.roles import Permission

LONGEST = timedelta(days=366)
# What a role must hold for a token that does more than read attendance.
NEEDED = {
    TokenScope.REGISTERS: Permission.IMPORT_REGISTERS,
    TokenScope.WRITE: Permission.ACT_ON_FLAGS,
    TokenScope.CASES: Permission.VIEW_CASE,
    TokenScope.CASEWORK: Permission.LOG_WORK,
}


class TokenRefused(Exception):
    """The token may not be made; the message says why and what to do."""


@transaction.atomic
def make_token(*, by: Acting, name: str, scope: TokenScope, expires_on: date) -> tuple[Token, str]:
    """A token that acts under the person's own membership, and its secret, which cannot be read again.

    Raises TokenRefused where the role issues none, the membership has ended, or the date is out of range.
    """
    held = Membership.objects.select_for_update().current(by.on).filter(pk=by.membership.pk).first()
    if held is None or not held.role.may(Permission.USE_API):
        raise TokenRefused("Your role does not issue tokens. Ask the attendance leader.")
    needed = NEEDED.get(scope)
    if needed is not None and not held.role.may(needed):
        raise TokenRefused(f"Your role may not {needed.value}. Choose a token that reads.")
    if not by.on < expires_on <= by.on + LONGEST:
        raise TokenRefused("The last day must lie after today and within a year.")
    return Token.make(membership=held, name=name, scope=scope, expires_on=expires_on)


@transaction.atomic
def revoke_token(*, token: Token, by: Acting) -> None:
    """Stop one of one's own tokens from working; again does nothing. Raises TokenRefused for another's."""
    locked = Token.objects.select_for_update().select_related(None).get(pk=token.pk)
    if locked.membership_id != by.membership.pk:
        raise TokenRefused("This token is not yours.")
    if locked.revoked_at is None:
        locked.revoked_at = timezone.now()
        locked.save(update_fields=["revoked_at"])
