"""Closed: an endpoint that does not say which permission and which token scope it needs is shut."""

from typing import TYPE_CHECKING

from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from agencies.api.authentication import Bearer

if TYPE_CHECKING:
    # `rest_framework.views` loads the default permissions, this module, while it is itself being loaded.
    from rest_framework.views import APIView


class Closed(BasePermission):
    """Opens only for a token whose scope covers the view's and whose role holds the view's permission.

    Where an address both lists and takes, `write_scope` is the scope for what changes something.
    """

    message = "This token may not be used for that."

    def has_permission(self, request: Request, view: "APIView") -> bool:
        """Whether the view names a permission and a scope, and the bearer has both."""
        needed, scope = getattr(view, "permission", None), getattr(view, "scope", None)
        if request.method not in SAFE_METHODS:
            scope = getattr(view, "write_scope", scope)
        if needed is None or scope is None or not isinstance(request.auth, Bearer):
            return False
        return request.auth.scope.covers(scope) and request.auth.acting.may(needed)


class AnyToken(BasePermission):
    """Opens for every working token: for what is about no child and no school."""

    def has_permission(self, request: Request, view: "APIView") -> bool:
        """Whether there is a bearer at all."""
        return isinstance(request.auth, Bearer)
