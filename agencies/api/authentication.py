"""Tokens: `Authorization: Bearer …` acts under the token's membership, narrowed by its scope."""

from datetime import date

from django.utils import timezone
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from agencies.acting import Acting
from agencies.models import Token, User
from agencies.models.token import TokenScope, digest


class TokenAuthentication(BaseAuthentication):
    """Finds the token by its digest; the request then has `user`, and `auth` with acting and scope."""

    def authenticate(self, request: Request) -> tuple[User, "Bearer"] | None:
        """The person and what they act as; None where none came. Raises AuthenticationFailed."""
        word, _, secret = get_authorization_header(request).decode("latin-1").partition(" ")
        if word.lower() != "bearer":
            return None
        today = timezone.localdate()
        tokens = Token.objects.usable(today).select_related(
            "membership__user", "membership__agency__authority"
        )
        token = tokens.filter(digest=digest(secret.strip())).first()
        if token is None or not _current(token, today):
            raise AuthenticationFailed(
                "This token is not known, has been revoked or has expired. Ask for a new one."
            )
        Token.objects.filter(pk=token.pk).update(last_used_at=timezone.now())
        return token.membership.user, Bearer(token)

    def authenticate_header(self, request: Request) -> str:
        """What a program is told to send."""
        return "Bearer"


def _current(token: Token, today: date) -> bool:
    held = token.membership
    ended = held.ended_on is not None and held.ended_on < today
    return held.user.is_active and held.agency.is_open and held.began_on <= today and not ended


class Bearer:
    """What a token brings: who acts, and for what it may be used."""

    def __init__(self, token: Token) -> None:
        self.token = token
        self.scope = TokenScope(token.scope)
        self.acting = Acting.today(token.membership)


class TokenRequest(Request):
    """A request that came through `Closed`: it has a bearer."""

    auth: Bearer
