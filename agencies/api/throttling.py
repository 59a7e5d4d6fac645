"""How often one token may ask."""

from typing import TYPE_CHECKING

from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

from agencies.api.authentication import Bearer

if TYPE_CHECKING:
    # `rest_framework.views` loads the default throttles, this module, while it is itself being loaded.
    from rest_framework.views import APIView


class PerToken(SimpleRateThrottle):
    """So many requests a minute for each token (setting API_RATE); 429 says when to come again."""

    scope = "token"

    def get_cache_key(self, request: Request, view: "APIView") -> str | None:
        """The token's own count; nobody without a token comes as far as this."""
        if not isinstance(request.auth, Bearer):
            return None
        return self.cache_format % {"scope": self.scope, "ident": request.auth.token.digest}
