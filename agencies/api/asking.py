"""Reading what was asked: every parameter known, every value of its kind, or 400 with the fields."""

from typing import Any

from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.serializers import Serializer

OF_PAGES = {"cursor", "size"}


def asked(request: Request, shape: type[Serializer[Any]], *, pages: bool = False) -> dict[str, Any]:
    """The parameters of the address. Raises ValidationError, for a misspelt one too: it narrows nothing."""
    given = request.query_params
    known = set(shape().fields) | (OF_PAGES if pages else set())
    if unknown := sorted(set(given) - known):
        raise ValidationError({name: ["There is no such parameter."] for name in unknown})
    return read(shape, {name: given[name] for name in given if name not in OF_PAGES})


def sent(request: Request, shape: type[Serializer[Any]]) -> dict[str, Any]:
    """The content of the request. Raises ValidationError."""
    return read(shape, request.data)


def read(shape: type[Serializer[Any]], given: Any) -> dict[str, Any]:
    """The values of a shape. Raises ValidationError."""
    found = shape(data=given)
    found.is_valid(raise_exception=True)
    return dict(found.validated_data)
