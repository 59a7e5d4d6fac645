"""Closed: an endpoint that does not say which permission and which token scope it needs is shut."""

from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

from agencies.api.authentication import Bearer


class Closed(BasePermission):
    """Opens only for a token whose scope the view accepts and whose role holds the view's permission."""

    message = "This token may not be used for that."

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Whether the view names a permission and a scope, and the bearer has both."""
        needed, scope = getattr(view, "permission", None), getattr(view, "scope", None)
        if needed is None or scope is None or not isinstance(request.auth, Bearer):
            return False
        return request.auth.scope == scope and request.auth.acting.may(needed)
