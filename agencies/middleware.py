"""Whom a request is made for, whether they proved it twice, and that nothing shared keeps the answer."""

from collections.abc import Callable
from typing import Any, cast

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control

from agencies.acting import Acting
from agencies.doors import CaseworkRequest
from agencies.models import Membership
from agencies.queries import with_unread

ACTING_FOR = "acting_for"
Responder = Callable[[HttpRequest], HttpResponse]
# Pages that somebody may use before they act for an agency or have a second factor.
BEFORE_ACTING = ("account_", "mfa_", "socialaccount_", "openid_connect_", "choose-agency", "healthz")


class ActingFor:
    """Sets `request.acting`; sends a person of several agencies to choose one, and one of none to a plain page."""

    def __init__(self, get_response: Responder) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """After the address is resolved and before the view runs: the view may rely on `request.acting`."""
        request.acting = None  # type: ignore[attr-defined]  # an attribute of CaseworkRequest
        if not request.user.is_authenticated or request.resolver_match is None:
            return None
        current = Membership.objects.current(timezone.localdate()).filter(
            user=request.user, agency__is_open=True
        )
        held = {m.pk: m for m in with_unread(current).select_related("user", "agency__authority")}
        chosen = request.session.get(ACTING_FOR)
        if len(held) == 1:
            chosen = next(iter(held))
        if chosen in held:
            casework = cast(CaseworkRequest, request)
            casework.acting = Acting.today(held[chosen])
            casework.acting_choices = len(held)
            return None
        if request.resolver_match.view_name.startswith(BEFORE_ACTING):
            return None
        return redirect("choose-agency") if held else render(request, "agencies/no_agency.html", status=403)


class SecondFactor:
    """Sends a person whose role sees more than one school to set up their second factor before anything else."""

    def __init__(self, get_response: Responder) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """Nothing for those who signed in with a second factor, who have one, or whose role needs none."""
        acting = getattr(request, "acting", None)
        if acting is None or not acting.role.second_factor or request.resolver_match is None:
            return None
        if request.resolver_match.view_name.startswith(BEFORE_ACTING):
            return None
        if any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user)):
            return None
        return None if is_mfa_enabled(request.user) else redirect("mfa_activate_totp")


def private(get_response: Responder) -> Responder:
    """Say on every answer that it is for this person alone and that no cache may keep it."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        patch_cache_control(response, private=True, no_store=True)
        return response

    return respond
