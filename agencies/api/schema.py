"""How the interface describes itself: the token, the errors, and the key that makes a request count once."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework import serializers

from agencies.api.idempotency import HEADER, LONGEST


class Error(serializers.Serializer[Any]):
    """What every refusal looks like."""

    message = serializers.CharField(help_text="What is wrong, in a sentence.")
    fields = serializers.DictField(  # type: ignore[assignment]  # the name that errors have, not the serializer's own
        child=serializers.JSONField(), help_text="What is wrong with each field or parameter, if anything."
    )


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # the library has no types here
    """`Authorization: Bearer …` in the schema."""

    target_class = "agencies.api.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """The scheme as OpenAPI names it."""
        said = "A token from the page “Tokens for programs”. It acts under the membership of whoever made it."
        return {"type": "http", "scheme": "bearer", "description": said}


SENTENCES = {
    400: "Something that was sent cannot be used; `fields` says what.",
    401: "No token was sent, or it is not known, has expired or has been revoked.",
    403: "The token's scope or the role behind it does not allow this.",
    404: "There is nothing under this address, or it is not yours to see.",
    409: "It cannot be done as things stand; `message` says why.",
    415: "The content is of a kind that is not read here.",
    422: "The `Idempotency-Key` was used before with other content.",
    429: "Too many requests; the header `Retry-After` says in how many seconds to come again.",
}
KEY = OpenApiParameter(
    HEADER,
    str,
    OpenApiParameter.HEADER,
    description=f"Up to {LONGEST} characters of your own choice. The same key and content again, within "
    "a day, is not done twice: it gets the first answer.",
)


def answers(shape: Any, *more: int, status: int = 200, said: str = "") -> dict[int, Any]:
    """The answers of an endpoint: the good one, and the errors that every endpoint has and those given."""
    codes = sorted({400, 401, 403, 429, *more})
    errors = {code: OpenApiResponse(Error, description=SENTENCES[code]) for code in codes}
    return {status: OpenApiResponse(shape, description=said), **errors}
