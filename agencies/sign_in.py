"""How people come in: only those whom an authority has already put on its books."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest

from agencies.models import User


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs themselves up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by the authority."""
        return False


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """A council's or agency's own sign-in is accepted for a person already known by that e-mail address."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """No account is made by signing in elsewhere."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Join the outside account to the person with its verified address, once."""
        if sociallogin.is_existing:
            return
        verified = [address.email.lower() for address in sociallogin.email_addresses if address.verified]
        user = User.objects.filter(email__in=verified, is_active=True).first()
        if user is not None:
            sociallogin.connect(request, user)
